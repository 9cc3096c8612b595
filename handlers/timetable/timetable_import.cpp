#include "handlers/timetable/timetable_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/timetable/timetable_intents.h"
#include "handlers/timetable/timetable_reader.h"

namespace banwei::timetable {

namespace text {

constexpr Sentence row{"第{}行：{}", "row {}: {}"};
constexpr Sentence not_yours{"“{}”不是你名下的班，没有一起导入的权限", "{} is not one of your classes"};
constexpr Sentence of_class{"{}：{}门课，一周{}节{}", "{}: {} courses, {} lessons a week{}"};
constexpr Sentence fresh{"（原来没有）", " (there was none)"};
constexpr Sentence replaces{"，换掉原来的", ", in place of those before"};
constexpr Sentence same{"（和原来一样）", " (as before)"};
constexpr Sentence more_classes{"……还有{}个班", "... {} more classes"};
constexpr Sentence begins{"第1周从{}算起，今天是第{}周", "week 1 begins on {}; this is week {}"};
constexpr Sentence not_begun{"第1周从{}算起", "week 1 begins on {}"};
constexpr Sentence no_term{
    "还没有设第1周从哪天开始：分单双周的课先不算，别的先算每周都有。请管理员在 config.toml 写 [lessons] term_begins = "
    "\"2020-02-17\"",
    "nobody has set when the term began ([lessons] term_begins): lessons of odd or even weeks do not count yet, all "
    "others every week"};

namespace {

constexpr auto how =
    "把课表文件（.xlsx 或 .csv，文件名里带“课表”）直接私聊发给我。可以一行一节：班级 星期 节次 课程，还可以有 教师 "
    "地点 "
    "周次 单双周；也可以是横着星期、竖着节次的一张表。我先给你看，你回“导入”才写进去";
constexpr auto unchanged = "\n和现在的课表一样，没有要改的";
constexpr auto done = "课表导入了。看课表说“课表”；哪节课没报考勤，晚上我会提醒学委。10分钟内说“撤销导入”可以退回";
std::string undone(const std::vector<std::string>& classes) {
  return fmt::format("已退回：{}的课表和导入前一样了", wording::first_names(classes, "个班"));
}
std::string changed_since(const std::vector<std::string>& classes) {
  return fmt::format("{}的课表后来又改过，没有动", wording::first_names(classes, "个班"));
}
}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_classes = 10;  // of a preview
using Lessons = std::vector<storage::TimetableLesson>;
using Step = ImportTalk::Step;

nlohmann::json to_json(const Lessons& lessons) {
  nlohmann::json all = nlohmann::json::array();
  for (const auto& one : lessons)
    all.push_back({one.class_id, one.weekday, one.first, one.last, one.course, one.teacher, one.room, one.from_week,
                   one.to_week, static_cast<int>(one.weeks)});
  return all;
}

Lessons lessons_of(const nlohmann::json& json) {
  Lessons all;
  for (const auto& one : json)
    all.push_back({.class_id = one.at(0),
                   .weekday = one.at(1),
                   .first = one.at(2),
                   .last = one.at(3),
                   .course = one.at(4),
                   .teacher = one.at(5),
                   .room = one.at(6),
                   .from_week = one.at(7),
                   .to_week = one.at(8),
                   .weeks = static_cast<storage::TimetableLesson::Weeks>(one.at(9).get<int>())});
  return all;
}

bool takes_back(std::string_view words) {
  return std::find(undo_words.begin(), undo_words.end(), words) != undo_words.end();
}

/// 机电1901课表.xlsx, 课程安排.csv
bool names_a_timetable(std::string_view name) {
  constexpr std::string_view words = "课表 课程表 课程安排 排课 timetable";
  return language::holds_one_of(name, words);
}

std::map<std::int64_t, Lessons> by_class(const Lessons& lessons) {
  std::map<std::int64_t, Lessons> all;
  for (const auto& one : lessons) all[one.class_id].push_back(one);
  return all;
}

std::size_t hours_a_week(const Lessons& lessons) {
  std::map<std::pair<int, int>, int> fields;  // Odd and even weeks share a field of the grid.
  for (const auto& one : lessons) {
    int& longest = fields[{one.weekday, one.first}];
    longest = std::max(longest, one.last - one.first + 1);
  }
  std::size_t hours = 0;
  for (const auto& [field, length] : fields) hours += static_cast<std::size_t>(length);
  return hours;
}

std::size_t courses_of(const Lessons& lessons) {
  std::vector<std::string_view> names;
  for (const auto& one : lessons) names.push_back(one.course);
  std::sort(names.begin(), names.end());
  return static_cast<std::size_t>(std::unique(names.begin(), names.end()) - names.begin());
}

}  // namespace

TimetableImport::Preview TimetableImport::read(std::string_view bytes, std::string_view name, const Speaker* speaker) {
  std::vector<Class> classes = members_.classes();
  const auto all = classes;
  const auto may = [&](std::int64_t id) { return speaker == nullptr || speaker->holds(importers, id); };
  ReadTimetable read = read_timetable(bytes, name, all);
  // Whoever has but one class need not write it.
  std::erase_if(classes, [&](const Class& one) { return !may(one.id); });
  if (!read.problems.empty() && classes.size() == 1) {
    if (auto again = read_timetable(bytes, name, classes); again.problems.empty()) read = std::move(again);
  }
  Incoming incoming;
  for (const TimetableProblem& one : read.problems) incoming.problems.push_back(phrase(text::row, one.row, one.what));
  std::size_t shown = 0;
  const auto lessons = by_class(read.lessons);
  for (const auto& [id, of_class] : lessons) {
    const auto klass = members_.class_by_id(id);
    if (!klass) continue;
    if (!may(id)) incoming.problems.push_back(phrase(text::not_yours, klass->name));
    const auto before = kept_.of_class(id);
    const Sentence& how = before == of_class ? text::same : before.empty() ? text::fresh : text::replaces;
    incoming.changes = incoming.changes || before != of_class;
    if (++shown <= most_classes)
      incoming.preview.push_back(
          phrase(text::of_class, klass->name, courses_of(of_class), hours_a_week(of_class), how));
  }
  if (shown > most_classes) incoming.preview.push_back(phrase(text::more_classes, shown - most_classes));
  return {std::move(read.lessons), std::move(incoming)};
}

Incoming TimetableImport::take_in(std::string_view bytes, std::string_view name, const Speaker* speaker) {
  Preview preview = read(bytes, name, speaker);
  preview.incoming.write = [this, actor = speaker != nullptr && speaker->person ? speaker->person->id : 0,
                            lessons = by_class(preview.lessons)](Utc now) {
    for (const auto& [id, of_class] : lessons) write(id, of_class, "timetable.import", actor, now);
  };
  return std::move(preview.incoming);
}

void TimetableImport::write(std::int64_t class_id, const Lessons& lessons, std::string_view verb, std::int64_t actor,
                            Utc now) {
  kept_.replace(class_id, lessons);
  audit_.add({.at = now,
              .actor = actor,
              .verb = std::string(verb),
              .subject = class_id,
              .details = fmt::format("{} lessons", lessons.size())});
}

/// The next file is one, whatever it is called.
Reply TimetableImport::explain(const Context& call) {
  talk_.await(*call.speaker.person, Step::file, "", call.now);
  return privately(call, text::how);
}

std::optional<Interpretation> TimetableImport::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const std::int64_t self = context.speaker.person->id;
  const auto heard = [](const Intent& intent, Claim claim, Utc opened, std::function<Reply(const Context&)> act) {
    Interpretation heard{.intent = &intent, .claim = claim, .opened = opened};
    heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
    heard.understood.act = std::move(act);
    return heard;
  };
  if (const Part* file = ImportTalk::file_in(context.message)) {
    if (!talk_.awaited(self, Step::file, context.now.utc) && !names_a_timetable(file->value)) return std::nullopt;
    return heard(intents::file, Claim::open, context.sent.utc,
                 [this, part = *file](const Context& call) { return fetch(call, part); });
  }
  if (takes_back(normalised(said.text))) {
    const auto open = talk_.awaited(self, Step::undo, context.now.utc);
    if (!open) return std::nullopt;
    return heard(intents::undo, Claim::answer, open->asked, [this](const Context& call) { return undo(call); });
  }
  return talk_.answer(
      intents::import_answer, said, context,
      [this](const Context& call, const storage::Question& asked, bool yes) { return settle(call, asked, yes); });
}

Reply TimetableImport::fetch(const Context& call, const Part& file) {
  talk_.await(*call.speaker.person, Step::file, file.value, call.now);
  return talk_.fetch(call, file);
}

Reply TimetableImport::came(const SentFile& file, const Moment& now) {
  const auto person = talk_.sender(file);
  if (!person) return {};
  const auto sent = talk_.awaited(person->id, Step::file, now.utc);
  talk_.close(person->id, Step::file, now.utc);
  if (const std::string why = ImportTalk::why_unread(file); !why.empty()) return privately(*person, why);
  const Speaker speaker{*person, members_.grants(*person, now.utc)};
  const auto [lessons, incoming] = read(file.content, sent ? sent->payload : "", &speaker);
  if (!incoming.problems.empty()) return privately(*person, talk_.refusal(incoming.problems));
  std::string words;
  for (const Phrase& line : incoming.preview) words += (words.empty() ? "" : "\n") + line.chinese;
  if (!incoming.changes) return privately(*person, words + text::unchanged);
  const auto first = timetables_.monday_of_week(1);
  const auto week = timetables_.week_of(now.day());
  const Phrase term = !first  ? phrase(text::no_term)
                      : !week ? phrase(text::not_begun, iso(*first))
                              : phrase(text::begins, iso(*first), *week);
  return talk_.ask(*person, words + "\n" + term.chinese, to_payload(to_json(lessons)), now);
}

/// What he may do is looked at again: it may be less by now.
Reply TimetableImport::settle(const Context& call, const storage::Question& asked, bool yes) {
  talk_.close(asked.person, Step::answer, call.now.utc);
  if (!yes) return ImportTalk::decline(call);
  const Lessons lessons = lessons_of(from_payload(asked.payload));
  const auto classes = by_class(lessons);
  for (const auto& [id, of_class] : classes) {
    const auto klass = members_.class_by_id(id);
    if (!klass || !call.speaker.holds(importers, id))
      return privately(call, phrase(text::not_yours, klass ? klass->name : "").chinese);
  }
  Lessons before;
  for (const auto& [id, of_class] : classes) {
    const Lessons was = kept_.of_class(id);
    before.insert(before.end(), was.begin(), was.end());
    write(id, of_class, "timetable.import", asked.person, call.now.utc);
  }
  talk_.await(*call.speaker.person, Step::undo, to_payload({{"was", to_json(before)}, {"is", to_json(lessons)}}),
              call.now);
  return privately(call, text::done);
}

/// A class whose timetable somebody has replaced since keeps that one.
Reply TimetableImport::undo(const Context& call) {
  const std::int64_t self = call.speaker.person->id;
  const auto open = talk_.awaited(self, Step::undo, call.now.utc);
  if (!open) return {};
  talk_.close(self, Step::undo, call.now.utc);
  const auto payload = from_payload(open->payload);
  auto was = by_class(lessons_of(payload.at("was")));
  std::vector<std::string> restored;
  std::vector<std::string> kept;
  for (const auto& [id, of_class] : by_class(lessons_of(payload.at("is")))) {
    const auto klass = members_.class_by_id(id);
    const bool as_imported = call.speaker.holds(importers, id) && kept_.of_class(id) == of_class;
    if (as_imported) write(id, was[id], "timetable.undo", self, call.now.utc);
    if (klass) (as_imported ? restored : kept).push_back(klass->name);
  }
  std::string words = restored.empty() ? "" : text::undone(restored);
  if (!kept.empty()) words += (words.empty() ? "" : "；") + text::changed_since(kept);
  return privately(call, words);
}

}  // namespace banwei::timetable
