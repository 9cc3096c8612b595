// What the team of a case says and reads: whose it is, who shares it, what was noted, and that it is over.
// Invariant: somebody outside the team learns nothing of a case, not even that there is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/cases/case_grammar.h"
#include "handlers/cases/rounds.h"
#include "handlers/common/own_readings.h"
#include "handlers/feature.h"
#include "storage/access_log.h"
#include "storage/audit.h"
#include "storage/cases.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::cases {

class CaseBook {
 public:
  /// It takes eight: what a team says is noted, asked, timed, and may be a reading; whose it becomes is audited.
  CaseBook(const storage::Members& members, storage::Cases& cases, storage::Questions& questions,
           storage::Schedule& schedule, storage::AccessLog& accesses, storage::Audit& audit, OwnReadings& own,
           const Rounds& rounds)
      : members_(members),
        cases_(cases),
        questions_(questions),
        schedule_(schedule),
        accesses_(accesses),
        audit_(audit),
        own_(own),
        rounds_(rounds) {}

  Reply obey(const Context& call, const Order& order);

  /// A yes or a no to whether a case is to be closed before its time.
  Reply decide(const Context& call, const storage::Question& question, bool yes);

  /// What the teacher chose to have said to the student, to a question of `parting`.
  Reply say_farewell(const Context& call, const storage::Question& question, const Farewell& words);

  /// Nobody chose for half an hour: the usual words go to the student.
  Reply part(std::int64_t case_id, const Moment& now);

  /// What the student wants said to the team.
  Reply pass_on(const Context& call, const storage::Case& open, const std::string& words);

 private:
  Reply add(const Context& call, const Person& person, const std::string& level);
  Reply show(const Context& call, const storage::Case& one);
  Reply list(const Context& call);
  Reply note(const Context& call, const storage::Case& one, const std::string& words);
  Reply relay(const Context& call, const storage::Case& one, const Order& order);
  Reply join(const Context& call, const storage::Case& one, const Order& order);
  Reply hand_over(const Context& call, storage::Case one, const std::string& name);
  Reply set_level(const Context& call, storage::Case one, const std::string& level);
  Reply close(const Context& call, const storage::Case& one);
  Reply sign(const Context& call, const storage::Case& one);
  Whisper farewell(const storage::Case& one, const Person& by, const Person& student, const std::string& words);

  /// Tells one of the team something of a case, which is a look at it.
  void tell(Reply& reply, const Context& call, const storage::Case& one, const Person& person, std::string words);

  std::vector<Person> team(const storage::Case& one, const Moment& now) const;
  std::optional<Person> somebody(const std::string& name, const storage::Case& one, const Moment& now) const;
  std::string name_of(std::int64_t person) const;
  void enter(const Context& call, const storage::Case& one, storage::CaseEntry::Kind kind, std::string words);

  const storage::Members& members_;
  storage::Cases& cases_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  storage::Audit& audit_;
  OwnReadings& own_;
  const Rounds& rounds_;
};

}  // namespace banwei::cases
