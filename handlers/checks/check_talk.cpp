#include "handlers/checks/check_talk.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/numerals.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/text.h"
#include "handlers/language/vocabulary.h"

namespace banwei::checks {

namespace {

constexpr std::size_t longest_said = 300;  // bytes
constexpr std::size_t longest_note = 90;   // of thirty characters

enum class Meaning {
  right,      // 属实: says it by itself
  verified,   // 已核实: true, unless something else is said beside it
  contacted,  // 联系过了: the same of a number; of a name, or of all, it may be said of an alert
  error,
  later,
  all,
  part,  // 和, between numbers
  around,
};

constexpr std::array groups{
    WordGroup<Meaning>{Meaning::right,
                       "属实 情况属实 确实 是真的 真的 没问题 没有问题 没错 没写错 没填错 没报错 不是写错 对的 是对的 "
                       "无误 准确 确认无误 真实 如实 就是这样 正常的 没毛病 没事"},
    WordGroup<Meaning>{Meaning::verified,
                       "核实 已核实 核实了 核实过 核实过了 已经核实 核实好了 已核实了 核对过 核对了 已核对 查过 查过了 "
                       "查了 问过 问过了 问了 问清楚了 已问 确认过 确认了 已确认 解决了 了解过 了解了 ok"},
    WordGroup<Meaning>{Meaning::contacted,
                       "打过电话 打过电话了 已经打过电话 电话打过了 打了电话 联系过 联系过了 联系上了 已联系 处理 "
                       "处理了 已处理 处理好了"},
    WordGroup<Meaning>{Meaning::error,
                       "写错 写错了 填错 填错了 报错 报错了 打错 打错了 错了 填写错误 写错误 手误 看错 看错了 误报 "
                       "误填 记错 记错了 搞错 搞错了 弄错 弄错了 输错 输错了 发错 发错了 量错 量错了 错误 有误 不属实 "
                       "不实 不是真的 不对 手滑 代报错 录错 登记错 选错 点错 抄错"},
    WordGroup<Meaning>{
        Meaning::later,
        "再等 待核 待核实 还没联系上 没联系上 联系不上 没核实 还没核实 未核实 核实不了 没打通 打不通 没接 没人接 "
        "不接电话 没接电话 没回 没回复 还没回 还没问到 没问到 还没问 没问 再问问 再问 还在问 正在问 在核实 正在核实 "
        "还在核实 明天再 下午再 晚上再 暂时 不确定 没确认 还没确认 再核实 再观察",
        language::not_now, language::before_long, language::soon},
    WordGroup<Meaning>{Meaning::all, "全 所有 这几条 这些 剩下的 其他", language::all_of_it},
    WordGroup<Meaning>{Meaning::part, "及 、 , . / + 还有", language::ands},
    WordGroup<Meaning>{Meaning::around, "第 条 号 个 那条 这条 的 : 是 我 项", language::by_now, language::pointers},
};
constexpr auto vocabulary = vocabulary_of<groups>();

/// The numbers or names at the front, and what stands behind them.
class Front {
 public:
  Front(std::string_view text, std::span<const std::string> names) : text_(text), names_(names) {}

  void read(Verification& answer) {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        ++at_;
        continue;
      }
      const auto word = vocabulary.longest_at(text_, at_);
      const bool small = word && (word.tag == Meaning::all || word.tag == Meaning::part || word.tag == Meaning::around);
      if (word && !small) break;  // 一会儿 is no first one.
      if (pointed(answer)) continue;
      if (!small) break;
      if (word.tag == Meaning::all && answer.which.empty()) {
        all_ = true;
        for (std::size_t i = 0; i < names_.size(); ++i) answer.which.push_back(i);
      }
      at_ += word.length;
    }
    std::sort(answer.which.begin(), answer.which.end());
    answer.which.erase(std::unique(answer.which.begin(), answer.which.end()), answer.which.end());
  }

  std::string_view rest() const { return text_.substr(at_); }
  bool all() const { return all_; }

 private:
  bool pointed(Verification& answer) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].empty() || !rest().starts_with(names_[i])) continue;
      for (std::size_t j = i; j < names_.size(); ++j)
        if (names_[j] == names_[i]) answer.which.push_back(j);
      answer.by_name = true;
      at_ += names_[i].size();
      return true;
    }
    const auto number = numeral_at(text_, at_);
    if (!number || number->value < 1 || static_cast<std::size_t>(number->value) > names_.size()) return false;
    answer.which.push_back(static_cast<std::size_t>(number->value) - 1);
    at_ += number->length;
    return true;
  }

  std::string_view text_;
  std::span<const std::string> names_;
  std::size_t at_ = 0;
  bool all_ = false;
};

/// What was said of it: that it was wrong or must wait says more than that it was looked at.
std::optional<Result> result_in(std::string_view words, bool numbered) {
  std::optional<Result> found;
  for (std::size_t at = 0; at < words.size();) {
    const auto word = vocabulary.longest_at(words, at);
    if (word.length == 0) {
      ++at;
      continue;
    }
    if (word.tag == Meaning::error) return Result::error;
    if (word.tag == Meaning::later) found = Result::later;
    if (word.tag == Meaning::right && found != Result::later) found = Result::right;
    const bool verified = word.tag == Meaning::verified || (word.tag == Meaning::contacted && numbered);
    if (verified && !found) found = Result::right;
    at += word.length;
  }
  return found;
}

enum class Asking { inspect, verify, which, around };

constexpr std::array asking_groups{
    WordGroup<Asking>{Asking::inspect, "排查 比对 比对排查 云排查 交叉比对 数据比对 排查结果 比对结果 排查情况"},
    WordGroup<Asking>{Asking::verify, "核实 核对 核查 待核实 待核 查实 没核实 未核实 没核对 可疑 对不上 有问题 矛盾"},
    WordGroup<Asking>{Asking::which,
                      "几条 多少条 几个 多少 哪些 哪几条 哪几个 哪几个人 谁 有谁 哪些人 什么 还剩 剩 剩下 有没有",
                      language::listings},
    WordGroup<Asking>{Asking::around,
                      "今日 有 得 看 看看 看一下 下 发 发我 发给我 给 给我 帮忙 再 把 数据 记录 情况 结果 我们班 我班 "
                      "班里 班上 各班 全院 做个 做 开始 来 吗 吧 学生 条 项 都 没 没有 等 出来 ?",
                      language::structural, language::persons, language::at_present, language::tails, language::needing,
                      language::before_verbs, language::please, language::punctuation, language::speaking,
                      language::body_temperature},
};
constexpr auto asking = vocabulary_of<asking_groups>();

bool asks(std::string_view text) {
  return text.find('?') != text.npos || text.ends_with("吗") || text.find("怎么") != text.npos;
}

}  // namespace

std::string_view to_string(Result result) {
  constexpr std::array<std::string_view, 3> words{"true", "error", "later"};
  return words.at(static_cast<std::size_t>(result));
}

std::string result_word(Result result) {
  constexpr std::array<const char*, 3> words{"属实", "填写错误", "待核"};
  return words.at(static_cast<std::size_t>(result));
}

std::optional<Verification> understand(std::string_view text, std::span<const std::string> names) {
  if (text.size() > longest_said) return std::nullopt;
  const std::string folded = to_utf8(fold(text).points);
  if (asks(folded)) return std::nullopt;
  Verification answer;
  Front front(folded, names);
  front.read(answer);
  std::string_view rest = front.rest();
  const auto result = result_in(rest, !answer.by_name && !front.all());
  if (answer.which.empty() || !result) return std::nullopt;
  answer.result = *result;
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '.')) rest.remove_suffix(1);
  if (rest.size() <= longest_note) answer.note = rest;
  return answer;
}

bool asks_for_list(std::string_view text) {
  if (text.size() > longest_said) return false;
  const std::string folded = normalised(text);
  bool inspect = false;
  bool verify = false;
  bool which = false;
  for (std::size_t at = 0; at < folded.size();) {
    const auto word = asking.longest_at(folded, at);
    if (word.length == 0 && folded[at] != ' ') return false;
    inspect = inspect || (word && word.tag == Asking::inspect);
    verify = verify || (word && word.tag == Asking::verify);
    which = which || (word && word.tag == Asking::which);
    at += std::max<std::size_t>(word.length, 1);
  }
  return inspect || (verify && which);
}

nlohmann::ordered_json fields(const Verification& answer, std::span<const std::string> names) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  if (answer.by_name) {
    fields["who"] = names[answer.which.front()];
  } else if (answer.which.size() == 1) {
    fields["n"] = answer.which.front() + 1;
  } else {
    for (const std::size_t place : answer.which) fields["n"].push_back(place + 1);
  }
  fields["result"] = result_word(answer.result);
  return fields;
}

}  // namespace banwei::checks
