// Who may do what, and how often: permission from our own tables, default deny, and a budget of answers per person.
// Invariant: nothing a gateway says about a sender (card, role in the group) is ever looked at.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/feature.h"

namespace banwei {

/// `denied` is told privately to somebody of the roster; `silent` is for all others.
enum class Verdict { allowed, denied, silent };

/// As tables and explanations write it.
std::string_view word(Verdict verdict);

Verdict decide(const Command& command, const Context& context);
Verdict decide(const Intent& intent, const Context& context);

/// Answers to commands: 10 tokens a person, one more every 6 s of the turns' time, so that a conversation replays to
/// the same words. Reports are free: a command's cost says what it costs.
class TokenBucket {
 public:
  bool affords(const std::string& user, int cost, Utc now) const;

  /// Called after the commit only, so that a failed batch leaves no trace here.
  void charge(const std::string& user, int cost, Utc now);

 private:
  struct Bucket {
    double tokens = 0;
    Utc at{};
  };
  static constexpr double most = 10;
  static constexpr double per_second = 1.0 / 6;
  static constexpr std::size_t people_limit = 20'000;

  double tokens(const Bucket& bucket, Utc now) const;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace banwei
