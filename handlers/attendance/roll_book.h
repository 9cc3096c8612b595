// The roll calls of a class's day: which one is meant, how it stands, who answers for it, and the marks in it.
// Invariant: what somebody marks changes only what it may take the place of.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/attendance/rollcall_rules.h"
#include "handlers/common/collection.h"
#include "handlers/common/lessons.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/outbox.h"
#include "storage/questions.h"
#include "storage/roll_calls.h"

namespace banwei::attendance {

using storage::RollCall;

inline constexpr std::string_view feature = "attendance";
inline constexpr Roles callers = Roles{Role::monitor, Role::study_rep} | teachers;
inline constexpr std::chrono::minutes longest{4 * 60};  // No roll call is longer.

/// What our messages of a roll call are about: "rollcall/12".
std::string about(const RollCall& rollcall);

class RollBook {
 public:
  /// It takes seven, for every part of a roll call asks it.
  RollBook(storage::Members& members, storage::RollCalls& calls, storage::Leaves leaves, storage::Questions& questions,
           const storage::Outbox& outbox, const Zone& zone, const Lessons& lessons)
      : members_(members),
        calls_(calls),
        leaves_(leaves),
        questions_(questions),
        outbox_(outbox),
        zone_(zone),
        lessons_(lessons) {}

  /// The class's roll calls that concern the day of that moment, newest first.
  std::vector<RollCall> of_today(std::int64_t class_id, const Moment& at) const;
  std::optional<RollCall> by_about(std::string_view about) const;

  /// The one to look at: the quoted one, else the newest of today, or of the day of `at`, by that name, open ones first
  /// and the speaker's own before others'.
  std::optional<RollCall> meant(const Context& call, const std::vector<Class>& classes,
                                const std::optional<std::string>& title,
                                const std::optional<Moment>& at = std::nullopt) const;

  /// What counts of each person who has said something, or whose leave holds or waits.
  std::map<std::int64_t, Mark> marks(const RollCall& rollcall) const;
  /// The one to change: the quoted one, or by that name; else the speaker's own open one or the one that he was shown
  /// last, whichever was later; else the only one there is. With `open_only` none that has ended.
  struct Meant {
    bool sure = false;
    std::vector<RollCall> calls = {};  // The one when it is sure, else those among which to choose.
  };
  Meant to_change(const Context& call, const std::vector<Class>& classes, const std::optional<std::string>& title,
                  bool open_only) const;

  /// All that were called for the same occasion, and are still there: by one message, or for one meeting.
  std::vector<RollCall> together(const RollCall& rollcall) const {
    return calls_.all_called_by(rollcall.room, rollcall.message);
  }

  /// Those of them that a word of the speaker's is about: in private all that he called there, else the one.
  std::vector<RollCall> meant_with(const Context& call, const RollCall& rollcall) const;

  /// Remembers that the person has just read about it.
  void shown(const RollCall& rollcall, const Person& to, Utc now) const;

  Collection collection(const RollCall& rollcall) const;

  /// Whom a reminder may bother: not those who have asked for leave.
  std::vector<Person> still_missing(const RollCall& rollcall) const;

  /// Whom its names and what waits for a word go to: the caller, or once he may call the class no more its counsellor.
  std::optional<Person> owner_of(const RollCall& rollcall, Utc now) const;

  Mark mark_of(const Context& call, const RollCall& rollcall, const Person& person, Mark::Status status) const;

  /// Stores the mark unless it changes nothing.
  bool record(const Mark& mark, bool by_hand);

  Moment moment(Utc at) const { return zone_.at(at); }
  std::string hour_minute(Utc at) const;

 private:
  std::vector<RollCall> of_day(const std::vector<Class>& classes, const Moment& at) const;
  std::optional<RollCall> quoted(const Context& call, const std::vector<RollCall>& among) const;

  storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Leaves leaves_;
  storage::Questions& questions_;
  const storage::Outbox& outbox_;
  const Zone& zone_;
  const Lessons& lessons_;
};

}  // namespace banwei::attendance
