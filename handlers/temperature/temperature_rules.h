// The rules of the day's window. Pure: no SQL, no clock, no words.
#pragma once

#include <chrono>

namespace banwei::temperature {

struct Settings {
  std::chrono::minutes deadline{11 * 60};  // of the day: what is sent at or after it is late
};

}  // namespace banwei::temperature
