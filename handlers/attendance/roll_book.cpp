#include "handlers/attendance/roll_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>

#include "handlers/attendance/rollcall_words.h"
#include "handlers/common/absences.h"
#include "handlers/common/shown.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace {

constexpr std::string_view about_rollcall = "rollcall";
constexpr std::string_view shown_last = "attendance/shown";  // It is no question, and nobody else asks under it.

}  // namespace

std::string about(const RollCall& rollcall) {
  return Topic{.kind = std::string(about_rollcall), .id = rollcall.id}.text();
}

std::optional<RollCall> RollBook::by_about(std::string_view about) const {
  const auto topic = Topic::read(about);
  return topic && topic->kind == about_rollcall ? calls_.by_id(topic->id) : std::nullopt;
}

std::vector<RollCall> RollBook::of_today(std::int64_t class_id, const Moment& at) const {
  const Utc midnight = zone_.utc(at.day());
  auto calls = calls_.of_class(class_id, midnight - longest, at.utc + std::chrono::seconds{1});
  std::erase_if(calls, [&](const RollCall& call) { return call.due <= midnight; });
  return calls;
}

std::vector<RollCall> RollBook::of_day(const std::vector<Class>& classes, const Moment& at) const {
  std::vector<RollCall> calls;
  for (const Class& klass : classes) {
    for (RollCall& one : of_today(klass.id, at)) calls.push_back(std::move(one));
  }
  return calls;
}

std::optional<RollCall> RollBook::quoted(const Context& call, const std::vector<RollCall>& among) const {
  for (const Part& part : call.message.content) {
    if (part.kind != Part::Kind::quote) continue;
    auto quoted = by_about(outbox_.about(call.message.room, part.value));
    if (!quoted) quoted = calls_.called_by(call.message.room, part.value);
    const bool known =
        quoted && std::any_of(among.begin(), among.end(), [&](const RollCall& one) { return one.id == quoted->id; });
    if (known) return quoted;
  }
  return std::nullopt;
}

std::optional<RollCall> RollBook::meant(const Context& call, const std::vector<Class>& classes,
                                        const std::optional<std::string>& title,
                                        const std::optional<Moment>& at) const {
  auto calls = of_day(classes, at.value_or(call.sent));
  if (auto one = quoted(call, calls)) return one;
  if (title) std::erase_if(calls, [&](const RollCall& one) { return !is_short_for(*title, normalised(one.title)); });
  const auto rank = [&](const RollCall& one) {
    const bool own = call.speaker.person && one.caller == call.speaker.person->id;
    return std::tuple(one.closed.has_value(), !own, -one.opened.time_since_epoch());
  };
  std::stable_sort(calls.begin(), calls.end(), [&](const RollCall& a, const RollCall& b) { return rank(a) < rank(b); });
  return calls.empty() ? std::nullopt : std::optional(calls.front());
}

/// A leave counts for whoever has said nothing that stands: who is here is here, and what was marked by hand stays.
std::map<std::int64_t, Mark> RollBook::marks(const RollCall& rollcall) const {
  using Status = Mark::Status;
  using State = storage::Leave::State;
  auto all = calls_.marks(rollcall.id);
  const auto note = [&](std::int64_t person, Status status) {
    const auto found = all.find(person);
    const bool stands = found != all.end() && found->second.status != Status::behalf &&
                        found->second.status != Status::problem && found->second.status != Status::leave &&
                        found->second.status != Status::refused;
    if (!stands) all[person] = {.roll_call = rollcall.id, .person = person, .status = status, .by = person};
  };
  const Moment opened = zone_.at(rollcall.opened);
  for (const storage::Leave& leave : leaves_.waiting(opened.day())) {
    const bool here = leave.class_id == rollcall.class_id && covers(leave, opened, rollcall.title, lessons_);
    if (here) note(leave.person, Status::leave);
  }
  for (const storage::Leave& leave : leaves_.of_roll_call(rollcall.id)) {
    if (leave.state == State::withdrawn || leave.ended) continue;
    note(leave.person, leave.state == State::approved  ? Status::excused
                       : leave.state == State::refused ? Status::refused
                                                       : Status::leave);
  }
  for (const std::int64_t person : away_at(leaves_, rollcall.class_id, opened, rollcall.title, lessons_))
    note(person, Status::excused);
  return all;
}

RollBook::Meant RollBook::to_change(const Context& call, const std::vector<Class>& classes,
                                    const std::optional<std::string>& title, bool open_only) const {
  const std::int64_t self = call.speaker.person->id;
  auto calls = of_day(classes, call.sent);
  if (auto one = title ? meant(call, classes, title) : quoted(call, calls)) return {true, {*one}};
  if (title) return {};
  const bool had_own = std::any_of(calls.begin(), calls.end(), [&](const auto& one) { return one.caller == self; });
  const auto is_open = [](const RollCall& one) { return !one.closed; };
  const auto open = std::count_if(calls.begin(), calls.end(), is_open);
  if (open_only || open > 1) std::erase_if(calls, std::not_fn(is_open));
  const auto read = questions_.open(self, shown_last, call.now.utc);
  const auto last = read ? calls_.by_id(std::stoll(read->payload)) : std::nullopt;
  const auto own =
      std::find_if(calls.begin(), calls.end(), [&](const auto& one) { return is_open(one) && one.caller == self; });
  const bool mine = own != calls.end();
  const bool among = last && std::any_of(classes.begin(), classes.end(),
                                         [&](const Class& klass) { return klass.id == last->class_id; });
  if (among && !(open_only && last->closed) && (!mine || read->asked > own->opened)) return {true, {*last}};
  if (mine) return {true, {*own}};
  // Whoever has just ended his own does not mean another's by the same words.
  if (open_only && had_own) return {false, std::move(calls)};
  if (const auto one = std::find_if(calls.begin(), calls.end(), is_open); open == 1) return {true, {*one}};
  return {calls.size() == 1, std::move(calls)};
}

std::vector<RollCall> RollBook::meant_with(const Context& call, const RollCall& rollcall) const {
  const bool own = call.message.place == Place::direct && rollcall.caller == call.speaker.person->id;
  return own ? together(rollcall) : std::vector{rollcall};
}

void RollBook::shown(const RollCall& rollcall, const Person& to, Utc now) const {
  note_shown(questions_, to, "rollcall", together(rollcall).size() > 1 ? 0 : rollcall.class_id, zone_.at(now));
  questions_.ask({.person = to.id,
                  .feature = std::string(shown_last),
                  .kind = "shown",
                  .payload = std::to_string(rollcall.id),
                  .day = zone_.at(now).day(),
                  .asked = now,
                  .until = now + longest});
}

Collection RollBook::collection(const RollCall& rollcall) const {
  const Utc deadline = rollcall.closed ? std::min(rollcall.due, *rollcall.closed) : rollcall.due;
  return {.class_id = rollcall.class_id,
          .caller = rollcall.caller,
          .opened = rollcall.opened,
          .deadline = deadline,
          .sum = sum_up(members_.students(rollcall.class_id, deadline), marks(rollcall), rollcall.due),
          .rounds = rollcall.rounds};
}

std::vector<Person> RollBook::still_missing(const RollCall& rollcall) const {
  const auto marks = this->marks(rollcall);
  std::vector<Person> people = collection(rollcall).sum.missing;
  std::erase_if(people, [&](const Person& person) {
    const auto mark = marks.find(person.id);
    return mark != marks.end() && mark->second.status == Mark::Status::leave;
  });
  return people;
}

std::optional<Person> RollBook::owner_of(const RollCall& rollcall, Utc now) const {
  const auto caller = members_.by_id(rollcall.caller);
  if (caller && Speaker{caller, members_.grants(*caller, now)}.holds(callers, rollcall.class_id)) return caller;
  const auto counsellors = members_.holders(Role::counsellor, rollcall.class_id, now);
  return counsellors.empty() ? std::nullopt : std::optional(counsellors.front());
}

Mark RollBook::mark_of(const Context& call, const RollCall& rollcall, const Person& person, Mark::Status status) const {
  return {.roll_call = rollcall.id,
          .person = person.id,
          .status = status,
          .by = call.speaker.person->id,
          .room = call.message.room,
          .message = call.message.id,
          .sent = call.sent.utc,
          .recorded = call.now.utc};
}

bool RollBook::record(const Mark& mark, bool by_hand) {
  const auto current = calls_.mark_of(mark.roll_call, mark.person);
  if (current && !takes_place(*current, mark, by_hand)) return false;
  calls_.mark(mark);
  return true;
}

std::string RollBook::hour_minute(Utc at) const { return wording::hour_minute(zone_.at(at).time_of_day()); }

}  // namespace banwei::attendance
