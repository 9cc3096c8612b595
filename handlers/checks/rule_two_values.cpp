// R1: two people said different temperatures of one person.
#include <fmt/format.h>

#include <cstdlib>

#include "handlers/checks/rules.h"
#include "handlers/common/fever.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string by(const Reading& one, const ClassDay& day) {
  return one.by == one.person ? "本人" : day.name_of(one.by) + "代报";
}
std::string two(const Reading& one, const Reading& other, const ClassDay& day) {
  return fmt::format("同一天两个数：{}{}，{}{}", by(one, day), wording::degrees(one.centi), by(other, day),
                     wording::degrees(other.centi));
}

}  // namespace
}  // namespace text

namespace {

bool differ(const Reading& one, const Reading& other, int apart) {
  return one.by != other.by && one.slot == other.slot &&
         (std::abs(one.centi - other.centi) >= apart || fever(one.centi) != fever(other.centi));
}

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) -> std::string {
    const auto said = said_on(student, day.day);
    for (std::size_t i = 1; i < said.size(); ++i)
      if (differ(*said[i - 1], *said[i], day.limits.apart)) return text::two(*said[i - 1], *said[i], day);
    return {};
  });
}

}  // namespace

const Rule two_values{.name = "R1", .find = find};

}  // namespace banwei::checks
