#include "handlers/reminder/school_calendar.h"

#include <fmt/format.h>

#include "handlers/common/privately.h"

namespace banwei::reminder {

namespace text {
namespace {

std::string enter_holidays(int year) {
  return fmt::format(
      "{}年放假安排还没录入，元旦起“工作日”提醒将按周一至周五算。请把放假安排写进校历文件（配置的 [college] calendar）",
      year);
}

}  // namespace
}  // namespace text

Reply SchoolCalendar::show(const Context& call) {
  const auto year = std::chrono::year_month_day{call.now.day()}.year();
  std::string lines = fmt::format("{}年放假和补班", static_cast<int>(year));
  if (!calendar_.knows(year)) return privately(call, lines + "还没录入，“工作日”按周一至周五算");
  for (const Calendar::Entry& entry : calendar_.entries(year)) {
    const std::chrono::year_month_day first{entry.first};
    const std::chrono::year_month_day last{entry.last};
    lines +=
        fmt::format("\n{} {}/{}", entry.name, static_cast<unsigned>(first.month()), static_cast<unsigned>(first.day()));
    if (entry.last != entry.first)
      lines += fmt::format("–{}/{}", static_cast<unsigned>(last.month()), static_cast<unsigned>(last.day()));
  }
  return privately(call, lines);
}

std::vector<ScheduledJob> SchoolCalendar::jobs(Day day) {
  const std::chrono::year_month_day date{day};
  const auto year = date.year() + std::chrono::years{1};
  if (date.month() != std::chrono::December || calendar_.knows(year)) return {};
  const std::string key = std::to_string(static_cast<int>(year));
  if (schedule_.claimed("reminder/holidays", key)) return {};
  return {
      {.key = "holidays",
       .name = "校历",
       .at = std::chrono::hours{9},
       .catch_up = std::chrono::hours{14},
       .run = [this, key, year](const Moment& now) {
         Reply reply;
         schedule_.claim({.job = "reminder/holidays", .key = key, .due = now.utc}, now.utc);
         for (const Person& admin : members_.holders(Role::admin, 0, now.utc))
           reply.add(Whisper{admin, plain(text::enter_holidays(static_cast<int>(year))), storage::Priority::notice});
         return reply;
       }}};
}

}  // namespace banwei::reminder
