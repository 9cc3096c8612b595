#include "handlers/temperature/temperature_forgetting.h"

#include <algorithm>
#include <set>

#include "handlers/common/fever.h"

namespace banwei::temperature {

std::int64_t Forgetting::forget(Day before, int most) {
  const auto counted = readings_.last_counted();
  const auto first = counted ? counted : readings_.first_day();
  if (!first || *first >= before) return 0;
  if (count_next(*first)) return 1;
  if (const std::int64_t gone = readings_.forget(*first, most); gone > 0) return gone;
  const Day next = *first + std::chrono::days{1};
  return next < before && count_next(next) ? 1 : 0;
}

std::int64_t Forgetting::count(std::int64_t person, Day today) const {
  const auto said = readings_.history(person, readings_.first_day().value_or(today), today);
  return std::count_if(said.begin(), said.end(), [](const storage::Reading& reading) { return reading.centi > 0; });
}

std::int64_t Forgetting::blank(std::int64_t person, Day today) {
  std::int64_t gone = 0;
  for (Day day = readings_.first_day().value_or(today); day < today; day += std::chrono::days{1})
    gone += readings_.blank(person, day);
  return gone;
}

/// A class that was not counted yet; whether there was one.
bool Forgetting::count_next(Day day) {
  for (const Class& klass : members_.classes()) {
    if (readings_.counts(klass.id, day)) continue;
    const Tally sum = frame_.collection(klass, day).sum;
    std::set<std::int64_t> feverish;
    for (const storage::Reading& reading : readings_.at_least(fever_from, klass.id, day))
      feverish.insert(reading.person);
    readings_.keep({.class_id = klass.id,
                    .day = day,
                    .expected = static_cast<std::int64_t>(sum.expected.size()),
                    .answered = static_cast<std::int64_t>(sum.answered.size()),
                    .late = static_cast<std::int64_t>(sum.late.size()),
                    .fevers = static_cast<std::int64_t>(feverish.size())});
    return true;
  }
  return false;
}

}  // namespace banwei::temperature
