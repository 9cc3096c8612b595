#include "handlers/retention.h"

#include "handlers/settings_table.h"

namespace banwei {

namespace {

constexpr int most_days = 3650;

}  // namespace

int RetentionSettings::days(const Kept& sort) const {
  const auto chosen = days_.find(std::string_view(sort.key));
  return chosen == days_.end() ? sort.days : chosen->second;
}

void RetentionSettings::read(SettingsTable& table, std::span<const Kept> sorts) {
  for (const Kept& sort : sorts)
    table.number(sort.key, days_.try_emplace(sort.key, sort.days).first->second, most_days);
}

}  // namespace banwei
