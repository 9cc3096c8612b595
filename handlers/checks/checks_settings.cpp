#include "handlers/checks/checks_settings.h"

#include "handlers/settings_table.h"

namespace banwei::checks {

namespace text {

constexpr Sentence too_few{"至少 {}", "must be {} at least"};

}  // namespace text

void Settings::read(SettingsTable& table) {
  table.time("first", first);
  table.time("second", second);
  const auto limit = [&](const char* key, int& into, int least, int most) {
    table.number(key, into, most);
    if (into < least) table.wrong(key, phrase(text::too_few, least));
  };
  constexpr int days_looked_at = 7;
  limit("apart_hundredths", limits.apart, 1, 300);
  limit("lowered_hours", limits.lowered_hours, 1, 24);
  limit("by_others_days", limits.by_others, 2, days_looked_at);
  limit("same_days", limits.same, 2, days_looked_at);
}

}  // namespace banwei::checks
