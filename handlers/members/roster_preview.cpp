#include "handlers/members/roster_preview.h"

#include <algorithm>
#include <tuple>

#include "handlers/common/wording.h"

namespace banwei::members {

namespace text {

constexpr Sentence counts{"新增 {} 更新 {} 不变 {} 不再在名单里 {}",
                          "new {}, changed {}, the same {}, no longer in the roster {}"};
constexpr Sentence added{"新增：{}", "new: {}"};
constexpr Sentence updated{"更新：{}", "changed: {}"};
constexpr Sentence change{"{}（{}）", "{} ({})"};
constexpr Sentence away{"休学中，没有动：{}。回来上课了，辅导员私聊我说“{}复学”",
                        "suspended (休学) and left as they are: {}; the counsellor brings one back by saying {}复学"};
constexpr Sentence gone{"不再在名单里：{}", "no longer in the roster: {}"};
constexpr Sentence lapse{"交接：{} {} 由 {} 换成 {}", "handed over: {} {} from {} to {}"};
constexpr Sentence new_classes{"新班级：{}", "new classes: {}"};
constexpr Sentence partial{"只列了小半个班，当作补充名单，没列到的人不动：{}",
                           "fewer than half of the class are listed, so the others stay as they are: {}"};
constexpr Sentence zeros{"学号 {} 和已有的 {} 只差开头的0：{} {}",
                         "学号 {} and the stored {} differ by zeros in front alone: {} {}"};
constexpr Sentence more{"{} 等{}人", "{} and others, {} in all"};
constexpr Sentence more_classes{"{} 等{}个", "{} and others, {} in all"};

}  // namespace text

namespace {

constexpr std::size_t lines_shown = 12;

Phrase same(std::string words) { return {words, words}; }

void append(Phrase& list, const Phrase& words) {
  for (const auto& [whole, part, comma] :
       {std::tuple(&list.chinese, &words.chinese, "、"), std::tuple(&list.english, &words.english, ", ")}) {
    if (!whole->empty()) *whole += comma;
    *whole += *part;
  }
}

/// The first of them, and how many there are.
template <class All, class Say>
Phrase folded_by(const All& all, Say say, const Sentence& more = text::more) {
  Phrase list;
  for (std::size_t i = 0; i < std::min(all.size(), wording::first_few); ++i) append(list, say(all[i]));
  return all.size() > wording::first_few ? phrase(more, list, all.size()) : list;
}

Phrase classes(const std::vector<std::string>& names) { return folded_by(names, same, text::more_classes); }

}  // namespace

Phrase folded(const std::vector<std::string>& names) { return folded_by(names, same); }

Phrase role_phrase(Role role) { return {wording::role_word(role), std::string(to_string(role))}; }

std::vector<Phrase> preview(const Roster& roster, const Plan& plan) {
  std::vector<Phrase> lines;
  for (const RosterNotice& notice : roster.notices) lines.push_back(notice.what);
  lines.push_back(phrase(text::counts, plan.added.size(), plan.updated.size(), plan.unchanged, plan.gone.size()));
  if (!plan.new_classes.empty()) lines.push_back(phrase(text::new_classes, classes(plan.new_classes)));
  if (!plan.added.empty())
    lines.push_back(phrase(text::added, folded_by(plan.added, [](const auto& one) { return same(one.name); })));
  if (!plan.updated.empty())
    lines.push_back(phrase(text::updated, folded_by(plan.updated, [](const auto& one) {
                             return phrase(text::change, one.name, one.what);
                           })));
  if (!plan.away.empty()) lines.push_back(phrase(text::away, folded(plan.away), plan.away.front()));
  if (!plan.gone.empty())
    lines.push_back(phrase(text::gone, folded_by(plan.gone, [](const Person& one) { return same(one.name); })));
  if (!plan.partial.empty()) lines.push_back(phrase(text::partial, classes(plan.partial)));
  for (std::size_t i = 0; i < std::min(plan.lapses.size(), lines_shown); ++i) {
    const Plan::Lapse& lapse = plan.lapses[i];
    lines.push_back(
        phrase(text::lapse, lapse.klass, role_phrase(lapse.grant.role), lapse.person.name, lapse.successors));
  }
  if (plan.lapses.size() > lines_shown) lines.push_back(same("…"));
  for (std::size_t i = 0; i < std::min(plan.zeros.size(), lines_shown); ++i) {
    const Plan::ZeroPair& pair = plan.zeros[i];
    lines.push_back(phrase(text::zeros, pair.given, pair.stored, pair.klass, pair.name));
  }
  if (plan.zeros.size() > lines_shown) lines.push_back(same("…"));
  return lines;
}

}  // namespace banwei::members
