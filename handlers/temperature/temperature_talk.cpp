// Doubt, questions and talk of other things; and the fail-safe, which sees to it that no fever is lost in them.
#include <algorithm>
#include <array>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Sentence::Clause;

class Talk {
 public:
  explicit Talk(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<Statement> household() const {
    if (!s_.has(Tag::kin) || kin_of_another() || s_.has_any({Tag::alien, Tag::notice, Tag::who_asked, Tag::rule}))
      return std::nullopt;
    if (language::holds_one_of(s_.text(), language::unwakeable)) return std::nullopt;  // Care's, whatever else he does.
    const bool spelled = std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Figure& figure = tokens_[i].figure;
      if (figure.centi < fever_from) return false;
      return figure.form == Form::reading || figure.form == Form::range || figure.form == Form::vague ||
             (figure.form == Form::typo && figure.decimal) || (figure.form == Form::whole && s_.fever_said());
    });
    const bool topical = s_.has(Tag::topic) && !s_.fever_said() && !s_.has(Tag::label);
    if (topical || ((!spelled || kin_only_named()) && !kin_complain())) return std::nullopt;
    Statement said = ask("household");
    said.urgent = true;
    return said;
  }

  /// 王五他妈38.5: that is care's, which knows whose family it is.
  bool kin_of_another() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is(Tag::kin)) continue;
      std::size_t before = i;
      while (before > 0 && (tokens_[before - 1].is(Tag::third) || s_.text(tokens_[before - 1]) == "的")) --before;
      if (before > 0 && tokens_[before - 1].is(Tag::name) && !s_.is_speaker(tokens_[before - 1])) return true;
    }
    return false;
  }

  /// 我妈咳嗽; not 室友不理我，好难受.
  bool kin_complain() const {
    for (const Clause& clause : s_.clauses()) {
      const bool named = s_.clause_has(clause, Tag::kin);
      for (std::size_t i = clause.begin; named && i < clause.end; ++i) {
        const auto& present = tokens_[i].health.present;  // Who lies on the floor is care's.
        if (std::any_of(present.begin(), present.end(), [](const auto& one) {
              constexpr std::array<std::string_view, 6> not_caught{"晕倒", "失眠", "过敏", "牙痛", "腰痛", "关节痛"};
              return std::find(not_caught.begin(), not_caught.end(), one) == not_caught.end();
            }))
          return true;
      }
    }
    return false;
  }

  /// 37.8，我室友还在睡; 家长已签字，37.6: who is named does something else, and nobody says that the value is theirs.
  bool kin_only_named() const {
    constexpr Tags measures{Tag::figure, Tag::measured, Tag::label, Tag::device, Tag::report, Tag::reported};
    const auto all = s_.clauses();
    return std::all_of(all.begin(), all.end(), [&](const Clause& clause) {
      if (!s_.clause_has(clause, Tag::kin)) return true;
      const bool does = s_.clause_has(clause, Tag::junk) || s_.clause_has(clause, Tag::excuse);
      return does && std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                                  tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                                  [&](const Token& token) { return measures.has(token.tag); });
    });
  }

  bool is_question() const {
    return s_.has_any({Tag::question, Tag::about}) || (s_.has(Tag::worry) && !s_.has(Tag::estimate));
  }

  bool said_of_oneself() const {
    return !s_.has_any({Tag::third, Tag::you, Tag::who_asked, Tag::we, Tag::kin, Tag::alien}) && !s_.names_others();
  }

  std::optional<Statement> doubtful() const {
    const auto value = felt();
    if (!value || !is_question() || !said_of_oneself() || s_.has(Tag::notice)) return std::nullopt;
    const bool own = s_.has_any({Tag::self, Tag::measured});
    if (!own && is_limit()) return std::nullopt;
    const bool mixed = s_.has_any({Tag::topic, Tag::rule});
    if (mixed && !(s_.has(Tag::self) && (s_.has(Tag::label) || s_.fever_said()))) return std::nullopt;
    if (own || (*value >= fever_from && s_.has(Tag::worry)) || lone_value_with_mark())
      return ask("confirm", *value, true);
    return std::nullopt;
  }

  std::optional<Statement> questioned() const {
    if (auto said = own_fever()) return said;
    if (auto said = wondered()) return said;
    if (!is_about_reporting() || (s_.urgent_said() && !s_.fever_said())) return std::nullopt;
    Statement said;
    said.kind = Kind::question;
    return said;
  }

  bool is_other_talk() const {
    if (s_.has_any({Tag::alien, Tag::notice, Tag::rule, Tag::threshold, Tag::you, Tag::who_asked, Tag::worry}))
      return true;
    return other_matters_beside_the_value();
  }

  std::optional<Statement> fail_safe() const {
    if (auto said = own_fever()) return said;
    const auto value = felt();
    if (!value || !said_of_oneself() || s_.has_any({Tag::borrow, Tag::notice})) return std::nullopt;
    if (*value < fever_from && !s_.urgent_said()) return std::nullopt;
    if (s_.has_any({Tag::rule, Tag::threshold}) && !s_.has(Tag::self)) return std::nullopt;
    if (is_of_my_thing()) return std::nullopt;
    const bool body = s_.has(Tag::self) || s_.fever_said() || s_.text().find("体温") != std::string_view::npos;
    if (s_.has(Tag::alien) && !body) return std::nullopt;  // 温度38.5度，机房
    const bool named = s_.has(Tag::label) || s_.fever_said() || s_.urgent_said();
    const bool own = s_.has_any({Tag::self, Tag::measured, Tag::worry});
    const bool other = s_.has(Tag::topic) || s_.has_foreign();
    if (other && !named && !(s_.has(Tag::self) && s_.has(Tag::measured))) return std::nullopt;
    if (!named && !own && !stands_alone()) return std::nullopt;
    return urgent(*value);
  }

 private:
  /// 体温超过37.3的要隔离吗: of whoever it may be.
  bool is_limit() const {
    return std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      return i > 0 && tokens_[i - 1].is(Tag::threshold) && i + 1 < tokens_.size() && s_.text(tokens_[i + 1]) == "的";
    });
  }

  /// 我的热情40度: what is mine has the number, and is no body.
  bool is_of_my_thing() const {
    if (s_.has_any({Tag::label, Tag::measured, Tag::device}) || s_.unwell()) return false;
    return std::all_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const bool named =
          i > 1 && tokens_[i - 2].is(Tag::self) && (tokens_[i - 1].is(Tag::junk) || tokens_[i - 1].is(Tag::topic));
      return named && (s_.text(tokens_[i - 2]).ends_with("的") || s_.text(tokens_[i - 1]).starts_with("的"));
    });
  }

  static Statement urgent(int value) {
    Statement said = ask("confirm", value);
    said.urgent = true;
    return said;
  }

  /// The value that a worried sentence is about: a reading, or 38 beside 烧.
  std::optional<int> felt() const {
    int best = s_.highest_reading();
    for (std::size_t i : s_.values()) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form == Form::whole && figure.centi >= 3800 && (s_.fever_said() || s_.highest_reading() >= fever_from))
        best = std::max(best, figure.centi);
    }
    return best > 0 ? std::optional(best) : std::nullopt;
  }

  /// 36.5? and nothing else.
  bool lone_value_with_mark() const {
    if (s_.values().size() != 1 || !s_.mentioned().empty()) return false;
    return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return polite.has(token.tag) || token.is(Tag::figure) || token.is(Tag::label) ||
             (token.is(Tag::question) && s_.text(token).starts_with("?"));
    });
  }

  /// 怎么变成37.9了: wonders, and asks nothing.
  std::optional<Statement> wondered() const {
    const bool wonders = std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      const std::string_view said = s_.text(token);
      return !token.is(Tag::question) || said == "怎么" || said == "咋" || said == "为什么" || said == "为啥";
    });
    const bool other = s_.has_any({Tag::topic, Tag::rule, Tag::threshold, Tag::about, Tag::notice});
    if (!wonders || other || s_.highest_reading() < fever_from || !said_of_oneself()) return std::nullopt;
    return urgent(s_.highest_reading());
  }

  bool is_about_reporting() const {
    const bool too_high = std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.is(Tag::worry) &&
             (s_.text(token).find("高") != std::string_view::npos || s_.text(token) == "不正常");
    });
    if (!s_.has_reading() && too_high && !s_.has(Tag::rule)) return false;  // 体温偏高: no question of how to report
    if (s_.has_any({Tag::topic, Tag::matter, Tag::alien, Tag::notice, Tag::who_asked, Tag::behalf}) ||
        s_.names_others() || !s_.mentioned().empty()) {
      return false;
    }
    if (s_.has_reading()) return !asks_everybody() && !is_anothers();
    if (s_.has_any({Tag::you, Tag::third, Tag::kin}) || asks_everybody()) return false;
    if (s_.has(Tag::unreported) && s_.has(Tag::worry)) return true;  // 昨天没报怎么办
    return s_.has_any({Tag::label, Tag::report, Tag::reported, Tag::device, Tag::about, Tag::mistake, Tag::amend});
  }

  /// 大家报体温了吗 reminds; 我们要报体温吗 asks.
  bool asks_everybody() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      const std::string_view said = s_.text(token);
      return token.is(Tag::we) &&
             (said.find("大家") != std::string_view::npos || said.find("全") != std::string_view::npos);
    });
  }

  /// 你36.5?
  bool is_anothers() const {
    const std::size_t value = s_.values().front();
    return value > 0 && tokens_[value - 1].is(Tag::you);
  }

  /// Another thing has the number, unless the temperature is plainly said and the rest is another clause.
  bool other_matters_beside_the_value() const {
    const bool plain = s_.has(Tag::label) && s_.has_reading() && !s_.has_foreign();
    for (const Clause& clause : s_.clauses()) {
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        const Token& token = tokens_[i];
        if (token.is(Tag::figure) && token.figure.form == Form::foreign) return true;
        const bool other = token.is(Tag::topic) || token.is(Tag::matter);
        if (other && !(plain && !s_.clause_has(clause, Tag::figure))) return true;
      }
    }
    return false;
  }

  /// A clause that is nothing but somebody's own fever stays one, whatever the other clauses talk about.
  std::optional<Statement> own_fever() const {
    constexpr Tags clean =
        polite | when | about | facts | hedged |
        Tags{Tag::self, Tag::figure, Tag::link, Tag::worry, Tag::question, Tag::class_name, Tag::name};
    const auto all = s_.clauses();
    for (const Clause& clause : all) {
      int value = 0;
      bool fits = true;
      bool own = false;
      bool named = false;
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        const Token& token = tokens_[i];
        fits = fits && clean.has(token.tag) && !(token.is(Tag::name) && !s_.is_speaker(token));
        own = own || token.is(Tag::self) || token.is(Tag::measured) || token.is(Tag::name);
        named = named || token.is(Tag::label) || (token.is(Tag::health) && !token.health.present.empty());
        if (!token.is(Tag::figure)) continue;
        if (token.figure.form == Form::reading) value = std::max(value, token.figure.centi);
        named = named || (token.figure.form == Form::reading && token.figure.unit);
      }
      if (!fits || value < fever_from) continue;
      if (s_.has_any({Tag::third, Tag::you, Tag::who_asked, Tag::we, Tag::kin}) && !s_.clause_has(clause, Tag::self))
        continue;
      const bool asks = s_.clause_has(clause, Tag::question);
      const bool guarded =
          asks || s_.has_any({Tag::notice, Tag::rule, Tag::threshold, Tag::alien}) || s_.names_others();
      if (own || (named && !guarded) || (!guarded && bare_but_plain(clause, all))) return urgent(value);
    }
    return std::nullopt;
  }

  /// 38.2，明天能请假吗: a bare value first, and behind a comma what follows from it.
  bool bare_but_plain(const Clause& clause, const std::vector<Clause>& all) const {
    if (s_.has(Tag::topic) || s_.has_foreign() || all.size() < 2 || clause.begin != all[0].begin) return false;
    const Token& value = tokens_[clause.end - 1];
    if (!value.is(Tag::figure) || !value.figure.decimal) return false;
    if (!s_.has(Tag::question)) return true;
    const std::string_view behind = s_.text().substr(value.end);
    return behind.starts_with(",") || behind.starts_with("。") || behind.starts_with("!") || behind.starts_with("\n");
  }

  /// Whether a decimal stands apart from what could not be read: 38.5 好难熬.
  bool stands_alone() const {
    return std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form != Form::reading || figure.centi < fever_from) return false;
      const bool before = i > 0 && tokens_[i - 1].is(Tag::junk);
      const bool after = i + 1 < tokens_.size() && tokens_[i + 1].is(Tag::junk);
      return !before && !after;
    });
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

}  // namespace

Statement ask(std::string reason) {
  Statement said;
  said.kind = Kind::ask;
  said.ask = std::move(reason);
  return said;
}

Statement ask(std::string reason, int guess, bool urgent_when_fever) {
  Statement said = ask(std::move(reason));
  said.guess = guess;
  said.urgent = urgent_when_fever && guess >= fever_from;
  return said;
}

std::optional<Statement> household(const Sentence& sentence) { return Talk(sentence).household(); }
std::optional<Statement> doubtful(const Sentence& sentence) { return Talk(sentence).doubtful(); }
std::optional<Statement> questioned(const Sentence& sentence) { return Talk(sentence).questioned(); }
bool is_question(const Sentence& sentence) { return Talk(sentence).is_question(); }
bool is_other_talk(const Sentence& sentence) { return Talk(sentence).is_other_talk(); }
bool said_of_oneself(const Sentence& sentence) { return Talk(sentence).said_of_oneself(); }
std::optional<Statement> fail_safe(const Sentence& sentence) { return Talk(sentence).fail_safe(); }

}  // namespace banwei::temperature
