#include "handlers/common/mentions.h"

#include <algorithm>

namespace banwei {

std::vector<Content> calling(std::span<const Person> people, const std::string& words) {
  constexpr std::size_t most = 20;
  std::vector<Content> messages;
  for (std::size_t first = 0; first < people.size(); first += most) {
    Content& content = messages.emplace_back();
    for (const Person& person : people.subspan(first, std::min(most, people.size() - first))) {
      if (person.account.empty()) {
        content.push_back({Part::Kind::text, "@" + person.name + " "});
      } else {
        content.push_back({Part::Kind::mention, person.account});
        content.push_back({Part::Kind::text, " "});
      }
    }
  }
  if (!messages.empty()) messages.back().push_back({Part::Kind::text, words});
  return messages;
}

}  // namespace banwei
