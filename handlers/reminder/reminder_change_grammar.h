// How a reminder that stands is changed or taken away: 提醒1改到明早9点, 把3号提醒推迟一小时, 取消提醒1、2.
// Invariant: pure; only words that name a reminder mean one. What is `about` something
// and not called a reminder means one only where such a reminder stands.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::reminder {

/// What is to become of a reminder; without a time, a delay and a text it has not been said.
struct Edit {
  std::optional<std::int64_t> id = {};
  int place = 0;                 // 第一个 is 1
  std::string about = {};        // 周五那个开会: in the words of whoever set it, where no number names it.
  std::string when = {};         // The words of its new time.
  std::chrono::minutes delay{};  // Later by so much, below 0 sooner.
  std::string text = {};         // Its new text.
  bool last = false;             // 改成周六: the one that was set a moment ago
  std::string except = {};       // 周末 of 周末不用提醒: it repeats, and not then.
  int pause = 0;                 // It is silent for so many days: 先停一个礼拜
  bool named = false;            // It is called a reminder: 吃药的提醒, and not 吃药那个
};

std::optional<Edit> understand_edit(std::string_view text, std::chrono::local_seconds now);

struct Cancelling {
  std::vector<std::int64_t> ids = {};  // As they were said; none: it was not said which.
  bool all = false;
  int place = 0;           // 第一个 is 1: its place in the list, which says nothing of reminders by itself
  std::string about = {};  // 吃药那个, which says nothing of them either
  bool last = false;       // 不要那个提醒了: the one that was set a moment ago
  bool any = false;        // 不用提醒我了: whichever there is
  bool named = false;      // It is called a reminder: 吃药的提醒, and not 吃药那个
};

std::optional<Cancelling> understand_cancelling(std::string_view text);

}  // namespace banwei::reminder
