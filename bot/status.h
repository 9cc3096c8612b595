// How the bot fares, as JSON with times in UTC seconds: what its database says, and what only a running one knows.
// Invariant: counts, states and times; no name, no text, no value of anybody.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "bot/gateway/gateway.h"
#include "storage/stores.h"

namespace banwei {

/// The outbox by state, the oldest unsent, what comes next. Reads only.
nlohmann::ordered_json file_status(storage::Stores& stores, Utc now);

/// Events counted as they come in, and the state of each line. Lives on the thread of the sockets.
class Arrivals {
 public:
  explicit Arrivals(Utc now) : began_(now) {}

  void note(const Event& event, Utc now);
  nlohmann::ordered_json status(Utc now) const;

 private:
  struct Line {
    bool up = false;
    Utc since{};
    std::string why = {};  // it is down
  };

  Utc began_;
  std::uint64_t received_ = 0;
  std::map<std::string, Line> lines_;  // by account
};

}  // namespace banwei
