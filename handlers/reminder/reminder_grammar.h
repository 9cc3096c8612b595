// What a message asks to be reminded of: 明早8点提醒大家报体温, 提醒我明早8点交表.
// Invariant: pure, and it reads the words as they were written: what is passed on is the speaker's own text.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/language/when.h"

namespace banwei::reminder {

/// Whom the words name.
enum class To { unsaid, self, everyone, missing, people };

struct Request {
  std::string when = {};         // The words of the time, "" when none was said.
  std::chrono::minutes ahead{};  // 提前10分钟, which `when` leaves out
  std::string words = {};        // Both, in one time.
  When meaning = {};             // The meaning of these words; without them the question for a time of day.
  To to = To::unsaid;
  std::string awaits = {};               // Of `missing`: the title of the feature that waits for them.
  std::vector<std::string> people = {};  // Of `people`: their names.
  std::string klass = {};                // The class that was named, "" without.
  std::string text = {};                 // What is to be said.
  bool loose = false;                    // Nothing parts what is to be said from its time.
};

/// What a request may name.
struct Names {
  std::vector<std::string> classes = {};  // They stand before or in place of 大家.
  std::vector<std::string> people = {};
  std::vector<std::pair<std::string, std::string>> awaited = {};  // 测体温, and the title of the feature that waits
};

/// Reads a whole message.
std::optional<Request> understand(std::string_view text, std::chrono::local_seconds now, const Names& names);

/// Each order of a message: 8点提醒我交表，9点再提醒一次; one where it holds one, none where it holds none.
std::vector<Request> understand_each(std::string_view text, std::chrono::local_seconds now, const Names& names);

/// 我一下 of 提醒我一下: neither when nor of what.
bool asks_for_nothing(std::string_view behind_verb);

/// Who seems to be named before what is to be done: 高富帅 of 高富帅交表; "" without.
std::string_view name_before(std::string_view text);

/// Whether a request is more likely talk when nobody addressed the bot: 昨天8点提醒过, 有空提醒我一下.
bool like_talk(const Request& request);

}  // namespace banwei::reminder
