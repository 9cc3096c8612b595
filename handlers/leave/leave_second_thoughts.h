// A teacher thinks again: 张三的我批错了，撤回 takes a word of his back, 何静的先放着 says that none is given yet.
// Invariant: he takes back what he himself has granted, and its student hears of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/leave/leave_approvals.h"
#include "handlers/leave/leave_book.h"

namespace banwei::leave {

class SecondThoughts {
 public:
  SecondThoughts(Book& book, Approvals& approvals) : book_(book), approvals_(approvals) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  std::vector<Leave> named_in(std::string_view folded, std::vector<Leave> all) const;
  std::optional<Interpretation> takes_back(std::string_view folded, const Context& context);
  std::optional<Interpretation> puts_off(std::string_view folded, const Context& context);
  Reply reopen(const Context& call, const Leave& leave);

  Book& book_;
  Approvals& approvals_;
};

}  // namespace banwei::leave
