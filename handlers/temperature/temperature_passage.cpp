#include "handlers/temperature/temperature_passage.h"

#include <algorithm>
#include <array>

#include "handlers/language/answers.h"
#include "handlers/language/names.h"
#include "handlers/language/strings.h"

namespace banwei::temperature {

using Form = Figure::Form;

bool gives_a_cause(std::string_view said) {
  constexpr std::string_view of = "的";
  constexpr std::size_t han = 3;
  said = trimmed(said);
  if (!said.ends_with(of) || said.size() < of.size() + 2 * han) return false;
  said.remove_suffix(of.size());
  return said.find(said.substr(said.size() - han)) + han < said.size();
}

bool is_value(const Token& token) { return token.is(Tag::figure) && token.figure.form != Form::foreign; }

Passage::Passage(std::string_view text, const Scene& scene) : text_(text), scene_(scene) {
  tokens_ = tokens_of(text_, scene);
  if (const std::size_t place = scene.people.place_of(scene.speaker); place < scene.people.size()) speaker_ = place;
}

void Passage::retag(std::size_t i, Tag tag) {
  tokens_[i].tag = tag;
  tokens_[i].persons.clear();
}

bool Passage::measures_again(const Token& token) const {
  const std::string_view said = text(token);
  return token.is(Tag::fix) && (said.find("测") != said.npos || said.find("量") != said.npos);
}

bool Passage::has_any(Tags tags) const {
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) { return tags.has(token.tag); });
}

bool Passage::only(Tags tags) const {
  return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) { return tags.has(token.tag); });
}

bool Passage::has_figure() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return is_value(token); });
}

int Passage::highest_figure() const {
  int best = 0;
  for (const Token& token : tokens_) {
    if (is_value(token)) best = std::max(best, token.figure.centi);
  }
  return best;
}

std::optional<std::size_t> Passage::before(std::size_t i, Tags skipped) const {
  while (i-- > 0) {
    if (!tokens_[i].is(Tag::mark) && !skipped.has(tokens_[i].tag)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Passage::after(std::size_t i, Tags skipped) const {
  for (++i; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::mark) && !skipped.has(tokens_[i].tag)) return i;
  }
  return std::nullopt;
}

std::vector<Passage::Clause> Passage::clauses() const {
  std::vector<Clause> result;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens_.size(); ++i) {
    const bool stop =
        i == tokens_.size() || (tokens_[i].is(Tag::mark) && text(tokens_[i]) != ":" && text(tokens_[i]) != "-" &&
                                text(tokens_[i]) != "+" && text(tokens_[i]) != "=" && text(tokens_[i]) != "·");
    const bool asked = i > begin && i < tokens_.size() && text(tokens_[i - 1]) == "?";  // 能请假吗? 38.2
    if (!stop && !asked && !(i > begin && i < tokens_.size() && talk_ends(begin, i))) continue;
    if (i > begin) result.push_back({begin, i});
    begin = stop ? i + 1 : i;
  }
  return result;
}

/// 已经三天没出门了36.5, 下楼拿快递回来量36.9: talk that is over where a value begins, with no mark between.
bool Passage::talk_ends(std::size_t begin, std::size_t i) const {
  constexpr Tags lead{Tag::self, Tag::label, Tag::measured};
  constexpr Tags talk{Tag::junk, Tag::matter, Tag::topic, Tag::excuse, Tag::place};
  const auto leads = [&](std::size_t at) { return lead.has(tokens_[at].tag) || measures_again(tokens_[at]); };
  const bool led = leads(i);
  if (leads(i - 1)) return false;
  std::size_t value = i;
  while (value < tokens_.size() && leads(value)) ++value;
  if (value == tokens_.size() || !tokens_[value].is(Tag::figure)) return false;
  const Figure& figure = tokens_[value].figure;
  if (figure.form != Form::reading || !figure.decimal) return false;
  const auto first = tokens_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto end = tokens_.begin() + static_cast<std::ptrdiff_t>(i);
  if (std::none_of(first, end, [&](const Token& token) { return talk.has(token.tag); })) return false;
  const std::string_view said = text().substr(tokens_[begin].begin, tokens_[i].begin - tokens_[begin].begin);
  const auto ends = [&](std::string_view word) { return said.ends_with(word); };
  constexpr std::array<std::string_view, 9> lasted{"天了",   "夜了",   "周了",   "年了",  "小时了",
                                                   "个月了", "晚上了", "星期了", "上午了"};
  constexpr std::string_view stays = "在 待 呆 住 隔离 宅 躺 病 没";
  constexpr std::array<std::string_view, 10> over{"了", "啦", "咯", "完", "后", "回来", "再", "又", "才", "饭"};
  // 老师问我, 还欠我: what somebody does to me goes on with the number.
  constexpr std::array<std::string_view, 28> to_me{"给", "跟", "问", "让", "叫", "对", "向", "和", "比", "说",
                                                   "欠", "收", "找", "帮", "替", "还", "扣", "罚", "赔", "转",
                                                   "花", "退", "借", "骗", "差", "少", "付", "奖"};
  const auto holds = [&](std::string_view word) { return said.find(word) != std::string_view::npos; };
  if (std::any_of(lasted.begin(), lasted.end(), ends)) return language::holds_one_of(said, stays);
  constexpr std::size_t short_one = 6;  // 没出过门了; not 没想到花了
  const auto no = said.rfind("没");
  const bool denies = no != std::string_view::npos && code_points(said.substr(no)) <= short_one && !holds("没想");
  if (ends("了") && denies) return true;
  if (ends("回来") || ends("回来了")) return true;  // 跑了两圈回来37.4
  if (led && std::any_of(over.begin(), over.end(), ends)) return true;
  // 喝完粥量的36.5, 一觉醒来36.4, 晒太阳晒的37.2: how it came to be measured, unless that is a thing or somebody else.
  constexpr Tags people{Tag::third, Tag::kin, Tag::we, Tag::you, Tag::name, Tag::near_name, Tag::who_asked};
  constexpr Tags things{Tag::topic, Tag::alien, Tag::notice, Tag::rule};
  const auto said_of = [&](Tags tags) {
    return std::any_of(first, end, [&](const Token& token) { return tags.has(token.tag); });
  };
  // 我昨晚去网吧了哈哈哈36.5: a laugh ends it.
  constexpr std::array<std::string_view, 4> laughs{"哈哈", "嘿嘿", "嘻嘻", "呵呵"};
  if (!led && std::any_of(laughs.begin(), laughs.end(), ends) && !said_of(people) && !said_of(things) &&
      code_points(said) >= 6)
    return true;
  const bool measured = std::any_of(end, tokens_.begin() + static_cast<std::ptrdiff_t>(value), [&](const Token& token) {
    return token.is(Tag::measured) || measures_again(token);
  });
  const bool done = measured && holds("完");                      // 吃完火锅测的37.0
  const bool somebody = i == begin + 1 && looks_like_name(said);  // 小王测36.5
  constexpr std::string_view pays = "买 付 花 充 交 缴";
  const bool just_done = (said.starts_with("刚") || said.starts_with("才")) && holds("完") && !ends("完") &&
                         !language::holds_one_of(said, pays);  // 刚打完疫苗36.9
  const bool told = just_done || (measured && code_points(said) > 1) || gives_a_cause(said) ||
                    (tokens_[i - 1].is(Tag::excuse) && said_of({Tag::junk}));
  if (told && !somebody && !said_of(people) && (done || !said_of(things))) return true;
  constexpr std::size_t a_sentence = 4;
  return text(tokens_[i]) == "我" && code_points(said) >= a_sentence && std::none_of(to_me.begin(), to_me.end(), ends);
}

Passage::Clause Passage::clause_of(std::size_t i) const {
  for (const Clause& clause : clauses()) {
    if (i >= clause.begin && i < clause.end) return clause;
  }
  return {i, i + 1};
}

std::string_view Passage::text(const Clause& clause) const {
  const std::size_t begin = tokens_[clause.begin].begin;
  return text().substr(begin, tokens_[clause.end - 1].end - begin);
}

bool Passage::is(const Clause& clause, Tags tags) const {
  return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                     tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                     [&](const Token& token) { return tags.has(token.tag); });
}

bool Passage::clause_has(const Clause& clause, Tag tag) const {
  for (std::size_t i = clause.begin; i < clause.end; ++i) {
    if (tokens_[i].is(tag)) return true;
  }
  return false;
}

bool Passage::clause_complains(const Clause& clause) const {
  for (std::size_t i = clause.begin; i < clause.end; ++i) {
    if (tokens_[i].is(Tag::health) && (!tokens_[i].health.present.empty() || tokens_[i].health.vague)) return true;
  }
  return false;
}

bool Passage::is_speaker(const Token& token) const {
  return speaker_ && std::find(token.persons.begin(), token.persons.end(), *speaker_) != token.persons.end();
}

bool Passage::names_others() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
    return token.is(Tag::near_name) || (token.is(Tag::name) && !is_speaker(token));
  });
}

std::vector<std::size_t> Passage::mentioned() const {
  std::vector<std::size_t> result;
  for (const std::string& number : scene_.mentioned) {
    for (std::size_t i = 0; i < scene_.people.size(); ++i) {
      if (scene_.people[i].number == number && i != speaker_) result.push_back(i);
    }
  }
  return result;
}

}  // namespace banwei::temperature
