// The sentences that several parts of a roll call share.
#pragma once

#include <fmt/format.h>

#include <string>

#include "storage/roll_calls.h"

namespace banwei::attendance::text {

inline std::string title(const storage::RollCall& rollcall) { return rollcall.title.empty() ? "点名" : rollcall.title; }

inline std::string status(storage::Mark::Status status) {
  using Status = storage::Mark::Status;
  switch (status) {
    case Status::present:
      return "到";
    case Status::late:
      return "迟到";
    case Status::behalf:
      return "待本人确认";
    case Status::leave:
      return "请假待批";
    case Status::refused:
      return "没准假";
    case Status::excused:
      return "请假";
    case Status::problem:
      return "签不上";
    case Status::absent:
      return "缺勤";
  }
  return {};
}

constexpr auto none_open = "现在没有在进行的点名。开始说“点名10分钟”";
constexpr auto none_today = "今天还没有点过名。开始说“点名10分钟”";
inline std::string no_such(const std::string& name) {
  return fmt::format("今天没有叫“{}”的点名。说“考勤 今天”看有哪些", name);
}

}  // namespace banwei::attendance::text
