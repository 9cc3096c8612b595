#include "handlers/care/needs_misfortunes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/care/needs_sets.h"
#include "handlers/language/answers.h"
#include "handlers/language/misfortune_words.h"
#include "handlers/language/strings.h"

namespace banwei::care {

namespace {

using misfortune::Events;

struct Token {
  Events means;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Words that follow one another within one sentence, at most `gap` characters apart.
struct Row {
  Trouble trouble;
  std::array<Events, 4> steps;
  std::size_t gap = 3;
  std::string_view grave = {};
  bool across = false;  // The steps may stand in different sentences.
};

constexpr std::string_view injury = "受伤";
constexpr std::string_view bleeding = "出血";
constexpr std::string_view poisoning = "中毒";

/// The gravest first.
constexpr auto rows = [] {
  using namespace misfortune;
  constexpr Events accident = strikes | grazes | falls;
  return std::to_array<Row>({
      {Trouble::wound, {nose, endless}, 8, bleeding},
      {Trouble::wound, {part, accident, blood, endless}, 8, bleeding},
      {Trouble::wound, {accident, part, blood, endless}, 8, bleeding},
      {Trouble::wound, {part, accident, endless, blood}, 8, bleeding},
      {Trouble::wound, {accident, part, endless, blood}, 8, bleeding},
      {Trouble::wound, {part, blood, endless}, 8, bleeding},
      {Trouble::sprain, {part, accident, broke | fracture}, 4, injury},
      {Trouble::sprain, {accident, broke | fracture, part}, 3, injury},
      {Trouble::sprain, {accident, fracture}, 3, injury},
      {Trouble::sprain, {part, by, broke}, 3, injury},
      {Trouble::sprain, {falls, cannot}, 8, injury, true},
      {Trouble::sprain, {by, strikes, part, cannot | broke | fracture}, 8, injury, true},
      {Trouble::sprain, {accident, head, outside}, 6, injury, true},
      {Trouble::sprain, {outside, accident, head}, 8, injury, true},
      {Trouble::sprain, {outside, head, accident}, 8, injury, true},
      {Trouble::wound, {head, blood}, 4, bleeding},
      {Trouble::sprain, {head, accident, outside}, 8, injury, true},
      {Trouble::poisoned, {swallows, toxic, sickens}, 14, poisoning, true},
      {Trouble::poisoned, {poisoned}},
      {Trouble::eye, {eye, strikes | enters}, 2},
      {Trouble::eye, {strikes, reaches, eye}, 1},
      {Trouble::eye, {enters, eye}, 1},
      {Trouble::bite, {by, beast, bites}, 3},
      {Trouble::bite, {beast, by, bites}, 1},
      {Trouble::bite, {beast, bites, me | part}, 2},
      {Trouble::bite, {beast, me, bites}, 2},
      {Trouble::sting, {by, insect, stings}, 3},
      {Trouble::sting, {insect, stings, me | part}, 2},
      {Trouble::sting, {by, stings}, 0},
      {Trouble::burn, {burn}},
      {Trouble::burn, {part, scalds}, 4},
      {Trouble::burn, {scalds, part}, 2},
      {Trouble::burn, {by, scalds | seared}, 4},
      {Trouble::burn, {hot, enters, part}, 2},
      {Trouble::burn, {by, hot, enters}, 0},
      {Trouble::nosebleed, {nose}},
      {Trouble::hurt, {part, accident, lines}, 3},  // 手臂被划了几道: whoever did it
      {Trouble::wound, {part, strikes, reaches | harm}, 3},
      {Trouble::wound, {part, grazes, harm}, 3},
      {Trouble::wound, {strikes, reaches | harm, part}, 1},
      {Trouble::wound, {grazes, harm, part}, 1},
      {Trouble::wound, {part, harm}, 1},
      {Trouble::wound, {wound}},
      {Trouble::sprain, {grazes, harm}, 1},  // 打球受伤
      {Trouble::sprain, {grazes, part, swollen}, 8, {}, true},
      {Trouble::sprain, {part, accident, swollen}, 8},
      {Trouble::wound, {part, by, strikes}, 4},
      {Trouble::wound, {tooth, accident, missing | broke}, 2},
      {Trouble::wound, {accident, missing | broke, tooth}, 2},
      {Trouble::sprain, {part, twists | fracture}, 2},
      {Trouble::sprain, {twists, part}, 2},
      {Trouble::sprain, {falls | sprained}, 0},
      {Trouble::robbed, {valuable, stolen}, 3},
      {Trouble::robbed, {stolen, valuable}, 3},
      {Trouble::robbed, {valuable, missing}, 3},
      {Trouble::robbed, {missing, valuable}, 1},
      {Trouble::robbed, {valuable, drops, vehicle}, 1},
      {Trouble::mispaid, {mispaid}},
      {Trouble::cheated, {pays, swindler}, 10},
      {Trouble::cheated, {swindler, pays}, 10},
      {Trouble::choking, {choke}},
      {Trouble::menaced, {night, menace}, 6},
      {Trouble::menaced, {night, knocks, door}, 6},
      {Trouble::menaced, {knocks, door, dread}, 12, {}, true},
      {Trouble::menaced, {menace, dread}, 18, {}, true},
      {Trouble::cheated, {deceived, sum | pays}, 4},
      {Trouble::money, {purse, left, sum}, 3},
      {Trouble::money, {purse, spent}, 4},
      {Trouble::money, {hungry}},
      {Trouble::drunk, {drunk, outside}, 8, {}, true},
      {Trouble::collision, {ran_into}},
      {Trouble::stranded, {astray}},
      {Trouble::stranded, {vehicle, missed, outside | cannot}, 12, {}, true},
      {Trouble::stranded, {missed, vehicle, outside | cannot}, 12, {}, true},
      {Trouble::locked, {locked}},
      {Trouble::wages, {wages}},
      {Trouble::wages, {employer, unpaid}, 8},
      {Trouble::home, {home, emergency | ward}, 8},
      {Trouble::home, {home, matter, goes}, 10},
      {Trouble::ward, {ward | emergency}},
      {Trouble::studies, {failing}},
      {Trouble::studies, {studies, dread}, 10, {}, true},
  });
}();

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = misfortune::words.longest_at(text, at);
    if (word) tokens.push_back({word.tag, at, at + word.length});
    at += word ? word.length : code_point_size(text, at);
  }
  return tokens;
}

bool ends_sentence(std::string_view between) {
  return between.find_first_of(",!?;\n") != between.npos || between.find("。") != between.npos;
}

/// The tokens that take the steps from `start` on; empty when they do not fit.
std::vector<std::size_t> taken_by(const Row& row, std::string_view text, const std::vector<Token>& tokens,
                                  std::size_t start) {
  std::vector<std::size_t> taken{start};
  for (std::size_t at = start + 1; taken.size() < row.steps.size() && !row.steps[taken.size()].empty(); ++at) {
    if (at == tokens.size()) return {};
    const std::size_t end = tokens[taken.back()].end;
    const std::string_view between = text.substr(end, tokens[at].begin - end);
    if ((!row.across && ends_sentence(between)) || code_points(between) > row.gap) return {};
    if (tokens[at].means.any(row.steps[taken.size()])) taken.push_back(at);
  }
  return taken;
}

/// What stands between the tokens taken.
std::string between(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::size_t>& taken) {
  std::string words;
  for (std::size_t i = 1; i < taken.size(); ++i) {
    const std::size_t end = tokens[taken[i - 1]].end;
    words += text.substr(end, tokens[taken[i]].begin - end);
    words += ' ';
  }
  return words;
}

/// 差点摔了, 没烫到, 腿要断了, 笑得, 被咬过: it has not come to that, or is long over.
bool is_unreal(std::string_view before, std::string_view within, std::string_view behind, bool grave) {
  constexpr std::string_view spared = "没 不会 别 不要 差点 差一点 险些 幸好 小心 注意 当心 像 似的 怕";
  constexpr std::string_view not_so = "没 不 别";
  constexpr std::string_view nearly = "要 快 都";
  constexpr std::size_t shortly = 9;  // bytes
  if (before.size() > shortly) before.remove_prefix(before.size() - shortly);
  if (const auto mark = before.find_last_of(", ;!?"); mark != before.npos) before.remove_prefix(mark + 1);
  return behind.starts_with("的") || behind.ends_with("的梦") || behind.starts_with("过") || before.ends_with("得") ||
         before.ends_with("到") || language::holds_one_of(before, spared) || language::holds_one_of(within, not_so) ||
         (grave && language::holds_one_of(within, nearly));
}

/// 我的书被狗咬了, 我家狗腿断了: it befell a thing or an animal.
bool is_of_a_thing(std::string_view text, const std::vector<Token>& tokens, std::size_t first) {
  if (first == 0 && !tokens[first].means.has(misfortune::by)) return false;
  const Token& token = tokens[first];
  const Events before = first > 0 ? tokens[first - 1].means : Events{};
  const bool beside = first > 0 && tokens[first - 1].end == token.begin;
  const bool of_beast = beside && before.has(misfortune::beast);
  const bool of_thing = before.has(misfortune::valuable) && token.means.any(misfortune::falls | misfortune::strikes);
  const bool patient = token.means.has(misfortune::by) && text.substr(0, token.begin).find("的") != text.npos;
  return of_beast || of_thing || patient;
}

std::size_t piece_at(const View& view, std::size_t byte) {
  std::size_t i = 0;
  while (i + 1 < view.pieces().size() && view.pieces()[i].end <= byte) ++i;
  return i;
}

/// 谁的钱包丢了, 何静怎么了 听说她出事了; not 钱包被偷了 我该找谁.
bool asks_who(const View& view) {
  const auto& pieces = view.pieces();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool whom = i > 0 && pieces[i - 1].word == Word::to;
    if (pieces[i].word == Word::who_asked && !whom) return true;
  }
  const std::string_view said = view.text(0, pieces.size() - 1);
  return said.find("怎么了") != said.npos && said.find("听说") != said.npos;
}

}  // namespace

bool may_tell_of_misfortune(std::string_view text) {
  Events means;
  for (const Token& token : tokens_of(text)) means = means | token.means;
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    return std::all_of(row.steps.begin(), row.steps.end(),
                       [&](const Events& step) { return step.empty() || means.any(step); });
  });
}

std::optional<Misfortune> misfortune_in(const View& view) {
  if (view.pieces().empty() || view.laughs()) return std::nullopt;
  if (view.has(fiction | public_talk | Words{Word::if_word, Word::pretend, Word::general, Word::drill}) ||
      asks_who(view))
    return std::nullopt;
  if (view.has({Word::past, Word::lately}) && !view.has({Word::still})) return std::nullopt;
  const std::string_view text = view.text(0, view.pieces().size() - 1);
  const std::vector<Token> tokens = tokens_of(text);
  const auto says = [&](misfortune::Event event) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.means.has(event); });
  };
  for (const Row& row : rows) {
    if (row.trouble == Trouble::robbed && says(misfortune::found)) continue;
    // 手划破了流了点血，没事 may be looked at all the same.
    if (row.grave.empty() && says(misfortune::well) && !says(misfortune::blood)) continue;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].means.any(row.steps[0])) continue;
      const auto taken = taken_by(row, text, tokens, i);
      if (taken.empty() || is_of_a_thing(text, tokens, i)) continue;
      const std::size_t begin = tokens[taken.front()].begin;
      const std::string_view behind = text.substr(tokens[taken.back()].end);
      const bool injures = !row.grave.empty() && row.grave != poisoning;
      if (is_unreal(text.substr(0, begin), between(text, tokens, taken), behind, injures)) continue;
      constexpr Events causes = misfortune::strikes | misfortune::falls | misfortune::tumbles | misfortune::twists |
                                misfortune::bites | misfortune::stings | misfortune::scalds | misfortune::burn |
                                misfortune::nose;
      const bool explained =
          says(misfortune::well) ||
          std::any_of(row.steps.begin(), row.steps.end(), [&](const Events& step) { return step.any(causes); });
      const bool own = text.substr(begin, text.size() - begin - behind.size()).find("我") != text.npos;
      return Misfortune{row.trouble, row.grave, piece_at(view, begin), explained, own};
    }
  }
  return std::nullopt;
}

}  // namespace banwei::care
