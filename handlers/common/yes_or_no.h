// A yes or a no to what a feature asked: in private, or in the group where the question came from, soon after it.
// Invariant: without an open question of that feature to the speaker nothing is heard.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "handlers/feature.h"
#include "storage/questions.h"

namespace banwei {

/// What a feature takes for an answer beside the language's own; in lower case.
struct YesNo {
  std::initializer_list<std::string_view> yes = {};
  std::initializer_list<std::string_view> no = {};
  bool in_any_room = false;  // What was asked in private may be answered in the group: the answer tells nothing there.
};

/// A question whose payload holds the "room" that it came of may be answered there; what is said then is no secret.
using Decide = std::function<Reply(const Context&, const storage::Question&, bool yes)>;

std::optional<Interpretation> yes_or_no(const Intent& intent, const Utterance& said, const Context& context,
                                        const storage::Questions& questions, std::string_view feature,
                                        const YesNo& more, Decide decide);

}  // namespace banwei
