#include "handlers/lesson/weekly.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
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
constexpr std::size_t classes_a_slice =
    8;  // Of a class a term is read for its hours; a turn takes fifty milliseconds at most.

DaySpan week_to(Day friday) { return {friday - std::chrono::days{4}, friday}; }

}  // namespace

/// A few classes a minute; the others, all of a small college, when everybody is told.
std::vector<ScheduledJob> Weekly::jobs(Day day) {
  if (!settings_.weekly || std::chrono::weekday{day} != std::chrono::Friday) return {};
  std::vector<ScheduledJob> all;
  const std::size_t slices = members_.classes().size() / classes_a_slice;
  for (std::size_t slice = 0; slice < slices; ++slice)
    all.push_back({.key = fmt::format("count/{}", slice),
                   .at = *settings_.weekly + std::chrono::minutes{slice},
                   .catch_up = catch_up,
                   .run = [this, day, slice](const Moment& now) { return count(day, slice, now); }});
  all.push_back({.key = "week",
                 .name = text::name,
                 .at = *settings_.weekly + std::chrono::minutes{slices},
                 .catch_up = catch_up,
                 .run = [this, day](const Moment& now) { return tell(day, now); }});
  return all;
}

bool Weekly::reported(Day day) const {
  const auto all = members_.classes();
  return std::any_of(all.begin(), all.end(),
                     [&](const Class& klass) { return !reports_.of_class(klass.id, day - a_week, day).empty(); });
}

/// Whoever is told of a class is a teacher of it or the office: all of them see the same.
WeekCounts::OfClass Weekly::counted(const Class& klass, Day day, const Moment& now) const {
  const Speaker reader{std::nullopt, {{Role::counsellor, klass.id}}};
  return count_class(book_, settings_, klass, week_to(day), reader, now);
}

Reply Weekly::count(Day day, std::size_t slice, const Moment& now) {
  if (slice == 0) counted_.clear();
  const auto all = members_.classes();
  const std::size_t end = std::min(all.size(), (slice + 1) * classes_a_slice);
  for (std::size_t i = slice * classes_a_slice; i < end; ++i)
    counted_.insert_or_assign(all[i].id, counted(all[i], day, now));
  return {};
}

Reply Weekly::tell(Day day, const Moment& now) {
  auto known = std::exchange(counted_, {});
  if (!reported(day)) return {};
  std::map<std::int64_t, std::pair<Person, WeekCounts>> told;
  for (const Class& klass : members_.classes()) {
    if (!known.contains(klass.id)) known.emplace(klass.id, counted(klass, day, now));
    for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
      for (Person& one : members_.holders(role, klass.id, now.utc)) {
        auto& [person, week] = told[one.id];
        person = std::move(one);
        if (week.classes.empty() || week.classes.back().klass.id != klass.id) week.add(known.at(klass.id));
      }
    }
  }
  const DaySpan days = week_to(day);
  Reply reply;
  for (const auto& [id, entry] : told) {
    const auto& [person, week] = entry;
    reply.add(Whisper{.to = person,
                      .content = plain(overview_.summary(week, days)),
                      .priority = storage::Priority::notice,
                      .discreet = true});
    if (week.classes.size() < 2) continue;
    Sheet sheet = sheet_.week(week, days);
    sheet.mark = export_mark(person.name, now);
    reply.add(HandOver{person, std::move(sheet)});
  }
  return reply;
}

}  // namespace banwei::lesson
