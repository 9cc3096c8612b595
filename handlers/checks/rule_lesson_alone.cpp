// R7: at a lesson and no temperature, or a temperature and absent from the lesson.
#include <fmt/format.h>

#include <algorithm>

#include "handlers/checks/rules.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string no_temperature(const std::string& lesson) { return fmt::format("{}到了课，体温没报", lesson); }
std::string no_temperatures(const std::string& names) { return "到了课，体温没报：" + names; }
std::string no_lesson(const std::string& minute, const std::string& lesson) {
  return fmt::format("{}报了体温，{}没到", minute, lesson);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t few = 3;  // More of a class are one finding, for a list of names helps nobody.

/// Before the deadline nobody has failed to report.
std::vector<Found> find(const ClassDay& day) {
  std::vector<std::string> silent;
  for (const Person& one : day.sum.missing) {
    const auto student = std::find_if(day.students.begin(), day.students.end(),
                                      [&](const Student& each) { return each.person.id == one.id; });
    if (student != day.students.end() && !student->attended.empty()) silent.push_back(student->name);
  }
  auto all = of_each(day, [&](const Student& student) -> std::string {
    const auto said = said_on(student, day.day, true);
    if (!said.empty() && !student.missed.empty())
      return text::no_lesson(day.minute(said.front()->sent), student.missed.front());
    const bool asked = std::any_of(day.sum.missing.begin(), day.sum.missing.end(),
                                   [&](const Person& one) { return one.id == student.person.id; });
    return day.closed && asked && silent.size() <= few && !student.attended.empty()
               ? text::no_temperature(student.attended.front())
               : std::string();
  });
  if (day.closed && silent.size() > few) all.push_back({.why = text::no_temperatures(wording::first_names(silent))});
  return all;
}

}  // namespace

const Rule lesson_alone{.name = "R7", .find = find};

}  // namespace banwei::checks
