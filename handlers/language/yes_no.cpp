#include "handlers/language/yes_no.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::language {

namespace {

enum class Answer { yes, no, soft, lead, jest };

constexpr std::array groups{
    WordGroup<Answer>{Answer::yes,
                      "是 对 嗯 没错 好 可以 行 ok yes y 没问题 是我的 是我自己的 我自己的 是我本人的 是我本人"},
    WordGroup<Answer>{
        Answer::no,
        "不是 不 否 不对 没有 错了 不用 不用了 不要 不要了 算了 取消 no n "
        "不了 别了 先别 先不 先不要 先不用 先不了 先算了 先别管 先不管 先别管这个 先不管这个 先不管它 先放着"},
    WordGroup<Answer>{Answer::soft, "呀 哦 哒 滴 嘞 噢 喔 嗷 啦 的 谢谢 谢谢老师 老师 谢谢啊", tails, mild},
    WordGroup<Answer>{Answer::lead, "昂 额 呃 欸 诶 哎 唔"},  // 昂 是的
    // Behind a no, or for one: it was not meant.
    WordGroup<Answer>{Answer::jest,
                      "玩笑 开玩笑 开个玩笑 逗你 逗你玩 骗你 骗你们 瞎说 乱说 胡说 说着玩 闹着玩 随口 随口说 夸张 "
                      "假的 我瞎说 我开玩笑 我乱说 我随口说"},
};
constexpr auto answers = vocabulary_of<groups>();

/// The bytes of the longest of the words that stands there.
std::size_t longest_of(std::span<const std::string_view> words, std::string_view rest) {
  std::size_t longest = 0;
  for (const std::string_view word : words)
    if (rest.starts_with(word)) longest = std::max(longest, word.size());
  return longest;
}

/// The word there, the question's own before any other of that length.
std::pair<std::size_t, Answer> answer_at(std::string_view text, std::size_t at, const OwnAnswers& own) {
  const auto word = answers.longest_at(text, at);
  const bool letters = word && is_latin(text[at]);  // ok, and not okyes
  std::pair<std::size_t, Answer> best{0, Answer::jest};
  if (word && (!letters || word.length == text.size())) best = {word.length, word.tag};
  const std::string_view rest = text.substr(at);
  if (const auto length = longest_of(own.yes, rest); length > 0 && length >= best.first) best = {length, Answer::yes};
  if (const auto length = longest_of(own.no, rest); length > 0 && length >= best.first) best = {length, Answer::no};
  return best;
}

}  // namespace

std::optional<bool> yes_or_no(std::string_view text, const OwnAnswers& own) {
  std::optional<bool> said;
  for (std::size_t at = 0; at < text.size();) {
    const auto [length, answer] = answer_at(text, at, own);
    if (length == 0) {
      if (at == 0 || !is_mark(code_point_at(text, at)) || text[at] == '?') return std::nullopt;
      at += code_point_size(text, at);
      continue;
    }
    at += length;
    if (answer == Answer::lead && !said) continue;
    if (answer == Answer::soft || answer == Answer::lead) {
      if (!said) return std::nullopt;
      continue;
    }
    const bool yes = answer == Answer::yes;
    if (said && *said != yes) return std::nullopt;  // 是不是
    said = yes;
  }
  return said;
}

bool takes_back(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    const auto word = answers.longest_at(text, at);
    if (word && word.tag == Answer::jest) return true;
  }
  return false;
}

bool only_acknowledges(std::string_view folded) {
  constexpr std::array<std::string_view, 8> heard{"收到", "知道了", "知道", "晓得了", "晓得", "明白了", "明白", "了解"};
  constexpr std::array<std::string_view, 9> around{"好的", "好", "嗯", "哦", "ok", "了", "啦", "哈", "我"};
  bool found = false;
  std::string_view rest = folded;
  const auto eat = [&](const auto& words) {
    const auto word = std::find_if(words.begin(), words.end(), [&](auto one) { return rest.starts_with(one); });
    if (word == words.end()) return false;
    rest.remove_prefix(word->size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" ,!~."), rest.size()));
    return true;
  };
  for (bool more = true; more && !rest.empty();) {
    const bool note = eat(heard);
    found = found || note;
    more = note || eat(around);
  }
  return found && rest.empty();
}

}  // namespace banwei::language
