#include "handlers/lesson/weekly.h"

#include <algorithm>
#include <map>
#include <utility>

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto name = "考勤周报";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours catch_up{24};
constexpr std::chrono::days a_week{7};

}  // namespace

std::vector<ScheduledJob> Weekly::jobs(Day day) const {
  if (!settings_.weekly || std::chrono::weekday{day} != std::chrono::Friday) return {};
  return {{.key = "week",
           .name = text::name,
           .at = *settings_.weekly,
           .catch_up = catch_up,
           .run = [this, day](const Moment& now) { return tell(day, now); }}};
}

Reply Weekly::tell(Day day, const Moment& now) const {
  const DaySpan days{day - std::chrono::days{4}, day};
  const auto all = members_.classes();
  if (std::none_of(all.begin(), all.end(),
                   [&](const Class& klass) { return !reports_.of_class(klass.id, day - a_week, day).empty(); }))
    return {};
  std::map<std::int64_t, std::pair<Person, std::vector<Class>>> told;
  for (const Class& klass : all) {
    for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
      for (Person& one : members_.holders(role, klass.id, now.utc)) {
        auto& [person, classes] = told[one.id];
        person = std::move(one);
        if (classes.empty() || classes.back().id != klass.id) classes.push_back(klass);
      }
    }
  }
  Reply reply;
  for (const auto& [id, entry] : told) {
    const auto& [person, classes] = entry;
    const Speaker reader{person, members_.grants(person, now.utc)};
    const WeekCounts week = week_counts(book_, classes, days, reader, now);
    reply.add(Whisper{.to = person,
                      .content = plain(overview_.summary(week, days)),
                      .priority = storage::Priority::notice,
                      .discreet = true});
    if (classes.size() < 2) continue;
    Sheet sheet = sheet_.week(week, days);
    sheet.mark = export_mark(person.name, now);
    reply.add(HandOver{person, std::move(sheet)});
  }
  return reply;
}

}  // namespace banwei::lesson
