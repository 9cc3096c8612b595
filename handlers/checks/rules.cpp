#include "handlers/checks/rules.h"

#include <algorithm>

#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

constexpr auto a_teacher = "老师";

}  // namespace
}  // namespace text

std::string ClassDay::minute(Utc when) const { return wording::hour_minute(zone->at(when).time_of_day()); }

std::string ClassDay::name_of(std::int64_t person) const {
  const auto found =
      std::find_if(students.begin(), students.end(), [&](const Student& one) { return one.person.id == person; });
  return found == students.end() ? text::a_teacher : found->name;
}

std::vector<const Reading*> said_on(const Student& student, Day day, bool current) {
  std::vector<const Reading*> said;
  for (const Reading& one : student.said) {
    if (one.day == day && one.centi > 0 && !one.withdrawn && !(current && one.replaced_by)) said.push_back(&one);
  }
  return said;
}

int highest(const Student& student, Day day) {
  int centi = 0;
  for (const Reading* one : said_on(student, day, true)) centi = std::max(centi, one->centi);
  return centi;
}

std::vector<PlaceSaid> places_of(const Student& student) {
  std::vector<PlaceSaid> all;
  for (const Reading& one : student.said) {
    if (one.withdrawn) continue;
    all.push_back(
        {.at = one.sent, .day = one.day, .in_wuhan = one.in_wuhan, .on_post = one.on_post, .place = one.place});
  }
  for (const storage::Whereabouts& one : student.places) {
    all.push_back({.at = one.said,
                   .day = one.day,
                   .in_wuhan = one.in_wuhan,
                   .on_post = one.on_post,
                   .area = one.area,
                   .dated = one.since.has_value()});
  }
  std::stable_sort(all.begin(), all.end(), [](const PlaceSaid& a, const PlaceSaid& b) { return a.at < b.at; });
  return all;
}

std::vector<Found> of_each(const ClassDay& day, const std::function<std::string(const Student&)>& why) {
  std::vector<Found> all;
  for (const Student& student : day.students) {
    if (std::string words = why(student); !words.empty()) all.push_back({student.person.id, std::move(words)});
  }
  return all;
}

}  // namespace banwei::checks
