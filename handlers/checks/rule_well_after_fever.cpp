// R3: a fever yesterday, nothing today, and nobody has spoken with the person.
#include <fmt/format.h>

#include "handlers/checks/rules.h"
#include "handlers/common/fever.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string eased(int before, int now) {
  return fmt::format("昨天{}，今天{}，还没有人联系过", wording::degrees(before), wording::degrees(now));
}

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) {
    const int before = highest(student, day.day - std::chrono::days{1});
    const int now = highest(student, day.day);
    const bool eases = fever(before) && now > 0 && !fever(now) && student.uncalled;
    return eases ? text::eased(before, now) : std::string();
  });
}

}  // namespace

const Rule well_after_fever{.name = "R3", .find = find};

}  // namespace banwei::checks
