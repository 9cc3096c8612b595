// The times of a class's day: what the college set and the class chose, and when the day is due.
// Invariant: a choice never acts backwards, and none after the deadline changes it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "handlers/args.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/language/calendar.h"
#include "handlers/temperature/temperature_settings.h"
#include "storage/class_settings.h"
#include "storage/gaps.h"
#include "storage/members.h"

namespace banwei::temperature {

inline constexpr std::string_view feature = "temperature";

/// One time that a class chooses: 催报 10:20, 问候 关, 机电1901 截止 10:30.
struct Choice {
  std::string class_name;  // "" for the class of the room
  std::string key;         // It is greeting, nudge, deadline or closing.
  std::string value;       // "10:20", "on" or "off"
};
void to_json(nlohmann::ordered_json& json, const Choice& choice);
Arg<Choice> choice();
Arg<Choice> time_alone();  // 10:30: the deadline's, or that of the call when the message speaks of it

class DayTimes {
 public:
  /// It takes six, for a deadline depends on the class, the calendar, and whether the bot was away.
  DayTimes(const storage::Members& members, storage::ClassSettings& settings, const storage::Gaps& gaps,
           const Zone& zone, const Calendar& calendar, const Settings& defaults)
      : members_(members), settings_(settings), gaps_(gaps), zone_(zone), calendar_(calendar), defaults_(defaults) {}

  bool only_workdays() const { return defaults_.workdays; }
  /// Whether anybody is asked on that day.
  bool asks_on(Day day) const { return !defaults_.workdays || calendar_.workday(day); }

  /// The college's times with what the class had chosen before they came, that day.
  Settings of(std::int64_t class_id, Day day) const;

  /// When that day is due: at the class's deadline, or half an hour after a time over it when we were not there,
  /// while the day lasts.
  std::chrono::minutes deadline(const Class& klass, Day day) const;

  /// 体温设置, with a choice or without.
  Reply set(const Context& call, std::optional<Choice> choice);
  Reply set_one(const Context& call, Choice choice) { return set(call, std::move(choice)); }

 private:
  const storage::Members& members_;
  storage::ClassSettings& settings_;
  const storage::Gaps& gaps_;
  const Zone& zone_;
  const Calendar& calendar_;
  const Settings& defaults_;
};

}  // namespace banwei::temperature
