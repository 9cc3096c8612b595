// R12: somebody in Wuhan newly says to be at work; no student there goes back to it before the end of the epidemic.
#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

constexpr auto back = "人在武汉，今天新报“在岗”：在汉学生现在不复工，请联系他和企业";

}  // namespace
}  // namespace text

namespace {

/// Who tells for the first time where he has been all along has not gone back to it.
std::vector<Found> find(const ClassDay& day) {
  const Day yesterday = day.day - std::chrono::days{1};
  return of_each(day, [&](const Student& student) {
    const auto said = places_of(student);
    const PlaceSaid* city = last_said(said, Day{}, day.day, &PlaceSaid::in_wuhan);
    const PlaceSaid* post = last_said(said, day.day, day.day, &PlaceSaid::on_post);
    const PlaceSaid* before = last_said(said, Day{}, yesterday, &PlaceSaid::on_post);
    const bool known = before != nullptr || last_said(said, Day{}, yesterday, &PlaceSaid::in_wuhan) != nullptr;
    const bool works = post != nullptr && post->on_post == true;
    const bool newly = known && !(before != nullptr && before->on_post == true);
    return works && newly && city != nullptr && city->in_wuhan == true ? text::back : std::string();
  });
}

}  // namespace

const Rule back_at_work{.name = "R12", .every = looked_back, .find = find};

}  // namespace banwei::checks
