#include "handlers/care/needs_figures.h"

#include <algorithm>
#include <string_view>

#include "handlers/care/needs_sets.h"
#include "handlers/common/fever.h"
#include "handlers/language/answers.h"

namespace banwei::care {

namespace {

/// 作业写到我发烧: how far it goes.
bool drives(const View& view, std::size_t i) {
  while (i > 0 && Words{Word::self, Word::blank, Word::filler, Word::forehead}.has(view.pieces()[i - 1].word)) --i;
  if (i == 0) return false;
  const std::string_view said = view.text(0, i - 1);
  return said.ends_with("到") || said.ends_with("得");
}

/// 打针前39，打完38.1: a whole number beside a temperature is one too.
bool beside_fever(const View& view, std::size_t i) {
  return std::any_of(view.pieces().begin(), view.pieces().end(), [&](const Piece& piece) {
    return piece.word == Word::figure && !piece.plain && fever(piece.centi) && piece.clause == view.pieces()[i].clause;
  });
}

/// Whether somebody is asked for between the pieces; 谁有体温计 in a clause before the figure asks for a thing.
bool asks_whose(const View& view, std::size_t first, std::size_t end, std::size_t figure) {
  for (std::size_t i = first; i < end; ++i) {
    if (view.pieces()[i].word != Word::who_asked) continue;
    const bool for_a_thing = view.text(i, i) == "谁有" && view.pieces()[i].clause < view.pieces()[figure].clause &&
                             view.clause_has(i, {Word::temperature, Word::antipyretic, Word::drug});
    if (!for_a_thing) return true;
  }
  return false;
}

/// 体温计量一下水温38度: what stands right before says what the number is.
bool is_of_a_thing_before(const View& view, std::size_t i) {
  constexpr Words between{Word::filler, Word::blank, Word::about};
  while (i > 0 && between.has(view.pieces()[i - 1].word)) --i;
  return i > 0 &&
         Words{Word::other_thing, Word::machine, Word::animal, Word::heart, Word::care}.has(view.pieces()[i - 1].word);
}

/// 买了支体温计38.5包邮: the thermometer is the thing that has the number.
bool is_for_sale(const View& view, std::size_t i) {
  constexpr Words own{Word::self, Word::measured, Word::says};
  if (!view.clause_has(i, {Word::other_thing}) || view.clause_has(i, ill | own)) return false;
  for (std::size_t k = 0; k < view.pieces().size(); ++k) {
    const std::string_view said = view.text(k, k);
    const bool device = said.ends_with("计") || said.ends_with("枪") || said.ends_with("表");
    if (view.pieces()[k].clause == view.pieces()[i].clause && view.pieces()[k].word == Word::temperature && device)
      return true;
  }
  return false;
}

/// 刚量完，快40了: nothing but the figure of what was measured in the clause before.
bool measured_before(const View& view, std::size_t i) {
  constexpr Words around{Word::figure, Word::filler,   Word::about, Word::still,      Word::blank,
                         Word::self,   Word::measured, Word::mark,  Word::temperature};
  std::size_t before = i;
  while (before > 0 && view.pieces()[before].clause == view.pieces()[i].clause) --before;
  return view.clauses_have(i, -1, -1, {Word::measured}) && view.clause_is(before, around) && view.clause_is(i, around);
}

/// 三十八了 嗓子像吞刀片: nothing but the figure, and elsewhere a symptom.
bool lone_beside_symptoms(const View& view, std::size_t i) {
  constexpr Words only{Word::figure, Word::filler, Word::about, Word::still, Word::self, Word::when};
  for (std::size_t k = view.stretch_begin(i); k < view.stretch_end(i); ++k)
    if (!only.has(view.pieces()[k].word)) return false;
  return !health_in(view.text(0, view.pieces().size() - 1)).present.empty();
}

/// 从37.2升到38了: it rises from another figure of a body.
bool rises(const View& view, std::size_t i) {
  constexpr std::string_view rising = "升到 升至 飙到 飙升到 涨到 窜到 蹿到 冲到 烧到";
  if (i == 0) return false;
  const std::string_view before = view.text(0, i - 1);
  const bool other = before.find("从3") != before.npos || before.find("从三十") != before.npos;
  return other && language::holds_one_of(view.text(i - 1, i - 1), rising);
}

}  // namespace

bool is_blamed(const View& view, std::size_t i) {
  constexpr Words games = fiction | Words{Word::study, Word::weak_story, Word::lesson, Word::embarrassed};
  constexpr std::string_view causes = "吹 晒 淋 传 冻 感染 着凉";
  if (i == 0) return false;
  const std::string_view before = view.text(0, i - 1);
  if (language::holds_one_of(before, causes)) return false;
  bool blames = false;
  for (std::size_t k = i; k-- > 0 && view.pieces()[k].clause == view.pieces()[i].clause;) {
    blames = blames || games.has(view.pieces()[k].word);
    if (blames && (view.pieces()[k].word == Word::by || drives(view, i))) return true;
  }
  return false;
}

std::optional<FigureNeed> figure_need(const View& view, std::size_t i) {
  const auto clause_has = [&](const Words& words) { return view.clause_has(i, words); };
  const bool named = clause_has(persons) || view.clauses_have(i, -1, -1, ill) || view.labelled(i);
  const Subject subject = named ? view.ill_before(i, view.before_piece(i)) : Subject{};
  if (subject.who == Who::you || view.has({Word::if_word, Word::notice})) return std::nullopt;
  const std::size_t first = view.stretch_begin(i);
  const std::size_t end = view.stretch_end(i);
  // 谁量了38.5 asks; 量了38.5 谁有体温计 and 谁有体温计 我39了 tell, and ask for something else.
  const bool own = view.between(first, end, {Word::self, Word::measured});
  if (asks_whose(view, own ? first : 0, end, i)) return std::nullopt;
  if (view.has({Word::past, Word::lately}) && !view.has({Word::still})) return std::nullopt;
  if (view.has(fiction) || clause_has({Word::animal, Word::machine})) return std::nullopt;
  const bool body = clause_has(ill | Words{Word::temperature});
  if (is_of_a_thing_before(view, i) || is_for_sale(view, i) || is_blamed(view, i)) return std::nullopt;
  if (!body && clause_has({Word::future})) return std::nullopt;
  if (subject.who == Who::unsaid && clause_has({Word::general})) return std::nullopt;  // 37.3算不算发烧
  if (!body && view.behind(i).starts_with("的") && !view.behind(i).starts_with("的样子"))
    return std::nullopt;                                  // 38.5度的水
  const bool reached = view.behind(i).starts_with("了");  // 都38.5了还让上课
  if (!body && clause_has(reached ? things : measures_else)) return std::nullopt;
  if (!view.near_has(i, ill) && view.near_has(i, {Word::machine})) return std::nullopt;
  const bool told = clause_has(measures_a_body) || view.near_has(i, ill | Words{Word::temperature, Word::falls}) ||
                    measured_before(view, i) || lone_beside_symptoms(view, i) || rises(view, i);
  // 大概有个38左右: nothing else is said, so it may well be one.
  constexpr Words only{Word::figure, Word::filler, Word::about, Word::when, Word::blank, Word::mark};
  const bool nears = clause_has({Word::about}) || (i > 0 && view.text(i - 1, i - 1) == "快");  // 快三十九了
  const bool roughly = !told && view.pieces()[i].plain && nears && view.alone(i, only);
  if (!told && !roughly &&
      ((view.pieces()[i].plain && !beside_fever(view, i)) ||
       view.near_has(i, {Word::other_thing, Word::animal, Word::machine})))
    return std::nullopt;

  const bool bare = !view.between(first, end, measures_a_body | Words{Word::self, Word::measured});
  const bool led = bare && subject.who != Who::family;  // 奶奶39度送急诊了 tells what followed
  const bool runs = !view.pieces()[i].plain && i > 0 && view.text(i - 1, i - 1) == "发";  // 发39度了
  const bool unknown = !runs && (led ? clause_has({Word::junk}) : !body && view.between(first, i, {Word::junk}));
  const bool limit = clause_has({Word::threshold}) && subject.who == Who::unsaid;
  if (limit && i + 1 < end) return std::nullopt;  // 超过37.3的不要来

  // 快39了: whoever says so has looked at a thermometer, or feels it.
  const bool nearly = roughly && fever(view.pieces()[i].centi) && reached && !clause_has({Word::about});
  const bool doubtful = unknown || limit || (roughly && !nearly);
  const NeedKind kind = doubtful                     ? NeedKind::ask_figure
                        : subject.who == Who::family ? NeedKind::household
                        : subject.who == Who::other  ? NeedKind::contact
                                                     : NeedKind::figure;
  return FigureNeed{kind, subject};
}

}  // namespace banwei::care
