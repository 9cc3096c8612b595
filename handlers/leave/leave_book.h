// The leaves of a college: who decides about one, which wait for whom, and how one reads.
// Invariant: its reason, and the kind that tells half of it, stand in no group and before no cadre.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/collection.h"
#include "handlers/common/lessons.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/timetables.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/leave/leave_attention.h"
#include "handlers/leave/leave_settings.h"
#include "storage/access_log.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/roll_calls.h"
#include "storage/schedule.h"

namespace banwei::leave {

using storage::Leave;

inline constexpr std::string_view feature = "leave";

/// Of one student those that are open and what was decided lately, the newest first.
std::vector<Leave> lately_of(const storage::Leaves& leaves, const Person& student, Day today);

/// It has more methods than a class should, for each word that is said of a leave (asked, changed, granted, taken back,
/// ended) is a method over the same rows.
class Book {
 public:
  /// It takes ten, for every part of a leave asks it.
  Book(const storage::Members& members, storage::Leaves leaves, const storage::RollCalls& calls,
       storage::Schedule& schedule, storage::AccessLog& accesses, const Zone& zone, const Settings& settings,
       const QuietHours& quiet, const Lessons& lessons, const Timetables& timetables)
      : members_(members),
        leaves_(leaves),
        calls_(calls),
        schedule_(schedule),
        accesses_(accesses),
        zone_(zone),
        settings_(settings),
        quiet_(quiet),
        lessons_(lessons),
        timetables_(timetables) {}

  storage::Leaves& leaves() { return leaves_; }
  const storage::Members& members() const { return members_; }
  const Lessons& lessons() const { return lessons_; }
  const Timetables& timetables() const { return timetables_; }
  Attention& attention() { return attention_; }

  /// The newest roll call of the class that is open at that moment.
  std::optional<storage::RollCall> open_call(std::int64_t class_id, const Moment& at) const;

  /// Who may be asked about it, one after the other: of a roll call its owner alone.
  std::vector<Person> deciders(const Leave& leave, Utc now) const;
  bool may_decide(const Speaker& speaker, const Leave& leave, Utc now) const;

  /// Those that wait for a word of this person, the newest question first; `asked`: of those that he was asked about.
  std::vector<Leave> waiting_for(const Speaker& speaker, bool asked, const Moment& now) const;

  /// Those that this person has refused and that are not over: he may still think better of it.
  std::vector<Leave> refused_by(const Speaker& speaker, const Moment& now) const;

  /// Those that this person has granted and that are not over: he may take his word back.
  std::vector<Leave> granted_by(const Speaker& speaker, const Moment& now) const;

  /// Stores it and asks the first who decides.
  Reply submit(Leave& leave, const Moment& now);

  /// Asks the next, and sets the time for the one after; nothing when everybody has been asked.
  std::optional<Reply> ask_next(const Leave& leave, const Moment& now);

  /// The same, in the morning where these are quiet hours and no roll call waits.
  Reply ask_when_awake(const Leave& leave, const Moment& now);

  /// Those who stand before whoever was asked, as a deputy does who has come since, are asked at once.
  Reply ask_deputies(const Moment& now);

  /// One message with all that waits for that person: the newest as it was said, the others by number and name. Whoever
  /// reads why somebody is away is in the access log, for the reason is health often enough.
  Reply question_for(const Person& person, const Moment& now);
  void stop_asking(const Leave& leave);

  /// It was for a roll call that is over.
  bool lapsed(const Leave& leave) const;

  bool needs_office(const Leave& leave) const;

  /// That moment, or the first after it that is in no quiet hours.
  Utc awake(Utc at) const { return zone_.utc(quiet_.awake_at(zone_.at(at).local)); }

  std::string name_of(std::int64_t person) const;
  Day day_of(Utc moment) const { return zone_.at(moment).day(); }
  /// 3/12(周四)全天.
  std::string span(const Leave& leave, const Moment& now) const;
  /// #3 事假 3/12(周四)全天, as its own person reads it.
  std::string own_line(const Leave& leave, const Moment& now) const;
  /// #3 机电1901 李四 3/12(周四)全天, and before a teacher in private its kind and what was said.
  std::string line(const Leave& leave, const Moment& now, bool with_reason) const;

 private:
  std::string course_of(const Leave& leave) const;

  const storage::Members& members_;
  storage::Leaves leaves_;
  const storage::RollCalls& calls_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  const Zone& zone_;
  const Settings& settings_;
  const QuietHours& quiet_;
  const Lessons& lessons_;
  const Timetables& timetables_;
  Attention attention_;
};

}  // namespace banwei::leave
