#include "handlers/exemption/exemption_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/text.h"
#include "handlers/language/vocabulary.h"
#include "handlers/language/when/pieces.h"

namespace banwei::exemption {

namespace {

using std::chrono::days;
using times::Precision;

constexpr std::size_t longest_said = 300;   // bytes
constexpr std::size_t longest_reason = 90;  // bytes, of thirty characters
constexpr std::size_t longest_remark = 36;  // of a reason beside 不用报, which is said of much else
constexpr days longest{180};
constexpr std::size_t most_people = 10;

enum class Meaning {
  exempt,    // 免报: says it by itself
  need_not,  // 不用报: says it with a day or a reason that is one
  cancel,
  resume,  // 恢复上报: ends one by itself
  to,
  until,  // 为止, behind a day
  ask,
  ground,  // 住院: a reason that is known as one
  small,
};

constexpr std::array groups{
    WordGroup<Meaning>{Meaning::exempt, "免于上报 免于报 免测温 免测体温 免填报 体温免报", language::exempting},
    WordGroup<Meaning>{
        Meaning::need_not,
        "不用报体温 不用报 不用再报 不用上报 不用量体温 不用测体温 不用量 不用测 不用打卡 不用填 不需要报体温 不需要报 "
        "不需要上报 不必报 不必上报 不必报体温 先不用报 先不用报体温 都不用报 都不用报体温 "
        "别让他报 别让她报 先别让他报 先别让她报 先别报 暂时不报 暂时别报 不让他报 不让她报"},
    WordGroup<Meaning>{Meaning::cancel, "解除 撤了 不再 恢复 去掉 删除 停止 终止", language::cancelling},
    WordGroup<Meaning>{Meaning::resume,
                       "恢复上报 恢复报体温 恢复打卡 恢复体温上报 恢复每天报体温 还是要报 还是要报体温 还是得报 "
                       "还是得报体温 还得报体温 还要报体温 照常报体温 照常报 照常上报 要继续报 继续报体温"},
    WordGroup<Meaning>{Meaning::to, "—", language::until},
    WordGroup<Meaning>{Meaning::until, "为止 止 截止 结束"},
    WordGroup<Meaning>{Meaning::ask,
                       "? 谁 怎么 什么 为什么 能不能 可不可以 可以吗 是不是 有没有 多久 几天 哪些 哪天 几号",
                       language::askers},
    WordGroup<Meaning>{
        Meaning::ground,
        "住院 手术 隔离 集中隔离 居家隔离 休学 实习 顶岗实习 参军 入伍 产假 请假 病假 生病 骨折 发烧 住院治疗 做手术 "
        "在医院 退学 停学 复查 康复 出国 失联"},
    WordGroup<Meaning>{Meaning::small,
                       "都 先 给 让 帮 帮忙 登记 登记一下 设 设置 设为 设成 加 加上 加个 因为 由于 因 原因 理由 是 从 "
                       "起 开始 期间 这几天 这些天 这段时间 老师 同学 上报 名单 今年 每天 。 ( ) 了吧 哦",
                       language::structural, language::by_now, language::ands, language::tails, language::he_or_she,
                       language::punctuation, language::allowing, language::needing, language::taking,
                       language::adverbs, language::please, language::mild},
};
constexpr auto vocabulary = vocabulary_of<groups>();

/// What has been said piece by piece.
class Reading {
 public:
  Reading(std::string_view text, const Scene& scene)
      : runes_(fold(text)), text_(to_utf8(runes_.points)), scene_(scene) {
    runes_ = fold(text_);
  }

  void read() {
    std::size_t rune = 0;
    while (rune < runes_.points.size()) rune = piece(rune);
    end_reason();
  }

  Statement said = {};
  bool exempt = false;
  bool need_not = false;
  bool cancels = false;
  bool asks = false;
  bool grounded = false;
  bool invalid = false;

 private:
  /// The longest that stands here; a word that tells nothing else belongs to the reason.
  std::size_t piece(std::size_t rune) {
    const std::size_t at = runes_.begins[rune];
    const auto behind = [&](std::size_t length) {
      return static_cast<std::size_t>(std::lower_bound(runes_.begins.begin(), runes_.begins.end(), at + length) -
                                      runes_.begins.begin());
    };
    if (const auto name = named_at(at); name.first > 0) {
      end_reason();
      if (said.who.size() < most_people) said.who.push_back(name.second);
      return behind(name.first);
    }
    Scanner date{runes_.view(), rune};
    auto found_day = times::eat_date(date, scene_.today);
    if (found_day && until_next_ && said.from && found_day->day < *said.from) {  // 3月11到20号: of the same month
      date.at = rune;
      found_day = times::eat_date(date, *said.from);
    }
    if (const auto found = found_day; found && date.at > rune) {
      end_reason();
      add(*found);
      return date.at;
    }
    Scanner length{runes_.view(), rune};
    if (const auto found = times::eat_duration(length); found && length.at > rune) {
      end_reason();
      if (!found->vague) length_ = days{found->days + 30 * found->months};
      return length.at;
    }
    const auto word = vocabulary.longest_at(text_, at);
    if (word.length == 0) {
      if (runes_.points[rune] == U' ' || runes_.points[rune] == U'\n') {
        end_reason();
      } else {
        reason_ += text_.substr(at, runes_.begins[rune + 1] - at);
      }
      return rune + 1;
    }
    take(word.tag, text_.substr(at, word.length), is_mark(runes_.points[rune]));
    return behind(word.length);
  }

  void take(Meaning tag, std::string_view word, bool mark) {
    switch (tag) {
      case Meaning::exempt:
        exempt = true;
        end_reason();
        break;
      case Meaning::need_not:
        need_not = true;
        end_reason();
        break;
      case Meaning::cancel:
        cancels = true;
        break;
      case Meaning::resume:
        exempt = cancels = true;
        end_reason();
        break;
      case Meaning::to:
        until_next_ = true;
        end_reason();
        break;
      case Meaning::until:
        break;
      case Meaning::ask:
        asks = true;
        break;
      case Meaning::ground:
        grounded = true;
        reason_ += word;
        break;
      case Meaning::small:
        // Within a reason it is a part of it: 在家隔离.
        if (mark || reason_.empty()) {
          end_reason();
        } else {
          reason_ += word;
        }
        break;
    }
  }

  std::pair<std::size_t, Whom> named_at(std::size_t at) const {
    std::pair<std::size_t, Whom> best;
    for (const language::People& people : scene_.classes) {
      const auto match = people.name_at(text_, at);
      if (match.length == 0 || match.length < best.first) continue;
      if (match.length > best.first) best = {match.length, {.name = std::string(text_.substr(at, match.length))}};
      for (const std::size_t place : match.who) best.second.numbers.push_back(people[place].number);
    }
    if (best.first > 0) return best;
    // 2019010107
    std::size_t end = at;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    constexpr std::size_t shortest_number = 6;
    if (end - at < shortest_number || (at > 0 && is_digit(text_[at - 1]))) return best;
    for (const language::People& people : scene_.classes) {
      const auto place = people.place_of(text_.substr(at, end - at));
      if (place < people.size()) return {end - at, {people[place].name, {people[place].number}}};
    }
    return best;
  }

  void add(const times::Date& date) {
    invalid = invalid || date.invalid || date.precision == Precision::month || date.precision == Precision::year;
    Day last = date.day;
    if (date.precision == Precision::week) last += days{6};
    if (date.precision == Precision::weekend) last += days{1};
    if (until_next_ || said.from) {
      said.to = last;
    } else {
      said.from = date.precision == Precision::day ? date.day : std::max(date.day, scene_.today);
      single_ = last;
    }
    until_next_ = false;
  }

  void end_reason() {
    std::string_view words = trimmed(reason_);
    constexpr std::string_view of = "的";
    while (words.ends_with(of)) words.remove_suffix(of.size());
    if (!words.empty()) {
      if (!said.reason.empty()) said.reason += " ";
      said.reason += words;
    }
    reason_.clear();
  }

 public:
  /// From today where no first day was said; one day alone is the first and the last.
  void settle() {
    if (!said.from && !said.to && length_.count() == 0) return;
    const bool only_first = said.from && !said.to;
    if (!said.from) said.from = scene_.today;
    if (length_.count() > 0 && !said.to) {
      said.to = *said.from + length_ - days{1};
    } else if (only_first) {
      said.to = single_;
    }
    if (*said.to < *said.from) invalid = true;
    if (*said.to - *said.from > longest) invalid = true;
  }

 private:
  Runes runes_;
  std::string text_;
  const Scene& scene_;
  std::string reason_;
  days length_{};
  Day single_{};
  bool until_next_ = false;
};

}  // namespace

const Whom* Statement::namesake() const {
  const auto found = std::find_if(who.begin(), who.end(), [](const Whom& one) { return one.numbers.size() > 1; });
  return found == who.end() ? nullptr : &*found;
}

bool may_speak_of_it(std::string_view text) {
  constexpr std::string_view words = "免 不用 不需要 不必 别让 別讓 别报 別報 不让 不讓 恢復 恢复 要报 得报 常报";
  return text.size() <= longest_said && language::holds_one_of(text, words);
}

std::optional<Statement> understand(std::string_view text, const Scene& scene) {
  Reading reading(text, scene);
  reading.read();
  if (reading.asks || reading.said.who.empty() || !(reading.exempt || reading.need_not)) return std::nullopt;
  if (reading.said.reason.size() > longest_reason) return std::nullopt;
  if (reading.cancels) {
    if (!reading.exempt) return std::nullopt;
    return Statement{.kind = Statement::Kind::remove, .who = std::move(reading.said.who)};
  }
  reading.settle();
  if (!reading.exempt && (!(reading.said.to || reading.grounded) || reading.said.reason.size() > longest_remark))
    return std::nullopt;
  if (reading.invalid) reading.said.from = reading.said.to = std::nullopt;
  return std::move(reading.said);
}

std::optional<Statement> understand_answer(std::string_view text, Day today) {
  if (text.size() > longest_said) return std::nullopt;
  const Scene nobody{.today = today};
  Reading reading(text, nobody);
  reading.read();
  reading.settle();
  if (reading.asks || reading.invalid || !reading.said.to || reading.said.reason.size() > longest_reason)
    return std::nullopt;
  return std::move(reading.said);
}

nlohmann::ordered_json fields(const Statement& said) {
  if (said.namesake() != nullptr) return {{"ask", "who"}};
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  std::vector<std::string> names;
  for (const Whom& one : said.who) names.push_back(one.name);
  if (names.size() == 1) {
    fields["who"] = names.front();
  } else {
    fields["who"] = names;
  }
  if (said.kind == Statement::Kind::remove) return fields;
  std::vector<std::string> missing;
  if (said.to) {
    fields["from"] = iso(*said.from);
    fields["to"] = iso(*said.to);
  } else {
    missing.emplace_back("to");
  }
  if (said.reason.empty()) {
    missing.emplace_back("reason");
  } else {
    fields["reason"] = said.reason;
  }
  if (!missing.empty()) fields["missing"] = missing;
  return fields;
}

}  // namespace banwei::exemption
