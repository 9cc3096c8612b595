// What is said between a student and whoever decides about a leave of his, passed on in private.
// Invariant: it goes to that one person alone, in the words as they were written, and it decides nothing. Whatever
// anybody else takes for a matter of its own goes before.
#pragma once

#include <optional>

#include "handlers/leave/leave_book.h"
#include "storage/questions.h"

namespace banwei::leave {

class Letters {
 public:
  Letters(Book& book, storage::Questions& questions) : book_(book), questions_(questions) {}

  /// What a teacher asks back before he decides, and what a student says to him who has asked or refused.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// He says something to whoever has granted it, as that he is back earlier.
  Reply tell_teacher(const Context& call, const Leave& leave, bool returns);

  /// Why a student may have something to say now.
  enum class Why { asked, refused };
  void expect(const Leave& leave, const Person& from, Why why, const Moment& now);

 private:
  std::optional<Leave> asked_about(std::string_view folded, const Context& context) const;
  std::optional<Interpretation> hear_reason(std::string_view folded, const Context& context) const;
  Reply pass_on_reason(const Context& call, const Leave& leave) const;
  Reply ask_back(const Context& call, const Leave& leave);
  Reply pass_on(const Context& call, const storage::Question& question);

  Book& book_;
  storage::Questions& questions_;
};

}  // namespace banwei::leave
