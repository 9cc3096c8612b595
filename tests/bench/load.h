// A gateway full of students: says what the college says, and judges every answer.
// Invariant: a report must be answered once and in the order of its group, talk never; whatever else happens is
// counted.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/college.h"
#include "tests/bench/wire.h"

namespace banwei::bench {

using std::chrono::nanoseconds;
using Time = std::chrono::steady_clock::time_point;

/// How a load is given: so many unanswered at a time, or so many a second whatever is answered.
struct Plan {
  std::string name;
  std::size_t window = 0;  // Of the closed loop; 0 when there is a rate.
  double rate = 0;         // Of the open loop, messages a second; latency counts from the intended time.
  std::size_t most = std::numeric_limits<std::size_t>::max();
  std::chrono::duration<double> time = std::chrono::hours{24};
};

struct Counts {
  std::size_t answered = 0;
  std::size_t unanswered = 0;
  std::size_t twice = 0;      // Reports that were answered again.
  std::size_t reordered = 0;  // Reports that were answered after a later one of the same group.
  std::size_t talk = 0;       // What was said beside the reports.
  std::size_t talk_answered = 0;
  std::size_t other = 0;  // Calls that acknowledge nothing.
  std::chrono::duration<double> time{};
  std::vector<nanoseconds> latencies;  // They are sorted.

  bool good() const { return unanswered + twice + reordered + talk_answered == 0 && answered > 0; }
  nanoseconds quantile(double part) const;
};

class Load {
 public:
  Load(Wire& wire, College& college) : wire_(wire), college_(college), last_of_class_(College::classes) {}

  /// Gives the load until it is over and all is answered, or nothing has been answered for some seconds.
  Counts run(const Plan& plan);

  /// One message that waits for the line, and the moment of its answer.
  Time first_answer();

 private:
  struct Sent {
    Time at;
    std::uint32_t class_index = 0;
    bool talk = false;
    bool answered = false;
  };

  void say(bool talk, Time at);
  void heard(std::string_view call);
  void nodded(std::uint32_t id);

  Wire& wire_;
  College& college_;
  std::vector<Sent> said_;  // Those of this run; a message's id tells its place.
  std::size_t before_ = 0;  // The messages of earlier runs.
  std::vector<std::size_t> last_of_class_;
  std::size_t outstanding_ = 0;
  std::int64_t answers_ = 0;  // The ids for what the bot sends.
  Time last_answer_;
  std::int64_t wall_ = 0;
  Counts counts_;
};

}  // namespace banwei::bench
