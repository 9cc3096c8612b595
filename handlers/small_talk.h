// What the feature that talks with one person offers the router: words for what nobody claimed, and what was chosen of
// what they offered.
// Invariant: at most one feature of the list is it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"

namespace banwei {

class SmallTalk {
 public:
  virtual ~SmallTalk() = default;

  /// What is said in private to what nobody claimed. `nearest` are the names of the commands that share the most
  /// meanings with it, best first.
  virtual Reply unclaimed(const Utterance& said, const Context& context, const std::vector<std::string>& nearest) = 0;

  /// The name of the offered command that the speaker chooses by this, say by its number.
  virtual std::optional<std::string> chosen(const Utterance& said, const Context& context) const = 0;
};

}  // namespace banwei
