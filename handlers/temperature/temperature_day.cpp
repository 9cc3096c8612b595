#include "handlers/temperature/temperature_day.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/absences.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/tokens.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::hour_minute;

std::string greeting(std::chrono::minutes deadline) {
  return fmt::format("早上好，今天的体温请在{}前发，直接发数字就行，如 36.5", hour_minute(deadline));
}
std::string still_missing(std::size_t count, std::chrono::minutes deadline) {
  return fmt::format("体温还差{}位，{}截止", count, hour_minute(deadline));
}
std::string called(const std::string& klass, std::size_t count) {
  return fmt::format("已在{}群里催体温：{}位", klass, count);
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
std::string all_in(const std::string& klass) { return klass + "体温全员已报，不用催了"; }
std::string none_to_call(const std::string& klass) {
  return klass + "体温还差的都说过没体温计，不用催。名单说“谁没报”";
}
std::string just_called(const std::string& klass) { return klass + "体温5分钟内刚提醒过，等一等再催"; }
std::string called_twice(const std::string& klass) {
  return klass + "体温今天群里已经提醒过两次了，请私下问问还差的同学。名单说“谁没报”";
}
std::string over(const std::string& klass, std::chrono::minutes deadline, std::size_t told) {
  std::string line = fmt::format("{}体温{}已经截止，群里不再点名", klass, hour_minute(deadline));
  if (told > 0) line += fmt::format("，这次私聊提醒了{}位", told);
  return line + "。名单说“谁没报”";
}
std::string apart(const std::string& klass, std::size_t told) {
  return told == 0 ? klass + "没有私聊得到的人" : fmt::format("{}：已经私聊提醒{}位，群里没有说", klass, told);
}
std::string out_of_reach(const std::vector<std::string>& names) {
  return "\n私聊不到，请打电话：\n" + wording::first_names(names);
}
std::string please_report(const std::string& teacher) {
  return fmt::format("{}让我提醒你：今天的体温还没收到，量好直接发数字就行，如 36.5", teacher);
}
constexpr auto which_class = "你有几个班，请写上班级，如：催报 机电1901";
std::string no_group(const std::string& klass) { return klass + "还没有绑定群，催不了"; }

std::string counted(std::size_t answered, std::size_t expected) {
  return fmt::format("🌡 已报 {}/{}", answered, expected);
}

}  // namespace
}  // namespace text

std::string no_list(const std::string& klass) {
  return klass + " 还没有名单，不知道该等谁报。辅导员把名单表格私聊发给我就行，怎么写说“导入名单”";
}

namespace {

constexpr std::chrono::minutes closing_keeps{15};
constexpr std::size_t few = 20;  // So many are called by name; more are spoken to as a class.

std::string rounds_of(const Class& klass) { return fmt::format("{}/round/{}", feature, klass.id); }
std::string round_of(Day day, int round) { return fmt::format("{}/{}", iso(day), round); }

}  // namespace

Collection DayFrame::collection(const Class& klass, Day day) const {
  const auto answered = readings_.answered(klass.id, day);
  auto away = excused_on(leaves_, exemptions_, klass.id, day, zone_);
  if (!times_.asks_on(day)) {
    for (const Person& person : members_.students(klass.id)) away.insert(person.id);
  }
  std::erase_if(away, [&](std::int64_t person) { return answered.contains(person); });  // 请假也欢迎报
  const Utc due = zone_.utc(day + times_.deadline(klass, day));
  const Utc end =
      zone_.utc(day + std::chrono::days{1}) - std::chrono::seconds{1};  // Whoever left by then is not expected.
  Collection asked{.class_id = klass.id,
                   .opened = zone_.utc(day),
                   .deadline = due,
                   .sum = tally(members_.students(klass.id, end), answered, due, away),
                   .called = schedule_.last(rounds_of(klass))};
  while (schedule_.claimed(rounds_of(klass), round_of(day, asked.rounds + 1))) ++asked.rounds;
  return asked;
}

std::optional<DayFrame::Excuse> DayFrame::excuse(const Person& person, const Class& klass, Day day) const {
  const auto first = readings_.first_day();  // Before that nobody was asked.
  if (!times_.asks_on(day) || !first || day < *first) return Excuse::not_asked;
  const auto exempted = exempt(klass, day);
  const auto is_his = [&](const storage::Exemption& one) { return one.person == person.id; };
  if (std::any_of(exempted.begin(), exempted.end(), is_his)) return Excuse::exempt;
  if (away_on(leaves_, klass.id, day, zone_).contains(person.id)) return Excuse::on_leave;
  const Utc end = zone_.utc(day + std::chrono::days{1}) - std::chrono::seconds{1};
  const auto students = members_.students(klass.id, end);
  const bool there =
      std::any_of(students.begin(), students.end(), [&](const Person& one) { return one.id == person.id; });
  return there ? std::nullopt : std::optional(Excuse::not_asked);
}

Reply DayFrame::ask_again(const HistoryLost& lost, const Moment& now) const {
  const auto klass = members_.class_of_group(lost.group);
  if (!klass) return {};
  const Collection today = collection(*klass, now.day());
  if (!today.is_open(now.utc) || !today.lost_in(lost, *today.deadline)) return {};
  if (lost.only_private && call_to_come(*klass, now)) return {};
  const Moment from = zone_.at(std::max(lost.from, today.opened));
  const Moment to = zone_.at(lost.to);
  const auto due = times_.deadline(*klass, now.day());
  const std::string words =
      lost.only_private ? text::say_again_in_private(from, to, due) : text::say_again(from, to, due);
  const auto missing = to_call(*klass, today, now.day());
  const auto contents = missing.size() <= few ? calling(missing, words) : std::vector<Content>{plain(words)};
  Reply reply;
  for (const Content& content : contents)
    reply.add(Post{klass->group, content, storage::Priority::ladder, "", *today.deadline});
  return reply;
}

std::vector<ScheduledJob> DayFrame::jobs(Day day) {
  std::vector<ScheduledJob> acts;
  if (!times_.asks_on(day)) return acts;
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
            const bool some = !to_call(klass, asked, now.day()).empty();
            const bool calls = some && asked.round(now.utc) == Collection::Round::next;
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
  const auto missing = to_call(klass, day, now.day());
  Reply reply;
  for (Content& content : calling(missing, text::still_missing(missing.size(), times_.deadline(klass, now.day()))))
    reply.add(Post{klass.group, std::move(content), storage::Priority::ladder, "", *day.deadline});
  return reply;
}

std::vector<Person> DayFrame::to_call(const Class& klass, const Collection& day, Day date) const {
  std::vector<Person> people = day.sum.missing;
  const auto notes = readings_.notes(klass.id, date);
  std::erase_if(people, [&](const Person& person) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const storage::Note& note) { return note.person == person.id && note.why == "broken"; });
  });
  return people;
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
  auto people = to_call(klass, today, now.day());
  if (round == Collection::Round::next && !people.empty()) count_round(klass, today.rounds + 1, now);
  return people;
}

namespace {

/// 私聊提醒一下没报的
bool asks_for_whispers(const Context& call) {
  const auto heard = language::cut(normalised(words_of(call.message)), {}, call.sent.day()).words;
  return heard.has(language::feature_words::privately);
}

}  // namespace

Reply DayFrame::call_missing(const Context& call, std::optional<std::string> name) {
  const auto meant = classes_meant(call, members_, name, in_charge);
  if (!meant) return privately(call, not_your_class(*name));
  const auto& classes = *meant;
  if (classes.size() != 1) return privately(call, text::which_class);
  const Class& klass = classes.front();
  if (klass.group.empty()) return privately(call, text::no_group(klass.name));
  if (members_.students(klass.id).empty()) return privately(call, no_list(klass.name));
  const Collection today = collection(klass, call.sent.day());
  if (today.sum.complete()) return privately(call, text::all_in(klass.name));
  const auto people = to_call(klass, today, call.sent.day());
  if (people.empty()) return privately(call, text::none_to_call(klass.name));
  const auto round = today.round(call.now.utc);
  if (round == Collection::Round::too_soon) return privately(call, text::just_called(klass.name));
  const bool over = !today.is_open(call.now.utc);
  if (over || asks_for_whispers(call)) return call_apart(call, klass, today, over);
  if (round == Collection::Round::enough) return privately(call, text::called_twice(klass.name));
  Reply reply = call_out(klass, today, call.now);
  if (call.message.place == Place::direct) reply.add(Say{plain(text::called(klass.name, people.size()))});
  return reply;
}

/// The group is not told who is missing, and each of them is.
Reply DayFrame::call_apart(const Context& call, const Class& klass, const Collection& today, bool over) {
  count_round(klass, today.rounds + 1, call.now);
  const Person& by = *call.speaker.person;
  const std::string words = text::please_report(by.staff ? wording::teacher(by.name) : by.name);
  Reply reply;
  std::vector<Person> out_of_reach;
  std::size_t told = 0;
  for (const Person& person : to_call(klass, today, call.sent.day())) {
    if (person.id == by.id) continue;
    if (members_.reach(person.account) != Reach::friendly) {
      out_of_reach.push_back(person);
    } else {
      ++told;
      reply.add(Whisper{person, plain(words), storage::Priority::ladder});
    }
  }
  std::string line =
      over ? text::over(klass.name, times_.deadline(klass, call.sent.day()), told) : text::apart(klass.name, told);
  if (!out_of_reach.empty()) line += text::out_of_reach(names_of(out_of_reach, members_.students(klass.id)));
  reply.join(privately(call, line));
  return reply;
}

Reply DayFrame::count(std::int64_t class_id, const Moment& now) const {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  const Tally sum = collection(*klass, now.day()).sum;
  return Reply{}.add(
      Post{klass->group, plain(text::counted(sum.answered.size(), sum.expected.size())), storage::Priority::summary});
}

}  // namespace banwei::temperature
