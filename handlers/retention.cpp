#include "handlers/retention.h"

#include <algorithm>

#include "handlers/settings_table.h"

namespace banwei {

namespace {

constexpr int most_days = 3650;

/// The halves of a school year begin with February and August, and with them its terms.
Day term_of(Day day) {
  using namespace std::chrono;
  const year_month_day date{day};
  const bool spring = date.month() >= February && date.month() < August;
  const year begun = date.month() < February ? date.year() - years{1} : date.year();
  return local_days{begun / (spring ? February : August) / 1};
}

}  // namespace

Day kept_from(const Kept& sort, int days, Day today) {
  const Day first = today - std::chrono::days{days};
  return sort.since == Kept::Since::term ? term_of(first) : first;
}

int RetentionSettings::days(const Kept& sort) const {
  const auto chosen = days_.find(std::string_view(sort.key));
  return chosen == days_.end() ? sort.days : chosen->second;
}

std::chrono::days RetentionSettings::shortest() const { return std::chrono::days{shortest_}; }

void RetentionSettings::read(SettingsTable& table, std::span<const Kept> sorts) {
  for (const Kept& sort : sorts) {
    int& days = days_.try_emplace(sort.key, sort.days).first->second;
    table.number(sort.key, days, most_days);
    if (sort.since == Kept::Since::then) shortest_ = std::min(shortest_, days);
  }
}

}  // namespace banwei
