#include "handlers/lesson/week_counts.h"

#include <algorithm>
#include <numeric>

#include "handlers/common/courses.h"

namespace banwei::lesson {

std::size_t WeekCounts::unreported() const {
  return std::accumulate(classes.begin(), classes.end(), std::size_t{0},
                         [](std::size_t sum, const OfClass& one) { return sum + one.unreported.size(); });
}

std::size_t WeekCounts::to_talk(const Settings& settings) const {
  if (settings.talk_from == 0) return 0;
  return static_cast<std::size_t>(std::count_if(all.people.begin(), all.people.end(), [&](const auto& one) {
    return one.second.hours(settings) >= settings.talk_from;
  }));
}

WeekCounts week_counts(const Book& book, const std::vector<Class>& classes, const DaySpan& days, const Speaker& reader,
                       const Moment& now) {
  WeekCounts week;
  for (const Class& klass : classes) {
    const auto lessons = book.of(klass, days.from, days.to, reader);
    WeekCounts::OfClass one{.klass = klass,
                            .counts = count(lessons),
                            .unreported = book.unreported(klass, lessons, days.from, days.to, now)};
    week.all.add(one.counts);
    if (!klass.major.empty()) week.majors[klass.major].add(one.counts);
    for (const Attended& lesson : lessons) {
      if (lesson.first > 0) week.courses[course_name(lesson.title)].add(count(std::span(&lesson, 1)));
    }
    week.classes.push_back(std::move(one));
  }
  return week;
}

}  // namespace banwei::lesson
