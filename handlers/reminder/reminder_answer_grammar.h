// What is answered to a reminder, 稍后10分钟, and to the question for its time.
// Invariant: pure.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/language/when.h"

namespace banwei::reminder {

/// 稍后10分钟, 推迟到明早8点: when to say a reminder again. `quoting` takes a bare time as well.
std::optional<std::chrono::local_seconds> understand_snooze(std::string_view text, std::chrono::local_seconds now,
                                                            bool quoting);

/// An answer to the question for a time.
struct TimeAnswer {
  enum class Kind { when, yes, no };
  Kind kind = Kind::when;
  std::string words = {};  // The time with the answer in it: 明天晚上7点.
  bool whole = false;      // The answer alone is the time, and counts from when it was given.
};

/// Reads an answer to the question `asked` about `words`, said at `said`.
std::optional<TimeAnswer> understand_answer(std::string_view answer, std::string_view words, const When& asked,
                                            std::chrono::local_seconds said, std::chrono::local_seconds now);

/// 明天下午 of 明天下午3点 before 4点: `own` behind the longest head of `words` with which both read as a time that
/// fits. Nothing where none does.
std::optional<std::string> led_by(std::string_view words, std::string_view own, std::chrono::local_seconds now,
                                  const std::function<bool(const When&)>& fits);

/// A moment in words that mean it whenever they are read: 2020年3月12日08:00.
std::string exact_words(std::chrono::local_seconds at);

}  // namespace banwei::reminder
