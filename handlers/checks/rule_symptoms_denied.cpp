// R4: somebody named a symptom and said to have none on the same day.
#include <fmt/format.h>

#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

std::string denied(const Reading& ill, const Reading& well, const ClassDay& day) {
  return fmt::format("{}说{}，{}说没有症状", day.minute(ill.sent), fmt::join(ill.symptoms, "、"),
                     day.minute(well.sent));
}

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) -> std::string {
    const auto said = said_on(student, day.day);
    for (const Reading* ill : said) {
      for (const Reading* well : said) {
        if (!ill->symptoms.empty() && well->symptoms.empty() && well->well.value_or(false))
          return text::denied(*ill, *well, day);
      }
    }
    return {};
  });
}

}  // namespace

const Rule symptoms_denied{.name = "R4", .find = find};

}  // namespace banwei::checks
