// What a publisher writes: 发通知 明早8点 2019级 机电1901 正文, 给2019级发通知 正文; and how he answers a preview.
// Invariant: pure, and it reads the words as they were written: the body is a piece of the text, unchanged.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/audience.h"
#include "storage/types.h"

namespace banwei::announcement {

struct Order {
  enum class Timing {
    now,
    then,    // It goes at `at`.
    unsure,  // The time may belong to the body.
    vague,   // The time cannot be one: 明早, 昨天8点.
  };
  Timing timing = Timing::now;
  std::chrono::local_seconds at{};
  std::string at_words = {};
  std::vector<Audience> audience = {};  // Empty when nobody was named: all of one's own.
  int classes = 0;                      // 两个班: so many of one's own; 0 when nobody counted them.
  bool told = false;  // 两个班都通知一下, 跟我们班说一下: by who is told, with no word of sending
  std::string body = {};
};

/// Reads a whole message. Talk that only begins alike (发通知了吗) is none, unless the bot is addressed.
std::optional<Order> read_order(std::string_view text, std::chrono::local_seconds now, std::span<const Class> classes,
                                bool addressed);

/// An answer to a preview.
struct PreviewAnswer {
  enum class Kind {
    send,
    send_now,
    cancel,
    receipt_on,
    receipt_off,
    is_time,
    is_body,
    change,
    change_either,
    append,
    retime,
    schedule,  // 定时8点: when to send it, and nothing else
    wrong
  };
  Kind kind = Kind::send;
  /// Of change the new one, of append what goes behind it, of retime and schedule the words of the time, of
  /// change_either one of both.
  std::string body = {};
};

std::optional<PreviewAnswer> read_answer(std::string_view text);

/// Whether the words of a time say of which day.
bool names_a_day(std::string_view words);

/// The body with the one time that stands in it changed: 今晚7点开会 and 7点半 is 今晚7点半开会. Nothing when there is
/// none, or which of two is meant.
std::optional<std::string> with_time(std::string_view body, std::string_view time, std::chrono::local_seconds now);

}  // namespace banwei::announcement
