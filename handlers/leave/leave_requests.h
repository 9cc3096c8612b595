// Those who ask: a leave in a sentence, what it leaves open asked back, 销假 and 取消请假.
// Invariant: the group hears no word of it but a sign, and a question back goes to its person alone; what a student did
// not say himself is put to him before a teacher hears of it.
#pragma once

#include <optional>
#include <string>

#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_changes.h"
#include "handlers/leave/leave_reader.h"
#include "storage/questions.h"

namespace banwei::leave {

inline constexpr std::string_view unsubmitted = "unsubmitted";  // The timer of what waits for the student's own 是.

class Requests {
 public:
  Requests(Book& book, const storage::Members& members, storage::Questions& questions, storage::Schedule& schedule)
      : book_(book),
        members_(members),
        questions_(questions),
        schedule_(schedule),
        reader_(book, members),
        changes_(book, reader_) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// 是 or 不是 to what was understood.
  std::optional<Interpretation> hear_yes(const Utterance& said, const Context& context);

  /// What was put to the student half an hour ago is put to him once more, for no teacher has heard of it.
  Reply remind(std::int64_t student, const Moment& now);
  /// 撤回 alone means the leave that was asked for last today, or what is still asked back about one.
  std::optional<Interpretation> listen_to_revoke(const Utterance& said, const Context& context);

 private:
  std::optional<Request> completed(const std::string& words, const Context& context, Claim& claim);
  Reply act(const Context& call, const Request& request);
  Reply ask_for(const Context& call, const Request& request, const Person& person);
  /// `replaces` is the number of the one that it takes the place of, or 0.
  std::optional<Reply> refused(const Context& call, const Leave& leave, std::int64_t replaces) const;
  /// What the question put to the student.
  Leave put_before(const storage::Question& question) const;
  Reply put_to_student(const Context& call, const Request& request, const Leave& leave);
  Reply decide(const Context& call, const storage::Question& question, bool yes);
  Reply submit(const Context& call, Leave leave, const Person& person, bool again);
  Reply ask_back(const Context& call, const Request& request);
  Reply end(const Context& call, const Statement& said);
  Reply take_back(const Context& call, const Person& person, const Leave& leave);
  std::optional<Interpretation> asked_still(const storage::Question& question, const Utterance& said,
                                            const Context& context);
  std::optional<Leave> last_said(const Context& context) const;
  std::optional<Person> person_of(const Context& call, const Statement& said) const;
  Reply acknowledge(const Context& call, const std::string& words, bool in_call) const;

  Book& book_;
  const storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  RequestReader reader_;
  Changes changes_;
};

}  // namespace banwei::leave
