// Whether a gateway still brings what people say, judged by the rooms where they spoke last: what stands in a room's
// history and never came gives a deaf gateway away. Invariant: it follows a few rooms and holds no text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/clock.h"
#include "handlers/chat.h"

namespace banwei {

class Hearing {
 public:
  struct Room {
    std::string name;
    Utc spoken{};  // Somebody spoke there last then, as far as is known.
  };

  explicit Hearing(const Clock& clock) : clock_(clock) {}

  void on_link_up(const std::vector<std::string>& groups);
  void on_message(const Message& said);  // Somebody else has spoken.
  void on_anything() { missed_.reset(); }

  void spoken(const std::string& room, Utc when);

  /// A history holds what somebody else said at `sent`.
  void on_history(Utc sent);

  const std::vector<Room>& rooms() const { return rooms_; }
  Utc newest() const { return newest_; }
  std::optional<Clock::Steady> missed_since() const { return missed_; }

 private:
  bool dated_well(Utc sent) const;

  const Clock& clock_;
  std::vector<Room> rooms_;
  Utc newest_{};                              // When the newest message that came was sent, by the platform's clock.
  std::optional<Clock::Steady> missed_ = {};  // When a newer one was first seen that had not come.
};

}  // namespace banwei
