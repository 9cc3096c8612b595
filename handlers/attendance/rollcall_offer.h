// 大家签个到, said to the class by whoever may call the roll: it opens nothing, and he is asked whether it should.
// Invariant: the group hears nothing of it, and a person is asked once a day.
#pragma once

#include <optional>

#include "handlers/attendance/rollcall_course.h"
#include "storage/questions.h"

namespace banwei::attendance {

class Offer {
 public:
  Offer(const RollBook& book, Course& course, storage::Questions& questions)
      : book_(book), course_(course), questions_(questions) {}

  std::optional<Concern> hear(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  Reply make(const Context& call);
  Reply settle(const Context& call, const storage::Question& question, bool yes);

  const RollBook& book_;
  Course& course_;
  storage::Questions& questions_;
};

}  // namespace banwei::attendance
