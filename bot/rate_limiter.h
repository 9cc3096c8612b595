// How fast an account may speak: one budget for the account, one for each group, one for private chats.
// Invariant: arithmetic on the steady clock and nothing else; it is only ever slower than the budget, never faster.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "bot/clock.h"

namespace banwei {

/// 0 lifts a limit.
struct RateLimits {
  std::chrono::milliseconds account{2000};  // Two sends are so far apart, give or take a quarter.
  int burst = 3;                            // Sends at once after a pause.
  int account_hour = 1200;
  std::chrono::seconds group{60};  // Two lines that nobody asked for are so far apart in one group.
  int group_hour = 12;
  int group_answers = 6;  // Answers to commands in one group and minute, beside the others.
  std::chrono::seconds whisper{3};

  bool any() const {
    return account.count() + burst + account_hour + group.count() + group_hour + group_answers + whisper.count() > 0;
  }

  /// No limit at all.
  static RateLimits off() {
    return {
        .account = {}, .burst = 0, .account_hour = 0, .group = {}, .group_hour = 0, .group_answers = 0, .whisper = {}};
  }
};

/// What a send is to the budgets. An alert waits for none and is counted; a reaction takes only what nothing else
/// wants.
enum class SendClass { alert, answer, unasked, reaction };

struct Route {
  std::string account = {};
  bool group = false;
  std::string room = {};
  SendClass send_class = SendClass::unasked;
};

class RateLimiter {
 public:
  using Steady = Clock::Steady;

  /// The same `seed` gives the same waits.
  RateLimiter(const RateLimits& settings, std::uint32_t seed) : settings_(settings), dice_(seed) {}

  bool allows(const Route& route, Steady now) const;

  /// Whether the account may send anything but alerts now; allows() is false for it otherwise.
  bool ready(const std::string& account, Steady now) const;

  /// Something leaves.
  void note(const Route& route, Steady now);

  /// The line has just come up, or the process has: nothing is saved up for a burst.
  void reset_burst(const std::string& account, Steady now);

 private:
  static constexpr Steady long_ago = Steady{} - std::chrono::years{100};  // A steady clock may start anywhere.

  struct Account {
    Steady full = long_ago;  // The burst is whole again then.
    std::deque<Steady> hour;
    Steady whispered = long_ago;
  };
  struct Room {
    std::deque<Steady> hour;     // Lines that nobody asked for.
    std::deque<Steady> answers;  // Those of the last minute.
  };

  RateLimits settings_;
  std::mt19937 dice_;
  std::map<std::string, Account> accounts_;
  std::map<std::pair<std::string, std::string>, Room> rooms_;
};

}  // namespace banwei
