// Roll calls: called in a word, answered in a word, summed up at their time.
// Invariant: whether an answer is in time is judged by when it was sent; who was late or absent is told in private.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handlers/args.h"
#include "handlers/attendance/rollcall_rules.h"
#include "handlers/attendance/rollcall_words.h"
#include "handlers/attendance/signin_grammar.h"
#include "handlers/common/collection.h"
#include "handlers/common/rosters.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/members.h"
#include "storage/outbox.h"
#include "storage/questions.h"
#include "storage/roll_calls.h"

namespace banwei::attendance {

using storage::RollCall;

inline constexpr Roles callers = Roles{Role::monitor, Role::study_rep} | teachers;
inline constexpr std::chrono::minutes longest{4 * 60};  // of a roll call

/// Days whose roll calls are listed, both inclusive.
struct Span {
  Day from{};
  Day to{};
};

/// What our messages of a roll call are about: "rollcall/12".
std::string about(const RollCall& rollcall);

class Attendance final : public Feature {
 public:
  Attendance(storage::Members& members, storage::RollCalls& calls, storage::Questions& questions,
             storage::Schedule& schedule, const storage::Outbox& outbox, const Zone& zone);

  std::string_view title() const override { return "attendance"; }
  std::vector<Command> commands() override;
  std::vector<Coming> coming(const Call& call) override;
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;
  std::optional<Heard> listen(const Utterance& said, const Context& context) override;
  Reply wake(const storage::Timer& timer, const Moment& now) override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  // --- from opening to end: rollcall_course.cpp
  Reply start(const Call& call, Order order);
  std::optional<Class> named_in(std::string& title) const;
  Reply stop(const Call& call, std::optional<std::string> title);
  Reply cancel(const Call& call, std::optional<std::string> title);
  Reply finish(RollCall rollcall, Utc due, const Moment& now);
  Reply ask_again(const Unheard& unheard, const Moment& now);

  // --- how it goes: rollcall_progress.cpp
  Reply result(const Call& call, std::optional<std::string> title);
  Reply who_is_missing(const Call& call);
  Reply remind(const Call& call);
  Reply list(const Call& call, std::optional<Span> span);
  Reply report(const Call& call, const RollCall& rollcall, bool names_wanted);
  std::string line(const RollCall& rollcall, const Tally& sum) const;
  std::string names(const RollCall& rollcall) const;

  // --- by hand: rollcall_marks.cpp
  Arg<std::string> somebody() const;
  std::vector<Person> called(std::string_view who, const Context& context) const;
  template <Mark::Status status>
  Reply mark(const Call& call, std::string who) {
    return mark_by_hand(call, who, status);
  }
  Reply mark_by_hand(const Call& call, const std::string& who, Mark::Status status);

  // --- the class's side: rollcall_answers.cpp
  struct Answer {
    RollCall rollcall;
    SignIn said;
    bool lacks_password = false;
  };
  std::optional<Heard> listen_for_yes_or_no(const Utterance& said, const Context& context);
  std::optional<RollCall> quoted_by(const Utterance& said, const Context& context) const;
  std::optional<Answer> understand(const Utterance& said, const std::optional<RollCall>& quoted,
                                   const Context& context);
  std::optional<Answer> choose(const std::vector<RollCall>& calls, SignIn said, bool plainly, bool knows_password,
                               const Context& context) const;
  Reply hear(const Call& call, const Answer& answer);
  Reply sign_in(const Call& call, const RollCall& rollcall, Mark::Status status);
  Reply on_behalf(const Call& call, const Answer& answer);
  Reply pass_on(const Call& call, const RollCall& rollcall, Mark::Status status);
  Reply hint(const Call& call, const RollCall& rollcall, std::string_view about, std::string words);
  Reply settle(const Call& call, const storage::Question& question, bool yes);
  /// Asks the caller about the first who still waits for leave.
  void ask_for_leave(const RollCall& rollcall, const Moment& now, Reply& reply);
  /// Asks until midnight; the payload says which roll call and whose mark.
  void ask(const Person& whom, std::string_view kind, const RollCall& rollcall, const Person& about, const Moment& now);

  // --- shared: attendance.cpp
  /// The roll call that a command is about: the quoted one, else the newest of today by that name, open ones first.
  std::optional<RollCall> meant(const Call& call, const std::vector<Class>& classes,
                                const std::optional<std::string>& title) const;
  /// Stores the mark unless it changes nothing.
  bool record(const Mark& mark, bool by_hand);
  Mark mark_of(const Call& call, const RollCall& rollcall, const Person& person, Mark::Status status) const;
  Collection collection(const RollCall& rollcall) const;
  /// Whom its names and what waits for a word go to: the caller, or once he may call the class no more its counsellor.
  std::optional<Person> owner_of(const RollCall& rollcall, Utc now) const;
  std::vector<Person> still_missing(const RollCall& rollcall) const;
  /// The class's roll calls that concern the day of that moment, newest first.
  std::vector<RollCall> of_today(std::int64_t class_id, const Moment& at) const;
  std::optional<RollCall> by_about(std::string_view about) const;
  std::string hour_minute(Utc at) const;

  storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Outbox& outbox_;
  const Zone& zone_;
  Rosters rosters_{members_};
};

}  // namespace banwei::attendance
