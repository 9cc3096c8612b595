#include "handlers/lesson/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/common/absences.h"
#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string lesson(const Statement& said) {
  return said.first == 0 ? said.course : fmt::format("{} {}节", said.course, said.period());
}
std::string counted(const Statement& said) {
  return fmt::format("{} {}/{}{}{}", lesson(said), said.present, said.due, said.teaching.empty() ? "" : " ",
                     said.teaching);
}
std::string of_status(const Statement::Absence& one) {
  switch (one.status) {
    case Status::absent:
      return "缺勤";
    case Status::leave:
      return one.type.empty() ? "请假" : one.type;
    case Status::late:
      return "迟到";
    case Status::early:
      return "早退";
  }
  return {};
}
constexpr auto noted = "已记：";
constexpr auto completed = "已补：";
constexpr auto changed = "已改：";
constexpr auto known = "这一节已经这样记了：";
std::string none_to_amend(const Statement& said) {
  return fmt::format("{}这节还没有报过考勤，先整节报一次", said.course);
}
constexpr auto dropped = "好，这一节先不记。要报的时候整行重发";
constexpr auto which_lessons = "是第几节？回“1-2节”就行";
constexpr auto which_course = "是哪门课？回课名就行";
std::string nobody(std::string_view name) { return fmt::format("名单里没有“{}”，是哪位？回姓名或学号", name); }
std::string which_one(std::string_view name, const std::vector<std::string>& numbers) {
  return fmt::format("“{}”有{}位，是哪一位？回学号：{}", name, numbers.size(), fmt::join(numbers, "、"));
}
std::string another_number(std::size_t size, int due) {
  return fmt::format("名单上是{}人，应到写的是{}。写错了回“应到{}”，没写错回“是”", size, due, size);
}
std::string contradiction(const Statement& said) {
  if (said.contradicts) return "各项写的人数和名字对不上，请看一下，整条重发";
  if (said.present > said.due) return fmt::format("实到{}比应到{}还多，请再看一下，回“实到几”", said.present, said.due);
  return fmt::format("应到{}实到{}差{}人，可是写了{}人，请再看一下，回“实到几”或整条重发", said.due, said.present,
                     said.due - said.present, said.due - said.present - said.unnamed);
}
std::string who_else(const Statement& said) {
  const int missing = said.due - said.present;
  const int named = missing - said.unnamed;
  if (missing <= 0) return fmt::format("还有{}位没写姓名，是谁？", said.unnamed);
  if (named <= 0) return fmt::format("差{}人，是哪{}位？", missing, missing);
  return fmt::format("差{}人只写了{}人，还有{}位是谁？", missing, named,
                     said.unnamed == 1 ? "一" : std::to_string(said.unnamed));
}
std::string others_too(std::size_t count) { return fmt::format("\n另外{}节也没写全，请一节一条重发", count); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_message = 3'600;  // bytes
constexpr std::size_t longest_answer = 200;
constexpr std::chrono::hours question_open{12};
constexpr std::chrono::minutes just_now{60};
constexpr std::chrono::minutes fresh{10};

using Open = Statement::Open;
using Absence = storage::LessonReport::Absence;

/// The first that leaves something to be asked.
const Statement* unclear(const std::vector<Statement>& said) {
  const auto found =
      std::find_if(said.begin(), said.end(), [](const Statement& one) { return one.open != Open::nothing; });
  return found == said.end() ? nullptr : &*found;
}

/// The number that an answer is, with what may stand around it: 06, 06号, 是06那个, 刘洋是06; "" when it says more.
std::string figure_alone(std::string_view answer, std::string_view about) {
  const auto digit = std::find_if(answer.begin(), answer.end(), is_digit);
  const auto end = std::find_if_not(digit, answer.end(), is_digit);
  if (digit == end) return {};
  const std::string_view before = answer.substr(0, static_cast<std::size_t>(digit - answer.begin()));
  std::string_view behind = answer.substr(static_cast<std::size_t>(end - answer.begin()));
  const std::string_view lead = !about.empty() && before.starts_with(about) ? before.substr(about.size()) : before;
  const bool alone =
      (lead.empty() || language::is_one_of(trimmed(lead), "是 ( 是学号 学号 学号是 尾号 是尾号 那个 的")) &&
      (behind.empty() || (!about.empty() && eat_end(behind, {about}) && behind.empty()) ||
       language::is_one_of(trimmed(behind), ") 号 那个 那位 的 的那个 的那位 号那个 号的"));
  return alone ? std::string(digit, end) : std::string{};
}

/// 上面少了一个 是马超: what only says that something is added.
std::string_view without_lead(std::string_view answer) {
  for (std::string_view rest = answer;
       eat_one_of(rest, {"上面", "刚才", "刚刚", "那个", "少了一个", "少了一位", "漏了一个", "漏了一位", "还有一个",
                         "还有一位", "还差一个", "还差的", "差的", "少的", "另一个", "另外一个", "最后一个", "是"});
       answer = rest) {
    rest = trimmed(rest);
    if (rest.empty()) break;
  }
  return answer;
}

/// What is said beside 写错了, 报错了 or 不是, and whether one of them is. Who was there after all is as one who is not
/// what he was reported as: 李四到了.
struct Right {
  std::string words;
  bool plainly = false;
};
Right what_is_right(std::string_view folded) {
  const std::initializer_list<std::string_view> wrong = {"写错了", "报错了",   "记错了", "弄错了", "说错了",
                                                         "打错了", "搞错了",   "填错了", "发错了", "错了",
                                                         "不对",   "更正一下", "更正",   "改一下", "改下"};
  bool plainly = folded.find("不是") != folded.npos;
  std::string_view right = trimmed(folded);
  for (bool more = true; more; right = trimmed(right)) {
    const bool wrongly = eat_one_of(right, wrong) || eat_end(right, wrong);
    plainly = plainly || wrongly;
    more = wrongly || eat_one_of(right, {"刚才", "刚刚", "上面"}) || eat_end(right, {"刚才", "刚刚", "我"});
  }
  std::string joined;  // 谢婷婷来了 改下 迟到: what he is stands behind.
  for (const std::string_view word : {"改一下", "改下", "更正"}) {
    const auto at = right.find(word);
    if (at == right.npos) continue;
    std::string_view who = trimmed(right.substr(0, at));
    eat_end(who, {"来了", "到了", "来啦", "到啦"});
    joined = std::string(trimmed(who)) + " " + std::string(trimmed(right.substr(at + word.size())));
    right = joined;
    plainly = true;
    break;
  }
  const bool away = language::holds_one_of(right, "迟到 晚到 没到 未到 没来 不在 没在");
  const bool here = plainly && !away && eat_end(right, {"到了", "来了", "在的", "没缺", "没旷课", "到", "在"});
  return {(here && !right.empty() ? "不是" : "") + std::string(right), plainly};
}

nlohmann::ordered_json rendered(const std::vector<Statement>& said, const Scene& scene) {
  if (said.size() == 1) return fields(said.front(), scene);
  auto out = nlohmann::ordered_json::object();
  for (const Statement& one : said) out["lessons"].push_back(fields(one, scene));
  return out;
}

}  // namespace

/// The room's, one's own, or for a teacher in private the one that is named, or the only one there is.
std::optional<Class> Reports::class_meant(const std::string& words, const Context& context) const {
  if (context.klass) return context.speaker.holds(intents::reporters, context.klass->id) ? context.klass : std::nullopt;
  const auto held = classes_of(members_, context, intents::reporters);
  const std::string folded = normalised(words);
  const auto named = std::find_if(held.begin(), held.end(), [&](const Class& klass) {
    return folded.find(normalised(klass.name)) != std::string::npos;
  });
  if (named != held.end()) return *named;
  return held.size() == 1 ? std::optional(held.front()) : std::nullopt;
}

Scene Reports::scene_of(const Class& klass, const Context& context) {
  return {.people = rosters_.of(klass.id),
          .class_name = klass.name,
          .speaker = context.speaker.person->number,
          .today = context.sent.day(),
          .away = static_cast<int>(away_on(leaves_, klass.id, context.sent.day(), zone_).size()),
          .timetable = [this, id = klass.id](Day day) { return timetables_.of_class(id, day); }};
}

std::optional<Reports::Report> Reports::understand(const std::string& words, const Context& context) {
  if (!may_be_report(words)) return std::nullopt;
  const auto klass = class_meant(words, context);
  if (!klass) return std::nullopt;
  auto said = lesson::understand(words, scene_of(*klass, context));
  return said.empty() ? std::nullopt : std::optional(Report{*klass, std::move(said)});
}

/// What was asked back, with this answer to it: both are read as one report, and it must say more than before.
std::optional<Reports::Report> Reports::completed(const std::string& words, const Context& context) {
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question || words.size() > longest_answer) return std::nullopt;
  const auto payload = from_payload(question->payload);
  if (!payload.is_object()) return std::nullopt;
  const bool here = context.message.place == Place::direct || payload.value("room", "") == context.message.room;
  const auto klass = members_.class_by_id(payload.value("class", std::int64_t{0}));
  if (!here || !klass || !context.speaker.holds(intents::reporters, klass->id)) return std::nullopt;
  std::string whole = payload.value("words", "");
  const std::string about = payload.value("about", "");
  const std::string folded = normalised(words);
  std::string answer(without_lead(trimmed(folded)));
  for (const std::string_view he : {" 他", " 她", "他", "她"}) {  // 马超 他请假了
    for (auto at = answer.find(he); at != answer.npos; at = answer.find(he)) answer.erase(at, he.size());
  }
  const std::string figure = figure_alone(answer, about);
  Scene scene = scene_of(*klass, context);
  scene.day = question->day;
  scene.sure = payload.value("sure", false);
  if (question->kind == to_string(Open::due) && language::yes_or_no(answer).value_or(false)) {
    scene.sure = true;
  } else if (const auto at = whole.find(about); !about.empty() && at != std::string::npos) {
    const bool ending = !figure.empty() && figure.size() < 5;
    whole.replace(at, about.size(), ending ? about + "(" + figure + ")" : figure.empty() ? answer : figure);
  } else {
    whole += (question->kind == to_string(Open::due) && !figure.empty() ? ",应到" : ",") + answer;
  }
  auto said = lesson::understand(whole, scene);
  if (said.size() != 1) return std::nullopt;
  const Statement& one = said.front();
  const bool less = one.open == Open::names && one.unnamed < payload.value("unnamed", 0);
  const bool other = to_string(one.open) != question->kind || (!about.empty() && one.about != about);
  return less || other ? std::optional(Report{*klass, std::move(said), true, question->asked}) : std::nullopt;
}

/// 写错了 许诺是事假: the lesson that the speaker reported last, and of those named what they are.
std::optional<Reports::Report> Reports::corrected(const std::string& words, const Context& context) {
  if (words.size() > longest_answer) return std::nullopt;
  const std::string folded = normalised(words);
  const Right right = what_is_right(folded);
  const auto klass = right.words.empty() ? std::nullopt : class_meant(words, context);
  if (!klass) return std::nullopt;
  std::optional<storage::LessonReport> last;
  const Day today = context.sent.day();
  for (auto& one : reports_.of_class(klass->id, today - std::chrono::days{1}, today)) {
    const bool own = one.by == context.speaker.person->id && context.sent.utc - one.said <= just_now;
    if (own && (!last || one.said >= last->said)) last = std::move(one);
  }
  if (!last) return std::nullopt;
  Scene scene = scene_of(*klass, context);
  scene.day = last->day;
  scene.amending = true;
  const std::string lesson =
      last->first == 0 ? last->course : fmt::format("{}-{}节{}", last->first, last->last, last->course);
  auto said = lesson::understand(lesson + " " + right.words, scene);
  if (said.size() != 1 || !said.front().amends || said.front().open != Open::nothing) return std::nullopt;
  // 许诺是事假 alone is of the report while it is fresh, and he stands in it as something else.
  const auto students = members_.students(klass->id);
  const bool differs =
      std::all_of(said.front().absences.begin(), said.front().absences.end(), [&](const Statement::Absence& one) {
        return std::any_of(last->absences.begin(), last->absences.end(), [&](const Absence& before) {
          return before.person == students.at(one.who).id && (before.status != one.status || before.type != one.type);
        });
      });
  const bool bare = differs && said.front().cleared.empty() && folded.find("是") != folded.npos &&
                    context.sent.utc - last->said <= fresh;
  if (!right.plainly && !bare) return std::nullopt;
  return Report{.klass = *klass, .said = std::move(said), .asked = last->said, .corrects = true};
}

/// 取消 to what was asked back of a report.
std::optional<Interpretation> Reports::dropped(const Utterance& said, const Context& context) const {
  const std::string folded = normalised(said.text);
  if (!language::is_one_of(trimmed(folded), "取消 算了 不报了 先不报 不记了 作废 不填了 别记了")) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  const auto payload = question ? from_payload(question->payload) : nlohmann::json{};
  if (!payload.is_object()) return std::nullopt;
  if (context.message.place != Place::direct && payload.value("room", "") != context.message.room) return std::nullopt;
  Interpretation heard{.intent = &intents::ask, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this](const Context& call) {
    questions_.close(call.speaker.person->id, feature, call.now.utc);
    return Reply{}.add(Say{plain(text::dropped)});
  };
  return heard;
}

std::optional<Interpretation> Reports::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  if (auto gone = dropped(said, context)) return gone;
  const std::string words = words_with_names(context.message, members_);
  auto report = understand(words, context);
  if (!report) report = completed(words, context);
  if (!report) report = corrected(words, context);
  if (!report) report = changed(words, context);
  if (!report) return std::nullopt;
  if (!report->unmarked.empty()) return tells_of_no_mark(*report);
  const bool whole = std::any_of(report->said.begin(), report->said.end(),
                                 [](const Statement& one) { return one.open == Open::nothing; });
  Interpretation heard{.intent = whole ? &intents::attend : &intents::ask};
  if (report->corrects) heard.intent = &intents::attend_fix;
  const bool answers = report->answers || report->corrects;
  heard.claim = answers ? Claim::answer : Claim::open;
  // A report is surer than what reads a part of it: 李四病假.
  heard.opened = answers ? report->asked : context.sent.utc + std::chrono::seconds{1};
  heard.understood.health = report->corrects;  // 写错了 is of no figure.
  heard.understood.fields = [said = report->said, scene = scene_of(report->klass, context)] {
    return rendered(said, scene);
  };
  heard.understood.act = [this, report = *std::move(report)](const Context& call) { return act(call, report); };
  return heard;
}

std::optional<Statement> Reports::amended(const Class& klass, const Statement& said) const {
  const auto away = [](Status status) { return status == Status::absent || status == Status::leave; };
  const auto students = members_.students(klass.id);
  for (const storage::LessonReport& report : reports_.of_class(klass.id, said.day, said.day)) {
    if (report.first != said.first || (said.first == 0 && report.course != said.course)) continue;
    Statement whole = said;
    whole.course = report.course;
    whole.platform = report.platform;
    whole.teaching = report.teaching;
    whole.last = report.last;
    whole.due = report.due;
    whole.present = report.present;
    for (const Statement::Absence& one : said.absences) whole.present -= away(one.status) ? 1 : 0;
    for (const Absence& before : report.absences) {
      const auto same = [&](const Statement::Absence& one) { return students.at(one.who).id == before.person; };
      const auto who = std::find_if(students.begin(), students.end(),
                                    [&](const Person& student) { return student.id == before.person; });
      const bool cleared = std::any_of(said.cleared.begin(), said.cleared.end(),
                                       [&](std::size_t place) { return students.at(place).id == before.person; });
      if (cleared || std::any_of(said.absences.begin(), said.absences.end(), same)) {
        whole.present += away(before.status) ? 1 : 0;
      } else if (who != students.end()) {
        whole.absences.push_back({static_cast<std::size_t>(who - students.begin()), before.status, before.type});
      }
    }
    return whole;
  }
  return std::nullopt;
}

/// False when it is what counts already; `replaces`: something else counted before.
bool Reports::store(const Context& call, const Class& klass, const Statement& said, bool& replaces) {
  const auto students = members_.students(klass.id);
  storage::LessonReport report{.class_id = klass.id,
                               .day = said.day,
                               .first = said.first,
                               .last = said.last,
                               .course = said.course,
                               .platform = said.platform,
                               .teaching = said.teaching,
                               .due = said.due,
                               .present = said.present,
                               .by = call.speaker.person->id,
                               .room = call.message.room,
                               .message = call.message.id,
                               .said = call.sent.utc,
                               .recorded = call.now.utc};
  for (const Statement::Absence& one : said.absences)
    report.absences.push_back({students.at(one.who).id, one.status, one.type});
  std::sort(report.absences.begin(), report.absences.end(),
            [](const Absence& a, const Absence& b) { return a.person < b.person; });
  for (const storage::LessonReport& before : reports_.of_class(klass.id, said.day, said.day)) {
    const bool same_lesson = before.first == said.first && (said.first != 0 || before.course == said.course);
    if (!same_lesson) continue;
    if (before.last == report.last && before.course == report.course && before.due == report.due &&
        before.present == report.present && before.teaching == report.teaching && before.absences == report.absences)
      return false;
    replaces = true;
  }
  reports_.add(report);
  return true;
}

Reply Reports::act(const Context& call, const Report& report) {
  questions_.close(call.speaker.person->id, feature, call.now.utc);
  std::string noted;
  std::string known;
  const auto add = [](std::string& into, const std::string& line) { into += (into.empty() ? "" : "\n") + line; };
  bool replaces = false;
  for (const Statement& said : report.said) {
    if (said.open != Open::nothing) continue;
    auto whole = said.amends || said.only_late_or_early() ? amended(report.klass, said) : said;
    if (!whole && said.amends) return Reply{}.add(Say{plain(text::none_to_amend(said))});
    if (!whole) whole = said;
    const bool fresh = store(call, report.klass, *whole, replaces);
    add(fresh ? noted : known, line(call, report.klass, *whole));
  }
  const bool direct = call.message.place == Place::direct;
  Reply reply;
  if (!noted.empty() && !direct && call.can.react) reply.add(React{"👌"});
  if (!noted.empty()) {
    const bool plainly = !direct && call.can.react;
    noted.insert(0, report.answers ? text::completed : replaces ? text::changed : plainly ? "" : text::noted);
    reply.add(Say{plain(noted)});
  } else if (!known.empty()) {
    reply.add(Say{plain(text::known + known)});
  }
  if (const Statement* open = unclear(report.said)) {
    const auto others = static_cast<std::size_t>(std::count_if(
        report.said.begin(), report.said.end(), [](const auto& one) { return one.open != Open::nothing; }));
    reply.join(ask_back(call, report.klass, *open, others - 1));
  }
  return reply;
}

std::vector<Reports::Unsettled> Reports::unsettled(const Class& klass, const Moment& now) const {
  std::vector<Unsettled> all;
  for (const Role role : {Role::study_rep, Role::monitor, Role::counsellor, Role::class_teacher}) {
    for (Person& person : members_.holders(role, klass.id, now.utc)) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.by.id == person.id; });
      const auto question = known ? std::nullopt : questions_.open(person.id, feature, now.utc);
      const auto payload = question ? from_payload(question->payload) : nlohmann::json{};
      if (!payload.is_object() || payload.value("class", std::int64_t{0}) != klass.id || !payload.contains("question"))
        continue;
      all.push_back({std::move(person), payload.value("words", ""), payload.value("question", "")});
    }
  }
  return all;
}

/// Numbers stand where they were asked for; a name that is in doubt is asked about in private.
Reply Reports::ask_back(const Context& call, const Class& klass, const Statement& said, std::size_t others) {
  const auto students = members_.students(klass.id);
  const auto words = [&]() -> std::string {
    switch (said.open) {
      case Open::period:
        return text::which_lessons;
      case Open::course:
        return text::which_course;
      case Open::who:
        return text::nobody(said.about);
      case Open::which: {
        std::vector<std::string> numbers;
        for (const std::size_t who : said.among) numbers.push_back(students.at(who).number);
        return text::which_one(said.about, numbers);
      }
      case Open::due:
        return text::another_number(students.size(), said.due);
      case Open::mismatch:
        return text::contradiction(said);
      case Open::names:
      case Open::nothing:
        break;
    }
    return text::who_else(said);
  }();
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = std::string(to_string(said.open)),
                  .payload = to_payload({{"words", said.words},
                                         {"about", said.about},
                                         {"unnamed", said.unnamed},
                                         {"class", klass.id},
                                         {"sure", said.sure},
                                         {"question", words},
                                         {"room", call.message.room}}),
                  .day = said.day,
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  const std::string all = words + (others > 0 ? text::others_too(others) : "");
  const bool of_names = said.open == Open::who || said.open == Open::which;
  return of_names ? privately(call, all) : Reply{}.add(Say{plain(all)});
}

/// 高等数学 1-2节 36/38, and in private whoever was not there.
std::string Reports::line(const Context& call, const Class& klass, const Statement& said) const {
  std::string words = text::counted(said);
  if (said.day != call.sent.day()) words = wording::month_day(said.day) + " " + words;
  if (call.message.place == Place::group) return words;
  const auto students = members_.students(klass.id);
  std::vector<std::pair<std::string, std::vector<std::string>>> lists;
  for (const Statement::Absence& one : said.absences) {
    const std::string status = text::of_status(one);
    auto list = std::find_if(lists.begin(), lists.end(), [&](const auto& each) { return each.first == status; });
    if (list == lists.end()) list = lists.insert(lists.end(), {status, {}});
    list->second.push_back(wording::name_in(students.at(one.who), students));
  }
  for (const auto& [status, names] : lists) words += fmt::format("\n{}：{}", status, fmt::join(names, " "));
  return klass.name + " " + words;
}

}  // namespace banwei::lesson
