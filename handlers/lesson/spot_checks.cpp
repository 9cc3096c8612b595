#include "handlers/lesson/spot_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "handlers/common/absences.h"
#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/exporting.h"
#include "handlers/language/strings.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string lesson(const std::string& klass, const storage::SpotCheck& check) {
  return fmt::format("{} {} {}-{}节", klass, short_date(check.day), check.first, check.last);
}
std::string picked(const std::string& lesson, const std::string& names) {
  return fmt::format("{}：\n{}", lesson, names);
}
constexpr auto how_to_answer =
    "请核对，都在回“都在”，有缺的写姓名，如“缺丁一”；几个班就写上班级，如“1901缺丁一，1802都在”";
std::string not_picked(const std::string& names, const std::string& lines) {
  return fmt::format("{}没有抽到，这句没有记。抽到的是：{}\n都在回“都在”，有缺的只写其中的姓名", names, lines);
}
std::string which_of(const std::string& names) { return fmt::format("有同名的，请写清是哪一位，如“缺{}”", names); }
constexpr auto nobody = "没有可以抽的同学";
std::string too_many() {
  return fmt::format(
      "一次最多抽{}个班、每班{}人，没有抽。这样抽：抽查 今天3-4节 5人；要报一节课的考勤就说“1-2节高数 全勤”，或"
      "“1-2节高数 应到38 实到36 缺李四、王五”",
      most_classes, most_people);
}
constexpr auto no_classes = "你名下没有这样的班级";
constexpr auto not_yet = "这节课还没开始，上课以后再抽";
std::string not_yours(const std::string& word) { return fmt::format("“{}”不在你名下，抽不了", word); }
std::string all_here(const std::string& lesson, std::size_t count) {
  return fmt::format("{}：抽{}人都在", lesson, count);
}
std::string missing(const std::string& lesson, std::size_t count, const std::string& names) {
  return fmt::format("{}：抽{}人，缺{}", lesson, count, names);
}
constexpr auto unreported = "；班委还没有报这一节，报了我来对";
constexpr auto the_same = "；和班委报的一致";
std::string differs(const std::string& names) { return fmt::format("；和班委报的不一致：{}", names); }
std::string asked(const std::string& whom) { return fmt::format("，已请{}说明", whom); }
std::string please_explain(const std::string& by, const std::string& lesson, const std::string& what) {
  return fmt::format("{}抽查了{}：{}。和你报的对不上，请直接回我一句说明；报错了就整行重报", by, lesson, what);
}
std::string found_missing(const std::string& names) { return names + "没在，你报的是到"; }
std::string found_here(const std::string& names) { return names + "在，你报的是没到"; }
std::string explained(const std::string& by, const std::string& lesson, const std::string& words) {
  return fmt::format("{}说明了抽查{}：“{}”", by, lesson, words);
}
constexpr auto thanks = "好，已转给抽查的老师或同学";
std::string open(const std::string& lesson) { return lesson + "：还没核对"; }
std::string explanation(const std::string& words) { return "；说明：“" + words + "”"; }
constexpr auto no_explanation = "；还没说明";
constexpr auto none = "最近两周没有抽查。这样抽：抽查 今天3-4节 2个班";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view asked_under = "lesson/spot";
constexpr std::size_t usual_people = 5;
constexpr std::chrono::hours answer_open{24};
constexpr std::chrono::hours explain_open{72};
constexpr std::chrono::days listed_days{14};
constexpr std::size_t most_listed = 12;
constexpr std::size_t longest_explanation = 300;  // bytes

/// Spread evenly and the same again for the same words, so that a message that is replayed picks the same.
std::uint64_t mixed(std::string_view seed, std::int64_t id) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : seed) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash += static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL;  // splitmix64
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBULL;
  return hash ^ (hash >> 31U);
}

template <class T>
void pick(std::vector<T>& all, std::size_t count, std::string_view seed) {
  std::sort(all.begin(), all.end(), [&](const T& a, const T& b) { return mixed(seed, a.id) < mixed(seed, b.id); });
  if (all.size() > count) all.resize(count);
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const SpotOrder& order) {
  json = nlohmann::ordered_json::object();
  if (order.day) json["day"] = iso(*order.day);
  if (order.first > 0) json["period"] = fmt::format("{}-{}", order.first, order.last);
  if (order.classes > 0) json["classes"] = order.classes;
  if (order.people > 0) json["people"] = order.people;
  for (const Audience& one : order.whose) json["whose"].push_back(one.word);
}

Arg<SpotOrder> SpotChecks::order() const {
  auto read = [this](std::string_view& text, const Context& context) {
    auto order = read_spot_order(text, nameable_classes(members_, context), context.sent.day());
    if (order) text = {};
    return order;
  };
  return {"[日期] [节次] [几个班] [几人]", "order", read};
}

/// The one that was named; else the one that is on or was the last, two by two as colleges teach.
SpotChecks::Lesson SpotChecks::lesson_of(const SpotOrder& order, const Class& klass, const Context& call) const {
  if (order.first > 0) return {order.first, order.last};
  const Day day = order.day.value_or(call.sent.day());
  if (day != call.sent.day()) {
    auto reports = reports_.of_class(klass.id, day, day);
    std::erase_if(reports, [](const auto& report) { return report.first == 0; });
    if (reports.empty()) return {1, 2};
    lesson::pick(reports, 1, call.message.id);
    return {reports.front().first, reports.front().last};
  }
  int on = 1;
  const auto now = call.sent.time_of_day();
  for (int lesson = 1; lesson <= static_cast<int>(begins_.begin.size()); ++lesson) {
    if (begins_.of(lesson) <= now) on = lesson;
  }
  const int first = on % 2 == 0 ? on - 1 : on;
  return {first, first + 1};
}

/// Whoever is on leave is not looked for.
std::vector<Person> SpotChecks::sample(const Class& klass, Day day, const Lesson& lesson, std::size_t count,
                                       std::string_view seed) const {
  auto students = members_.students(klass.id);
  const Moment at = zone_.at(zone_.utc(day + begins_.of(lesson.first)));
  const auto away = away_at(leaves_, klass.id, at, "", begins_);
  std::erase_if(students, [&](const Person& student) { return away.contains(student.id); });
  lesson::pick(students, count, seed);
  std::sort(students.begin(), students.end(), [](const Person& a, const Person& b) { return a.number < b.number; });
  return students;
}

Reply SpotChecks::pick(const Context& call, SpotOrder order) {
  auto held = classes_of(members_, call, intents::checkers);
  for (const Audience& one : order.whose) {
    if (std::none_of(held.begin(), held.end(), [&](const Class& klass) { return one.takes(klass); }))
      return privately(call, text::not_yours(one.word));
  }
  if (!order.whose.empty()) {
    std::erase_if(held, [&](const Class& klass) {
      return std::none_of(order.whose.begin(), order.whose.end(),
                          [&](const Audience& one) { return one.takes(klass); });
    });
  }
  if (held.empty()) return privately(call, text::no_classes);
  if (order.classes > most_classes || order.people > most_people) return privately(call, text::too_many());
  const std::size_t several = order.whose.empty() ? 1 : most_classes;
  lesson::pick(held, order.classes > 0 ? order.classes : several, call.message.id);
  std::sort(held.begin(), held.end(), [](const Class& a, const Class& b) { return a.name < b.name; });
  const Day day = order.day.value_or(call.sent.day());
  std::string words;
  for (const Class& klass : held) {
    const Lesson lesson = lesson_of(order, klass, call);
    if (day == call.sent.day() && begins_.of(lesson.first) > call.sent.time_of_day())
      return privately(call, text::not_yet);
    const auto people = sample(klass, day, lesson, order.people > 0 ? order.people : usual_people, call.message.id);
    if (people.empty()) continue;
    Check check{.class_id = klass.id,
                .day = day,
                .first = lesson.first,
                .last = lesson.last,
                .by = call.speaker.person->id,
                .asked = call.sent.utc};
    for (const Person& one : people) check.sample.push_back({.person = one.id});
    checks_.add(check);
    words += text::picked(text::lesson(klass.name, check), wording::name_lines(names(check, people))) + "\n";
  }
  return privately(call, words.empty() ? std::string(text::nobody) : words + text::how_to_answer);
}

std::vector<std::string> SpotChecks::names(const Check& check, const std::vector<Person>& people) const {
  return names_of(people, members_.students(check.class_id));
}

std::string SpotChecks::name_of(const Check& check) const {
  const auto klass = members_.class_by_id(check.class_id);
  return text::lesson(klass ? klass->name : "", check);
}

std::vector<Looked> SpotChecks::open_of(const Context& context) const {
  std::vector<Looked> all;
  const std::int64_t by = context.speaker.person->id;
  const auto open = checks_.open_of(by, context.now.utc - answer_open, most_classes);
  // What was asked for last gates the plain answer, though it be answered: 都在 said twice is no word of an older one.
  Utc newest{};
  for (const Class& klass : open.empty() ? std::vector<Class>{} : classes_of(members_, context, intents::checkers)) {
    for (const Check& check : checks_.of_class(klass.id, context.now.day() - listed_days, context.now.day()))
      newest = std::max(newest, check.by == by ? check.asked : Utc{});
  }
  for (const Check& check : open) {
    const auto klass = members_.class_by_id(check.class_id);
    if (!klass || !context.speaker.holds(intents::checkers, klass->id)) continue;
    const bool older =
        std::any_of(all.begin(), all.end(), [&](const Looked& one) { return one.class_name == klass->name; });
    if (older) continue;
    Looked looked{.check = check.id, .class_name = klass->name, .asked = check.asked, .older = check.asked < newest};
    const auto students = members_.students(check.class_id);
    for (const auto& one : check.sample) {
      if (const auto person = members_.by_id(one.person))
        looked.students.push_back({person->id, wording::name_in(*person, students), person->number});
    }
    all.push_back(std::move(looked));
  }
  return all;
}

std::optional<Interpretation> SpotChecks::hear_found(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  const auto open = open_of(context);
  if (open.empty()) return std::nullopt;
  auto found = read_found(said.text, open);
  if (found.empty()) return hear_of_others(said, open);
  Interpretation heard{.intent = &intents::spot_found, .claim = Claim::answer, .opened = open.front().asked};
  heard.understood.fields = [classes = found.size()] { return nlohmann::ordered_json{{"classes", classes}}; };
  heard.understood.act = [this, found = std::move(found)](const Context& call) { return take(call, found); };
  return heard;
}

/// 缺张三, and he was not among those that were picked: nothing is taken, and who was picked is said again.
std::optional<Interpretation> SpotChecks::hear_of_others(const Utterance& said, std::vector<Looked> open) const {
  std::string lines;
  std::map<std::int64_t, std::string> others;
  std::vector<std::string> shared;  // 缺刘洋, of whom there are two: as the class tells them apart
  for (Looked& looked : open) {
    const auto check = checks_.by_id(looked.check);
    if (!check || looked.older) continue;
    for (const auto& one : looked.students) {
      const std::size_t mark = one.name.find('(');
      const std::size_t at = mark == one.name.npos ? mark : said.text.find(one.name.substr(0, mark));
      if (at == said.text.npos) continue;
      std::string whole = said.text;
      if (!read_found(whole.replace(at, mark, one.name), open).empty()) shared.push_back(one.name);
    }
    std::vector<std::string> picked;
    for (const auto& one : looked.students) picked.push_back(one.name);
    lines += "\n" + text::picked(name_of(*check), wording::name_lines(picked));
    const auto students = members_.students(check->class_id);
    for (const Person& student : students) {
      const auto is_he = [&](const auto& one) { return one.id == student.id; };
      if (std::any_of(looked.students.begin(), looked.students.end(), is_he)) continue;
      looked.students.push_back({student.id, wording::name_in(student, students), student.number});
      others.emplace(student.id, looked.students.back().name);
    }
  }
  std::vector<std::string> names;
  for (const Found& found : read_found(said.text, open)) {
    for (const std::int64_t id : found.missing)
      if (const auto one = others.find(id); one != others.end()) names.push_back(one->second);
  }
  if (names.empty() && shared.empty()) return std::nullopt;
  Interpretation heard{.intent = &intents::spot_found, .claim = Claim::answer, .opened = open.front().asked};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"ask", "who"}}; };
  const std::string joined =
      fmt::format("{}", fmt::join(names.empty() ? shared : names, names.empty() ? "”“缺" : "、"));
  heard.understood.act = [words = names.empty() ? text::which_of(joined) : text::not_picked(joined, lines)](
                             const Context& call) { return privately(call, words); };
  return heard;
}

Reply SpotChecks::take(const Context& call, const std::vector<Found>& found) {
  std::string words;
  Reply asked;
  for (const Found& one : found) {
    auto check = checks_.by_id(one.check);
    if (!check) continue;
    check->answered = call.now.utc;
    for (auto& each : check->sample)
      each.here = std::find(one.missing.begin(), one.missing.end(), each.person) == one.missing.end();
    checks_.answer(*check);
    words += (words.empty() ? "" : "\n") + outcome(*check);
    const auto report = report_of(*check);
    if (!report || differing(*check, *report).empty()) continue;
    const auto reporter = members_.by_id(report->by);
    if (!reporter || reporter->id == call.speaker.person->id) continue;
    words += text::asked(reporter->staff ? wording::teacher(reporter->name) : reporter->name);
    asked.join(ask(*check, *report, call.now));
  }
  Reply reply = privately(call, words);
  reply.join(std::move(asked));
  return reply;
}

std::optional<storage::LessonReport> SpotChecks::report_of(const Check& check) const {
  for (auto& report : reports_.of_class(check.class_id, check.day, check.day)) {
    if (report.first > 0 && report.first <= check.last && report.last >= check.first) return std::move(report);
  }
  return std::nullopt;
}

/// Late or early is to have been there.
std::vector<Person> SpotChecks::differing(const Check& check, const storage::LessonReport& report) const {
  using Status = storage::LessonReport::Status;
  std::vector<Person> people;
  for (const auto& one : check.sample) {
    const bool reported_away = std::any_of(report.absences.begin(), report.absences.end(), [&](const auto& absence) {
      return absence.person == one.person && (absence.status == Status::absent || absence.status == Status::leave);
    });
    if (one.here != reported_away) continue;
    if (auto person = members_.by_id(one.person)) people.push_back(std::move(*person));
  }
  return people;
}

/// Of whoever reported the lesson, unless he has checked it himself.
bool SpotChecks::wants_explanation(const Check& check, const storage::LessonReport& report) const {
  return check.answered && check.explained_by == 0 && report.by != check.by && !differing(check, report).empty();
}

/// What was found, and how it stands to the report.
std::string SpotChecks::outcome(const Check& check) const {
  std::vector<Person> missing;
  for (const auto& one : check.sample) {
    auto person = one.here ? std::nullopt : members_.by_id(one.person);
    if (person) missing.push_back(std::move(*person));
  }
  const auto joined = [&](const std::vector<Person>& people) {
    return fmt::format("{}", fmt::join(names(check, people), "、"));
  };
  std::string words = missing.empty() ? text::all_here(name_of(check), check.sample.size())
                                      : text::missing(name_of(check), check.sample.size(), joined(missing));
  const auto report = report_of(check);
  if (!report) return words + text::unreported;
  const auto differ = differing(check, *report);
  return words + (differ.empty() ? text::the_same : text::differs(joined(differ)));
}

Reply SpotChecks::ask(const Check& check, const storage::LessonReport& report, const Moment& now) {
  const auto reporter = members_.by_id(report.by);
  const auto by = members_.by_id(check.by);
  if (!reporter || !by) return {};
  std::vector<Person> missing;
  std::vector<Person> here;
  for (Person& one : differing(check, report)) {
    const bool was_here = std::any_of(check.sample.begin(), check.sample.end(),
                                      [&](const auto& each) { return each.person == one.id && each.here; });
    (was_here ? here : missing).push_back(std::move(one));
  }
  std::string what;
  if (!missing.empty()) what = text::found_missing(fmt::format("{}", fmt::join(names(check, missing), "、")));
  if (!here.empty())
    what += (what.empty() ? "" : "，") + text::found_here(fmt::format("{}", fmt::join(names(check, here), "、")));
  questions_.ask({.person = reporter->id,
                  .feature = std::string(asked_under),
                  .kind = "explain",
                  .payload = to_payload({{"check", check.id}}),
                  .day = check.day,
                  .asked = now.utc,
                  .until = now.utc + explain_open});
  return privately(*reporter,
                   text::please_explain(by->staff ? wording::teacher(by->name) : by->name, name_of(check), what));
}

std::optional<Interpretation> SpotChecks::hear_explanation(const Utterance& said, const Context& context) {
  constexpr std::size_t shortest = 4;  // characters
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, asked_under, context.now.utc);
  if (!question || said.text.size() > longest_explanation || code_points(said.text) < shortest) return std::nullopt;
  if (said.text.ends_with("?") || said.text.ends_with("？") || said.text.ends_with("吗")) return std::nullopt;
  // 抽3个人 begins another check.
  if (normalised(said.text).starts_with("抽")) return std::nullopt;
  Interpretation heard{.intent = &intents::spot_explanation, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [words = said.text] { return nlohmann::ordered_json{{"words", words}}; };
  heard.understood.act = [this, question = *question](const Context& call) {
    return explain(call, question, words_of(call.message));
  };
  return heard;
}

Reply SpotChecks::explain(const Context& call, const storage::Question& question, const std::string& words) {
  const Person& self = *call.speaker.person;
  questions_.close(self.id, asked_under, call.now.utc);
  const auto payload = from_payload(question.payload);
  const auto check = checks_.by_id(payload.is_object() ? payload.value("check", std::int64_t{0}) : 0);
  const auto by = check ? members_.by_id(check->by) : std::nullopt;
  if (!by) return {};
  checks_.explain(check->id, self.id, words);
  Reply reply = privately(call, text::thanks);
  reply.join(
      privately(*by, text::explained(self.staff ? wording::teacher(self.name) : self.name, name_of(*check), words)));
  return reply;
}

/// Teachers see all of their classes; others what they have checked themselves.
Reply SpotChecks::list(const Context& call) {
  const Day today = call.sent.day();
  std::vector<std::string> lines;
  for (const Class& klass : classes_of(members_, call, intents::checkers)) {
    const bool teacher = call.speaker.holds(teachers, klass.id);
    for (const Check& check : checks_.of_class(klass.id, today - listed_days, today)) {
      if (!teacher && check.by != call.speaker.person->id) continue;
      if (!check.answered) {
        lines.push_back(text::open(name_of(check)));
        continue;
      }
      std::string line = outcome(check);
      const auto report = report_of(check);
      if (check.explained_by != 0) {
        line += text::explanation(check.explanation);
      } else if (report && wants_explanation(check, *report)) {
        line += text::no_explanation;
      }
      lines.push_back(std::move(line));
    }
  }
  if (lines.empty()) return privately(call, text::none);
  if (lines.size() > most_listed) lines.erase(lines.begin(), lines.end() - most_listed);
  return privately(call, fmt::format("{}", fmt::join(lines, "\n")));
}

Reply SpotChecks::remind(const Moment& now) {
  Reply reply;
  for (const Class& klass : members_.classes()) {
    for (const Check& check : checks_.of_class(klass.id, now.day() - explained_within, now.day())) {
      const auto report = report_of(check);
      if (report && wants_explanation(check, *report)) reply.join(ask(check, *report, now));
    }
  }
  return reply;
}

Reply SpotChecks::compare(const Context& call) {
  Reply reply;
  const auto klass = call.klass;
  if (!klass) return reply;
  const Day today = call.sent.day();
  for (const Check& check : checks_.of_class(klass->id, today, today)) {
    const auto report = report_of(check);
    if (!report || report->message != call.message.id || !wants_explanation(check, *report)) continue;
    reply.join(ask(check, *report, call.now));
    const auto by = members_.by_id(check.by);
    const auto reporter = members_.by_id(report->by);
    if (by && reporter) reply.join(privately(*by, outcome(check) + text::asked(reporter->name)));
  }
  return reply;
}

}  // namespace banwei::lesson
