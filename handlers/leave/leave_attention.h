// Whether a teacher still has a question in mind when he says a bare yes: what else he has said in private since.
// Invariant: it is known of this run alone; whoever said nothing since the start is taken to answer.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace banwei::leave {

class Attention {
 public:
  /// A question was put to him, or he has decided one.
  void drawn(std::int64_t person) { said_.erase(person); }

  /// He said something in private; the same message counts once.
  void speaks(std::int64_t person, const std::string& message) {
    Said& said = said_[person];
    if (said.last == message) return;
    said.last = message;
    ++said.count;
  }

  /// How much he has said since, be it about that or not.
  int said_since(std::int64_t person) const {
    const auto said = said_.find(person);
    return said == said_.end() ? 0 : said->second.count;
  }

 private:
  struct Said {
    std::string last = {};
    int count = 0;
  };
  std::unordered_map<std::int64_t, Said> said_;  // Of those who were asked alone, so of teachers.
};

}  // namespace banwei::leave
