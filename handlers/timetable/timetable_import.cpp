#include "handlers/timetable/timetable_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/topic.h"
#include "handlers/common/yes_or_no.h"
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
std::string looking(const std::string& name) { return fmt::format("收到“{}”，这就看", name); }
constexpr auto too_large = "这个文件超过1 MiB，不像课表：请只留课表再发";
constexpr auto no_file = "这个平台不把文件给我。请管理员在命令行导入：banwei import timetable 文件";
constexpr auto not_given = "文件没有取到，请过一会儿再发一次，或请管理员在命令行导入";
std::string wrong(std::size_t count) { return fmt::format("课表有{}处要改，什么都没有写入：", count); }
std::string more(std::size_t count) { return fmt::format("\n……还有{}处", count); }
constexpr auto mend = "\n改好了再发一次";
constexpr auto unchanged = "\n和现在的课表一样，没有要改的";
constexpr auto ask = "\n回“导入”写进去，不导入就不用管，30分钟内有效";
constexpr auto done = "课表导入了。看课表说“课表”；哪节课没报考勤，晚上我会提醒学委";
constexpr auto dropped = "好，什么都没有写入";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "timetable";
constexpr std::int64_t file_limit = 1 << 20;  // bytes
constexpr std::chrono::minutes question_open{30};
constexpr std::size_t most_classes = 10;  // of a preview
constexpr std::size_t problems_shown = 8;

using Lessons = std::vector<storage::TimetableLesson>;

Topic topic(std::int64_t person) { return {.kind = std::string(feature), .id = person}; }

bool is_spreadsheet(std::string_view name) {
  constexpr std::array<std::string_view, 6> ends{".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".XLSX"};
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); });
}

/// 机电1901课表.xlsx, 课程安排.csv
bool names_a_timetable(std::string_view name) {
  constexpr std::array<std::string_view, 5> words{"课表", "课程表", "课程安排", "排课", "timetable"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return name.find(word) != name.npos; });
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

Incoming TimetableImport::take_in(std::string_view bytes, std::string_view name, const Speaker* speaker) {
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
  incoming.write = [this, actor = speaker != nullptr && speaker->person ? speaker->person->id : 0,
                    lessons = std::move(read.lessons)](Utc now) { write(lessons, actor, now); };
  return incoming;
}

void TimetableImport::write(const Lessons& lessons, std::int64_t actor, Utc now) {
  for (const auto& [id, of_class] : by_class(lessons)) {
    kept_.replace(id, of_class);
    audit_.add({.at = now,
                .actor = actor,
                .verb = "timetable.import",
                .subject = id,
                .details = fmt::format("{} lessons", of_class.size())});
  }
}

Reply TimetableImport::explain(const Context& call) {
  // The next file is one, whatever it is called.
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "file",
                  .payload = "",
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, text::how);
}

std::optional<Interpretation> TimetableImport::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const auto& content = context.message.content;
  const auto file = std::find_if(content.begin(), content.end(), [](const Part& part) {
    return part.kind == Part::Kind::file && is_spreadsheet(part.value);
  });
  if (file != content.end()) {
    const auto open = questions_.open(context.speaker.person->id, feature, context.now.utc);
    const bool asked = open && open->kind == "file";
    if (!asked && !names_a_timetable(file->value)) return std::nullopt;
    Interpretation heard{.intent = &intents::file, .claim = Claim::open, .opened = context.sent.utc};
    heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
    heard.understood.act = [this, part = *file](const Context& call) { return fetch(call, part); };
    return heard;
  }
  auto heard = yes_or_no(
      intents::import_answer, said, context, questions_, feature,
      {.yes = {"导入", "确认导入", "确认", "写入"}, .no = {"不导入", "先不导入"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return settle(call, asked, yes); });
  if (!heard) return std::nullopt;
  const auto open = questions_.open(context.speaker.person->id, feature, context.now.utc);
  return open && open->kind == "import" ? std::move(heard) : std::nullopt;
}

Reply TimetableImport::fetch(const Context& call, const Part& file) {
  if (file.id.empty() || !call.can.file) return privately(call, text::no_file);
  if (file.bytes > file_limit) return privately(call, text::too_large);
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "file",
                  .payload = file.value,
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, text::looking(file.value))
      .add(FetchFile{.account = call.message.account,
                     .user = call.message.user,
                     .file = file.id,
                     .about = topic(call.speaker.person->id).text()});
}

Reply TimetableImport::came(const SentFile& file, const Moment& now) {
  const auto about = Topic::read(file.about);
  const auto person = members_.by_account(file.user);
  if (!about || about->kind != feature || !person || person->id != about->id) return {};
  const auto waits = questions_.open(person->id, feature, now.utc);
  const std::string name = waits && waits->kind == "file" ? waits->payload : "";
  questions_.close(person->id, feature, now.utc);
  if (!file.came || !file.why.empty()) return privately(*person, file.came ? file.why : text::not_given);
  const Speaker speaker{*person, members_.grants(*person, now.utc)};
  const Incoming incoming = take_in(file.content, name, &speaker);
  std::string words;
  if (!incoming.problems.empty()) {
    words = text::wrong(incoming.problems.size());
    const std::size_t shown = std::min(incoming.problems.size(), problems_shown);
    for (std::size_t i = 0; i < shown; ++i) words += "\n" + incoming.problems[i].chinese;
    if (shown < incoming.problems.size()) words += text::more(incoming.problems.size() - shown);
    return privately(*person, words + text::mend);
  }
  for (const Phrase& line : incoming.preview) words += (words.empty() ? "" : "\n") + line.chinese;
  if (!incoming.changes) return privately(*person, words + text::unchanged);
  const auto first = timetables_.monday_of_week(1);
  const auto week = timetables_.week_of(now.day());
  const Phrase term = !first  ? phrase(text::no_term)
                      : !week ? phrase(text::not_begun, iso(*first))
                              : phrase(text::begins, iso(*first), *week);
  questions_.ask({.person = person->id,
                  .feature = std::string(feature),
                  .kind = "import",
                  .payload = to_payload({{"name", name}, {"csv", file.content}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + question_open});
  return privately(*person, words + "\n" + term.chinese + text::ask);
}

/// What he may do is looked at again: it may be less by now.
Reply TimetableImport::settle(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  if (!yes) return privately(call, text::dropped);
  const auto payload = from_payload(asked.payload);
  const Incoming incoming = take_in(payload.value("csv", ""), payload.value("name", ""), &call.speaker);
  if (!incoming.problems.empty()) return privately(call, incoming.problems.front().chinese);
  incoming.write(call.now.utc);
  return privately(call, text::done);
}

}  // namespace banwei::timetable
