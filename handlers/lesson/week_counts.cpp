#include "handlers/lesson/week_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "handlers/common/courses.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string of_meetings(std::size_t count) { return fmt::format("班会等点名{}次", count); }
std::string of_nothing_known(std::size_t count) { return fmt::format("其他点名{}次", count); }

}  // namespace
}  // namespace text

std::size_t WeekCounts::unreported() const {
  return std::accumulate(classes.begin(), classes.end(), std::size_t{0},
                         [](std::size_t sum, const OfClass& one) { return sum + one.unreported.size(); });
}

void WeekCounts::add(OfClass one) {
  all.add(one.counts);
  if (!one.klass.major.empty()) majors[one.klass.major].add(one.counts);
  for (const auto& [name, counts] : one.courses) courses[name].add(counts);
  classes.push_back(std::move(one));
}

std::map<std::int64_t, int> term_hours(const Book& book, const Settings& settings, const Class& klass, Day to) {
  std::map<std::int64_t, int> hours;
  for (const auto& [person, counts] : count(book.reports(klass, settings.term_of(to), to)).people) {
    if (const int his = counts.hours(settings); his > 0) hours[person] = his;
  }
  return hours;
}

WeekCounts::OfClass count_class(const Book& book, const Settings& settings, const Class& klass, const DaySpan& days,
                                const Speaker& reader, const Moment& now) {
  const auto lessons = book.of(klass, days.from, days.to, reader);
  WeekCounts::OfClass one{.klass = klass,
                          .counts = count(lessons),
                          .unreported = book.unreported(klass, lessons, days.from, days.to, now),
                          .term = term_hours(book, settings, klass, days.to)};
  for (const Attended& lesson : lessons) {
    if (lesson.first > 0) one.courses[course_name(lesson.title)].add(count(std::span(&lesson, 1)));
  }
  return one;
}

std::string rolls_in_words(const ClassCounts& counts) {
  const std::size_t others = counts.calls - counts.meetings;
  if (others == 0) return counts.meetings == 0 ? "" : text::of_meetings(counts.meetings);
  return (counts.meetings == 0 ? "" : text::of_meetings(counts.meetings) + "、") + text::of_nothing_known(others);
}

WeekCounts week_counts(const Book& book, const Settings& settings, const std::vector<Class>& classes,
                       const DaySpan& days, const Speaker& reader, const Moment& now) {
  WeekCounts week;
  for (const Class& klass : classes) week.add(count_class(book, settings, klass, days, reader, now));
  return week;
}

}  // namespace banwei::lesson
