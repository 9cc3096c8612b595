// Any bytes as a time: nothing may crash, hang or be undefined, and what is understood has a next time after now.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "handlers/language/when.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto calendar = banwei::Calendar::shipped();
  if (size < 4) return 0;
  const auto minute = (data[0] | data[1] << 8 | data[2] << 16) % 10'000'000;
  const auto now = *banwei::day_from_iso("2018-01-01") + std::chrono::minutes{minute};
  const std::string_view text(reinterpret_cast<const char*>(data) + 3, size - 3);
  (void)banwei::understand_minutes(text);
  if (const auto match = banwei::match_when(text, now); match && match->bytes > text.size()) std::abort();
  const auto when = banwei::understand_when(text, now);
  if (!when) return 0;
  (void)banwei::fields(*when).dump();
  (void)banwei::in_words(*when, now);
  if (const auto next = banwei::next_after(*when, now, calendar); next && *next <= now) std::abort();
  return 0;
}
