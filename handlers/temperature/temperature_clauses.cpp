// A value beside talk of anything else: 36.5，表格怎么填; 今天打球崴脚了，36.4.
// Invariant: talk leaves a well-formed value standing unless it says that the number is something else or somebody
// else's, doubts it, or makes the message no report. What such talk looks like is listed here, not what people talk of.
#include <algorithm>
#include <array>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Sentence::Clause;
using language::holds_one_of;

constexpr std::string_view in_time = "迟到 报晚 算晚 晚了 来得及 来不及 截止 超时";

class Clauses {
 public:
  explicit Clauses(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) { cut(); }

  std::optional<std::string> report() const {
    std::vector<Clause> own;
    std::vector<Clause> talk;
    for (const Clause& clause : clauses_) (reports(clause) ? own : talk).push_back(clause);
    const auto value =
        std::find_if(own.begin(), own.end(), [&](const Clause& clause) { return holds_reading(clause); });
    if (talk.empty() || value == own.end()) return std::nullopt;
    for (const Clause& clause : talk) {
      if (gainsays(clause, *value)) return std::nullopt;
    }
    std::string text;
    const auto add = [&](std::string_view more) { text.append(text.empty() ? "" : ",").append(more); };
    for (const Clause& clause : own) {
      if (!is(clause, polite)) add(text_of(clause));
    }
    for (const Clause& clause : talk) {
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        if (complains(clause, tokens_[i])) add(s_.text(tokens_[i]));
      }
    }
    return text;
  }

  /// 算迟到吗, 几点截止啊, 几点前报啊, with no other thing named that it could be asked of.
  bool asks_by_when() const {
    constexpr Tags others{Tag::topic, Tag::matter, Tag::alien, Tag::notice, Tag::kin, Tag::third, Tag::you};
    constexpr std::string_view by = "前报 前交 前发";
    return std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& clause) {
      return asks_when(clause) && !has(clause, others) &&
             (holds_one_of(text_of(clause), in_time) || holds_one_of(text_of(clause), by));
    });
  }

 private:
  /// Clauses, cut again before 然后; English words, which a blank parts, are one.
  void cut() {
    constexpr std::array<std::string_view, 5> turns{"然后", "另外", "顺便", "而且", "但是"};
    for (const Clause& clause : s_.clauses()) {
      const bool follows = !clauses_.empty() && s_.text(tokens_[clause.begin - 1]) == " ";
      if (follows && is_latin_talk(clause) && is_latin_talk(clauses_.back())) {
        clauses_.back().end = clause.end;
        continue;
      }
      std::size_t begin = clause.begin;
      for (std::size_t i = clause.begin + 1; i < clause.end; ++i) {
        // 36.5你们呢, 36.4我家网断了
        const bool new_subject = Tags{Tag::we, Tag::kin, Tag::day}.has(tokens_[i].tag) && is_other({i, clause.end});
        const bool turns_to = tokens_[i - 1].is(Tag::figure) && (Tags{Tag::you, Tag::self}.has(tokens_[i].tag) ||
                                                                 new_subject || chats_on({begin, i}, {i, clause.end}));
        const bool reads_on = begins_a_reading({begin, i}, {i, clause.end});
        if (!turns_to && !reads_on && std::find(turns.begin(), turns.end(), s_.text(tokens_[i])) == turns.end())
          continue;
        clauses_.push_back({begin, i});
        begin = i;
      }
      clauses_.push_back({begin, clause.end});
    }
  }
  /// 昨晚没睡好今早36度4: behind talk, a time of day and its value.
  bool begins_a_reading(const Clause& before, const Clause& behind) const {
    constexpr Tags led_by = when | Tags{Tag::label, Tag::measured, Tag::filler, Tag::self};
    if (!when.has(tokens_[behind.begin].tag) || when.has(tokens_[before.end - 1].tag)) return false;
    if (!has(before, {Tag::junk, Tag::excuse}) || has(before, {Tag::figure, Tag::kin, Tag::name})) return false;
    std::size_t i = behind.begin;
    while (i < behind.end && led_by.has(tokens_[i].tag)) ++i;
    return i < behind.end && tokens_[i].is(Tag::figure) && tokens_[i].figure.decimal;
  }
  /// 早安宝子们36.6打工人打工魂: behind a value that is greeted with, called one's own or named, plain talk.
  bool chats_on(const Clause& before, const Clause& behind) const {
    constexpr Tags leads{Tag::greeting, Tag::address, Tag::self, Tag::label, Tag::measured};
    constexpr Tags reports_in{Tag::report, Tag::reported};  // 36.5打工人报到
    constexpr Tags plain = polite | reports_in | Tags{Tag::junk, Tag::excuse, Tag::third, Tag::day, Tag::health};
    constexpr std::array<std::string_view, 24> counts{"的", "元", "块", "以", "是", "才", "就", "算",
                                                      "这", "那", "度", "左", "多", "几", "到", "或",
                                                      "和", "了", "买", "卖", "一", "每", "个", "不"};
    constexpr std::size_t a_sentence = 4;
    const std::string_view said = text_of(behind);
    const bool led =
        has(before, leads) || has(behind, reports_in) || tokens_[behind.begin].is(Tag::filler);  // 36.5哈哈哈今天起得早
    return led && holds_reading(before) && is(behind, plain) && has(behind, {Tag::junk, Tag::excuse}) &&
           letters_of(said, true) >= a_sentence && !is_a_price(behind) &&
           std::none_of(counts.begin(), counts.end(), [&](auto word) { return said.starts_with(word); });
  }
  bool is_other(const Clause& clause) const {
    return has(clause, {Tag::junk, Tag::topic, Tag::matter, Tag::question}) && !has(clause, {Tag::figure});
  }
  bool is_latin_talk(const Clause& clause) const {
    const std::string_view said = text_of(clause);
    return !has(clause, {Tag::figure}) && letters_of(said, false) == said.size();
  }

  template <class Holds>
  bool any(const Clause& clause, Holds holds) const {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end), holds);
  }
  bool is(const Clause& clause, Tags tags) const { return s_.is(clause, tags); }
  bool has(const Clause& clause, Tags tags) const {
    return any(clause, [&](const Token& token) { return tags.has(token.tag); });
  }
  bool holds_reading(const Clause& clause) const {
    return any(clause, [](const Token& token) {
      return token.is(Tag::figure) && token.figure.form == Form::reading && (token.figure.decimal || token.figure.unit);
    });
  }
  std::string_view text_of(const Clause& clause) const { return s_.text(clause); }
  static std::size_t letters_of(std::string_view said, bool han) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
      const char32_t code = code_point_at(said, at);
      if (han ? is_han(code) : code < 0x80 && is_latin(static_cast<char>(code))) ++count;
    }
    return count;
  }

  bool reports(const Clause& clause) const {
    constexpr Tags corrects{Tag::amend, Tag::fix, Tag::fix_to, Tag::mistake, Tag::wrong, Tag::old, Tag::is_not};
    return is(clause, in_a_report | corrects | Tags{Tag::link});
  }

  /// A symptom amid words of one's own: 眼睛疼看不了网课.
  bool complains(const Clause& clause, const Token& token) const {
    constexpr Tags of_nobody{Tag::question, Tag::rule, Tag::threshold, Tag::notice, Tag::kin,
                             Tag::third,    Tag::you,  Tag::who_asked, Tag::name,   Tag::near_name};
    return token.is(Tag::health) && (!token.health.present.empty() || token.health.vague) && !has(clause, of_nobody);
  }

  /// Something is said of the thing: 快递到了, 会议号多少, 心率75; the thing alone has the number: 快递，36.5.
  bool tells(const Clause& clause) const {
    constexpr Tags things{Tag::topic, Tag::matter, Tag::alien, Tag::notice, Tag::kin, Tag::third, Tag::who_asked};
    constexpr Tags events{Tag::matter, Tag::topic, Tag::alien, Tag::excuse};
    constexpr std::string_view sure =
        "了 没 不 怎 啥 什么 吗 呢 吧 啊 呀 啦 哪 多少 已 刚 还 又 都 要 想 会 去 来 被 完 着 过 真 太 很 我 求 祝 谁 "
        "在 记得 别 借";
    constexpr std::string_view verbs =
        "好 给 打 看 吃 有 发 快 下 起 回 到 上 出 进 做 写 听 说 睡 买 拿 取 坐 走 跑 洗 忙 累 困 饿 冷 热 刮 停 开 "
        "放 今 明 落";
    constexpr std::size_t long_enough = 4;
    if (has(clause, {Tag::figure})) return true;                                  // 血压120
    if (has(clause, {Tag::kin, Tag::third}) && has(clause, events)) return true;  // 我妈今天生日
    std::string rest;
    bool happened = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool thing = things.has(tokens_[i].tag);
      if (!thing) rest.append(s_.text(tokens_[i]));
      happened = happened || (thing && s_.text(tokens_[i]).ends_with("了"));
    }
    const bool asks = has(clause, {Tag::question, Tag::who_asked});
    const bool known = !has(clause, {Tag::junk, Tag::kin, Tag::day, Tag::matter});
    if (has(clause, {Tag::topic, Tag::alien})) {
      if (known) return (asks || holds_one_of(rest, sure)) && !is_a_price(clause);  // 36.5, 太坑了
      if (asks) return true;
    }
    const bool long_one = letters_of(text_of(clause), true) >= long_enough;
    if (gives_a_cause(text_of(clause))) return true;
    return happened || holds_one_of(rest, sure) || (long_one && holds_one_of(rest, verbs));
  }
  bool is_a_price(const Clause& clause) const {
    constexpr std::string_view prices =
        "买 卖 付 转 还你 下单 拼单 坑 贵 便宜 值得 不值 优惠 打折 降价 涨价 包邮 秒杀 特价 涨 跌 砍价 到手";
    return holds_one_of(text_of(clause), prices);
  }

  /// A verb that wants a number behind it: 花了，36.5.
  bool wants_a_number(const Clause& clause) const {
    constexpr std::array<std::string_view, 40> wanting{
        "花了", "花",   "考了", "考",   "涨到", "跌到", "涨了", "跌了", "付了", "支付", "收了", "充了", "充",   "转了",
        "赚",   "赚了", "亏",   "亏了", "称",   "称了", "算出", "算得", "得出", "等于", "开到", "调到", "调成", "设成",
        "设为", "跑了", "走了", "升到", "降到", "显示", "写着", "说",   "写的", "填的", "是",   "报的"};
    const std::string_view said = trimmed(text_of(clause));
    return std::any_of(wanting.begin(), wanting.end(), [&](auto word) { return said.ends_with(word); });
  }

  /// 我36.6, 我是36.7.
  bool owned(const Clause& value) const {
    for (std::size_t i = value.begin; i + 1 < value.end; ++i) {
      const auto next = tokens_[i].is(Tag::self) ? s_.after(i, {Tag::filler}) : std::nullopt;
      if (next && *next < value.end && is_value(tokens_[*next])) return true;
    }
    return false;
  }

  /// 没报的同学抓紧啦, 截止11点: it tells the class to report, and asks nothing.
  bool speaks_to_others(const Clause& clause) const {
    return has(clause, {Tag::notice, Tag::you, Tag::we, Tag::rule}) &&
           !has(clause, {Tag::question, Tag::kin, Tag::who_asked, Tag::topic, Tag::alien, Tag::threshold});
  }

  /// 抓紧报体温哈, 没报的快报了啊: it ends as one talks, and not as one gives an example.
  bool urges(const Clause& clause) const {
    constexpr std::array<std::string_view, 9> ends{"哈", "啦", "啊", "哦", "呀", "了", "嗷", "噢", "喔"};
    const std::string_view said = trimmed(text_of(clause));
    return std::any_of(ends.begin(), ends.end(), [&](auto end) { return said.ends_with(end); });
  }

  /// 请按这样报：我36.6.
  bool behind_colon(const Clause& value) const {
    std::string_view before = s_.text().substr(0, tokens_[value.begin].begin);
    while (before.ends_with(' ')) before.remove_suffix(1);
    return before.ends_with(":");
  }

  /// 几号交作业, 几点截止啊, 算迟到吗: no doubt about the value.
  bool asks_when(const Clause& clause) const {
    constexpr std::array<std::string_view, 5> times{"几号", "几点", "什么时候", "啥时候", "几月"};
    if (has(clause, {Tag::health, Tag::label, Tag::self, Tag::worry})) return false;
    return any(clause, [&](const Token& token) {
      const bool time = std::find(times.begin(), times.end(), s_.text(token)) != times.end();
      return token.is(Tag::question) && (time || holds_one_of(text_of(clause), in_time));
    });
  }

  /// Whether a clause of talk says that the value is none of the speaker's body now, or that nobody reports.
  bool gainsays(const Clause& clause, const Clause& value) const {
    constexpr Tags about_it =
        polite | when | Tags{Tag::question, Tag::health, Tag::label,    Tag::worry, Tag::self,
                             Tag::link,     Tag::about,  Tag::estimate, Tag::rule,  Tag::threshold};
    constexpr Tags things{Tag::topic, Tag::matter, Tag::alien, Tag::notice, Tag::rule,     Tag::threshold,
                          Tag::you,   Tag::third,  Tag::kin,   Tag::we,     Tag::who_asked};
    constexpr Tags general{Tag::rule, Tag::notice};
    constexpr std::string_view samples = "格式 示例 例如 样例 模板 模版 范例 比如 譬如";
    constexpr std::string_view spent = "花了这 就花 才花 花这么 这么便宜 这么贵";
    const std::string_view said = text_of(clause);
    const bool leads = value.begin < clause.begin;
    const bool asks = has(clause, {Tag::question});
    if (is(clause, polite | Tags{Tag::question}) && holds_one_of(said, "问一下 问下 请教")) return false;
    if (holds_reading(clause) || holds_one_of(said, samples) || has(clause, {Tag::fix_to})) return true;
    constexpr std::string_view left_out = "忘 补 漏 没报";
    const bool of_before =
        any(clause, [](const Token& token) { return token.is(Tag::day) && token.figure.offset < 0; });
    if (of_before && holds_one_of(said, left_out) && !leads && !has(value, {Tag::day}))
      return true;  // The value is of that day.
    // 昨天是跑步，今天36.5: what is said of another day says nothing of this value.
    if (of_before && has(value, {Tag::day}) && !asks && !has(clause, {Tag::figure, Tag::kin, Tag::third})) return false;
    constexpr Tags names{Tag::name, Tag::near_name};
    bool of_another = false;  // 我给许诺报; not 李四提醒我报
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (names.has(tokens_[i].tag)) of_another = !s_.is_speaker(tokens_[i]);
      if (tokens_[i].is(Tag::self)) of_another = false;
    }
    if (of_another && has(clause, {Tag::report, Tag::label, Tag::measured}) && !has(value, names))
      return true;  // 给许诺报一下，36.6
    constexpr Tags speaks{Tag::report, Tag::reported, Tag::label, Tag::name, Tag::near_name};
    const bool helps = has(clause, {Tag::junk, Tag::matter}) && !has(clause, speaks);  // 帮弟弟辅导完作业
    if (has(clause, {Tag::behalf}) && !helps) return true;
    // 我自己量是36.8，班长接龙那个不对: what stands elsewhere of oneself is wrong.
    const bool of_list = leads && has(value, {Tag::self}) && has(value, {Tag::measured});
    if (has(clause, {Tag::mistake, Tag::wrong}) && !(leads && has(clause, things)) && !of_list)
      return true;                                                                  // 答案错了，是36.5
    const bool of_another_day = asks && said.find("补") != std::string_view::npos;  // 可以补昨天的吗
    if (asks_when(clause)) return false;                                            // 36.5，几号交作业
    if (asks && is(clause, about_it) && !of_another_day) return true;               // 36.5, 正常吗
    if (has(clause, {Tag::kin}) && s_.clause_complains(clause)) return true;
    if (letters_of(said, true) < 2) {  // 36.5.doc, 36.5 出
      const bool touches = s_.text().substr(0, tokens_[clause.begin].begin).ends_with(".");
      return !leads || touches || letters_of(said, false) < 3 || has(clause, things);
    }
    const bool last = !leads && value.end == tokens_.size();  // 大家抓紧报体温哈，36.5
    if ((owned(value) || (last && urges(clause))) && speaks_to_others(clause) && !behind_colon(value))
      return false;                                          // 大家记得报体温哈，我36.6
    if (has(clause, things) && !tells(clause)) return true;  // 水温，36.5
    const bool weather = said.find("天气") != std::string_view::npos;
    if (has(clause, {Tag::alien}) && said.starts_with("这") && !weather) return true;  // 36.5 这个水温正好
    if (has(clause, {Tag::topic}) && holds_one_of(said, spent)) return true;           // 36.5，就花了这么点
    if (leads || is(clause, polite | Tags{Tag::that_one})) return false;               // 那个，36.6
    const bool labelled = has(value, Tags{Tag::label, Tag::measured, Tag::self});
    const bool personal = (asks && !has(clause, {Tag::rule})) || (labelled && (asks || has(clause, {Tag::figure})));
    const bool missed_it = said.find("我") != said.npos && has(clause, {Tag::excuse});   // 昨天的接龙我没看到
    if (has(clause, general) && !personal && !missed_it) return true;                    // 例：36.5
    const bool timed = clause.end == value.begin && when.has(tokens_[value.begin].tag);  // 昨晚熬夜今早36.8
    return !labelled && (wants_a_number(clause) || !(timed || tells(clause)));
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
  std::vector<Clause> clauses_;
};

}  // namespace

bool asks_by_when(const Sentence& sentence) { return Clauses(sentence).asks_by_when(); }
std::optional<std::string> report_amid_talk(const Sentence& sentence) { return Clauses(sentence).report(); }

}  // namespace banwei::temperature
