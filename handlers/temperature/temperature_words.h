// What each word may mean in a message about a temperature. The words themselves are data, the lexer reads them.
// Invariant: a word stands in one group; text is in the form `normalised` gives.
#pragma once

#include <cstdint>
#include <string_view>

#include "handlers/language/vocabulary.h"

namespace banwei::temperature {

enum class Tag : std::uint8_t {
  junk,      // Nothing that we know.
  mark,      // Punctuation and white space.
  filler,    // Particles, politeness: they may stand anywhere.
  link,      // 有 到 用: may stand beside a value that is plainly a temperature
  excuse,    // 睡过头了
  address,   // 老师
  greeting,  // 早上好
  label,     // 体温
  report,    // 报: beside a value
  reported,  // 打卡, 已报: alone it lacks its value
  measured,  // 测了
  device,    // 体温计
  self,      // 我
  we,        // 我们寝室
  all,       // 都
  you,
  third,   // 他, 别人
  kin,     // 我妈, 室友
  helper,  // 帮我量的
  am,
  noon,
  pm,
  day,
  number_word,  // 学号, 尾号
  amend,        // 更正: alone it lacks its value
  fix,          // 重新测: beside a value
  fix_to,       // 改成: the new value follows
  mistake,      // 打错了
  wrong,        // 错了: only beside a value
  is_not,       // 不是: the old value follows
  old,          // 刚才的: the old value follows
  revoke,       // 撤回: alone
  cancel,       // 取消: with an object
  that_one,     // 那条
  same,         // 同上
  estimate,     // 大概
  doubt,        // 好像
  unmeasured,   // 没测
  unreported,   // 没报
  later,        // 等下
  broken,       // 坏了
  lacking,      // 没有
  cannot,       // 测不了
  borrow,       // 借
  behalf,       // 代报
  question,     // 吗
  worry,        // 怎么办
  about,        // 小数点: what questions are about
  who_asked,    // 谁
  topic,        // 红包: another thing has the number
  matter,       // 请假: another matter, without a number
  alien,        // 水温 猫 电影: another body, another world
  notice,       // 请同学们: said to others
  rule,         // 正常体温是: holds for everybody
  threshold,    // 超过
  turn,         // 但是
  // These are not from the vocabulary.
  figure,
  clock,
  name,
  near_name,
  class_name,
  health,
  place,
  mention
};

/// The longest word at `at` of all vocabularies; of equal ones the first of words, fillers, others.
WordMatch<Tag> word_at(std::string_view text, std::size_t at);

/// The vocabularies of temperature_fillers.cpp and temperature_others.cpp.
WordMatch<Tag> filler_at(std::string_view text, std::size_t at);
WordMatch<Tag> other_at(std::string_view text, std::size_t at);

/// Measures of other things, which follow a number: any number, or only a whole one.
enum class Measure : std::uint8_t { any, whole };
WordMatch<Measure> measure_at(std::string_view text, std::size_t at);

/// 我妈, 妈妈, 室友.
WordMatch<bool> kin_at(std::string_view text, std::size_t at);

/// What one does instead of reporting; an excuse together with 刚 before or 了 after it.
std::size_t activity_at(std::string_view text, std::size_t at);
bool may_be_activity(char32_t first);

}  // namespace banwei::temperature
