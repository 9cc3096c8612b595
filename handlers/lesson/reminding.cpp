#include "handlers/lesson/reminding.h"

#include <fmt/format.h>

#include "handlers/common/collection.h"
#include "handlers/common/privately.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string line(const TimetableLesson& lesson) {
  return fmt::format("\n{}-{}节 {}", lesson.first, lesson.last, lesson.course);
}
std::string unreported(const std::string& klass, std::size_t count, const std::string& lines, int first, int last) {
  return fmt::format("{} 今天还有{}节课没报考勤：{}\n没人缺也报一句“{}-{}节 全勤”，没上的回“停课 {}-{}节”", klass,
                     count, lines, first, last, first, last);
}

std::string all_reported(const std::string& klass) { return fmt::format("{} 今天上过的课都报了考勤", klass); }
std::string no_timetable(const std::string& klass) {
  return fmt::format("{} 没有今天的课表，我不知道该报哪几节。报过的说“考勤 今天”看", klass);
}
std::string not_kept(const std::string& words, const std::string& question) {
  return fmt::format("“{}”还没有记上：{}", words, question);
}
constexpr auto no_class_of_yours = "你名下还没有班级";

}  // namespace
}  // namespace text

Reply Reminding::tell(const Context& call) {
  const Day day = call.sent.day();
  std::string words;
  for (const Class& klass : classes_of(members_, call, in_charge)) {
    words += words.empty() ? "" : "\n";
    if (book_.timetables().of_class(klass.id, day).empty()) {
      words += text::no_timetable(klass.name);
      continue;
    }
    const Speaker reader{call.speaker.person, {{Role::counsellor, klass.id}}};
    const auto missing = book_.unreported(klass, book_.of(klass, day, day, reader), day, day, call.now);
    std::string lines;
    for (const auto& one : missing) lines += text::line(one.lesson);
    words += missing.empty() ? text::all_reported(klass.name)
                             : text::unreported(klass.name, missing.size(), lines, missing.front().lesson.first,
                                                missing.front().lesson.last);
  }
  return privately(call, words.empty() ? text::no_class_of_yours : words);
}

Reply Reminding::remind(Day day, const Moment& now) const {
  Reply reply;
  for (const Class& klass : members_.classes()) {
    for (const auto& one : reports_.unsettled(klass, now))
      reply.add(Whisper{.to = one.by,
                        .content = plain(text::not_kept(one.words, one.question)),
                        .priority = storage::Priority::notice});
    if (book_.timetables().of_class(klass.id, day).empty()) continue;
    auto asked = members_.holders(Role::study_rep, klass.id, now.utc);
    if (asked.empty()) asked = members_.holders(Role::monitor, klass.id, now.utc);
    if (asked.empty()) continue;
    // Whoever reports knows all reports; a roll that a teacher called is his.
    const Speaker reader{asked.front(), {{Role::counsellor, klass.id}}};
    const auto missing = book_.unreported(klass, book_.of(klass, day, day, reader), day, day, now);
    if (missing.empty()) continue;
    std::string lines;
    for (const auto& one : missing) lines += text::line(one.lesson);
    const TimetableLesson& first = missing.front().lesson;
    for (const Person& person : asked)
      reply.add(Whisper{.to = person,
                        .content = plain(text::unreported(klass.name, missing.size(), lines, first.first, first.last)),
                        .priority = storage::Priority::notice});
  }
  return reply;
}

}  // namespace banwei::lesson
