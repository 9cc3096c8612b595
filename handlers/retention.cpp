#include "handlers/retention.h"

#include <algorithm>

#include "handlers/settings_table.h"

namespace banwei {

namespace {

constexpr int most_days = 3650;

}  // namespace

int RetentionSettings::days(const Kept& sort) const {
  const auto chosen = days_.find(std::string_view(sort.key));
  return chosen == days_.end() ? sort.days : chosen->second;
}

std::chrono::days RetentionSettings::shortest() const {
  int least = kept_words.days;
  for (const auto& [sort, days] : days_) least = std::min(least, days);
  return std::chrono::days{least};
}

void RetentionSettings::read(SettingsTable& table, std::span<const Kept> sorts) {
  for (const Kept& sort : sorts)
    table.number(sort.key, days_.try_emplace(sort.key, sort.days).first->second, most_days);
}

}  // namespace banwei
