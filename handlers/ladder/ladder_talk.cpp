#include "handlers/ladder/ladder_talk.h"

#include <array>

#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::ladder {

namespace {

constexpr std::size_t longest_said = 200;  // bytes

enum class Meaning { lost, mine, all, around };

constexpr std::array groups{
    WordGroup<Meaning>{
        Meaning::lost,
        "联系不上 联系不到 联络不上 没联系上 还没联系上 找不到 找不到人 找不着 找不着人 没找到 没找到人 打不通 没打通 "
        "打不通电话 没人接 不接 不接电话 没接 没接电话 无人接听 不在服务区 关机 关机了 停机 停机了 空号 失联 失联了 "
        "不回 没回 不回复 没回复 不回消息 没回消息 不回信息 不回微信 没回应 没反应 没有回应 没动静 不理我 不在线 "
        "没消息 拉黑了 联系不了 问不到 没问到 喊不应 叫不应"},
    WordGroup<Meaning>{
        Meaning::mine,
        "我来吧 我来处理 我来跟进 我来问 我来联系 我来催 我来管 我来负责 我来打 我来打电话 我去问 我去处理 我去跟进 "
        "我去打电话 我去打 我去看看 我这就去 我去一趟 我去管 我去联系 我去催 我问 我盯着 我打电话 我来找 我去找 我找 "
        "我这边跟进 我这边处理 这边我来 由我跟进 由我来 我马上处理 我马上联系 我来解决 我亲自联系 我亲自问",
        language::taking_over},
    WordGroup<Meaning>{Meaning::all, "两个都 两位都 三位都 几个都 几位都 这几个 这几位", language::those_people,
                       language::all_of_it},
    WordGroup<Meaning>{
        Meaning::around,
        "还是 一直 电话 手机 微信 qq 消息 信息 短信 视频 语音 打 打了 发 发了 几个 好几个 几遍 好几遍 几次 好几次 多次 "
        "两次 三次 给 实在 暂时 目前 老师 收到 行 嗯 可以 这 班 事 也都 从早上到现在 到现在 去 先 报",
        language::structural, language::moments_ago, language::pointers, language::persons, language::at_present,
        language::tails, language::he_or_she, language::punctuation, language::agreed, language::before_verbs,
        language::adverbs, language::ands, language::speaking, language::body_temperature, language::mild},
};
constexpr auto vocabulary = vocabulary_of<groups>();

/// The place of the longest of them that stands there.
std::optional<std::size_t> longest(std::span<const std::string> words, std::string_view text) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].empty() && text.starts_with(words[i]) && (!best || words[i].size() > words[*best].size())) best = i;
  }
  return best;
}

}  // namespace

std::optional<MonitorWord> understand(std::string_view text, std::span<const std::string> missing,
                                      std::span<const std::string> classes) {
  if (text.size() > longest_said) return std::nullopt;
  const std::string folded = normalised(text);
  MonitorWord answer;
  bool lost = false;
  for (std::size_t at = 0; at < folded.size();) {
    const std::string_view rest = std::string_view(folded).substr(at);
    const auto word = vocabulary.longest_at(folded, at);
    if (const auto who = longest(missing, rest); who && missing[*who].size() >= word.length) {
      answer.who.push_back(*who);
      at += missing[*who].size();
    } else if (const auto klass = longest(classes, rest)) {
      answer.classes.push_back(*klass);
      at += classes[*klass].size();
    } else if (word) {
      lost = lost || word.tag == Meaning::lost;
      answer.takes_over = answer.takes_over || word.tag == Meaning::mine;
      answer.all = answer.all || word.tag == Meaning::all;
      at += word.length;
    } else if (folded[at] == ' ') {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  if (folded.find('?') != folded.npos || folded.ends_with("吗") || !(lost || answer.takes_over)) return std::nullopt;
  return answer;
}

}  // namespace banwei::ladder
