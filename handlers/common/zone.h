// The college's time zone: instants to what its clocks and calendars show, and back.
// Invariant: the only place that converts; whoever has a Moment converts no more.
#pragma once

#include <chrono>
#include <string>

#include "handlers/chat.h"

namespace date {
class time_zone;
}

namespace banwei {

class Zone {
 public:
  /// Of the system's zone database, such as "Asia/Shanghai". Throws std::runtime_error for a name it does not know.
  explicit Zone(const std::string& name);

  Moment at(Utc utc) const;

  /// The instant of a local time; the later one where a clock change skips or repeats it.
  Utc utc(std::chrono::local_seconds local) const;

 private:
  const date::time_zone* zone_;
};

}  // namespace banwei
