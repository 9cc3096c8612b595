#include "bot/admin_reports.h"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <string_view>
#include <utility>

#include "handlers/common/wording.h"

namespace banwei {

namespace text {
namespace {

constexpr auto same_ids =
    "网关给我发的每条消息同一个编号，发没发到我不知道，可能一条都没发出去。我照样发，发热提醒会多发几次；请到群里看看有"
    "没有我的话，没有就重启网关";
constexpr auto no_ids =
    "这个网关不给消息编号，我发的有没有发到我不知道。我照样发，发热提醒会多发几次；请到群里看看有没有我的话";
constexpr auto no_class = "班级以外的{}";
constexpr auto dead_letter = "有一条消息没能处理，已原样存下，请看日志";

std::string muted(std::string_view name, std::string_view until) {
  return fmt::format("{}群里我说不了话，可能被禁言了。要说的先留着，{}再试；能解禁的请解禁", name, until);
}
std::string removed(std::string_view name) {
  return fmt::format("我已经不在{}群里了，群里的事我看不到也发不了。请把我加回去", name);
}
std::string silenced(std::string_view until) {
  return fmt::format("我连着3条消息没有回音，可能被风控。先停下，{}再试一条；发热提醒照发", until);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days out_for_good{60};  // A mute is shorter.

}  // namespace

Reply AdminReports::breaker_opened(const BreakerOpened& opened, Utc now) {
  const std::string until = wording::hour_minute(zone_.at(opened.until).time_of_day());
  std::vector<Person> people = members_.holders(Role::admin, 0, now);
  if (opened.group.empty()) return tell(people, text::silenced(until));
  const auto klass = members_.class_of_group(opened.group);
  const std::string name = klass ? klass->name : fmt::format(text::no_class, opened.group);
  const bool removed = opened.until - now > out_for_good;
  // Who binds the class's groups tells its counsellors of a removal, and what to do.
  for (Person& person : klass && !removed ? members_.holders(Role::counsellor, klass->id, now) : std::vector<Person>{})
    people.push_back(std::move(person));
  return tell(people, removed ? text::removed(name) : text::muted(name, until));
}

Reply AdminReports::doubtful_ids(const std::string& account, bool same, Utc now) {
  if (!first_today("ids/" + account, now)) return {};
  return tell(members_.holders(Role::admin, 0, now), same ? text::same_ids : text::no_ids);
}

Reply AdminReports::dead_letter(Utc now) {
  if (!first_today("house/dead_letter", now)) return {};
  return tell(members_.holders(Role::admin, 0, now), text::dead_letter);
}

bool AdminReports::first_today(const std::string& job, Utc now) {
  return schedule_.claim({.job = job, .key = iso(zone_.at(now).day()), .due = now}, now);
}

/// Who holds two roles hears it once.
Reply AdminReports::tell(const std::vector<Person>& people, const std::string& words) const {
  Reply reply;
  std::set<std::int64_t> told;
  for (const Person& person : people) {
    if (told.insert(person.id).second) reply.add(Whisper{person, plain(words)});
  }
  return reply;
}

}  // namespace banwei
