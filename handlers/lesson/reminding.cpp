#include "handlers/lesson/reminding.h"

#include <fmt/format.h>

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

}  // namespace
}  // namespace text

Reply Reminding::remind(Day day, const Moment& now) const {
  Reply reply;
  for (const Class& klass : members_.classes()) {
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
