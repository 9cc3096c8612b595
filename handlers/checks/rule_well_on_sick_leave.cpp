// R6: on leave for being ill, and nothing ill was reported.
#include <fmt/format.h>

#include <algorithm>

#include "handlers/checks/rules.h"
#include "handlers/common/fever.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string well(int centi) { return fmt::format("请了病假，报的是{}、没有症状", wording::degrees(centi)); }

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) -> std::string {
    const auto said = said_on(student, day.day, true);
    const bool ill = std::any_of(said.begin(), said.end(),
                                 [](const Reading* one) { return fever(one->centi) || !one->symptoms.empty(); });
    return student.on_sick_leave && !said.empty() && !ill ? text::well(highest(student, day.day)) : std::string();
  });
}

}  // namespace

const Rule well_on_sick_leave{.name = "R6", .every = looked_back, .find = find};

}  // namespace banwei::checks
