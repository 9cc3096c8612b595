// The frame of a day in a class group: greeted in the morning, those missing called once, closed at the deadline.
// Invariant: a group hears at most one line of each, and no name after the deadline.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_settings.h"
#include "storage/class_settings.h"
#include "storage/gaps.h"
#include "storage/members.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

/// One time that a class chooses: 催报 10:20, 问候 关, 机电1901 截止 10:30.
struct Choice {
  std::string class_name;  // "" for the class of the room
  std::string key;         // greeting, nudge, deadline or closing
  std::string value;       // "10:20", "on" or "off"
};
void to_json(nlohmann::ordered_json& json, const Choice& choice);
Arg<Choice> choice();
Arg<Choice> deadline_alone();  // 10:30

class DayFrame {
 public:
  DayFrame(storage::Members& members, storage::Readings& readings, storage::Schedule& schedule,
           storage::ClassSettings& settings, const storage::Gaps& gaps, const Zone& zone, const Settings& defaults)
      : members_(members),
        readings_(readings),
        schedule_(schedule),
        settings_(settings),
        gaps_(gaps),
        zone_(zone),
        defaults_(defaults) {}

  /// The college's times with what the class had chosen before they came, that day: a choice never acts backwards, and
  /// none after the deadline changes it.
  Settings times(std::int64_t class_id, Day day) const;

  /// What the class was asked for that day.
  Collection collection(const Class& klass, Day day) const;

  /// When that day is due: at the class's deadline, or half an hour after a time over it when we were not there,
  /// while the day lasts.
  std::chrono::minutes deadline(const Class& klass, Day day) const;

  std::vector<Act> acts(Day day);

  /// What was said did not come: those who are missing are asked to say it again, unless only what was said in private
  /// is lost and they are to be called in any case.
  Reply ask_again(const Unheard& unheard, const Moment& now) const;

  /// Whom a reminder calls now: that is a call like our own, and nobody within five minutes of one.
  std::vector<Person> call_by_reminder(const Class& klass, const Moment& now);

  /// 催一下: calls those who are missing now, at most twice a day and five minutes apart.
  Reply call_missing(const Call& call);

  /// 体温设置, with a choice or without.
  Reply set(const Call& call, const std::optional<Choice>& choice);

 private:
  bool call_to_come(const Class& klass, const Moment& now) const;
  void count_round(const Class& klass, int round, const Moment& now);
  Reply call_out(const Class& klass, const Collection& day, const Moment& now);

  storage::Members& members_;
  storage::Readings& readings_;
  storage::Schedule& schedule_;
  storage::ClassSettings& settings_;
  const storage::Gaps& gaps_;
  const Zone& zone_;
  const Settings& defaults_;
};

}  // namespace banwei::temperature
