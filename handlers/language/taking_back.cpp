#include "handlers/language/taking_back.h"

#include "handlers/language/answers.h"
#include "handlers/language/forms.h"
#include "handlers/language/strings.h"

namespace banwei::language {

bool withdraws_last(std::string_view text) {
  constexpr std::size_t longest = 60;  // bytes
  // Most messages have none of these, and are not cut.
  constexpr std::string_view signs = "撤 收回 追回 作废 删";
  const bool may = text.size() <= longest && holds_one_of(text, signs);
  if (!may) return false;
  constexpr Words around =
      Words(Word::this_one) | Word::of | Word::me | Word::take | Word::one | Word::done | Word::removed;
  // To delete and to void need something that they are said of.
  static const Form alone{.needs = {Word::recall}, .may = around, .except = {"删掉", "删除", "作废", "撤"}};
  static const Form pointing{.needs = {Words(Word::recall) | Word::recalled, Word::this_one}, .may = around};
  const std::string folded = normalised(text);
  const std::string_view said = trimmed(folded);
  const Cut all = cut(said, {}, Day{});
  return fit(alone, all, said, {}) || fit(pointing, all, said, {});
}

}  // namespace banwei::language
