// One try to reach the gateway, as the running bot would.
// Invariant: whatever the gateway does, it ends in time, and nothing but the greeting's questions is asked.
#pragma once

#include <string>

#include "bot/config.h"

namespace banwei::cli {

struct Probe {
  bool up = false;
  std::string account = {};  // "" when the gateway is there and says nothing of it
  std::string app = {};      // The gateway's own name.
  bool friends = false;      // Their list came.
  std::string why = {};      // Why it is not up, as the log says it.
  Phrase reason = {};        // The same for people.
  Phrase advice = {};
};

Probe probe(const Config& config);

}  // namespace banwei::cli
