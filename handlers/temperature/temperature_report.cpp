// Reports: everything in the message is a value, a fact or a stated filler, or it is no report.
#include <algorithm>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/names.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"
#include "handlers/temperature/temperature_values.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

/// The name of a member; the number where two share the name.
std::string called(const Sentence& sentence, std::size_t person) {
  const auto& roster = sentence.scene().people;
  const auto same =
      std::count_if(roster.begin(), roster.end(), [&](const Named& one) { return one.name == roster[person].name; });
  return same > 1 ? roster[person].number : roster[person].name;
}

/// Several values of which nothing tells when they were measured; the highest, when that is a fever.
Statement which_slot(int top) { return top >= fever_from ? ask("confirm", top, true) : ask("slot"); }

std::string slot_name(Tag slot) { return slot == Tag::am ? "am" : slot == Tag::noon ? "noon" : "pm"; }

/// It has more methods than a class should: each takes one sort of token of the same sentence.
class Report {
 public:
  explicit Report(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<Statement> read(Tags allowed, Kind kind, const std::vector<std::size_t>& taken) const {
    const Rest left = rest(allowed);
    if (left == Rest::unknown) return std::nullopt;
    if (left == Rest::complaint) return complained(kind);
    if (taken.empty()) return std::nullopt;
    if (repeats(taken)) return read(allowed, kind, {taken.front()});
    const Values values = values_of(s_, taken);
    if (values.list.empty()) return values.unclear_who ? std::optional(ask_who(values, taken)) : std::nullopt;
    if (auto doubt = hedged_value(taken, kind)) {
      set_who(*doubt, s_);
      return doubt;
    }
    if (is_weather(taken) && kind == Kind::temp) return std::nullopt;
    const bool several = values.list.size() > 1;
    if (several && !all_plain(taken) && !all_say_when(values, taken)) return several_odd(values, taken);
    if (left == Rest::unknown_person || values.unclear_who || is_nobodys()) {
      if (all_of_form(taken, Form::odd) || (all_of_form(taken, Form::whole) && !values.near && !values.namesakes)) {
        return std::nullopt;  // 他38了
      }
      return ask_who(values, taken);
    }
    if (!several) {
      if (auto said = odd_value(tokens_[taken.front()].figure, kind)) {
        set_who(*said, s_);
        return said->ask.empty() ? std::nullopt : said;
      }
    }
    const int top = highest_now(values);
    if (left == Rest::aside && top >= fever_from && kind == Kind::temp) {  // 38.7 昨晚淋了雨
      Statement said = ask("confirm", top, true);
      set_who(said, s_);
      return said;
    }
    if (top >= fever_from && s_.well() != Wellness::unsaid && !s_.unwell() && claims_health()) {
      Statement said = ask("conflict", top, true);
      set_who(said, s_);
      return said;
    }
    return stored(values, kind);
  }

 private:
  /// What is left over when every word of `allowed` is taken away.
  enum class Rest { nothing, aside, unknown_person, complaint, unknown };

  Rest rest(Tags allowed) const {
    Rest result = Rest::nothing;
    const bool guessed = s_.scene().direct && s_.has(Tag::estimate);  // 大概有个38左右
    const bool sure = s_.about_temperature() || treated() || guessed;
    if (sure) allowed = allowed | Tags{Tag::link};
    bool lacking = false;
    if (s_.has(Tag::device)) {
      allowed = allowed | Tags{Tag::broken, Tag::lacking};
      lacking = true;
    }
    if (s_.has(Tag::unmeasured) || s_.has(Tag::estimate) || lacking) allowed = allowed | Tags{Tag::cannot};
    for (const auto& clause : s_.clauses()) {
      bool fits = true;
      const bool valued = s_.clause_has(clause, Tag::figure);
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        fits = fits && (allowed.has(tokens_[i].tag) || (!valued && tokens_[i].is(Tag::link)));
      }
      if (fits) continue;
      if (is_complaint(clause)) {
        result = Rest::complaint;
      } else if (is_person(clause, allowed)) {
        result = Rest::unknown_person;
      } else if (!is_aside(clause, sure)) {
        return Rest::unknown;
      } else if (result == Rest::nothing && tells_more(clause)) {
        result = Rest::aside;
      }
    }
    return result;
  }

  /// 挂完水降到36.8了: what falls behind a medicine is a fever.
  bool treated() const {
    constexpr std::string_view medicines = "打针 打完针 吃药 吃了药 吃完药 退烧 布洛芬 挂水 挂完水 输液";
    return language::holds_one_of(s_.text(), medicines);
  }

  /// Unknown words about the body: whoever adds them to a value is asked rather than noted as well.
  bool is_complaint(const Sentence::Clause& clause) const {
    if (!s_.clause_has(clause, Tag::junk)) return false;
    std::string said;  // What no symptom has explained.
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (!tokens_[i].is(Tag::health)) said.append(s_.text(tokens_[i]));
    }
    for (std::string_view word : {"红烧", "烧烤", "烧饼", "烧鸡", "烧水", "烧饭", "烧菜", "麻辣烫", "烫头", "烫发",
                                  "心疼", "头疼的", "心血", "热血", "疼爱", "烧脑"}) {
      if (const auto at = said.find(word); at != std::string::npos) said.erase(at, word.size());
    }
    constexpr std::string_view signs =
        "疼 痛 晕 咳 喘 烧 呕 泻 痒 肿 血 嗅 味觉 呼吸 胸闷 胸口 疹 抽筋 麻木 难受 不适 烫 冒汗 晕倒";
    return language::holds_one_of(said, signs);
  }

  /// 小明36.5 or 小明: one unknown word that may be a name.
  bool is_person(const Sentence::Clause& clause, Tags allowed) const {
    int unknown = 0;
    bool name = false;
    bool value = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      value = value || is_value(token);
      if (allowed.has(token.tag)) continue;
      ++unknown;
      name = token.is(Tag::junk) && looks_like_name(s_.text(token));
    }
    const bool alone = clause.end - clause.begin == 1;
    return unknown == 1 && name && (value || alone) &&
           std::all_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
             return tokens_[i].figure.form == Form::reading && (tokens_[i].figure.decimal || tokens_[i].figure.unit);
           });
  }

  /// A clause beside the value that tells why it comes late or what one does: 电梯坏了, 刚从超市回来.
  bool is_aside(const Sentence::Clause& clause, bool sure) const {
    constexpr Tags harmless =
        polite | when | Tags{Tag::junk,       Tag::self,     Tag::link,       Tag::later,  Tag::report,
                             Tag::reported,   Tag::measured, Tag::place,      Tag::broken, Tag::cannot,
                             Tag::unreported, Tag::estimate, Tag::kin,        Tag::helper, Tag::lacking,
                             Tag::all,        Tag::doubt,    Tag::class_name, Tag::topic,  Tag::matter};
    constexpr std::size_t longest = 16;
    std::size_t unknown = 0;
    bool marked = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      if (!harmless.has(token.tag)) return false;
      if (token.is(Tag::excuse) || token.is(Tag::later)) marked = true;
      if (token.is(Tag::topic) || token.is(Tag::matter)) ++unknown;
      if (!token.is(Tag::junk)) continue;
      const std::string_view said = s_.text(token);
      for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
        if (!is_han(code_point_at(said, at))) return false;
        ++unknown;
      }
    }
    if (unknown == 0 || unknown > longest) return false;
    const std::string_view whole = s_.text(clause);
    for (std::string_view word : {"刚", "才", "忘",   "没",   "晚",   "迟",   "忙",   "睡", "醒",   "起", "在", "去",
                                  "回", "补", "因为", "差点", "终于", "早上", "今天", "昨", "手机", "停", "断", "卡"}) {
      if (whole.find(word) != std::string_view::npos) marked = true;
    }
    if (s_.values().empty()) return false;
    const bool plain = std::all_of(s_.values().begin(), s_.values().end(),
                                   [&](std::size_t i) { return tokens_[i].figure.form == Form::reading; });
    return plain && (sure || (code_points(whole) > 1 && value_leads(clause)) || (marked && code_points(whole) >= 3));
  }

  /// 38.7 昨晚淋了雨; not 有点冷, and not 捂的，等会再量, which speak of the value.
  bool tells_more(const Sentence::Clause& clause) const {
    constexpr std::string_view of_it = "再看 再量 再测 捂 烧 医院 校医 急诊 别担心 不用担心";
    std::size_t unknown = 0;
    for (std::size_t i = clause.begin; i < clause.end; ++i)
      if (tokens_[i].is(Tag::junk)) unknown += code_points(s_.text(tokens_[i]));
    const std::string_view said = s_.text(clause);
    return unknown > 1 && !s_.fever_said() && !language::holds_one_of(said, of_it);
  }

  std::optional<Statement> complained(Kind kind) const {
    if (kind == Kind::fix || !s_.has_reading() || !said_of_oneself(s_)) return std::nullopt;
    Statement said = ask("confirm", s_.highest_reading(), true);
    for (std::string_view sign : {"喘", "胸", "呼吸", "嗅", "味觉", "烧", "晕倒", "血"}) {
      said.urgent = said.urgent || s_.text().find(sign) != std::string_view::npos;
    }
    return said;
  }

  /// 36.5 求开学: the value comes first and alone.
  bool value_leads(const Sentence::Clause& clause) const {
    const auto all = s_.clauses();
    const std::size_t value = s_.values().front();
    if (all.empty() || value < all[0].begin || value >= all[0].end || clause.begin == all[0].begin) return false;
    for (std::size_t i = all[0].begin; i < all[0].end; ++i) {
      if (!tokens_[i].is(Tag::figure) && !tokens_[i].is(Tag::filler) && !tokens_[i].is(Tag::label)) return false;
    }
    return true;
  }

  bool claims_health() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      if (!token.is(Tag::health) || token.health.well == Wellness::unsaid || token.health.recovered) return false;
      const auto& denied = token.health.denied;
      return denied.empty() || std::find(denied.begin(), denied.end(), "发热") != denied.end();
    });
  }

  /// 36.5！36.5！: the same once more, and no other time or person.
  bool repeats(const std::vector<std::size_t>& taken) const {
    if (taken.size() < 2 || s_.has_any(when) || s_.names_others() || !all_plain(taken)) return false;
    return std::all_of(taken.begin(), taken.end(),
                       [&](std::size_t i) { return tokens_[i].figure.centi == tokens_[taken[0]].figure.centi; });
  }

  bool all_plain(const std::vector<std::size_t>& taken) const { return all_of_form(taken, Form::reading); }

  /// 36.9 昨晚38: beside a reading, a whole number that says when it was measured is one too.
  bool all_say_when(const Values& values, const std::vector<std::size_t>& taken) const {
    const bool numbers = std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      const Form form = tokens_[i].figure.form;
      return form == Form::reading || form == Form::whole;
    });
    return numbers && any_form(taken, Form::reading) &&
           std::all_of(values.list.begin(), values.list.end(), [&](const Value& value) {
             const bool reading = tokens_[value.token].figure.form == Form::reading;
             return reading || value.slot != Tag::junk || value.day;
           });
  }

  bool all_of_form(const std::vector<std::size_t>& taken, Form form) const {
    return std::all_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == form; });
  }

  /// Of today's, when there are any: 36.4 正常，昨晚38 contradicts nothing.
  int highest_now(const Values& values) const {
    int now = 0;
    int ever = 0;
    for (const Value& value : values.list) {
      int& best = value.day.value_or(0) == 0 ? now : ever;
      best = std::max(best, tokens_[value.token].figure.centi);
    }
    return now > 0 ? now : ever;
  }

  int highest_of(const std::vector<std::size_t>& taken) const {
    int best = 0;
    for (std::size_t i : taken) best = std::max(best, tokens_[i].figure.centi);
    return best;
  }

  /// 今天36度, 武汉38度: whole degrees beside a day or a city are the weather.
  bool is_weather(const std::vector<std::size_t>& taken) const {
    if (s_.has_any(about | Tags{Tag::self, Tag::name, Tag::near_name}) || s_.well() != Wellness::unsaid || s_.unwell())
      return false;
    const bool whole = std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      return tokens_[i].figure.form == Form::reading && !tokens_[i].figure.decimal;
    });
    return whole && std::any_of(tokens_.begin(), tokens_.end(),
                                [](const Token& token) { return token.is(Tag::place) && token.place.area; });
  }

  /// 我们寝室, 他: a value of nobody the roster can name.
  bool is_nobodys() const {
    if (s_.has(Tag::we)) return true;
    if (s_.has(Tag::third) && !s_.names_others()) return true;
    const bool behalf = s_.has(Tag::behalf);
    if (behalf) return !s_.names_others() && (s_.mentioned().empty() || s_.has(Tag::kin));  // 帮我室友报36.6
    return !s_.mentioned().empty() && !s_.names_others() && !s_.has(Tag::self);
  }

  Statement ask_who(const Values& values, const std::vector<std::size_t>& taken) const {
    Statement said = ask("who");
    if (values.near) {
      said.guess_who = s_.scene().people[*values.near].name;
      return said;
    }
    const bool same = std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      return tokens_[i].figure.centi == tokens_[taken[0]].figure.centi;
    });
    // Whoever has reported today is not speaking of himself, so the value is no guess for him.
    if (same && !s_.scene().reported()) said.guess = tokens_[taken[0]].figure.centi;
    return said;
  }

  /// 大概36.5, 没测, 好像38度.
  std::optional<Statement> hedged_value(const std::vector<std::size_t>& taken, Kind kind) const {
    const bool vague =
        std::any_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == Form::vague; });
    bool estimated = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is(Tag::estimate)) continue;
      const std::string_view said = s_.text(tokens_[i]);
      const auto clause = s_.clause_of(i);
      if (s_.clause_has(clause, Tag::junk) && !s_.clause_has(clause, Tag::figure)) continue;  // 今天也太冷了吧
      // 鼻子有点堵 应该是鼻炎: it is the illness that is guessed.
      if (s_.clause_complains(clause) && !s_.clause_has(clause, Tag::figure) && !s_.fever_said()) continue;
      if (said == "吧" && s_.clause_has(clause, Tag::health) && s_.clause_has(clause, Tag::figure))
        continue;  // 37.0不算发烧吧
      if (kind == Kind::fix && (said.starts_with("应该") || said == "吧")) continue;
      estimated = true;
    }
    const bool guessed = (says_unmeasured() && !s_.has(Tag::measured)) || no_thermometer();
    if (!vague && !estimated && !guessed && !s_.has(Tag::doubt)) return std::nullopt;
    const int top = highest_of(taken);
    const bool named = s_.fever_said() || std::any_of(taken.begin(), taken.end(), [&](std::size_t i) {
                         return tokens_[i].figure.unit || tokens_[i].figure.decimal;
                       });
    if (top >= fever_from && !vague && (s_.has(Tag::doubt) || s_.fever_said())) return ask("confirm", top, true);
    if (std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
          const Form form = tokens_[i].figure.form;
          return form == Form::odd;
        })) {
      return std::nullopt;
    }
    Statement said = ask("measured");
    said.urgent = top >= fever_from && (named || vague) && said_of_oneself(s_);  // 39度左右
    return said;
  }

  /// 没测; not 前天没量, which is of another day than the value.
  bool says_unmeasured() const {
    const auto all = s_.clauses();
    return std::any_of(all.begin(), all.end(), [&](const Sentence::Clause& clause) {
      if (!s_.clause_has(clause, Tag::unmeasured)) return false;
      const bool of_before =
          std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                      tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                      [](const Token& token) { return token.is(Tag::day) && token.figure.offset < 0; });
      // 昨天36.4，今天还没量: of another time than the value's.
      const auto timed = [&](const Sentence::Clause& one) {
        return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(one.begin),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(one.end),
                           [&](const Token& token) { return when.has(token.tag); });
      };
      const bool of_another = (timed(clause) || s_.text(clause).starts_with("今")) &&
                              std::any_of(all.begin(), all.end(), [&](const auto& one) {
                                return s_.clause_has(one, Tag::figure) && timed(one);
                              });
      // 赵六 家里有事没量: of whoever is named before.
      const auto place =
          std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.begin == clause.begin; });
      const bool of_somebody =
          place != all.begin() && s_.clause_has(*(place - 1), Tag::name) && !s_.clause_has(*(place - 1), Tag::figure);
      return (!of_before && !of_another && !of_somebody) || s_.clause_has(clause, Tag::figure);
    });
  }

  bool no_thermometer() const {
    if (s_.has(Tag::cannot)) return true;
    return s_.has(Tag::device) && s_.has(Tag::lacking) && !s_.has(Tag::measured);
  }

  /// Several values, not all of them plain.
  std::optional<Statement> several_odd(const Values& values, const std::vector<std::size_t>& taken) const {
    const bool parted =
        s_.names_others() || std::any_of(values.list.begin(), values.list.end(),
                                         [](const Value& value) { return value.slot != Tag::junk || value.day; });
    bool any_reading = false;
    for (std::size_t i : taken) any_reading = any_reading || tokens_[i].figure.form == Form::reading;
    if (!parted)
      return any_reading && !any_form(taken, Form::odd) ? std::optional(which_slot(highest_of(taken))) : std::nullopt;
    for (std::size_t i : taken) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form == Form::typo) return ask("typo", *figure.guess);
      if (figure.form == Form::whole) return ask("unit", figure.centi);
      if (figure.form == Form::range) return odd_value(figure, Kind::temp);
    }
    return std::nullopt;
  }

  /// 38+: a fever, whatever stands behind the point.
  bool says_more() const { return !s_.values().empty() && s_.text().substr(tokens_[s_.values().back()].end) == "+"; }

  bool any_form(const std::vector<std::size_t>& taken, Form form) const {
    return std::any_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == form; });
  }

  /// A single number that is no plain reading; an empty `ask` when it is nothing at all.
  std::optional<Statement> odd_value(const Figure& figure, Kind kind) const {
    const bool named = s_.has(Tag::label) || kind == Kind::fix || s_.has(Tag::measured);
    if (figure.form == Form::reading) {
      if (figure.decimal || named || kind == Kind::fix || !s_.has(Tag::day)) return std::nullopt;
      return ask("unit", figure.centi, true);
    }
    if (figure.form == Form::typo) return ask("typo", *figure.guess);
    if (figure.form == Form::whole) {
      if (s_.fever_said() && figure.centi >= 3800) return ask("confirm", figure.centi, true);  // 发烧38
      if (named && kind == Kind::temp) return std::nullopt;
      return ask("unit", figure.centi, says_more());
    }
    if (figure.form == Form::range || (figure.form == Form::odd && named)) {
      Statement said = ask("range");
      if (figure.centi >= 3000 && figure.centi <= 4500) said.guess = figure.centi;
      said.urgent = said.guess && *said.guess > highest;
      return said;
    }
    return Statement{};
  }

  std::optional<Statement> stored(const Values& values, Kind kind) const {
    Statement said;
    said.kind = kind;
    set_facts(said);
    const auto& list = values.list;
    const auto centi = [&](const Value& value) { return tokens_[value.token].figure.centi; };
    int top = 0;
    for (const Value& value : list) top = std::max(top, centi(value));
    const bool one_person =
        std::all_of(list.begin(), list.end(), [&](const Value& value) { return value.persons == list[0].persons; });
    if (values.unclear_slot) return which_slot(top);
    if (!one_person) {
      for (const Value& value : list) {
        if (value.persons.empty() && !s_.speaker()) return ask("who");
        const std::string name = called(s_, value.persons.empty() ? *s_.speaker() : value.persons.front());
        if (!said.by.emplace(name, centi(value)).second) return which_slot(top);
      }
      said.kind = Kind::temps;
      return said;
    }
    if (!list[0].persons.empty() && (!s_.speaker() || list[0].persons.front() != *s_.speaker()))
      said.who = called(s_, list[0].persons.front());
    const bool one_day = std::all_of(
        list.begin(), list.end(), [&](const Value& value) { return value.day.value_or(0) == list[0].day.value_or(0); });
    if (list.size() == 1) {
      said.t = centi(list[0]);
      if (list[0].slot != Tag::junk) said.slot = slot_name(list[0].slot);
      if (s_.has(Tag::measured) && list[0].clock) {
        constexpr int noon = 12 * 60;
        said.measured = *list[0].clock + (list[0].slot == Tag::pm && *list[0].clock < noon ? noon : 0);
      }
      if (list[0].day.value_or(0) != 0) said.day = list[0].day;
      return said;
    }
    for (const Value& value : list) {
      if (!one_day) {
        if (!said.days.emplace(value.day.value_or(0), centi(value)).second) return which_slot(top);
      } else if (value.slot == Tag::junk || !said.ts.emplace(slot_name(value.slot), centi(value)).second) {
        return which_slot(top);
      }
    }
    if (one_day && list[0].day.value_or(0) != 0) said.day = list[0].day;
    return said;
  }

  void set_facts(Statement& said) const {
    said.symptoms = s_.symptoms();
    said.ok = said.symptoms.empty() && s_.well() != Wellness::unsaid;
    said.urgent = s_.urgent_said();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (!token.is(Tag::place)) continue;
      const auto clause = s_.clause_of(i);  // 明天返岗, 准备上班: not where one is
      if (s_.clause_has(clause, Tag::junk) || s_.clause_has(clause, Tag::later)) continue;
      if (token.place.in_wuhan) said.in_wuhan = token.place.in_wuhan;
      if (token.place.on_post) said.on_post = token.place.on_post;
      if (token.place.isolated) said.isolated = token.place.isolated;
      if (!token.place.place.empty()) said.place = token.place.place;
    }
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void set_who(Statement& said, const Sentence& sentence) {
  for (const Token& token : sentence.tokens()) {
    if (token.is(Tag::name) && !sentence.is_speaker(token) && token.persons.size() == 1)
      said.who = called(sentence, token.persons.front());
  }
  if (said.who.empty() && sentence.has(Tag::behalf) && sentence.mentioned().size() == 1)
    said.who = called(sentence, sentence.mentioned().front());
}

std::optional<Statement> reported(const Sentence& sentence) {
  return reported(sentence, in_a_report, Kind::temp, sentence.values());
}

std::optional<Statement> reported(const Sentence& sentence, Tags allowed, Kind kind,
                                  const std::vector<std::size_t>& taken) {
  return Report(sentence).read(allowed, kind, taken);
}

}  // namespace banwei::temperature
