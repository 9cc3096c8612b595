#include "handlers/leave/leave_decision.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/common/text.h"
#include "handlers/common/vocabulary.h"

namespace banwei::leave {

namespace {

enum class Word { yes, no, all, small };

constexpr std::array groups{
    WordGroup<Word>{Word::yes,
                    "同意 同意了 批准 批准了 准假 准 准了 批 批了 通过 许可 可以批 给批 给批了 准许 予以批准 同意请假 "
                    "批假 准他 准她 同意他 同意她"},
    WordGroup<Word>{
        Word::no,
        "不同意 不批准 不准假 不准 不批 驳回 拒绝 不通过 不许 不予批准 打回 不批假 驳回了 不准请假 没批 不给批"},
    WordGroup<Word>{Word::all, "全部 都 所有 全都 一律 大家 所有人 全部都 以上 全"},
    WordGroup<Word>{Word::small,
                    "也 那个 那条 这条 一起 一并 号 条 第 # 的 请假 假 了 吧 和 、 及 请假条 这个 该 好的 好 嗯 可以 "
                    "请 : , 申请 他 她 同学 啊 哈 。"},
};
constexpr auto vocabulary = vocabulary_of<groups>();

constexpr std::size_t longest = 200;       // characters
constexpr std::size_t most_figures = 9;    // No number has more.
constexpr std::size_t longest_note = 100;  // characters

}  // namespace

std::optional<Decision> read_decision(std::string_view text, std::span<const std::string> people) {
  const std::string folded = normalised(text, longest + 1);
  if (code_points(folded) > longest) return std::nullopt;
  const std::string_view words = trimmed(folded);
  const auto is_blank = [&](std::size_t at) { return words[at] == ' ' || words[at] == '\n'; };
  Decision decision;
  std::optional<Word> verb;
  bool comma = false;
  bool blank = false;
  for (std::size_t at = 0; at < words.size();) {
    if (is_blank(at)) {
      blank = true;
      ++at;
      continue;
    }
    // 驳回3 5月有考试: behind a blank, and behind whom it is about, a reason begins.
    const bool apart = std::exchange(blank, false) && verb == Word::no && !decision.bare();
    const auto ends = [&](std::size_t end) { return end == words.size() || is_blank(end); };
    const std::string* named = nullptr;
    for (const std::string& one : people) {
      const std::string name = normalised(one);
      const bool here = words.substr(at).starts_with(name) && (!apart || ends(at + name.size()));
      if (here && (named == nullptr || one.size() > named->size())) named = &one;
    }
    if (named != nullptr) {
      decision.names.push_back(*named);
      at += normalised(*named).size();
      continue;
    }
    std::size_t figures = 0;
    while (at + figures < words.size() && is_digit(words[at + figures])) ++figures;
    const std::size_t behind = at + figures;
    if (figures > 0 && !apart && (ends(behind) || vocabulary.longest_at(words, behind))) {
      if (figures > most_figures) return std::nullopt;
      decision.ids.push_back(number(words.substr(at, figures)));
      at = behind;
      continue;
    }
    const auto word = vocabulary.longest_at(words, at);
    const bool decides = word && (word.tag == Word::yes || word.tag == Word::no);
    const bool own = verb && (comma || apart || (*verb == Word::no && !word));  // Here words of one's own begin.
    if (own && !(word && word.tag == Word::all)) {
      decision.note = trimmed(words.substr(at));
      break;
    }
    if (!word || (decides && verb)) return std::nullopt;
    if (decides) verb = word.tag;
    if (word.tag == Word::all) decision.all = true;
    comma = verb.has_value() && words[at] == ',';
    at += word.length;
  }
  if (!verb || code_points(decision.note) > longest_note) return std::nullopt;
  decision.yes = *verb == Word::yes;
  return decision;
}

}  // namespace banwei::leave
