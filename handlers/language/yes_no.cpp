#include "handlers/language/yes_no.h"

#include <array>

#include "handlers/common/vocabulary.h"

namespace banwei::language {

namespace {

constexpr std::array groups{
    WordGroup<bool>{true, "是 是的 对 对的 嗯 嗯嗯 没错 好 好的 可以 行 ok yes y 没问题"},
    WordGroup<bool>{false, "不是 不是的 不 否 不对 没有 错了 不用 不用了 不要 不要了 算了 取消 no n"},
};
constexpr auto answers = vocabulary_of<groups>();

}  // namespace

std::optional<bool> yes_or_no(std::string_view text) {
  const auto word = answers.longest_at(text, 0);
  return word && word.length == text.size() ? std::optional(word.tag) : std::nullopt;
}

}  // namespace banwei::language
