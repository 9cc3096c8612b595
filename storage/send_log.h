// What the accounts sent lately and where they get nowhere: what its rate limits and breakers must know again after a
// kill. Invariant: a breaker stands for failures in a row; one success clears it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// One send, as far as the budgets care.
struct Sent {
  std::string account = {};
  bool group = false;
  std::string room = {};
  int send_class = 0;  // A SendClass, see bot/rate_limiter.h.
  Utc at{};
};

/// Sends that failed in a row, of an account everywhere (room "") or in one group; until when nothing is tried there.
struct Breaker {
  std::string account = {};
  std::string room = {};
  int failures = 0;
  Utc until{};  // When before `now`, another try is due.
};

class SendLog {
 public:
  static const TableSet tables;
  explicit SendLog(Database& database) : database_(database) {}

  void note(const Sent& sent);
  std::vector<Sent> since(Utc from) const;

  void put(const Breaker& breaker);
  std::vector<Breaker> breakers() const;
  bool clear(std::string_view account, std::string_view room);  // Whether there was one.

  static constexpr std::chrono::hours kept{2};  // Sends count for an hour.
  void purge(Utc before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
