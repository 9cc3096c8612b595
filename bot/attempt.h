// One attempt to process items in a transaction: its time, what would leave after the commit, and steps that fail
// alone. Invariant: what a failed step would have sent or charged goes with its rows.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "bot/gateway/gateway.h"
#include "bot/log.h"
#include "storage/database.h"

namespace banwei {

/// What an attempt would send and charge, kept apart until its commit.
struct Effects {
  std::vector<OutgoingCall> calls = {};                            // The volatile ones, within the budgets.
  std::vector<OutgoingCall> durable = {};                          // Those of the outbox, and what asks the gateway.
  std::vector<std::pair<std::string, std::size_t>> answered = {};  // Groups that get an answer, and the calls before.
  std::vector<std::pair<std::string, int>> charges = {};
};

class Attempt {
 public:
  /// `repeated`: the same items were tried before, and that commit may have been durable.
  Attempt(storage::Database& database, Log& log, Utc now, bool repeated = false)
      : now(now), repeated(repeated), database_(database), log_(log) {}

  /// Whether `act` went well. A fault of ours is logged; a broken disk ends the whole attempt.
  bool guard(const std::string& name, const std::function<void()>& act);

  /// The same in a savepoint: a fault undoes this step alone.
  bool step(const std::string& name, const std::function<void()>& act);

  const Utc now;
  const bool repeated;
  Effects effects = {};
  bool ticked = false;  // A tick was among the items.
  bool purged = false;  // What was deleted may still stand in the file.

 private:
  storage::Database& database_;
  Log& log_;
};

}  // namespace banwei
