// How the bot fares, as JSON with times in UTC seconds: what its database says, and what only a running one knows.
// Invariant: counts, states and times; no name, no text, no value of anybody.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bot/gateway/gateway.h"
#include "storage/stores.h"

namespace banwei {

/// The outbox by state, the oldest unsent, what comes next. Reads only.
nlohmann::ordered_json file_status(storage::Stores& stores, Utc now);

/// The state's word in JSON: "moved". Another's word is taken for good.
std::string_view to_string(storage::FileState file);
storage::FileState file_state(std::string_view word);

/// What to do about the file, for the log and for those who watch the service; "" when it is good.
std::string_view advice(storage::FileState file);

/// The same for people, in Chinese.
std::string_view trouble(storage::FileState file);
Phrase explained(storage::FileState file);  // In both languages.

/// What a running bot knows of its own health.
struct Pulse {
  storage::FileState file = storage::FileState::good;  // The last turn left it so.
  bool line_up = true;                                 // Every gateway is connected.
  std::chrono::nanoseconds still{};                    // Since the last turn; ticks alone bring one a second.
};

/// A sentence for each thing that is wrong.
std::vector<std::string> troubles(const Pulse& pulse);

/// The state of each line. Lives on the thread of the sockets.
class Arrivals {
 public:
  explicit Arrivals(Utc now) : began_(now) {}

  void note(const Event& event, Utc now);
  bool up() const;  // There is a line, and none is down.
  nlohmann::ordered_json status(Utc now) const;

 private:
  struct LineStatus {
    bool up = false;
    Utc since{};
    std::string why = {};                     // It is empty while the line is up.
    std::optional<std::size_t> friends = {};  // Unset while their list has not come.
  };

  void make_way();

  Utc began_;
  std::map<std::string, LineStatus> lines_;  // By account.
};

}  // namespace banwei
