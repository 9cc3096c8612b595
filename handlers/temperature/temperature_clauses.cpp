// Which clauses of a message report, when others talk of something else: 36.5，表格怎么填.
// Invariant: clauses are only left out when they do not say what else the number is, whose it is, or ask about it.
#include <algorithm>
#include <array>

#include "handlers/common/text.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Sentence::Clause;

class Clauses {
 public:
  explicit Clauses(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<std::string> report() const {
    constexpr Tags reports = in_a_report | Tags{Tag::link};
    const auto all = s_.clauses();
    std::vector<Clause> own;
    std::vector<Clause> talk;
    for (const Clause& clause : all) (is(clause, reports) ? own : talk).push_back(clause);
    const auto value =
        std::find_if(own.begin(), own.end(), [&](const Clause& clause) { return holds_reading(clause); });
    if (talk.empty() || value == own.end()) return std::nullopt;
    const bool labelled = has(*value, Tags{Tag::label, Tag::measured});
    const bool leads = value->begin < talk.front().begin || has(*value, Tags{Tag::self, Tag::label});
    for (const Clause& clause : talk) {
      if (!beside(clause, labelled, leads)) return std::nullopt;
    }
    std::string text;
    for (const Clause& clause : own) text.append(text.empty() ? "" : ",").append(text_of(clause));
    return text;
  }

 private:
  bool is(const Clause& clause, Tags tags) const {
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                       [&](const Token& token) { return tags.has(token.tag); });
  }
  bool has(const Clause& clause, Tags tags) const {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                       [&](const Token& token) { return tags.has(token.tag); });
  }
  bool holds_reading(const Clause& clause) const {
    return std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Figure& figure = tokens_[i].figure;
      return i >= clause.begin && i < clause.end && figure.form == Form::reading && (figure.decimal || figure.unit);
    });
  }
  bool holds_value(const Clause& clause) const {
    return std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Form form = tokens_[i].figure.form;
      return i >= clause.begin && i < clause.end && form != Form::odd && form != Form::whole;
    });
  }
  std::string_view text_of(const Clause& clause) const {
    return s_.text().substr(tokens_[clause.begin].begin, tokens_[clause.end - 1].end - tokens_[clause.begin].begin);
  }

  /// Something else is told: 快递已取, 收到红包了, not the price or the mark itself.
  bool tells(const Clause& clause) const {
    constexpr std::array<std::string_view, 21> told{"快递", "红包", "外卖", "表格", "链接",     "作业",   "网课",
                                                    "视频", "文件", "直播", "会议", "今日校园", "钉钉",   "学习通",
                                                    "通知", "游戏", "电脑", "书",   "课本",     "小程序", "问卷"};
    constexpr std::array<std::string_view, 14> done{"已", "了", "没", "好", "在", "怎么", "打不开",
                                                    "不", "交", "填", "刚", "还", "哪",   "什么"};
    const std::string_view said = text_of(clause);
    bool named = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      if (!Tags{Tag::topic, Tag::notice, Tag::alien}.has(token.tag)) continue;
      const std::string_view word = s_.text(token);
      named = std::any_of(told.begin(), told.end(), [&](std::string_view one) { return word.starts_with(one); });
      if (!named) return false;
    }
    return named &&
           std::any_of(done.begin(), done.end(), [&](auto word) { return said.find(word) != std::string_view::npos; });
  }

  /// Whether a clause of talk leaves the number beside it what it is.
  bool beside(const Clause& clause, bool labelled, bool leads) const {
    constexpr Tags about_it = polite | when | Tags{Tag::question, Tag::health, Tag::label,    Tag::worry,
                                                   Tag::self,     Tag::link,   Tag::estimate, Tag::about};
    constexpr Tags others{Tag::you, Tag::third, Tag::who_asked, Tag::kin, Tag::we};
    const std::string_view said = text_of(clause);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
      if (is_han(code_point_at(said, at))) ++characters;
    }
    if (characters < 2) return false;  // 36.5.doc, 36.5 出
    if (holds_value(clause) ||
        has(clause, {Tag::threshold, Tag::rule, Tag::behalf, Tag::fix_to, Tag::mistake, Tag::wrong}))
      return false;
    const bool asks = has(clause, {Tag::question});
    if ((asks || has(clause, {Tag::worry})) && is(clause, about_it)) return false;  // 36.5, 正常吗
    if (has(clause, {Tag::topic}) && !labelled && !tells(clause)) return false;
    if (has(clause, {Tag::alien}) && !tells(clause)) return false;
    if (has(clause, {Tag::notice}) && !asks && !tells(clause)) return false;
    if (has(clause, {Tag::kin}) && s_.clause_complains(clause)) return false;
    const bool number = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                                    tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                                    [](const Token& token) { return token.is(Tag::figure); });
    return labelled || (!number && (leads || !has(clause, others)));
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

}  // namespace

std::optional<std::string> report_amid_talk(const Sentence& sentence) { return Clauses(sentence).report(); }

}  // namespace banwei::temperature
