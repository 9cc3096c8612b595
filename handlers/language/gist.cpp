#include "handlers/language/gist.h"

#include <algorithm>
#include <utility>

#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

constexpr std::size_t most_left = 8;  // characters
/// What changes the sense of a command that does not take it.
constexpr Words telling = content | feature_words::all | Word::no | Word::missed | Word::who | Word::how_many |
                          Word::what | Word::when | Word::by_when | Word::how | Word::asking | Word::me | Word::begin |
                          Word::end | Word::ended | Word::write | Word::leave | Word::excused | Word::unwell |
                          Word::lesson | Word::meeting | Word::other;
/// How something is done depends on what it is, which may be what is left; and so does what is asked of a lesson.
constexpr Words open_ended = Word::how | Word::do_what | feature_words::course;
/// Single characters that turn, suppose or ask: 别催, 要是没报, 为什么没报.
constexpr std::u32string_view turning = U"别不没勿甭未如若为咋怎假狗屁猪滚?？";

bool turns_away(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    if (turning.find(code_point_at(text, at)) != turning.npos) return true;
  }
  return false;
}

bool is_slot(const Token& token, std::span<const Slot> slots) {
  return std::any_of(token.values.begin(), token.values.end(), [&](const Value& value) {
    return std::any_of(slots.begin(), slots.end(), [&](Slot slot) {
      return slot == value.slot || (slot == Slot::span && value.slot == Slot::day);
    });
  });
}

}  // namespace

std::optional<Gist> gist(const Form& form, const Cut& cut, std::string_view folded, std::span<const Slot> slots) {
  if (form.text || form.needs.size() < 2 || cut.unknown > most_left) return std::nullopt;
  Words taken = form.may | Word::courtesy;
  for (const Words need : form.needs) {
    if (!cut.words.meets(need) || need.meets(open_ended)) return std::nullopt;
    taken |= need;
  }
  Cut kept;
  std::size_t left = 0;
  std::size_t counts = 0;
  std::pair<std::size_t, std::size_t> before{};  // Both, where the clause begins.
  for (const Token& token : cut.tokens) {
    const std::string_view said = folded.substr(token.begin, token.end - token.begin);
    const bool counted = token.known && (token.words.meets(taken) || is_slot(token, slots));
    if (!counted && (!token.values.empty() || token.words.meets(telling) || turns_away(said))) return std::nullopt;
    // 考勤表我导出来了: it has been done already.
    const bool done = token.words.has(Word::done) && !kept.tokens.empty() && kept.tokens.back().words.has(Word::hand);
    if (!counted && done) return std::nullopt;
    if (counted) {
      kept.tokens.push_back(token);
      kept.words |= token.words;
      counts += token.words.has(Word::courtesy) ? 0 : code_points(said);
    } else {
      left += code_points(said);
    }
    const bool ends = token.words.has(Word::mark) || token.end == folded.size();
    if (ends && left > before.first && counts == before.second) return std::nullopt;  // 抑郁了，周末补课吗
    if (ends) before = {left, counts};
  }
  if (left == 0 || left > most_left || left > counts) return std::nullopt;
  auto fits = fit(form, kept, folded, slots);
  if (!fits) return std::nullopt;
  return Gist{*std::move(fits), left};
}

}  // namespace banwei::language
