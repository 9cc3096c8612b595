// What is said of a roll call before it comes to pass: 七点帮我点个名, and of somebody who will come late to an open
// one. Invariant: nothing is called and nobody is marked by it; whoever said it reads in private how that is done.
#pragma once

#include <optional>

#include "handlers/attendance/roll_book.h"
#include "handlers/common/rosters.h"

namespace banwei::attendance {

class Ahead {
 public:
  Ahead(const RollBook& book, const storage::Members& members) : book_(book), rosters_(members) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  std::optional<Interpretation> hear_hour(std::string_view folded, const Utterance& said, const Context& context) const;
  std::optional<Interpretation> hear_coming(std::string_view folded, const Context& context);

  const RollBook& book_;
  Rosters rosters_;
};

}  // namespace banwei::attendance
