#include "handlers/lesson/overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string heading(const std::string& scope, const DaySpan& days) {
  return fmt::format("📊 {} 考勤 {}", scope, in_words(days));
}
std::string nothing(const std::string& scope, const DaySpan& days) {
  return fmt::format("{} {} 还没有报过考勤", in_words(days), scope);
}
std::string rate(const ClassCounts& counts) {
  const auto percent = counts.rate();
  return percent ? fmt::format("到课{:.1f}%", *percent) : "";
}
std::string held(const ClassCounts& counts) { return fmt::format("{}节课 {}", counts.lessons, rate(counts)); }
std::string times(const Counts& sum) {
  std::string words = fmt::format("未到{} 迟到{} 早退{} 请假{}人次", sum.absent, sum.late, sum.early, sum.leave);
  std::string types;
  for (const auto& [type, count] : sum.types)
    types += fmt::format("{}{}{}", types.empty() ? "" : " ", type.empty() ? "没写" : type, count);
  return sum.leave == 0 ? words : words + "（" + types + "）";
}
std::string of_class(const std::string& klass, const ClassCounts& counts) {
  return fmt::format("{} {}节 {} 未到{} 迟{} 假{}", klass, counts.lessons, rate(counts), counts.sum.absent,
                     counts.sum.late, counts.sum.leave);
}
std::string more_classes(std::size_t count) { return fmt::format("…还有{}个班，说“导出 考勤 本周”看全部", count); }
std::string full(std::size_t count) { return fmt::format("✅ 全勤：{}个班", count); }
std::string unreported(const std::string& classes) { return "没有报：" + classes; }
std::string hours(const std::string& name, int count) { return fmt::format("{}{}学时", name, count); }
std::string names(const char* what, const std::string& list) { return fmt::format("{}：{}", what, list); }
std::string to_talk(int from, const std::string& list) {
  return fmt::format("满{}学时，可以找他们聊聊：{}", from, list);
}
constexpr auto all_there = "没有人未到、迟到、早退";
constexpr auto no_classes = "你名下还没有班级";
std::string when(const Attended& lesson) {
  std::string words = fmt::format("{} {}", short_date(lesson.day), lesson.title.empty() ? "点名" : lesson.title);
  if (lesson.first > 0) words += fmt::format(" {}-{}节", lesson.first, lesson.last);
  return words;
}
constexpr auto mine_clean = "你没有旷课、迟到、早退和请假的记录";
std::string mine(const Counts& counts, int hours, const Settings& settings) {
  std::string words = fmt::format("旷课{}学时 迟到{}次 早退{}次 请假{}次", counts.hours_absent, counts.late,
                                  counts.early, counts.leave);
  if (hours > counts.hours_absent) words += fmt::format("，一共折{}学时", hours);
  if (settings.talk_from > 0) words += fmt::format("。满{}学时老师会找你聊聊", settings.talk_from);
  return words;
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

constexpr std::size_t most_lines = 12;  // Of a message that is read on a phone.
constexpr std::size_t most_own = 8;
constexpr std::chrono::days a_term{180};

Day monday_of(Day day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

std::string joined(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

}  // namespace

/// Who was absent, and whom somebody is to talk with.
std::string Overview::of_class(const Class& klass, const ClassCounts& counts) const {
  const auto students = members_.students(klass.id);
  std::vector<std::string> absent;
  std::vector<std::string> late;
  std::vector<std::string> early;
  std::vector<std::string> talk;
  for (const Person& student : students) {
    const auto found = counts.people.find(student.id);
    if (found == counts.people.end()) continue;
    const std::string name = wording::name_in(student, students);
    if (found->second.hours_absent > 0) absent.push_back(text::hours(name, found->second.hours_absent));
    if (found->second.late > 0) late.push_back(name);
    if (found->second.early > 0) early.push_back(name);
    const int hours = found->second.hours(settings_);
    if (settings_.talk_from > 0 && hours >= settings_.talk_from) talk.push_back(text::hours(name, hours));
  }
  std::vector<std::string> lines;
  for (const auto& [what, list] : {std::pair("旷课", &absent), std::pair("迟到", &late), std::pair("早退", &early)}) {
    if (!list->empty()) lines.push_back(text::names(what, wording::first_names(*list)));
  }
  if (!talk.empty()) lines.push_back(text::to_talk(settings_.talk_from, wording::first_names(talk)));
  return joined(lines);
}

std::string Overview::summary(const std::vector<Class>& classes, const DaySpan& days, const Speaker& reader) const {
  const std::string scope = scope_of(classes);
  ClassCounts all;
  std::vector<std::pair<const Class*, ClassCounts>> told;
  std::vector<std::string> unreported;
  std::size_t full = 0;
  for (const Class& klass : classes) {
    ClassCounts counts = count(book_.of(klass, days.from, days.to, reader));
    all.add(counts);
    if (counts.lessons == 0) {
      unreported.push_back(klass.name);
    } else if (counts.full()) {
      ++full;
    } else {
      told.emplace_back(&klass, std::move(counts));
    }
  }
  if (all.lessons == 0) return text::nothing(scope, days);
  std::vector<std::string> lines{text::heading(scope, days), text::held(all)};
  if (!all.full()) lines.push_back(text::times(all.sum));
  if (classes.size() == 1) {
    lines.push_back(told.empty() ? text::all_there : of_class(classes.front(), told.front().second));
    std::erase(lines, "");
    return joined(lines);
  }
  // Those of whom most is to be said come first.
  std::stable_sort(told.begin(), told.end(), [](const auto& a, const auto& b) {
    return a.second.rate().value_or(100) < b.second.rate().value_or(100);
  });
  const std::size_t tail = (full > 0 ? 1 : 0) + (unreported.empty() ? 0 : 1);
  const std::size_t room = most_lines - lines.size() - tail;
  const std::size_t shown = told.size() > room ? room - 1 : told.size();
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(text::of_class(told[i].first->name, told[i].second));
  if (shown < told.size()) lines.push_back(text::more_classes(told.size() - shown));
  if (full > 0) lines.push_back(text::full(full));
  if (!unreported.empty()) lines.push_back(text::unreported(wording::first_names(unreported, "个班")));
  return joined(lines);
}

Reply Overview::week(const Context& call, std::optional<DaySpan> asked) {
  const auto classes = classes_of(members_, call, in_charge);
  if (classes.empty()) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  return privately(call, summary(classes, asked.value_or(DaySpan{monday_of(today), today}), call.speaker));
}

Reply Overview::late(const Context& call, std::optional<DaySpan> asked) {
  const auto classes = classes_of(members_, call, in_charge);
  if (classes.empty()) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  const DaySpan days = asked.value_or(DaySpan{today, today});
  std::vector<std::string> lines;
  std::size_t held = 0;
  for (const Class& klass : classes) {
    const auto students = members_.students(klass.id);
    for (const Attended& lesson : book_.of(klass, days.from, days.to, call.speaker)) {
      ++held;
      std::string line;
      for (const auto& one : lesson.absences) {
        using Status = storage::LessonReport::Status;
        const auto who = std::find_if(students.begin(), students.end(),
                                      [&](const Person& student) { return student.id == one.person; });
        if (one.status == Status::leave || who == students.end()) continue;
        line += fmt::format(" {}{}", wording::name_in(*who, students), text::status(lesson, one.status));
      }
      if (line.empty()) continue;
      lines.push_back((classes.size() > 1 ? klass.name + " " : "") + text::when(lesson) + "：" + line.substr(1));
    }
  }
  if (held == 0) return privately(call, text::nothing(scope_of(classes), days));
  return privately(call, lines.empty() ? text::all_there : joined(lines));
}

Reply Overview::mine(const Context& call) {
  const Person& self = *call.speaker.person;
  const auto klass = members_.class_by_id(self.class_id);
  if (!klass) return privately(call, text::no_classes);
  const Day today = call.sent.day();
  // What concerns oneself one may know, whoever called the roll.
  const Speaker knows{self, {{Role::counsellor, klass->id}}};
  auto lessons = book_.of(*klass, today - a_term, today, knows);
  for (Attended& lesson : lessons)
    std::erase_if(lesson.absences, [&](const auto& one) { return one.person != self.id; });
  const ClassCounts counts = count(lessons);
  const auto found = counts.people.find(self.id);
  if (found == counts.people.end()) return privately(call, text::mine_clean);
  std::vector<std::string> lines{text::mine(found->second, found->second.hours(settings_), settings_)};
  for (auto lesson = lessons.rbegin(); lesson != lessons.rend() && lines.size() <= most_own; ++lesson) {
    if (!lesson->absences.empty())
      lines.push_back(text::when(*lesson) + " " + text::status(*lesson, lesson->absences.front().status));
  }
  return privately(call, joined(lines) + text::wrong);
}

}  // namespace banwei::lesson
