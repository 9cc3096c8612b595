#include "handlers/whereabouts/twice.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/common/collection.h"
#include "handlers/common/wording.h"

namespace banwei::whereabouts {

namespace text {
namespace {

std::string please(bool morning, std::chrono::minutes until) {
  return fmt::format("{}测温，{}前直接发数字就行，如 36.5", morning ? "早" : "晚", wording::hour_minute(until));
}
std::string heading(bool morning, std::size_t measured, std::size_t all) {
  return fmt::format("留汉、在岗{}测 {}/{}，还差：", morning ? "早" : "晚", measured, all);
}
std::string line(const std::string& klass, const std::vector<std::string>& names) {
  return fmt::format("\n{} {}", klass, wording::first_names(names));
}

}  // namespace
}  // namespace text

namespace {

/// So long before the evening's window what is measured may be meant for it.
constexpr std::chrono::hours ahead{2};

}  // namespace

bool Twice::is_one(const storage::Whereabouts& where) const {
  return (settings_.on_post && where.on_post == true) || (settings_.in_wuhan && where.in_wuhan == true) ||
         (settings_.isolated && where.isolated == true);
}

std::vector<TwiceADay> Twice::of_class(const Class& klass, Day day) const {
  auto places = log_.of_class(klass.id, day);
  std::erase_if(places, [&](const storage::Whereabouts& one) { return !is_one(one); });
  std::vector<TwiceADay> all;
  if (places.empty()) return all;
  const auto exempt = exemptions_.of_class(klass.id, day);
  const Utc end = zone_.utc(day + std::chrono::days{1}) - std::chrono::seconds{1};
  for (Person& student : members_.students(klass.id, end)) {
    const auto place =
        std::find_if(places.begin(), places.end(), [&](const auto& one) { return one.person == student.id; });
    const auto is_excused = [&](const storage::Exemption& one) { return one.person == student.id; };
    if (place == places.end() || std::any_of(exempt.begin(), exempt.end(), is_excused)) continue;
    TwiceADay one{.person = std::move(student), .where = *place};
    for (const storage::Reading& reading : readings_.history(one.person.id, day, day)) {
      if (reading.withdrawn || reading.centi <= 0) continue;
      // 中午36.9 may stand for a morning that was missed, and for no evening.
      const bool late = reading.slot.empty() ? zone_.at(reading.sent).time_of_day() >= settings_.evening.from - ahead
                                             : reading.slot == "pm";
      const bool midday = !late && reading.slot != "am" && one.morning != 0;
      if (!midday) (late ? one.evening : one.morning) = reading.centi;
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<ScheduledJob> Twice::jobs(Day day) const {
  std::vector<ScheduledJob> all;
  if (settings_.workdays && !calendar_.workday(day)) return all;
  for (const bool morning : {true, false}) {
    const Settings::Window& window = morning ? settings_.morning : settings_.evening;
    const char* half = morning ? "morning" : "evening";
    all.push_back({.key = fmt::format("ask/{}", half),
                   .at = window.from,
                   .catch_up = window.until - window.from,
                   .run = [this, morning](const Moment& now) { return ask(morning, now); }});
    all.push_back({.key = fmt::format("tell/{}", half), .at = window.until, .run = [this, morning](const Moment& now) {
                     return tell(morning, now);
                   }});
  }
  return all;
}

Reply Twice::ask(bool morning, const Moment& now) const {
  Reply reply;
  const auto until = (morning ? settings_.morning : settings_.evening).until;
  for (const Class& klass : members_.classes()) {
    for (const TwiceADay& one : of_class(klass, now.day())) {
      if ((morning ? one.morning : one.evening) != 0) continue;
      reply.add(Whisper{.to = one.person,
                        .content = plain(text::please(morning, until)),
                        .priority = storage::Priority::ladder,
                        .discreet = true});
    }
  }
  return reply;
}

/// To each counsellor one message over all his classes.
Reply Twice::tell(bool morning, const Moment& now) const {
  struct Told {
    Person teacher = {};
    std::size_t all = 0, measured = 0;
    std::string lines = {};
  };
  std::map<std::int64_t, Told> tellings;
  for (const Class& klass : members_.classes()) {
    const auto some = of_class(klass, now.day());
    if (some.empty()) continue;
    std::vector<Person> missing;
    for (const TwiceADay& one : some)
      if ((morning ? one.morning : one.evening) == 0) missing.push_back(one.person);
    const std::string line =
        missing.empty() ? std::string() : text::line(klass.name, names_of(missing, members_.students(klass.id)));
    for (const Person& teacher : members_.holders(Role::counsellor, klass.id, now.utc)) {
      Told& told = tellings[teacher.id];
      told.teacher = teacher;
      told.all += some.size();
      told.measured += some.size() - missing.size();
      told.lines += line;
    }
  }
  Reply reply;
  for (const auto& [id, told] : tellings) {
    if (told.lines.empty()) continue;
    reply.add(Whisper{.to = told.teacher,
                      .content = plain(text::heading(morning, told.measured, told.all) + told.lines),
                      .priority = storage::Priority::ladder,
                      .discreet = true});
  }
  return reply;
}

}  // namespace banwei::whereabouts
