#include "handlers/common/said.h"

namespace banwei {

std::string words_of(const Message& message) {
  std::string words;
  for (const Part& part : message.content) {
    if (part.kind == Part::Kind::text) words += part.value;
    if (part.kind == Part::Kind::face) words += "[" + part.value + "]";
  }
  return words;
}

std::string words_with_names(const Message& message, const storage::Members& members) {
  std::string words;
  for (const Part& part : message.content) {
    if (part.kind == Part::Kind::text) words += part.value;
    if (part.kind == Part::Kind::face) words += "[" + part.value + "]";
    if (part.kind != Part::Kind::mention || part.value == message.account) continue;
    const auto person = members.by_account(part.value);
    words += person && !person->staff ? person->name + " " : "老师 ";
  }
  return words;
}

}  // namespace banwei
