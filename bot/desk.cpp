#include "bot/desk.h"

#include <algorithm>

namespace banwei {

Desk::Desk(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Clock& clock,
           Gateway& gateway, Log& log, const DeskOptions& options)
    : stores_(stores),
      log_(log),
      time_(clock, log),
      dispatch_(stores, features, zone, time_, log, options),
      turn_(stores, dispatch_, time_, gateway, log) {}

void Desk::start() {
  try {
    const auto heard = stores_.inbox.latest();
    const auto ticked = stores_.schedule.horizon();
    time_.start(heard && ticked ? std::max(heard, ticked) : heard ? heard : ticked);
    turn_.start();
    welcome();
  } catch (const storage::Error& error) {
    if (!file_failed(error) || file() != storage::FileState::damaged) throw;
  }
}

void Desk::welcome() {
  turn_.run([this](Attempt& attempt) { dispatch_.answer_held(attempt); });
}

void Desk::lost(std::uint64_t events) {
  log_.error("events were dropped: the queue was full", {{"events", static_cast<std::int64_t>(events)}});
  const Utc since = last_commit();
  turn_.run([&](Attempt& attempt) {
    stores_.inbox.gap(since, attempt.now, static_cast<std::int64_t>(events), "queue full");
  });
}

}  // namespace banwei
