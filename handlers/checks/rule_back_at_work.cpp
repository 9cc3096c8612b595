// R12: somebody in Wuhan newly says to be at work; no student there goes back to it before the end of the epidemic.
#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

constexpr auto back = "人在武汉，今天新报“在岗”：在汉学生现在不复工，请联系他和企业";

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  const Day first = day.day - looked_back;
  return of_each(day, [&](const Student& student) {
    const bool in_wuhan = last_said(student, first, day.day, &Reading::in_wuhan).value_or(false);
    const bool on_post = last_said(student, day.day, day.day, &Reading::on_post).value_or(false);
    const bool before = last_said(student, first, day.day - std::chrono::days{1}, &Reading::on_post).value_or(false);
    return in_wuhan && on_post && !before ? text::back : std::string();
  });
}

}  // namespace

const Rule back_at_work{.name = "R12", .every = looked_back, .find = find};

}  // namespace banwei::checks
