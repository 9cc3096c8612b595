// Where sends come to nothing: after three failures in a row an account, or its voice in one group, rests for 5, 30,
// then 120 minutes, and one send tries again.
// Invariant: the state is rows; a kill forgets nothing and one success forgets all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bot/gateway/gateway.h"
#include "storage/send_log.h"

namespace banwei {

/// A breaker has just opened, which a person should know of.
struct BreakerOpened {
  std::string account = {};
  std::string group = {};  // "" for the account everywhere
  Utc until{};
};

class Breakers {
 public:
  explicit Breakers(storage::SendLog& store) : store_(store) {}

  /// Reads the rows: once a turn, so that what a failed batch changed is forgotten.
  void refresh() { rows_ = store_.breakers(); }

  bool is_open(const std::string& account, const std::string& group, Utc now) const;

  /// Books what became of a send; what it opened, if anything.
  std::optional<BreakerOpened> note(const std::string& account, const std::string& group, Outcome outcome, Utc now);

  /// The platform says so itself: muted, let speak again, or out of the group.
  std::optional<BreakerOpened> note(const MuteChange& change, Utc now);

  /// The account stands in these groups, so it is no longer out of them.
  void on_groups(const std::string& account, std::span<const std::string> groups, Utc now);

 private:
  const storage::Breaker* find(const std::string& account, const std::string& group) const;
  std::optional<BreakerOpened> fail(const std::string& account, const std::string& group, Utc now);
  void put(const storage::Breaker& breaker);
  void clear(const std::string& account, const std::string& group);

  storage::SendLog& store_;
  std::vector<storage::Breaker> rows_;
};

}  // namespace banwei
