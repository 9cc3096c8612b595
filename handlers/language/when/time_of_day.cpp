#include "handlers/language/when/time_of_day.h"

namespace banwei::times {

using std::chrono::hours;
using std::chrono::minutes;

std::optional<minutes> in_period(Period period, int hour, int minute) {
  const auto at = [&](int plain) { return std::optional<minutes>(hours{plain} + minutes{minute}); };
  const auto within = [&](int first, int last) { return hour >= first && hour <= last; };
  switch (period) {
    case Period::dawn:
      if (hour == 12) return at(0);
      return within(0, 6) ? at(hour) : std::nullopt;
    case Period::early:
      return within(1, 12) ? at(hour) : std::nullopt;
    case Period::forenoon:
      return within(0, 12) ? at(hour) : std::nullopt;
    case Period::noon:
      if (within(1, 3)) return at(hour + 12);
      return within(10, 15) ? at(hour) : std::nullopt;
    case Period::afternoon:
      if (within(1, 11)) return at(hour + 12);
      return within(12, 23) ? at(hour) : std::nullopt;
    case Period::dusk:
      if (within(4, 8)) return at(hour + 12);
      return within(16, 20) ? at(hour) : std::nullopt;
    case Period::evening:
      if (within(5, 11)) return at(hour + 12);
      if (hour == 12) return at(24);
      if (within(0, 4)) return at(hour + 24);
      return within(17, 24) ? at(hour) : std::nullopt;
    case Period::night:
      if (within(8, 11)) return at(hour + 12);
      if (hour == 12) return at(24);
      if (within(0, 5)) return at(hour + 24);
      return within(20, 24) ? at(hour) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<minutes> usual(Period period) {
  switch (period) {
    case Period::early:
      return hours{8};
    case Period::forenoon:
      return hours{10};
    case Period::noon:
      return noon;
    case Period::afternoon:
      return hours{15};
    case Period::dusk:
      return hours{18};
    case Period::evening:
      return hours{20};
    case Period::dawn:
    case Period::night:
      return std::nullopt;
  }
  return std::nullopt;
}

minutes face(const Clock& clock) { return hours{clock.hour} + minutes{clock.minute - clock.back}; }

TimeOfDay plain_time(const Clock& clock) {
  const minutes at = face(clock);
  if (clock.period) {
    auto found = in_period(*clock.period, clock.hour, clock.minute);
    if (found && clock.after_evening) *found += midnight;
    if (found) *found -= minutes{clock.back};
    return {found, false, !found};
  }
  if (clock.exact || (clock.hour >= 8 && clock.hour <= 12)) return {at, false, false};
  if (clock.hour >= 1 && clock.hour <= 5) return {at + noon, false, false};
  return {at, true, false};
}

TimeOfDay time_today(const Clock& clock, minutes passed) {
  if (clock.period || clock.exact) {
    auto found = plain_time(clock);
    // Said after midnight, 晚上1点 is the night that runs.
    if (found.at && *found.at > midnight && passed < hours{5} && *found.at - midnight > passed) *found.at -= midnight;
    return found;
  }
  const minutes early = face(clock);
  const minutes late = early + noon;
  const bool by_day = early >= hours{7} && early < hours{22};
  if (early > passed && (by_day || late <= passed)) return {early, false, false};
  if (late > passed && late <= midnight + minutes{59}) return {late, false, false};
  return {plain_time(clock).at, false, false};
}

}  // namespace banwei::times
