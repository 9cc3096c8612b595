// The daily question how it goes: to whom, when again, and whom it is told that nobody answered.
// Invariant: every word about it is whispered and leaves no trace in a group; a student who does not want to be asked
// is not, and a teacher hears so once. Whose a case is that no human opened hears of it before the student is asked.
#pragma once

#include <optional>
#include <string>

#include "handlers/cases/case_rules.h"
#include "handlers/cases/follow_grammar.h"
#include "handlers/feature.h"
#include "storage/access_log.h"
#include "storage/cases.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::cases {

inline constexpr std::string_view feature = "cases";
inline constexpr std::string_view closing = "cases/close";  // What a teacher is asked.
inline constexpr std::string_view parting = "cases/parting";

class Rounds {
 public:
  /// It takes eight: what is asked, what is heard and what is kept of a case meet here.
  Rounds(const storage::Members& members, storage::Cases& cases, const storage::Readings& readings,
         const storage::Leaves& leaves, storage::Questions& questions, storage::Schedule& schedule,
         storage::AccessLog& accesses, OwnReadings& own)
      : members_(members),
        cases_(cases),
        readings_(readings),
        leaves_(leaves),
        questions_(questions),
        schedule_(schedule),
        accesses_(accesses),
        own_(own) {}

  /// Somebody is unwell, and so the student is asked from now on, but not while it was said just before.
  void open(const Person& person, const Moment& now, const std::string& why) { open(person, now, now.utc, why); }

  /// The round of that time of day.
  Reply ask(const Moment& now, bool morning);

  /// An hour later, and an hour after that.
  Reply ask_again(std::int64_t case_id, const Moment& now);
  Reply tell_silent(std::int64_t case_id, const Moment& now);

  Reply answer(const Context& call, const storage::Case& open, const FollowUp& said, const std::string& words);

  /// Who looks after it now: its owner, or else who would hear of the student first; nobody when nobody can be told.
  std::optional<Person> responsible(const storage::Case& open, const Moment& now) const;

  DayState state(const storage::Case& open, Day day) const;

  /// Whether it has been well for long enough on the days before that one.
  bool recovered(const storage::Case& open, Day day) const;

 private:
  void open(const Person& person, const Moment& now, Utc since, const std::string& why);
  Reply tell_of_new(const Moment& now);
  void open_for_the_unwell(const Moment& now);
  void open_for_sick_leave(const Class& klass, const Moment& now);
  std::optional<Reply> answer_without_news(const Context& call, storage::Case& open, FollowUp::Kind kind);
  void note(const Context& call, const storage::Case& open, std::string summary, std::optional<bool> well);
  bool answered_since(const storage::Case& open, Utc since, Day day) const;
  std::string name_for(const Person& teacher, const Person& student, const Moment& now) const;
  Reply tell_of_hospital(const storage::Case& open, const std::string& words, const Moment& now) const;
  Reply tell(const storage::Case& open, const Moment& now, std::string (*words)(const std::string& who)) const;

  const storage::Members& members_;
  storage::Cases& cases_;
  const storage::Readings& readings_;
  const storage::Leaves& leaves_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  OwnReadings& own_;
};

}  // namespace banwei::cases
