#include "handlers/lesson/overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "handlers/common/collection.h"
#include "handlers/common/courses.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string heading(const std::string& scope, const DaySpan& days, std::optional<int> week) {
  return fmt::format("📊 {} 考勤 {}{}", scope, week ? fmt::format("第{}周 ", *week) : "", in_words(days));
}
std::string nothing(const std::string& scope, const DaySpan& days) {
  return fmt::format("{} {} 还没有报过考勤", in_words(days), scope);
}
std::string rate(const ClassCounts& counts) {
  const auto percent = counts.rate();
  return percent ? fmt::format("到课{:.1f}%", *percent) : "";
}
std::string held(const ClassCounts& counts) {
  std::string words = fmt::format("{}节课{}{}", counts.lessons, counts.rate() ? " " : "", rate(counts));
  return counts.calls == 0 ? words : words + fmt::format("，另有{} 未到{}", rolls_in_words(counts), counts.missed);
}
std::string times(const Counts& sum) {
  std::string words = fmt::format("未到{} 迟到{} 早退{} 请假{}人次", sum.absent, sum.late, sum.early, sum.leave);
  std::string types;
  for (const auto& [type, count] : sum.types)
    types += fmt::format("{}{}{}", types.empty() ? "" : " ", type.empty() ? "没写" : type, count);
  return sum.leave == 0 ? words : words + "（" + types + "）";
}
/// Of a class, a major or a course.
std::string numbers(const std::string& name, const ClassCounts& counts) {
  if (counts.lessons == 0) return fmt::format("{} {} 未到{}", name, rolls_in_words(counts), counts.missed);
  std::string words = fmt::format("{} {}节 {} 未到{} 迟{} 假{}", name, counts.lessons, rate(counts), counts.sum.absent,
                                  counts.sum.late, counts.sum.leave);
  return counts.missed == 0 ? words : words + fmt::format("，点名未到{}", counts.missed);
}
std::string more_classes(std::size_t count) { return fmt::format("…还有{}个班，说“导出 考勤 本周”看全部", count); }
std::string absent(const ClassCounts& all) {
  return fmt::format("旷课{}人次({}人) 迟到{} 早退{} 请假{}", all.sum.absent, all.absentees(), all.sum.late,
                     all.sum.early, all.sum.leave);
}
std::string missing_reports(const std::string& classes) { return "未填报：" + classes; }
std::string missing_of(const std::string& klass, std::size_t count) { return fmt::format("{} {}节", klass, count); }
std::string teaching(const ClassCounts& all) {
  std::string words = "授课情况：";
  if (all.stalled > 0) words += fmt::format("卡顿{}节{}", all.stalled, all.off > 0 ? " " : "");
  return all.off > 0 ? words + fmt::format("停课{}节", all.off) : words;
}
std::string at_step(const std::string& range, std::size_t count) { return fmt::format("{}{}人", range, count); }
std::string at_steps(const std::string& list) { return fmt::format("累计{}（名单在“导出 考勤”里）", list); }
std::string rates(const char* what, const std::string& list) { return fmt::format("{}：{}", what, list); }
std::string rate_of(const std::string& name, const ClassCounts& counts) {
  const auto percent = counts.rate();
  return percent ? fmt::format("{} {:.1f}%", name, *percent) : name;
}
constexpr auto no_groups = "这几天还没有报过考勤";
std::string full(std::size_t count) { return fmt::format("✅ 全勤：{}个班", count); }
std::string unreported(const std::string& classes) { return "没有报：" + classes; }
std::string hours(const std::string& name, int count) { return fmt::format("{}{}学时", name, count); }
std::string names(const char* what, const std::string& list) { return fmt::format("{}：{}", what, list); }
std::string suggested(const std::string& range, const std::string& list, const std::string& what) {
  return fmt::format("本学期{}：{}，建议{}", range, list, what);
}
constexpr auto all_there = "没有人未到、迟到、早退";
std::string unsettled(const std::string& klass, const std::string& who, const std::string& words) {
  return fmt::format("\n⏳ {} 有1节没说清、还没记上，在等{}回：{}", klass, who, words);
}
constexpr auto no_classes = "你名下还没有班级";
std::string when(const Attended& lesson) {
  std::string words = fmt::format("{} {}", short_date(lesson.day), lesson.title.empty() ? "点名" : lesson.title);
  if (lesson.first > 0) words += fmt::format(" {}-{}节", lesson.first, lesson.last);
  return words;
}
struct Away {
  std::string name;
  std::string_view status;
};
/// A few of them stand behind the lesson, more on lines of their own; of one class all, of several the first.
std::string away_from(const std::vector<Away>& people, bool one_class) {
  constexpr std::size_t of_one_line = 4;
  std::string line;
  for (const Away& one : people) line += fmt::format("{}{}{}", line.empty() ? "" : " ", one.name, one.status);
  if (people.size() <= of_one_line) return line;
  std::vector<std::string_view> sorts;
  line.clear();
  for (const Away& one : people) {
    if (std::find(sorts.begin(), sorts.end(), one.status) != sorts.end()) continue;
    sorts.push_back(one.status);
    std::vector<std::string> names;
    for (const Away& other : people)
      if (other.status == one.status) names.push_back(other.name);
    line += fmt::format("\n{}：{}", one.status, one_class ? wording::name_lines(names) : wording::first_names(names));
  }
  return line;
}
std::string all_of(const std::string& klass, std::string_view days) {
  return fmt::format("看一个班的全部说“谁旷课了 {}{}{}”", klass, days.empty() ? "" : " ", days);
}
constexpr auto mine_clean = "你没有旷课、迟到、早退和请假的记录";
std::string mine(const Counts& counts, int hours, const Settings& settings) {
  std::string words = fmt::format("本学期：旷课{}学时 迟到{}次 早退{}次 请假{}次", counts.hours_absent, counts.late,
                                  counts.early, counts.leave);
  if (hours > counts.hours_absent) words += fmt::format("，一共折{}学时", hours);
  const Step* next = settings.steps.next(hours);
  return next == nullptr ? words : words + fmt::format("。满{}学时会建议老师：{}", next->from, next->what);
}
constexpr auto wrong = "\n有误3天内说“申诉 日期 课名 原因”，如：申诉 3月9日 高数 网络断了";
const char* status(const Attended& lesson, storage::LessonReport::Status status) {
  using Status = storage::LessonReport::Status;
  switch (status) {
    case Status::absent:
      return lesson.hours > 0 ? "旷课" : "未到";
    case Status::leave:
      return "请假";
    case Status::late:
      return "迟到";
    case Status::early:
      return "早退";
  }
  return "";
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_head = 20;  // characters of a report
constexpr std::size_t most_lines = 12;    // Of a message that is read on a phone.
constexpr std::size_t most_own = 8;
std::string joined(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

/// As whoever asks again may say it; "" is today.
std::string spoken(const DaySpan& days, Day today) {
  if (days.from == days.to) return days.from == today ? "" : wording::month_day(days.from);
  return days.from == monday_of(today) ? "本周" : days.from == monday_of(today) - std::chrono::days{7} ? "上周" : "";
}

constexpr std::size_t most_groups = 4;  // Of a line; those with the lowest rate.

using Group = std::pair<std::string, const ClassCounts*>;

/// The one with the lowest rate first.
std::vector<Group> in_order(const std::map<std::string, ClassCounts>& groups) {
  std::vector<Group> all;
  for (const auto& [name, counts] : groups) {
    if (counts.lessons + counts.calls > 0) all.emplace_back(name, &counts);
  }
  std::stable_sort(all.begin(), all.end(), [](const Group& a, const Group& b) {
    return a.second->rate().value_or(100) < b.second->rate().value_or(100);
  });
  return all;
}

/// One line of them, so that the week of a whole college reads on a phone.
std::string first_classes(std::span<const std::string> names) {
  constexpr std::size_t few = 4;
  const std::string shown = fmt::format("{}", fmt::join(names.first(std::min(few, names.size())), " "));
  return names.size() <= few ? shown : fmt::format("{} 等{}个班", shown, names.size());
}

/// Nothing of one alone, which is the same as all.
std::string rates_of(const char* what, const std::map<std::string, ClassCounts>& groups) {
  auto all = in_order(groups);
  std::erase_if(all, [](const Group& one) { return one.second->lessons == 0; });
  if (all.size() < 2) return {};
  if (all.size() > most_groups) all.resize(most_groups);
  std::string list;
  for (const auto& [name, counts] : all) list += (list.empty() ? "" : " ") + text::rate_of(name, *counts);
  return text::rates(what, list);
}

}  // namespace

/// Who was absent, and what the term's hours suggest, the most first.
std::string Overview::of_class(const WeekCounts::OfClass& one) const {
  const ClassCounts& counts = one.counts;
  const auto students = members_.students(one.klass.id);
  std::vector<std::string> absent;
  std::vector<std::string> late;
  std::vector<std::string> early;
  std::map<int, std::vector<std::string>, std::greater<>> reached;
  for (const Person& student : students) {
    const std::string name = wording::name_in(student, students);
    if (const auto term = one.term.find(student.id); term != one.term.end()) {
      const Step* step = settings_.steps.reached(term->second);
      if (step != nullptr) reached[step->from].push_back(text::hours(name, term->second));
    }
    const auto found = counts.people.find(student.id);
    if (found == counts.people.end()) continue;
    if (found->second.hours_absent > 0) absent.push_back(text::hours(name, found->second.hours_absent));
    if (found->second.late > 0) late.push_back(name);
    if (found->second.early > 0) early.push_back(name);
  }
  std::vector<std::string> lines;
  for (const auto& [what, list] : {std::pair("旷课", &absent), std::pair("迟到", &late), std::pair("早退", &early)}) {
    if (!list->empty()) lines.push_back(text::names(what, wording::first_names(*list)));
  }
  for (const auto& [from, people] : reached) {
    const Step& step = *settings_.steps.reached(from);
    lines.push_back(text::suggested(settings_.steps.range(step), wording::first_names(people), step.what));
  }
  return joined(lines);
}

/// How many have reached each step, "" when nobody has any.
std::string Overview::steps_of(const WeekCounts& week) const {
  std::map<int, std::size_t> reached;
  for (const auto& one : week.classes) {
    for (const auto& [person, hours] : one.term) {
      if (const Step* step = settings_.steps.reached(hours)) ++reached[step->from];
    }
  }
  std::vector<std::string> list;
  for (const auto& [from, count] : reached)
    list.push_back(text::at_step(settings_.steps.range(*settings_.steps.reached(from)), count));
  return list.empty() ? "" : text::at_steps(fmt::format("{}", fmt::join(list, " ")));
}

std::string Overview::summary(const WeekCounts& week, const DaySpan& days) const {
  std::vector<Class> classes;
  for (const auto& one : week.classes) classes.push_back(one.klass);
  const std::string scope = scope_of(classes);
  const ClassCounts& all = week.all;
  std::vector<const WeekCounts::OfClass*> told;
  std::vector<std::string> unreported;
  std::vector<std::string> missing;
  std::size_t full = 0;
  for (const auto& one : week.classes) {
    if (!one.unreported.empty()) missing.push_back(text::missing_of(one.klass.name, one.unreported.size()));
    const std::size_t held = one.counts.lessons + one.counts.calls;
    if (held == 0 && one.unreported.empty() && one.counts.off == 0) unreported.push_back(one.klass.name);
    if (held == 0) continue;
    if (one.counts.full() && one.counts.lessons > 0) {
      ++full;
    } else {
      told.push_back(&one);
    }
  }
  if (all.lessons + all.calls + all.off == 0 && missing.empty()) return text::nothing(scope, days);
  std::vector<std::string> lines{text::heading(scope, days, book_.timetables().week_of(days.from)), text::held(all)};
  const bool one_class = classes.size() == 1;
  if (!all.people.empty()) lines.push_back(one_class ? text::times(all.sum) : text::absent(all));
  if (one_class && all.lessons > 0) {
    if (told.empty()) lines.push_back(text::all_there);
    lines.push_back(of_class(week.classes.front()));
  }
  if (!missing.empty()) lines.push_back(text::missing_reports(first_classes(missing)));
  if (all.stalled + all.off > 0) lines.push_back(text::teaching(all));
  std::erase(lines, "");
  if (one_class) return joined(lines);
  for (const std::string& line : {steps_of(week), rates_of("专业", week.majors), rates_of("课程", week.courses)}) {
    if (!line.empty()) lines.push_back(line);
  }
  // Those of whom most is to be said come first.
  std::stable_sort(told.begin(), told.end(), [](const auto* a, const auto* b) {
    return a->counts.rate().value_or(100) < b->counts.rate().value_or(100);
  });
  const std::size_t tail = (full > 0 ? 1 : 0) + (unreported.empty() ? 0 : 1);
  const std::size_t room = most_lines - std::min(most_lines, lines.size() + tail);
  const std::size_t shown = told.size() > room ? room - std::min<std::size_t>(room, 1) : told.size();
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(text::numbers(told[i]->klass.name, told[i]->counts));
  if (shown < told.size()) lines.push_back(text::more_classes(told.size() - shown));
  if (full > 0) lines.push_back(text::full(full));
  if (!unreported.empty()) lines.push_back(text::unreported(first_classes(unreported)));
  return joined(lines);
}

Reply Overview::by_major(const Context& call, std::optional<DaySpan> days) {
  return by(call, days, {}, &WeekCounts::majors);
}

Reply Overview::by_course(const Context& call, std::optional<DaySpan> days, std::optional<std::string> klass) {
  return by(call, days, klass, &WeekCounts::courses);
}

Reply Overview::by(const Context& call, const std::optional<DaySpan>& asked, const std::optional<std::string>& klass,
                   Groups WeekCounts::*groups) {
  const auto meant = classes_meant(call, members_, klass, in_charge);
  if (!meant) return privately(call, not_your_class(*klass));
  const std::vector<Class>& classes = *meant;
  if (classes.empty()) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  const DaySpan days = asked.value_or(DaySpan{monday_of(today), today});
  const WeekCounts week = week_counts(book_, settings_, classes, days, call.speaker, call.now);
  const auto all = in_order(week.*groups);
  if (all.empty()) return privately(call, text::no_groups);
  std::vector<std::string> lines{text::heading(scope_of(classes), days, book_.timetables().week_of(days.from)),
                                 text::held(week.all)};
  for (const auto& [name, counts] : all) lines.push_back(text::numbers(name, *counts));
  return privately(call, joined(lines));
}

Reply Overview::week(const Context& call, std::optional<DaySpan> asked, std::optional<std::string> klass) {
  const auto meant = classes_meant(call, members_, klass, in_charge);
  if (!meant) return privately(call, not_your_class(*klass));
  const std::vector<Class>& classes = *meant;
  if (classes.empty()) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  const DaySpan days = asked.value_or(DaySpan{monday_of(today), today});
  std::string words = summary(week_counts(book_, settings_, classes, days, call.speaker, call.now), days);
  if (days.to < today) return privately(call, words);
  for (const Class& klass : classes) {
    for (const auto& one : reports_.unsettled(klass, call.now))
      words += text::unsettled(klass.name, one.by.name, wording::head(one.words, longest_head));
  }
  return privately(call, words);
}

namespace {

/// The course of those lessons that the message names; "" when it names none of them.
std::string course_meant(std::string_view folded, const std::vector<Attended>& lessons) {
  for (const Attended& lesson : lessons) {
    if (lesson.title.empty()) continue;
    if (folded.find(normalised(lesson.title)) != folded.npos) return lesson.title;
    for (std::size_t at = 0; at < folded.size(); at += code_point_size(folded, at)) {
      const CourseMatch match = course_at(folded, at);
      if (match.length > 0 && same_course(match.name, lesson.title)) return lesson.title;
    }
  }
  return {};
}

}  // namespace

Reply Overview::late(const Context& call, std::optional<DaySpan> asked, std::optional<std::string> klass) {
  const auto meant = classes_meant(call, members_, klass, in_charge);
  if (!meant) return privately(call, not_your_class(*klass));
  const std::vector<Class>& classes = *meant;
  if (classes.empty()) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  const std::string said = normalised(words_of(call.message));
  const bool often = language::holds_one_of(said, "老是 总是 经常 最近 这阵子");
  const DaySpan days = asked.value_or(DaySpan{often ? monday_of(today) : today, today});
  std::vector<std::string> lines;
  std::string folded;  // The last class of which not all are named.
  std::size_t held = 0;
  for (const Class& klass : classes) {
    const auto students = members_.students(klass.id);
    const auto lessons = book_.of(klass, days.from, days.to, call.speaker);
    const std::string course = course_meant(said, lessons);
    for (const Attended& lesson : lessons) {
      ++held;
      if (!course.empty() && !same_course(lesson.title, course)) continue;
      std::vector<text::Away> people;
      for (const auto& one : lesson.absences) {
        using Status = storage::LessonReport::Status;
        const auto who = std::find_if(students.begin(), students.end(),
                                      [&](const Person& student) { return student.id == one.person; });
        if (one.status == Status::leave || who == students.end()) continue;
        people.push_back({wording::name_in(*who, students), text::status(lesson, one.status)});
      }
      if (people.empty()) continue;
      lines.push_back((classes.size() > 1 ? klass.name + " " : "") + text::when(lesson) + "：" +
                      text::away_from(people, classes.size() == 1));
      if (people.size() > wording::first_few) folded = klass.name;
    }
  }
  if (held == 0) return privately(call, text::nothing(scope_of(classes), days));
  if (classes.size() > 1 && !folded.empty()) lines.push_back(text::all_of(folded, spoken(days, today)));
  return privately(call, lines.empty() ? text::all_there : joined(lines));
}

Reply Overview::mine(const Context& call) {
  const Person& self = *call.speaker.person;
  const auto klass = members_.class_by_id(self.class_id);
  if (!klass) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  // What concerns oneself one may know, whoever called the roll.
  const Speaker knows{self, {{Role::counsellor, klass->id}}};
  auto lessons = book_.of(*klass, settings_.term_of(today), today, knows);
  for (Attended& lesson : lessons)
    std::erase_if(lesson.absences, [&](const auto& one) { return one.person != self.id; });
  if (std::all_of(lessons.begin(), lessons.end(), [](const Attended& lesson) { return lesson.absences.empty(); }))
    return privately(call, text::mine_clean);
  const Counts counts = count(lessons).people[self.id];
  std::vector<std::string> lines{text::mine(counts, counts.hours(settings_), settings_)};
  for (auto lesson = lessons.rbegin(); lesson != lessons.rend() && lines.size() <= most_own; ++lesson) {
    if (!lesson->absences.empty())
      lines.push_back(text::when(*lesson) + " " + text::status(*lesson, lesson->absences.front().status));
  }
  return privately(call, joined(lines) + text::wrong);
}

}  // namespace banwei::lesson
