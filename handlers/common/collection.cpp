#include "handlers/common/collection.h"

#include <fmt/format.h>

#include "handlers/common/wording.h"

namespace banwei {

namespace text {
namespace {

std::string the_rest(std::string_view say) { return fmt::format("\n（全部名单私聊我说“{}”）", say); }

}  // namespace
}  // namespace text

namespace {

constexpr int most_rounds = 2;
constexpr std::chrono::minutes between_rounds{5};
constexpr std::chrono::minutes count_every{10};

}  // namespace

Collection::Names Collection::names_for(const Context& call) const {
  if (!call.speaker.holds(in_charge, class_id)) return Names::nowhere;
  const bool direct = call.message.place == Place::direct;
  if (is_open(call.now.utc)) return Names::here;
  if (is_open(call.sent.utc) && !direct) return Names::nowhere;  // It was asked in time and is answered too late.
  const bool own = caller == 0 || (call.speaker.person && call.speaker.person->id == caller);
  if (!own && !call.speaker.holds(teachers, class_id)) return Names::nowhere;
  return direct ? Names::here : Names::privately;
}

Collection::Round Collection::round(Utc now) const {
  if (called && now - *called < between_rounds) return Round::too_soon;
  return rounds < most_rounds ? Round::next : Round::enough;
}

bool Collection::lost_in(const HistoryLost& lost, Utc until) const {
  return !sum.complete() && opened < lost.to && until > lost.from;
}

std::vector<std::string> names_of(std::span<const Person> people, std::span<const Person> classmates,
                                  const std::function<std::string(const Person&)>& note) {
  std::vector<std::string> names;
  for (const Person& person : people)
    names.push_back(wording::name_in(person, classmates) + (note ? note(person) : std::string()));
  return names;
}

std::string listed(std::span<const std::string> names, Place place, std::string_view say) {
  if (place == Place::direct || names.size() <= wording::first_few) return wording::name_lines(names);
  return wording::first_names(names) + text::the_rest(say);
}

void count_later(storage::Schedule& schedule, std::string_view feature, std::int64_t class_id, Utc now) {
  const auto next = now.time_since_epoch() / count_every + 1;
  schedule.set_timer(feature, Topic{.kind = "count", .id = class_id, .tail = std::to_string(next)}.text(),
                     Utc{next * count_every}, std::to_string(class_id));
}

std::vector<Class> classes_of(const storage::Members& members, const Context& context, Roles roles) {
  if (context.message.place == Place::group) return context.klass ? std::vector{*context.klass} : std::vector<Class>{};
  std::vector<Class> held = members.classes();
  std::erase_if(held, [&](const Class& klass) { return !context.speaker.holds(roles, klass.id); });
  return held;
}

}  // namespace banwei
