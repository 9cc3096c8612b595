// Messages about a temperature without one: a broken thermometer, later, or only 正常.
#include <algorithm>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

class Valueless {
 public:
  explicit Valueless(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<Statement> broken() const {
    if (s_.has_reading() ||
        s_.has_any({Tag::topic, Tag::alien, Tag::notice, Tag::rule, Tag::who_asked, Tag::you, Tag::question, Tag::about,
                    Tag::third}) ||
        s_.names_others() || !s_.mentioned().empty()) {
      return std::nullopt;
    }
    if (!s_.values().empty()) return std::nullopt;
    const bool device = has_instrument() && s_.has_any({Tag::broken, Tag::lacking, Tag::cannot});
    const bool unable =
        s_.has(Tag::cannot) && (s_.has_any({Tag::label, Tag::measured, Tag::report}) || cannot_measure());
    if (!device && !unable) return std::nullopt;
    Statement said;
    said.kind = Kind::nodata;
    said.why = "broken";
    return said;
  }

  /// A thermometer; not 手腕, where one measures.
  bool has_instrument() const {
    constexpr std::string_view parts = "计 枪 仪 表 环 贴 水银 热成像";
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.is(Tag::device) && language::holds_one_of(s_.text(token), parts);
    });
  }

  bool cannot_measure() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.is(Tag::cannot) && (s_.text(token).find("测") != std::string_view::npos ||
                                       s_.text(token).find("量") != std::string_view::npos);
    });
  }

  std::optional<Statement> later() const {
    constexpr Tags allowed = polite | when | about | Tags{Tag::later, Tag::unmeasured, Tag::unreported, Tag::self,
                                                          Tag::link,  Tag::place,      Tag::class_name, Tag::device};
    constexpr Tags others{Tag::question, Tag::who_asked, Tag::you,  Tag::topic,
                          Tag::alien,    Tag::notice,    Tag::rule, Tag::third};
    const bool promised =
        s_.has(Tag::later) &&
        (s_.has_any({Tag::report, Tag::measured, Tag::label, Tag::reported, Tag::device}) || makes_up());
    if (trimmed(s_.text()).ends_with("的")) return std::nullopt;  // 没报的
    if (!s_.has_any({Tag::unmeasured, Tag::unreported}) && !promised) return std::nullopt;
    const auto fits = [&](const Sentence::Clause& clause) {
      bool all = true;
      bool none = true;
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        all = all && allowed.has(tokens_[i].tag);
        none = none && !others.has(tokens_[i].tag);
      }
      return all || (s_.clause_has(clause, Tag::device) && none);  // 体温计在消毒，过会儿
    };
    const auto clauses = s_.clauses();
    if (!std::all_of(clauses.begin(), clauses.end(), fits) || s_.names_others() || !s_.mentioned().empty())
      return std::nullopt;
    for (const Token& token : tokens_) {
      if (token.is(Tag::day) && token.figure.offset < 0) return std::nullopt;
    }
    Statement said;
    said.kind = Kind::nodata;
    said.why = "later";
    return said;
  }

  bool makes_up() const {  // 我等会补, 在报了
    constexpr std::string_view verbs = "测 量 报 填";
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      const std::string_view said = s_.text(token);
      if (token.is(Tag::excuse)) return said.find("补") != std::string_view::npos;
      return token.is(Tag::later) && language::holds_one_of(said, verbs);
    });
  }

  std::optional<Statement> valueless() const {
    constexpr Tags allowed =
        polite | when | who | about | facts | Tags{Tag::same, Tag::behalf, Tag::all, Tag::we, Tag::link};
    if (!s_.only(allowed) || s_.unwell() || s_.has(Tag::near_name)) return std::nullopt;
    const bool others = s_.names_others() || !s_.mentioned().empty();
    const bool behalf = s_.has(Tag::behalf);
    if (!s_.mentioned().empty() && !behalf) return std::nullopt;
    // 帮李四签到 is about a roll call.
    const bool signs_in = s_.text().find("签到") != std::string_view::npos;
    if (signs_in && !s_.has_any({Tag::label, Tag::report, Tag::reported, Tag::measured})) return std::nullopt;
    // 收到打卡 confirms a notice.
    const bool receipt = s_.text().find("收到") != std::string_view::npos;
    if (receipt && s_.text().find("体温") == std::string_view::npos &&
        !s_.has_any({Tag::label, Tag::report, Tag::measured}))
      return std::nullopt;
    const bool finished = s_.has(Tag::reported) || has_measured_word();
    const bool own = s_.has(Tag::self) && (s_.text().find("正常") != std::string_view::npos ||
                                           s_.text().find("健康") != std::string_view::npos);
    const bool direct = s_.scene().direct;
    const bool weakly = s_.has(Tag::label) || own || (direct && s_.has(Tag::self));
    const bool well = s_.well() == Wellness::strong || (s_.well() == Wellness::weak && weakly);
    if (s_.has(Tag::we) && !own) return std::nullopt;  // 大家都正常 is said for others
    if (!well && !finished && !s_.has(Tag::same) && !(behalf && others)) return std::nullopt;
    if (others && !behalf && !well) return std::nullopt;
    if (direct && well && !finished && !others && !behalf && !s_.has(Tag::same)) {
      Statement said;
      said.kind = Kind::well;
      return said;
    }
    Statement said = ask("value");
    if (others) set_who(said, s_);
    if (others && said.who.empty()) return ask("who");
    return said;
  }

  /// 测了, 量好了: done, but no number.
  bool has_measured_word() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      if (!token.is(Tag::measured)) return false;
      for (std::string_view done : {"了", "过", "完", "好", "已"}) {
        if (s_.text(token).find(done) != std::string_view::npos) return true;
      }
      return false;
    });
  }

 private:
  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

}  // namespace

/// 正常体温, as all that somebody says; with more it is a rule for everybody.
std::optional<Statement> normal(const Sentence& sentence) {
  if (!sentence.only(polite | Tags{Tag::rule, Tag::self}) ||
      trimmed(sentence.text()).find("正常体温") == std::string_view::npos)
    return std::nullopt;
  if (!sentence.scene().direct) return ask("value");
  Statement said;
  said.kind = Kind::well;
  return said;
}

std::optional<Statement> broken(const Sentence& sentence) { return Valueless(sentence).broken(); }
std::optional<Statement> later(const Sentence& sentence) { return Valueless(sentence).later(); }
std::optional<Statement> valueless(const Sentence& sentence) { return Valueless(sentence).valueless(); }

}  // namespace banwei::temperature
