// R2: a fever became a normal temperature within two hours, or was taken back.
#include <fmt/format.h>

#include "handlers/checks/rules.h"
#include "handlers/common/fever.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string first(const Reading& one, const ClassDay& day) {
  return fmt::format("{}报{}，", day.minute(one.sent), wording::degrees(one.centi));
}
std::string lowered(const Reading& one, const Reading& later, const ClassDay& day) {
  return fmt::format("{}{}{}{}", first(one, day), day.minute(later.sent), later.how == "fix" ? "改成" : "又报",
                     wording::degrees(later.centi));
}
std::string withdrawn(const Reading& one, const ClassDay& day) {
  return fmt::format("{}{}撤回了", first(one, day), day.minute(*one.withdrawn));
}

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  const std::chrono::hours soon{day.limits.lowered_hours};
  return of_each(day, [&](const Student& student) -> std::string {
    for (const Reading& one : student.said) {
      if (one.day != day.day || !fever(one.centi)) continue;
      if (one.withdrawn && *one.withdrawn - one.sent <= soon) return text::withdrawn(one, day);
      for (const Reading* later : said_on(student, day.day)) {
        if (later->sent > one.sent && later->sent - one.sent <= soon && later->slot == one.slot && !fever(later->centi))
          return text::lowered(one, *later, day);
      }
    }
    return {};
  });
}

}  // namespace

const Rule lowered{.name = "R2", .find = find};

}  // namespace banwei::checks
