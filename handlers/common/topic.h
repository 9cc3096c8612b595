// What a message of ours, or a timer, is about: "notice/12" the notice itself, "notice/12/ask/345" a question that 345
// asked about it.
// Invariant: read(text()) gives the same again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banwei {

struct Topic {
  std::string kind = {};  // "notice", "close"; the features' own word, unique among all of them for what is sent
  std::int64_t id = 0;
  std::string tail = {};    // "ask"
  std::int64_t person = 0;  // The person that the tail names, where it does.

  std::string text() const;

  /// Nothing for "" and for what no topic wrote.
  static std::optional<Topic> read(std::string_view text);

  friend bool operator==(const Topic&, const Topic&) = default;
};

}  // namespace banwei
