#include "handlers/temperature/temperature_day.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/absences.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::hour_minute;

std::string greeting(std::chrono::minutes deadline) {
  return fmt::format("早上好，今天的体温请在{}前发，直接发数字就行，如 36.5", hour_minute(deadline));
}
std::string still_missing(std::size_t count, std::chrono::minutes deadline) {
  return fmt::format("还差{}位，{}截止", count, hour_minute(deadline));
}
std::string closed(Day day, const Tally& sum) {
  std::string line =
      fmt::format("🌡 {} 体温已报{}/{}，", wording::month_day(day), sum.answered.size(), sum.expected.size());
  if (sum.complete()) return line + "全员已报，谢谢大家";
  return line + fmt::format("还差{}位，补报直接发数字就行", sum.missing.size());
}
std::string say_again(const Moment& from, const Moment& to, std::chrono::minutes deadline) {
  return fmt::format("{}–{}我掉线了，这段时间的消息可能没看全。发过体温的请再发一次，{}前都算按时",
                     hour_minute(from.time_of_day()), hour_minute(to.time_of_day()), hour_minute(deadline));
}
std::string say_again_in_private(const Moment& from, const Moment& to, std::chrono::minutes deadline) {
  return fmt::format("{}–{}我掉线了，群里的补看过了，私聊的没收到。私聊发过体温的请再发一次，{}前都算按时",
                     hour_minute(from.time_of_day()), hour_minute(to.time_of_day()), hour_minute(deadline));
}
constexpr auto all_in = "全员已报，不用催了";
constexpr auto just_called = "5分钟内刚在群里提醒过，等一等再催";
constexpr auto called_twice = "今天群里已经提醒过两次了，请私下问问还差的同学。名单说“谁没报”";
std::string over(std::chrono::minutes deadline, const std::vector<std::string>& names) {
  return fmt::format("{}已经截止，群里不再点名。请私下问问：\n{}", hour_minute(deadline), wording::name_lines(names));
}
constexpr auto no_group = "这个班还没有绑定群，催不了";

std::string counted(std::size_t answered, std::size_t expected) {
  return fmt::format("🌡 已报 {}/{}", answered, expected);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes closing_keeps{15};
constexpr std::size_t few = 20;  // people who are called by name; more are spoken to as a class

std::string rounds_of(const Class& klass) { return fmt::format("{}/round/{}", feature, klass.id); }
std::string round_of(Day day, int round) { return fmt::format("{}/{}", iso(day), round); }

}  // namespace

Collection DayFrame::collection(const Class& klass, Day day) const {
  const auto answered = readings_.answered(klass.id, day);
  auto away = away_on(leaves_, klass.id, day, zone_);
  std::erase_if(away, [&](std::int64_t person) { return answered.contains(person); });  // 请假也欢迎报
  const Utc due = zone_.utc(day + times_.deadline(klass, day));
  Collection asked{.class_id = klass.id,
                   .opened = zone_.utc(day),
                   .deadline = due,
                   .sum = tally(members_.students(klass.id), answered, due, away),
                   .called = schedule_.last(rounds_of(klass))};
  while (schedule_.claimed(rounds_of(klass), round_of(day, asked.rounds + 1))) ++asked.rounds;
  return asked;
}

Reply DayFrame::ask_again(const HistoryLost& unheard, const Moment& now) const {
  const auto klass = members_.class_of_group(unheard.group);
  if (!klass) return {};
  const Collection today = collection(*klass, now.day());
  if (!today.is_open(now.utc) || !today.lost_in(unheard, *today.deadline)) return {};
  if (unheard.only_private && call_to_come(*klass, now)) return {};
  const Moment from = zone_.at(std::max(unheard.from, today.opened));
  const Moment to = zone_.at(unheard.to);
  const auto due = times_.deadline(*klass, now.day());
  const std::string words =
      unheard.only_private ? text::say_again_in_private(from, to, due) : text::say_again(from, to, due);
  const auto& missing = today.sum.missing;
  const auto contents = missing.size() <= few ? calling(missing, words) : std::vector<Content>{plain(words)};
  Reply reply;
  for (const Content& content : contents)
    reply.add(Post{klass->group, content, storage::Priority::ladder, "", *today.deadline});
  return reply;
}

std::vector<ScheduledJob> DayFrame::jobs(Day day) {
  std::vector<ScheduledJob> acts;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    Settings set = times_.of(klass.id, day);
    const std::chrono::minutes usual = std::exchange(set.deadline, times_.deadline(klass, day));
    const auto add = [&](const char* key, const char* name, std::chrono::minutes at, std::chrono::minutes catch_up,
                         std::function<Reply(const Collection&, const Moment&)> say) {
      acts.push_back({.key = fmt::format("{}/{}", key, klass.id),
                      .name = name,
                      .class_id = klass.id,
                      .at = at,
                      .catch_up = catch_up,
                      .run = [this, klass, day, say = std::move(say)](const Moment& now) {
                        const Collection asked = collection(klass, day);
                        return asked.sum.expected.empty() ? Reply{} : say(asked, now);
                      }});
    };
    if (set.greeting) {
      add("greeting", "体温问候", *set.greeting, std::chrono::hours{1},
          [this, klass, day, deadline = set.deadline](const Collection& asked, const Moment&) {
            if (asked.sum.complete()) return Reply{};
            return Reply{}.add(Post{klass.group, plain(text::greeting(deadline)), storage::Priority::ladder, "",
                                    zone_.utc(day + deadline)});
          });
    }
    if (set.nudge && *set.nudge < usual) {
      add("nudge", "催报体温", *set.nudge, usual - *set.nudge - std::chrono::minutes{1},
          [this, klass](const Collection& asked, const Moment& now) {
            const bool calls = !asked.sum.complete() && asked.round(now.utc) == Collection::Round::next;
            return calls ? call_out(klass, asked, now) : Reply{};
          });
    }
    if (set.closing) {
      add("deadline", "体温截止", set.deadline, std::chrono::hours{1},
          [klass, day](const Collection& asked, const Moment& now) {
            return Reply{}.add(Post{klass.group, plain(text::closed(day, asked.sum)), storage::Priority::summary, "",
                                    now.utc + closing_keeps});
          });
    }
  }
  return acts;
}

Reply DayFrame::call_out(const Class& klass, const Collection& day, const Moment& now) {
  count_round(klass, day.rounds + 1, now);
  const auto& missing = day.sum.missing;
  Reply reply;
  for (Content& content : calling(missing, text::still_missing(missing.size(), times_.deadline(klass, now.day()))))
    reply.add(Post{klass.group, std::move(content), storage::Priority::ladder, "", *day.deadline});
  return reply;
}

void DayFrame::count_round(const Class& klass, int round, const Moment& now) {
  schedule_.claim({.job = rounds_of(klass), .key = round_of(now.day(), round), .due = now.utc}, now.utc);
}

/// Whether those missing will be called today without being asked for it, be it late.
bool DayFrame::call_to_come(const Class& klass, const Moment& now) const {
  const Settings set = times_.of(klass.id, now.day());
  if (!set.nudge || now.time_of_day() >= set.deadline - std::chrono::minutes{1}) return false;
  const auto last = schedule_.last(rounds_of(klass));
  return now.time_of_day() < *set.nudge || !last || zone_.at(*last).day() != now.day();
}

std::optional<std::vector<Person>> DayFrame::call_by_reminder(const Class& klass, const Moment& now) {
  const Collection today = collection(klass, now.day());
  if (!today.is_open(now.utc)) return std::nullopt;
  const auto round = today.round(now.utc);
  if (round == Collection::Round::too_soon) return std::vector<Person>{};
  if (round == Collection::Round::next && !today.sum.complete()) count_round(klass, today.rounds + 1, now);
  return today.sum.missing;
}

Reply DayFrame::call_missing(const Context& said, std::optional<std::string> name) {
  const auto about = within(said, members_, name, in_charge);
  if (!about) return privately(said, not_your_class(*name));
  const Context& call = *about;
  if (!call.klass || call.klass->group.empty()) return privately(call, text::no_group);
  const Class& klass = *call.klass;
  const Collection today = collection(klass, call.sent.day());
  if (today.sum.complete()) return privately(call, text::all_in);
  if (!today.is_open(call.now.utc)) {
    const auto names = names_of(today.sum.missing, members_.students(klass.id));
    return privately(call, text::over(times_.deadline(klass, call.sent.day()), names));
  }
  switch (today.round(call.now.utc)) {
    case Collection::Round::too_soon:
      return privately(call, text::just_called);
    case Collection::Round::enough:
      return privately(call, text::called_twice);
    case Collection::Round::next:
      break;
  }
  return call_out(klass, today, call.now);
}

Reply DayFrame::count(std::int64_t class_id, const Moment& now) const {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  const Tally sum = collection(*klass, now.day()).sum;
  return Reply{}.add(
      Post{klass->group, plain(text::counted(sum.answered.size(), sum.expected.size())), storage::Priority::summary});
}

}  // namespace banwei::temperature
