#include "handlers/attendance/rollcall_progress.h"

#include <algorithm>

#include "handlers/attendance/attendance_words.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string counts(const Tally& sum) {
  std::string words = fmt::format("到{}", sum.in_time());
  if (!sum.late.empty()) words += fmt::format(" 迟到{}", sum.late.size());
  if (!sum.excused.empty()) words += fmt::format(" 请假{}", sum.excused.size());
  if (!sum.missing.empty()) words += fmt::format(" 未到{}", sum.missing.size());
  return words;
}
std::string ended(const RollCall& rollcall, const Tally& sum) {
  const std::string head = rollcall.title.empty() ? "" : rollcall.title + "：";
  const std::string tail = sum.in_time() == headcount(sum) ? "，全员到齐，谢谢大家" : "";
  return fmt::format("{}应到{} {}{}", head, headcount(sum), counts(sum), tail);
}
std::string so_far(const RollCall& rollcall, const Tally& sum, std::string_view to) {
  return fmt::format("{}：应到{} {} · {}截止", title(rollcall), headcount(sum), counts(sum), to);
}
std::string of_classes(const std::string& head, std::size_t count) { return fmt::format("{} · {}个班", head, count); }
std::string still_missing(const std::string& names) { return "\n还差：" + names; }
constexpr auto how_to_see = "还有谁没到";
constexpr auto how_to_mark = "改记直接说“李四记到”“李四迟到”或“准假 李四”";
std::string your_own(const std::string& status) { return "\n你：" + status; }
std::string nudge(const RollCall& rollcall, std::string_view to) {
  return fmt::format("{}还没签到，{}截止，到了回{}", rollcall.title.empty() ? "" : "“" + rollcall.title + "”", to,
                     rollcall.password.empty() ? "“到”" : "口令");
}
std::string reminded_twice(const RollCall& rollcall) {
  return fmt::format("“{}”已经提醒过两轮了，剩下的请私聊或打电话。说“还有谁没到”看名单", title(rollcall));
}
std::string nobody_to_remind(const RollCall& rollcall) { return fmt::format("“{}”没有要提醒的人了", title(rollcall)); }
std::string reminded(const RollCall& rollcall, const std::string& klass, std::size_t count) {
  return fmt::format("已在{}群里催“{}”签到：{}位", klass, title(rollcall), count);
}
std::string reported(const storage::LessonReport& report) {
  const std::string lessons = report.first == 0             ? ""
                              : report.first == report.last ? fmt::format("{}节 ", report.first)
                                                            : fmt::format("{}-{}节 ", report.first, report.last);
  return fmt::format("{}{} {}/{}", lessons, report.course, report.present, report.due);
}
constexpr auto no_roll_calls = "这段时间没有点过名";
std::string more(std::size_t count) { return fmt::format("\n…共{}次", count); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_lines = 11;

}  // namespace

std::string Progress::line(const RollCall& rollcall) const {
  const Tally sum = book_.collection(rollcall).sum;
  if (rollcall.closed) return text::ended(rollcall, sum);
  return text::so_far(rollcall, sum, book_.hour_minute(rollcall.due));
}

std::string Progress::names(const std::vector<RollCall>& together) const {
  const RollCall& first = together.front();
  const Moment opened = zone_.at(first.opened);
  const auto class_of = [&](const RollCall& rollcall) {
    const auto klass = members_.class_by_id(rollcall.class_id);
    return klass ? klass->name : std::string();
  };
  const std::string head = fmt::format("{} {} {}–{}", text::title(first), wording::month_day(opened.day()),
                                       wording::hour_minute(opened.time_of_day()), book_.hour_minute(first.due));
  std::string lines = together.size() == 1 ? class_of(first) + " " + head : text::of_classes(head, together.size());
  std::string people;
  bool correctable = false;
  for (const RollCall& rollcall : together) {
    const Tally sum = sum_up(members_.students(rollcall.class_id), book_.marks(rollcall), rollcall.due);
    const std::string klass = together.size() == 1 ? "" : class_of(rollcall);
    lines += fmt::format("\n{}{}应到{} {}", klass, klass.empty() ? "" : "：", headcount(sum), text::counts(sum));
    const std::string names = who(rollcall, sum);
    if (!klass.empty() && !names.empty()) people += "\n" + klass;
    people += names;
    correctable = correctable || (rollcall.closed && sum.in_time() != headcount(sum));
  }
  return lines + people + (correctable ? std::string("\n") + text::how_to_mark : "");
}

std::string Progress::who(const RollCall& rollcall, const Tally& sum) const {
  const auto students = members_.students(rollcall.class_id);
  const auto marks = book_.marks(rollcall);
  std::string lines;
  const auto add = [&](std::string_view word, const std::vector<Person>& people) {
    const auto list = names_of(people, students, [&](const Person& person) -> std::string {
      const auto mark = marks.find(person.id);
      const bool noted = mark != marks.end() && &people == &sum.missing && mark->second.status != Mark::Status::absent;
      return noted ? "（" + text::status(mark->second.status) + "）" : "";
    });
    if (!list.empty()) lines += fmt::format("\n{}：{}", word, wording::name_lines(list));
  };
  add("迟到", sum.late);
  add("请假", sum.excused);
  add("未到", sum.missing);
  return lines;
}

/// The counts for everybody, and beside them who was what for those who may know: while it is open the names of those
/// missing in the group, if they are asked for.
Reply Progress::report(const Context& call, const RollCall& rollcall, bool names_wanted) const {
  if (call.speaker.holds(callers, rollcall.class_id)) book_.shown(rollcall, *call.speaker.person, call.now.utc);
  using Names = Collection::Names;
  const Collection asked = book_.collection(rollcall);
  const Names to_whom = asked.names_for(call);
  std::string words = line(rollcall);
  if (call.message.place == Place::direct) {
    if (to_whom == Names::here) return privately(call, names(book_.meant_with(call, rollcall)));
    const auto marks = book_.marks(rollcall);
    const auto own = marks.find(call.speaker.person->id);
    const bool late = std::any_of(asked.sum.late.begin(), asked.sum.late.end(),
                                  [&](const Person& person) { return person.id == call.speaker.person->id; });
    return privately(call, words + text::your_own(late                 ? "迟到"
                                                  : own != marks.end() ? text::status(own->second.status)
                                                                       : "还没签到"));
  }
  if (to_whom == Names::here && names_wanted && !asked.sum.complete())
    words += text::still_missing(
        listed(names_of(asked.sum.missing, members_.students(rollcall.class_id)), Place::group, text::how_to_see));
  Reply reply = Reply{}.add(Say{plain(words)});
  if (to_whom == Names::privately) reply.join(privately(call, names({rollcall})));
  return reply;
}

Reply Progress::result(const Context& call, std::optional<Day> day, std::optional<std::string> klass,
                       std::optional<std::string> name) {
  const auto classes = classes_meant(call, members_, klass, everyone);
  if (!classes) return privately(call, not_your_class(*klass));
  const Moment at = day ? zone_.at(zone_.utc(*day + std::chrono::days{1}) - std::chrono::seconds{1}) : call.sent;
  const auto rollcall = book_.meant(call, *classes, name, at);
  if (!rollcall) return privately(call, name ? text::no_such(*name) : day ? text::no_roll_calls : text::none_today);
  return report(call, *rollcall, false);
}

Reply Progress::who_is_missing(const Context& call) {
  const auto rollcall = book_.meant(call, classes_of(members_, call, everyone), std::nullopt);
  return rollcall ? report(call, *rollcall, true) : privately(call, text::none_today);
}

Reply Progress::remind(const Context& call) {
  const auto rollcall = book_.meant(call, classes_of(members_, call, callers), std::nullopt);
  if (!rollcall || rollcall->closed) return privately(call, text::none_open);
  auto all = book_.meant_with(call, *rollcall);
  std::erase_if(all, [&](const RollCall& one) { return one.closed || book_.still_missing(one).empty(); });
  if (all.empty()) return privately(call, text::nobody_to_remind(*rollcall));
  Reply reply;
  for (const RollCall& one : all) reply.join(call_missing(call, one));
  return reply;
}

std::optional<Pending> Progress::pending(const Context& call, const Class& klass) const {
  if (!call.speaker.holds(callers, klass.id)) return std::nullopt;
  for (const RollCall& rollcall : book_.of_today(klass.id, call.now)) {
    if (rollcall.closed || book_.still_missing(rollcall).empty()) continue;
    return Pending{"rollcall", rollcall.opened,
                   [this, rollcall](const Context& at) { return call_missing(at, rollcall); }};
  }
  return std::nullopt;
}

Reply Progress::call_missing(const Context& call, const RollCall& rollcall) const {
  if (book_.collection(rollcall).round(call.now.utc) == Collection::Round::enough)
    return privately(call, text::reminded_twice(rollcall));
  const auto klass = members_.class_by_id(rollcall.class_id);
  const auto people = book_.still_missing(rollcall);
  if (people.empty()) return privately(call, text::nobody_to_remind(rollcall));
  calls_.count_round(rollcall.id);
  const std::string words = text::nudge(rollcall, book_.hour_minute(rollcall.due));
  Reply reply;
  for (Content& content : calling(people, words)) {
    reply.add(Post{klass->group, std::move(content), storage::Priority::answer, about(rollcall)});
  }
  if (call.message.place == Place::direct) reply.add(Say{plain(text::reminded(rollcall, klass->name, people.size()))});
  return reply;
}

Reply Progress::list(const Context& call, std::optional<DaySpan> asked, std::optional<std::string> klass) {
  const Day today = call.sent.day();
  const DaySpan days = asked.value_or(DaySpan{today, today});
  const auto meant = classes_meant(call, members_, klass, in_charge);
  if (!meant) return privately(call, not_your_class(*klass));
  const std::vector<Class>& classes = *meant;
  std::string lines;
  std::size_t count = 0;
  for (const Class& klass : classes) {
    for (const storage::LessonReport& report : reports_.of_class(klass.id, days.from, days.to)) {
      if (++count > most_lines) continue;
      if (!lines.empty()) lines += "\n";
      if (classes.size() > 1) lines += klass.name + " ";
      if (days.from != days.to) lines += wording::month_day(report.day) + " ";
      lines += text::reported(report);
    }
    auto calls = calls_.of_class(klass.id, zone_.utc(days.from), zone_.utc(days.to + std::chrono::days{1}));
    std::reverse(calls.begin(), calls.end());
    for (const RollCall& rollcall : calls) {
      if (++count > most_lines) continue;
      const Moment opened = zone_.at(rollcall.opened);
      if (!lines.empty()) lines += "\n";
      if (classes.size() > 1) lines += klass.name + " ";
      if (days.from != days.to) lines += wording::month_day(opened.day()) + " ";
      lines += fmt::format("{} {} {}{}", wording::hour_minute(opened.time_of_day()), text::title(rollcall),
                           text::counts(book_.collection(rollcall).sum), rollcall.closed ? "" : "（进行中）");
    }
  }
  if (count > most_lines) lines += text::more(count);
  return Reply{}.add(Say{plain(count == 0 ? text::no_roll_calls : lines)});
}

}  // namespace banwei::attendance
