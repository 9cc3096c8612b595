// How a roll call goes: counts for everybody, names for those who may know them, and a call to those missing.
#include <algorithm>

#include "handlers/attendance/attendance.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string counts(const RollSum& sum) {
  std::string words = fmt::format("到{}", sum.here.size());
  if (!sum.late.empty()) words += fmt::format(" 迟到{}", sum.late.size());
  if (!sum.excused.empty()) words += fmt::format(" 请假{}", sum.excused.size());
  if (!sum.missing.empty()) words += fmt::format(" 未到{}", sum.missing.size());
  return words;
}
std::string ended(const RollCall& rollcall, const RollSum& sum) {
  const std::string head = rollcall.title.empty() ? "" : rollcall.title + "：";
  const std::string tail = sum.here.size() == sum.everybody() ? "，全员到齐，谢谢大家" : "";
  return fmt::format("{}应到{} {}{}", head, sum.everybody(), counts(sum), tail);
}
std::string so_far(const RollCall& rollcall, const RollSum& sum, std::string_view to) {
  return fmt::format("{}：应到{} {} · {}截止", title(rollcall), sum.everybody(), counts(sum), to);
}
constexpr auto how_to_mark = "改记直接说“李四记到”“李四迟到”或“准假 李四”";
std::string your_own(const std::string& status) { return "\n你：" + status; }
std::string nudge(const RollCall& rollcall, std::string_view to) {
  return fmt::format("{}还没签到，{}截止，到了回{}", rollcall.title.empty() ? "" : "“" + rollcall.title + "”", to,
                     rollcall.password.empty() ? "“到”" : "口令");
}
constexpr auto reminded_twice = "这次点名已经提醒过两轮了，剩下的请私聊或打电话。说“还有谁没到”看名单";
constexpr auto nobody_to_remind = "没有要提醒的人了";
constexpr auto no_roll_calls = "这段时间没有点过名";
std::string more(std::size_t count) { return fmt::format("\n…共{}次", count); }

}  // namespace
}  // namespace text

namespace {

constexpr int most_rounds = 2;
constexpr std::size_t most_lines = 11;

}  // namespace

std::string Attendance::line(const RollCall& rollcall, const RollSum& sum) const {
  if (rollcall.closed) return text::ended(rollcall, sum);
  return text::so_far(rollcall, sum, hour_minute(rollcall.due));
}

/// For those who may know: the counts and who is late, excused and missing.
std::string Attendance::names(const RollCall& rollcall) const {
  const auto students = members_.students(rollcall.class_id);
  const auto marks = calls_.marks(rollcall.id);
  const RollSum sum = sum_up(students, marks, rollcall.due);
  const Moment opened = zone_.at(rollcall.opened);
  const auto klass = members_.class_by_id(rollcall.class_id);
  std::string lines = fmt::format("{} {} {} {}–{}\n应到{} {}", klass ? klass->name : "", text::title(rollcall),
                                  wording::month_day(opened.day()), wording::hour_minute(opened.time_of_day()),
                                  hour_minute(rollcall.due), sum.everybody(), text::counts(sum));
  const auto add = [&](std::string_view word, const std::vector<Person>& people) {
    if (people.empty()) return;
    std::vector<std::string> list;
    for (const Person& person : people) {
      std::string shown = wording::name_in(person, students);
      const auto mark = marks.find(person.id);
      const bool noted = mark != marks.end() && &people == &sum.missing && mark->second.status != Mark::Status::absent;
      if (noted) shown += "（" + text::status(mark->second.status) + "）";
      list.push_back(std::move(shown));
    }
    lines += fmt::format("\n{}：{}", word, wording::name_lines(list));
  };
  add("迟到", sum.late);
  add("请假", sum.excused);
  add("未到", sum.missing);
  if (rollcall.closed && sum.here.size() != sum.everybody()) lines += std::string("\n") + text::how_to_mark;
  return lines;
}

/// The counts for everybody. Names go to those who may know them; into the group only while it is open and on request.
Reply Attendance::report(const Call& call, const RollCall& rollcall, bool names_wanted) {
  const bool direct = call.message.place == Place::direct;
  const bool may_know = call.speaker.holds(see_names, rollcall.class_id);
  const RollSum all = sum(rollcall);
  std::string words = line(rollcall, all);
  if (direct && may_know) return Reply{}.add(Say{plain(names(rollcall))});
  if (direct) {
    const auto own = calls_.mark_of(rollcall.id, call.speaker.person->id);
    const bool late = std::any_of(all.late.begin(), all.late.end(),
                                  [&](const Person& person) { return person.id == call.speaker.person->id; });
    words += text::your_own(late ? "迟到" : own ? text::status(own->status) : "还没签到");
    return Reply{}.add(Say{plain(words)});
  }
  const bool in_group = names_wanted && may_know && !rollcall.closed;
  if (in_group && !all.missing.empty()) {
    const auto students = members_.students(rollcall.class_id);
    std::vector<std::string> list;
    for (const Person& person : all.missing) list.push_back(wording::name_in(person, students));
    words += "\n还差：" + wording::name_lines(list);
  }
  Reply reply;
  reply.add(Say{plain(words)});
  if (may_know && rollcall.closed) reply.add(Whisper{*call.speaker.person, plain(names(rollcall))});
  return reply;
}

Reply Attendance::result(const Call& call, std::optional<std::string> name) {
  const auto rollcall = meant(call, classes_of(call, everyone), name);
  if (!rollcall) return privately(call, name ? text::no_such(*name) : text::none_today);
  return report(call, *rollcall, false);
}

Reply Attendance::who_is_missing(const Call& call) {
  const auto rollcall = meant(call, classes_of(call, everyone), std::nullopt);
  return rollcall ? report(call, *rollcall, true) : privately(call, text::none_today);
}

Reply Attendance::remind(const Call& call) {
  const auto rollcall = meant(call, classes_of(call, callers), std::nullopt);
  if (!rollcall || rollcall->closed) return privately(call, text::none_open);
  if (rollcall->rounds >= most_rounds) return privately(call, text::reminded_twice);
  const auto klass = members_.class_by_id(rollcall->class_id);
  const auto people = still_missing(*rollcall);
  if (people.empty()) return privately(call, text::nobody_to_remind);
  calls_.count_round(rollcall->id);
  const std::string words = text::nudge(*rollcall, hour_minute(rollcall->due));
  Reply reply;
  for (Content& content : calling(people, words)) {
    reply.add(Post{klass->group, std::move(content), storage::Priority::answer, about(*rollcall)});
  }
  return reply;
}

Reply Attendance::list(const Call& call, std::optional<Span> span) {
  const Day today = call.sent.day();
  const Span days = span.value_or(Span{today, today});
  const auto classes = classes_of(call, see_names);
  std::string lines;
  std::size_t count = 0;
  for (const Class& klass : classes) {
    auto calls = calls_.of_class(klass.id, zone_.utc(days.from), zone_.utc(days.to + std::chrono::days{1}));
    std::reverse(calls.begin(), calls.end());
    for (const RollCall& rollcall : calls) {
      if (++count > most_lines) continue;
      const Moment opened = zone_.at(rollcall.opened);
      if (!lines.empty()) lines += "\n";
      if (classes.size() > 1) lines += klass.name + " ";
      if (days.from != days.to) lines += wording::month_day(opened.day()) + " ";
      lines += fmt::format("{} {} {}{}", wording::hour_minute(opened.time_of_day()), text::title(rollcall),
                           text::counts(sum(rollcall)), rollcall.closed ? "" : "（进行中）");
    }
  }
  if (count > most_lines) lines += text::more(count);
  return Reply{}.add(Say{plain(count == 0 ? text::no_roll_calls : lines)});
}

}  // namespace banwei::attendance
