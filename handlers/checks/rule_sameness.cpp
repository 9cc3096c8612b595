// R9: the same temperature in the same minute day after day, which a photo or a call explains.
#include <fmt/format.h>

#include "handlers/checks/rules.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string same(int days, int centi, const std::string& minute) {
  return fmt::format("连续{}天都是{}，都在{}，可以请他拍一张体温计或通个电话", days, wording::degrees(centi), minute);
}

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) -> std::string {
    const auto today = said_on(student, day.day);
    if (today.empty()) return {};
    const Reading& last = *today.front();
    int days = 1;
    for (; std::chrono::days{days} < looked_back; ++days) {
      const auto before = said_on(student, day.day - std::chrono::days{days});
      if (before.empty() || before.front()->centi != last.centi ||
          day.minute(before.front()->sent) != day.minute(last.sent))
        break;
    }
    return days >= day.limits.same ? text::same(days, last.centi, day.minute(last.sent)) : std::string();
  });
}

/// Nobody is accused by it, so a few of a class a week are enough.
constexpr std::size_t sample = 3;

}  // namespace

const Rule sameness{.name = "R9", .every = looked_back, .find = find, .most = sample};

}  // namespace banwei::checks
