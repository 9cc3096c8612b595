// Whose figures those beside somebody of the family are, and who of them only helped or stands by.
#include "handlers/temperature/temperature_steps.h"

#include <algorithm>
#include <array>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Passage::Clause;

/// 我36.5, and not 我姐36.5.
bool has_own_value(const Passage& p) {
  const std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto next = tokens[i].is(Tag::self) ? p.after(i, {Tag::filler, Tag::label, Tag::measured}) : std::nullopt;
    if (next && is_value(tokens[*next])) return true;
  }
  return false;
}

/// 刚才那个36.8是我弟的: a normal value, the verb and whose it is.
std::vector<std::size_t> figures_said_to_be_theirs(const Passage& p) {
  const std::vector<Token>& tokens = p.tokens();
  std::vector<std::size_t> theirs;
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    const bool said = is_value(tokens[i]) && tokens[i].figure.centi < fever_from && p.text(tokens[i + 1]) == "是" &&
                      tokens[i + 2].is(Tag::kin) && p.text(tokens[i + 3]) == "的";
    if (!said) continue;
    theirs.insert(theirs.end(), {i, i + 1, i + 2, i + 3});
    // 昨晚那个36.9是我弟的: of a day before, it is nothing that was reported today.
    constexpr Tags of_then = when | Tags{Tag::that_one, Tag::old, Tag::filler};
    std::size_t first = i;
    bool before = false;
    while (first > p.clause_of(i).begin && of_then.has(tokens[first - 1].tag)) {
      --first;
      before = before || (tokens[first].is(Tag::day) && tokens[first].figure.offset < 0);
    }
    for (std::size_t k = first; before && k < i; ++k) theirs.push_back(k);
  }
  return theirs;
}

/// 说是, 显示, ：what stands between who measured and the value.
bool only_passes_on(std::string_view words) {
  constexpr std::array<std::string_view, 9> said{"说是", "说", "是", "显示", "告诉我", "讲", "报", "出来", "我"};
  while (!words.empty()) {
    const auto word = std::find_if(said.begin(), said.end(), [&](auto one) { return words.starts_with(one); });
    if (word == said.end()) return false;
    words.remove_prefix(word->size());
  }
  return true;
}

}  // namespace

/// 食堂阿姨给我量的说是36.9: whoever measured is not whose value it is, as long as it is no fever.
void settle_helpers(Passage& p) {
  constexpr std::array<std::string_view, 4> for_me{"给我", "帮我", "替我", "说我"};
  constexpr Tags helping{Tag::junk, Tag::link, Tag::kin, Tag::address, Tag::topic, Tag::place, Tag::matter, Tag::rule};
  std::vector<Token>& tokens = p.tokens();
  if (p.highest_figure() >= fever_from) return;  // Whose a fever is has to be asked.
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool measures = tokens[i].is(Tag::helper) && std::any_of(for_me.begin(), for_me.end(), [&](auto word) {
                            return p.text(tokens[i]).find(word) != std::string_view::npos;
                          });
    if (!measures) continue;
    for (std::size_t k = p.clause_of(i).begin; k < i; ++k) {
      const bool next = k + 1 == i && tokens[k].is(Tag::third);  // 他给我量的
      if (next || helping.has(tokens[k].tag)) p.retag(k, Tag::filler);
    }
    for (std::size_t k = i + 1; k < tokens.size() && !is_value(tokens[k]); ++k) {
      if (tokens[k].is(Tag::junk) && !only_passes_on(p.text(tokens[k]))) break;
      if (tokens[k].is(Tag::junk)) p.retag(k, Tag::filler);
    }
  }
}

/// 我妈36.5 我36.4: figures behind kin, up to the next person, are theirs; when all is well with them they say nothing.
bool settle_figures_of_kin(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr Tags people{Tag::self, Tag::we, Tag::name, Tag::near_name, Tag::third, Tag::you};
  constexpr Tags measures{Tag::measured, Tag::label, Tag::device, Tag::report, Tag::reported};
  constexpr Tags said_of_kin{Tag::junk, Tag::matter, Tag::topic, Tag::alien, Tag::excuse};
  if (!p.has_any({Tag::kin})) return false;
  std::vector<std::size_t> theirs = figures_said_to_be_theirs(p);
  const std::size_t nobody = tokens.size();
  std::size_t owner = nobody;
  std::size_t kin = nobody;
  const bool own_value = has_own_value(p);
  bool own = false;  // 我和我妈都36.5
  for (const Clause& clause : p.clauses()) {
    bool talk = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens[i];
      talk = talk || (said_of_kin.has(token.tag) && !p.clause_has(clause, Tag::figure));
      if (token.is(Tag::kin) && p.clause_complains(clause)) return false;
      // 帮我室友报下 36.6: it is to be reported, and by whose name is asked.
      if (token.is(Tag::kin) && i > clause.begin && p.text(tokens[i - 1]) == "帮我" &&
          p.clause_has(clause, Tag::report)) {
        p.retag(i - 1, Tag::behalf);
        return false;
      }
      if (token.is(Tag::kin)) {
        const auto next = p.after(i);
        const auto thing = p.after(i, {Tag::filler});    // 我爸的体温计
        const auto lender = p.before(i, {Tag::filler});  // 借室友的量的36.6
        if (lender && tokens[*lender].is(Tag::borrow)) {
          p.retag(*lender, Tag::filler);
          p.retag(i, Tag::filler);
          continue;
        }
        const bool lent = thing && tokens[*thing].is(Tag::device);
        const bool helped = lent || (next && (tokens[*next].is(Tag::helper) || tokens[*next].is(Tag::name) ||
                                              p.text(tokens[*next]) == "量的" || p.text(tokens[*next]) == "测的"));
        if (!helped) owner = kin = i;
        const auto previous = p.before(i);
        own = previous && *previous >= clause.begin &&
              (p.text(tokens[*previous]) == "和" || p.text(tokens[*previous]) == "跟");
      }
      if (token.is(Tag::name)) kin = nobody;
      // 我姐在医院上班，她36.7我36.5
      if (people.has(token.tag)) owner = token.is(Tag::third) && own_value ? kin : nobody;
      if (!is_value(token)) continue;
      if (owner == nobody) continue;
      if (own && p.clause_has(clause, Tag::all)) {
        if (token.figure.centi < fever_from) theirs.push_back(owner);  // It is mine, too.
        continue;
      }
      if (token.figure.centi >= fever_from || token.figure.form == Form::vague) return false;
      theirs.push_back(i);
      for (std::size_t k = owner; k < i; ++k) theirs.push_back(k);
    }
    bool measured = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) measured = measured || measures.has(tokens[i].tag);
    if (talk && !measured) owner = nobody;  // 我妈刚买菜回来, 36.5
  }
  for (const std::size_t i : theirs) {
    if (!tokens[i].is(Tag::mark)) p.retag(i, Tag::filler);
  }
  return !theirs.empty();
}

void settle_kin(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  const bool measured = p.has_figure();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::kin)) continue;
    // 何静妈妈说何静发烧了: it is her of whom something is said.
    if (!measured && i > 0 && tokens[i - 1].is(Tag::name) && !p.is_speaker(tokens[i - 1])) tokens[i].tag = Tag::filler;
    const auto next = p.after(i, {Tag::filler});
    if (!next) continue;
    const Token& follower = tokens[*next];
    const std::string_view said = p.text(follower);
    bool helped = follower.is(Tag::helper) || follower.is(Tag::device) || said == "量的" || said == "测的";
    for (std::size_t k = i + 1; k < p.clause_of(i).end; ++k)
      helped = helped || p.text(tokens[k]) == "说我";  // 我妈摸我头说我发烧
    const bool well = follower.is(Tag::health) && follower.health.present.empty() && !follower.health.vague;
    const bool with = said == "一起" || said == "在一起" || said == "一起住" || said == "住在一起" || said == "住一起";
    const bool at_home = follower.is(Tag::place) && follower.begin == tokens[i].end;  // 外婆家
    const auto clause = p.clause_of(i);
    // 在家陪奶奶, 36.5: who stands amid talk without a value is not its subject.
    const bool amid = clause.begin < i && !p.clause_has(clause, Tag::figure) && !p.clause_complains(clause);
    if (amid || helped || follower.is(Tag::name) || (well && measured) || with || at_home) tokens[i].tag = Tag::filler;
  }
}

void settle_homes(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool by = tokens[i].is(Tag::kin) && p.text(tokens[i - 1]).ends_with("被");  // 被室友传染
    const bool once = tokens[i].is(Tag::that_one) && tokens[i - 1].is(Tag::day);      // 昨天那个忘报了
    if (by || once) tokens[i].tag = Tag::filler;
  }
  const bool ours = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.is(Tag::we); });
  const auto of_others = [&](const Token& token) {
    return token.is(Tag::we) || (token.is(Tag::third) && !language::is_one_of(p.text(token), "他 她 它 ta"));
  };
  for (const Clause& clause : p.clauses()) {  // 36.3 我家断网了, 36.5 我同桌没来: nobody's value
    if (!p.clause_has(clause, Tag::excuse) || p.clause_has(clause, Tag::figure)) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (of_others(tokens[i])) tokens[i].tag = Tag::filler;
    }
  }
  // 36.2 家里四口人都正常: behind a value of one's own, that nobody of them is ill.
  const auto all = p.clauses();
  for (const Clause& clause : all) {
    const bool behind = ours && clause.begin != all.front().begin && p.clause_has(all.front(), Tag::figure) &&
                        !p.clause_has(all.front(), Tag::we);
    if (!behind || p.clause_has(clause, Tag::figure) || p.clause_complains(clause) ||
        !p.clause_has(clause, Tag::health))
      continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (tokens[i].is(Tag::we)) tokens[i].tag = Tag::filler;
    }
  }
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool visits = i > 0 && tokens[i].is(Tag::name) && p.text(tokens[i - 1]).ends_with("在");  // 我在李四家
    const bool others = tokens[i].is(Tag::kin) || tokens[i].is(Tag::third) || visits;
    const bool house = tokens[i + 1].is(Tag::place) && p.text(tokens[i + 1]).starts_with("家");
    if (!others || !house || tokens[i + 1].place.place != "家") continue;
    tokens[i].tag = tokens[i + 1].tag = Tag::filler;  // 外婆家
  }
}

}  // namespace banwei::temperature
