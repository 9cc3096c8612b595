#include "handlers/care/needs_troubles.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "handlers/care/needs_sets.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::care {

namespace {

/// 被骗了5000; not 被骗了，这电影不好看.
bool names_a_sum(const View& view, std::size_t i) {
  constexpr std::string_view sums = "千 万 百 块 元 钱";
  const std::string_view behind = view.clause_text(i);
  return std::any_of(behind.begin(), behind.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
         language::holds_one_of(behind, sums);
}

/// 我妹, 他弟弟; not 室友, 对象.
bool of_the_blood(std::string_view kin) { return language::holds_one_of(kin, "哥 姐 弟 妹 叔 伯 姑 姨 舅 婶 孩子"); }

/// 我爷爷走了, 我妈查出癌症了; not 爷爷走了几里路, 我爷爷走了，坐车回老家.
bool bereaved(const View& view, std::size_t i) {
  constexpr std::array<std::string_view, 6> old{"爷", "奶", "外公", "外婆", "姥", "公公"};
  constexpr std::array<std::string_view, 6> parents{"爸", "妈", "父", "母", "爹", "娘"};
  constexpr Words beside{Word::filler, Word::still,  Word::mark,  Word::blank, Word::self,    Word::when,
                         Word::sad,    Word::crying, Word::tired, Word::past,  Word::tonight, Word::kin};
  constexpr Words feels{Word::sad, Word::crying, Word::tired, Word::exclaims, Word::want};
  const auto of = [&](const auto& kin) {
    return std::any_of(kin.begin(), kin.end(),
                       [&](auto one) { return view.text(i, i).find(one) != std::string_view::npos; });
  };
  std::size_t next = i + 1;
  while (next < view.clause_end(i) && (beside.has(view.pieces()[next].word))) ++next;
  if (next >= view.clause_end(i)) return false;
  // 我妹确诊白血病了
  if (of_the_blood(view.text(i, i)) && view.clause_has(i, {Word::gravely_ill}) && view.unknown_in_clause(i) <= 4)
    return true;
  if (!of(old) && !of(parents)) return false;
  if (Words{Word::gravely_ill, Word::accident, Word::accident_now}.has(view.pieces()[next].word)) return true;
  // 爷爷不行了, 奶奶快不行了
  constexpr std::string_view failing = "不行了";
  const std::string_view behind = view.behind(i);
  if (behind.starts_with(failing) &&
      (behind.size() == failing.size() || is_mark(code_point_at(behind, failing.size()))))
    return true;
  if (view.pieces()[next].word == Word::breaking && view.text(next, next).find("不行") != std::string_view::npos)
    return true;
  if (view.clause_has(i, {Word::gravely_ill})) return view.unknown_in_clause(i) <= 4;
  if (view.pieces()[next].word == Word::die || view.pieces()[next].word == Word::gone) return true;
  const bool left = view.pieces()[next].word == Word::leave && (of(old) || view.clause_has(i, {Word::when}));
  const bool lost = view.text(next, next) == "没" && view.behind(next).starts_with("了");
  if (!left && !lost) return false;
  const Words whole = beside | Words{view.pieces()[next].word};
  // 我姥姥走了 想回家: up to a space.
  std::size_t end = next;
  while (end < view.clause_end(i) && whole.has(view.pieces()[end].word) && view.pieces()[end].word != Word::blank)
    ++end;
  const bool parted = end < view.clause_end(i) && view.pieces()[end].word == Word::blank;
  if (!parted && !view.clause_is(i, whole)) return false;
  if (lost && parted && of(old)) return true;             // 我爷爷今早没了 票买不到
  if (lost && view.has({Word::final_time})) return true;  // 外婆没了 没见上最后一面
  const std::string_view said = view.text(0, view.pieces().size() - 1);
  // 外公昨天走了 我还在学校; not 外公昨天走了 坐的高铁.
  constexpr std::string_view travels = "车 站 票 机 铁 回老家 回去了 来看 送 旅 趟";
  if (parted && left && of(old) && view.between(i, end, {Word::when}) && !language::holds_one_of(said, travels))
    return true;
  return view.alone(i, whole) || view.has(feels) || said.find("请假") != said.npos ||
         language::holds_one_of(said, "想回家 想回去 要回家 得回家 奔丧 办丧事");
}

/// 我爸走了, and nothing else: he may have died, or gone to work.
bool may_be_bereaved(const View& view, std::size_t i) {
  constexpr Words whole{Word::filler, Word::still, Word::mark, Word::blank, Word::self, Word::kin, Word::leave};
  return language::holds_one_of(view.text(i, i), "爸 妈 父 母 爹 娘") && view.clause_has(i, {Word::leave}) &&
         view.text(0, view.pieces().size() - 1).find("走了") != std::string_view::npos && view.alone(i, whole);
}

}  // namespace

std::optional<Trouble> trouble_at(const View& view, std::size_t i, bool used) {
  constexpr std::array troubles{
      std::pair{Word::beaten, Trouble::hurt},       std::pair{Word::blood, Trouble::hurt},
      std::pair{Word::accident, Trouble::hurt},     std::pair{Word::filmed, Trouble::hurt},
      std::pair{Word::intimate, Trouble::intimate}, std::pair{Word::period, Trouble::intimate},
      std::pair{Word::broke, Trouble::money},       std::pair{Word::cheated, Trouble::cheated},
      std::pair{Word::cut, Trouble::hurt}};
  constexpr Words words{Word::beaten, Word::blood,   Word::accident, Word::filmed,  Word::intimate,
                        Word::period, Word::overdue, Word::broke,    Word::cheated, Word::cut};
  constexpr Words around{Word::filler, Word::still,  Word::mark,       Word::blank, Word::self,     Word::exclaims,
                         Word::how,    Word::when,   Word::past,       Word::want,  Word::measured, Word::says,
                         Word::afraid, Word::asks,   Word::junk,       Word::body,  Word::kin,      Word::lines,
                         Word::about,  Word::on_end, Word::temperature};
  if (view.pieces()[i].word == Word::kin && !view.clause_has(i, staged) && bereaved(view, i)) return Trouble::loss;
  if (view.pieces()[i].word == Word::kin && may_be_bereaved(view, i)) return Trouble::mind;
  const auto trouble = std::find_if(troubles.begin(), troubles.end(),
                                    [&](const auto& one) { return one.first == view.pieces()[i].word; });
  if (trouble == troubles.end() || used) return std::nullopt;
  const Word word = trouble->first;
  const bool swindled = word == Word::cheated;
  if (!swindled && view.has(staged)) return std::nullopt;
  if (word == Word::cut && !(view.text(i, i).starts_with("割") && view.alone(i, around | Words{Word::cut}) &&
                             view.unknown_in_clause(i) == 0))
    return std::nullopt;
  if (word == Word::period && !view.clause_has(i, {Word::overdue})) return std::nullopt;
  if (swindled && !names_a_sum(view, i)) return std::nullopt;
  const Who who = view.before_piece(i).who;
  const std::size_t most_unknown = swindled ? 8 : 4;  // 在宿舍被打了, 网上兼职被骗了3000
  const Words beside = swindled ? around | words | Words{Word::other_thing, Word::study} : around | words;
  const bool alone = view.unknown_in_clause(i) <= most_unknown && view.clause_is(i, beside);
  const bool poor_family = who == Who::family && word == Word::broke;
  const bool own = who == Who::self || poor_family || (who == Who::unsaid && alone);
  if (!own) return std::nullopt;
  if (view.clause_has(i, {Word::no, Word::food, Word::mishap, Word::machine, Word::game})) return std::nullopt;
  return trouble->second;
}

bool mourns(const View& view) {
  for (std::size_t i = 0; i < view.pieces().size(); ++i) {
    if (view.pieces()[i].word == Word::kin && bereaved(view, i)) return true;
  }
  return false;
}

}  // namespace banwei::care
