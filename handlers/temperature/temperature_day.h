// The frame of a day in a class group: greeted in the morning, those missing called once, closed at the deadline.
// Invariant: a group hears at most one line of each, and no name after the deadline.
#pragma once

#include <vector>

#include "handlers/common/collection.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_times.h"
#include "storage/exemptions.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

/// What is said of a class without a roster, of which nobody knows for whom it waits.
std::string no_list(const std::string& klass);

class DayFrame {
 public:
  /// It takes seven, for every part of the day asks it.
  DayFrame(const DayTimes& times, const storage::Members& members, const storage::Readings& readings,
           storage::Leaves leaves, storage::Exemptions exemptions, storage::Schedule& schedule, const Zone& zone)
      : times_(times),
        members_(members),
        readings_(readings),
        leaves_(leaves),
        exemptions_(exemptions),
        schedule_(schedule),
        zone_(zone) {}

  /// What the class was asked for that day.
  Collection collection(const Class& klass, Day day) const;

  /// Why nothing was to come from somebody of the class that day; nothing when it was.
  enum class Excuse { exempt, on_leave, not_asked };
  std::optional<Excuse> excuse(const Person& person, const Class& klass, Day day) const;

  /// Those of the class who are exempt that day.
  std::vector<storage::Exemption> exempt(const Class& klass, Day day) const {
    return exemptions_.of_class(klass.id, day);
  }

  std::vector<ScheduledJob> jobs(Day day);

  /// What was said did not come: those who are missing are asked to say it again, unless only what was said in private
  /// is lost and they are to be called in any case.
  Reply ask_again(const HistoryLost& lost, const Moment& now) const;

  /// Whom a reminder calls now: that is a call like our own, and nobody within five minutes of one; nothing after the
  /// deadline, when nobody is named in a group any more.
  std::optional<std::vector<Person>> call_by_reminder(const Class& klass, const Moment& now);

  /// 催报: calls those who are missing now, in the group at most twice a day and five minutes apart; each of them in
  /// private after the deadline and when that is asked for.
  Reply call_missing(const Context& call, std::optional<std::string> klass);

  /// How many have reported, where nothing can be reacted to.
  Reply count(std::int64_t class_id, const Moment& now) const;

 private:
  bool call_to_come(const Class& klass, const Moment& now) const;
  void count_round(const Class& klass, int round, const Moment& now);
  Reply call_out(const Class& klass, const Collection& day, const Moment& now);
  Reply call_apart(const Context& call, const Class& klass, const Collection& today, bool over);
  /// Those missing but for whom the day has no thermometer: they have said so.
  std::vector<Person> to_call(const Class& klass, const Collection& day, Day date) const;

  const DayTimes& times_;
  const storage::Members& members_;
  const storage::Readings& readings_;
  storage::Leaves leaves_;
  storage::Exemptions exemptions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei::temperature
