#include "handlers/lesson/appeals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/common/courses.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/exporting.h"
#include "handlers/language/answers.h"
#include "handlers/language/days.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

using Status = storage::LessonReport::Status;

std::string lesson(const storage::LessonReport& report) {
  return fmt::format("{} {}", short_date(report.day), report.course);
}
std::string what(const storage::LessonReport& report, Status status) {
  const char* word = status == Status::absent  ? "旷课"
                     : status == Status::late  ? "迟到"
                     : status == Status::early ? "早退"
                                               : "请假";
  return fmt::format("{} {}", lesson(report), word);
}
constexpr auto nothing =
    "3天以内没有人报你旷课、迟到、早退；今天的课可能还没报，报了你会看到“我的考勤”。更早的请直接找辅导员";
std::string which(const std::vector<std::string>& lessons) {
  return fmt::format("是哪一节？写上日期和课名：{}", fmt::join(lessons, "、"));
}
std::string not_of_that(const std::vector<std::string>& others) {
  const std::string words = "那节课没有记你旷课、迟到、早退，不用申诉";
  return others.empty() ? words : words + fmt::format("。记了你的有：{}", fmt::join(others, "、"));
}
constexpr auto nobody = "现在没有人能处理申诉，请直接找辅导员";
std::string passed_on(const std::string& whom, const std::string& what) {
  return fmt::format("已交给{}：{}。有结果告诉你", whom, what);
}
std::string question(const std::string& who, const std::string& what, const std::string& words) {
  return fmt::format("{}申诉 {}：{}。回“通过”或“不通过”", who, what, wording::in_quotes(words));
}
std::string granted(const std::string& what) { return fmt::format("申诉通过了：{}已经去掉", what); }
std::string refused(const std::string& what, const std::string& reason) {
  return fmt::format("申诉没有通过：{}{}。还有疑问请找辅导员", what, reason.empty() ? "" : "，理由：" + reason);
}
std::string settled(const std::string& who, const std::string& what, bool yes) {
  return fmt::format("好，{}的{}{}", who, what, yes ? "已去掉，原来的记录留着" : "不改");
}
constexpr auto gone = "这一条已经改过了";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view asked_under = "lesson/appeal";  // Beside what a report leaves open.
constexpr std::string_view which_one = "lesson/appealed";  // Asked of the student: which lesson he means.
constexpr std::chrono::days in_time{3};
constexpr std::chrono::hours question_open{72};
constexpr std::chrono::hours answer_open{1};
constexpr std::size_t longest_reason = 60;   // characters
constexpr std::size_t longest_ruling = 300;  // bytes

using Absence = storage::LessonReport::Absence;

const Absence* of_person(const storage::LessonReport& report, std::int64_t person) {
  const auto found = std::find_if(report.absences.begin(), report.absences.end(),
                                  [&](const Absence& one) { return one.person == person; });
  return found == report.absences.end() ? nullptr : &*found;
}

/// The first course that the words name.
std::string_view course_in(std::string_view folded) {
  for (std::size_t at = 0; at < folded.size(); at += code_point_size(folded, at)) {
    if (const CourseMatch known = course_at(folded, at); known.length > 0) return known.name;
  }
  return {};
}

/// Whether the words name its course: 高数 for 高等数学.
bool names(std::string_view folded, const storage::LessonReport& report) {
  return !report.course.empty() &&
         (folded.find(normalised(report.course)) != folded.npos || course_in(folded) == report.course);
}

/// 同意 马超, 驳回，老师点名没到: a decision with whose it is, or why not.
struct Ruling {
  bool yes = false;
  std::string reason = {};
};
std::optional<Ruling> ruling_in(std::string_view folded, std::string_view student) {
  std::string_view rest = trimmed(folded);
  const auto strip = [&](std::string_view words) {
    const bool eaten = eat_longest(rest, words);
    rest = trimmed(rest);
    return eaten;
  };
  const auto strip_name = [&] {
    const bool eaten = eat(rest, student);
    rest = trimmed(rest);
    return eaten;
  };
  const bool named = strip_name();
  if (named) strip("的");
  const bool refused = strip("不通过 不予通过 不同意 不批 驳回 不行 不属实 没通过");
  if (!refused && !strip("通过 同意 批准 属实 准了 批了")) return std::nullopt;
  const bool named_behind = !named && strip_name();
  strip("理由");
  if (!rest.empty() && !language::is_one_of(rest, "吧 了 的申诉 的") && !refused) return std::nullopt;
  if (!named && !named_behind && rest.empty()) return std::nullopt;  // A yes or a no is heard before.
  return Ruling{!refused, refused ? std::string(rest) : std::string{}};
}

/// Of 老师我昨天那节体育课其实是请过假的，怎么算我旷课 the day and the course before all that was said; "" for what is
/// no appeal. It names what was put down, says that it was put down of the speaker, and denies or doubts it.
std::string appeal_in(std::string_view said, Day today) {
  constexpr std::size_t longest = 80;  // characters
  constexpr std::string_view put_down = "旷课 旷了 缺勤 缺课 迟到 早退 没到";
  constexpr std::string_view of_me =
      "记我 算我 给我记 给我算 判我 说我 标我 显示我 把我记 把我算 我被记 我被 冤枉我 我是旷课 我旷课 记了我";
  constexpr std::string_view denied =
      "明明 其实 冤枉 怎么 为什么 为啥 凭什么 凭啥 咋 记错 算错 弄错 搞错 请过假 请了假 请假了 我在的 我到了 我去了 "
      "没有迟到 "
      "没迟到 没旷课 没缺勤";
  constexpr std::string_view wrong_of_me =
      "我没迟到 我没旷课 我没缺勤 我没早退 我没有迟到 我没有旷课 我没有缺勤 我没有早退";
  constexpr std::string_view others = "我记错 我报错 我写错 怎么请假 怎么销假 几次 几节 多少 谁 如果 要是 会不会 作业";
  const std::string folded = normalised(said, longest + 1);
  if (code_points(folded) > longest || language::holds_one_of(folded, others)) return {};
  // 我昨天明明到了怎么记旷课
  constexpr std::string_view counted = "记旷 算旷 记迟到 算迟到 记缺 算缺 记早退 算早退 被记";
  constexpr std::string_view was_there =
      "我请过假 我请了假 我请假了 我到了 我在的 我去了 我没旷 我上了 我签到了 我在教室";
  const bool corrects = language::holds_one_of(folded, "记错 算错 标错") && language::holds_one_of(folded, was_there);
  const bool led_by_me = trimmed(folded).starts_with("我") && language::holds_one_of(folded, counted);
  const bool mine = led_by_me || language::holds_one_of(folded, of_me) || language::holds_one_of(folded, wrong_of_me);
  const bool denies = language::holds_one_of(folded, put_down) && mine && language::holds_one_of(folded, denied);
  if (!denies && !corrects) return {};
  std::string led;
  for (std::size_t at = 0; at < folded.size(); at += code_point_size(folded, at)) {
    const auto day = led.empty() ? language::day_at(folded, at, today) : std::nullopt;
    if (day) led = folded.substr(at, day->length) + " ";
    const CourseMatch course = course_at(folded, at);
    if (course.length == 0) continue;
    led += folded.substr(at, course.length) + " ";
    break;
  }
  return led + std::string(trimmed(said));
}

}  // namespace

/// Those that count against him and are not over for too long.
std::vector<storage::LessonReport> Appeals::of(const Person& self, Day today) const {
  auto all = reports_.of_class(self.class_id, today - in_time, today);
  std::erase_if(all, [&](const storage::LessonReport& report) {
    const Absence* absence = of_person(report, self.id);
    return absence == nullptr || absence->status == text::Status::leave;
  });
  return all;
}

/// Whoever reported it, else a counsellor; nobody decides about himself, and nobody about two at once.
std::optional<Person> Appeals::decider(const Person& self, const storage::LessonReport& report, Utc now) const {
  std::vector<Person> all;
  const auto reporter = members_.by_id(report.by);
  if (reporter && Speaker{*reporter, members_.grants(*reporter, now)}.holds(intents::reporters, report.class_id))
    all.push_back(*reporter);
  for (Person& one : members_.holders(Role::counsellor, report.class_id, now)) all.push_back(std::move(one));
  for (const Person& one : all) {
    if (one.id != self.id && !questions_.open(one.id, asked_under, now)) return one;
  }
  return std::nullopt;
}

Reply Appeals::appeal(const Context& call, std::string words) {
  const Person& self = *call.speaker.person;
  auto lessons = of(self, call.sent.day());
  const std::string folded = normalised(words);
  std::string_view rest = trimmed(folded);
  auto held = reports_.of_class(self.class_id, call.sent.day() - in_time, call.sent.day());
  if (const auto days = eat_days(rest, call.sent.day())) {
    const auto elsewhen = [&](const auto& report) { return report.day < days->from || report.day > days->to; };
    std::erase_if(lessons, elsewhen);
    std::erase_if(held, elsewhen);
  }
  rest = trimmed(rest);
  std::vector<std::string> all;
  for (const auto& report : lessons) all.push_back(text::lesson(report));
  // A lesson that does not count against him is no other one that does.
  const auto named = [&](const auto& report) { return names(rest, report); };
  const bool was_held = std::any_of(held.begin(), held.end(), named);
  const bool counts = std::any_of(lessons.begin(), lessons.end(), named);
  if (!counts && (was_held || (!lessons.empty() && !course_in(rest).empty())))
    return privately(call, text::not_of_that(all));
  if (counts) std::erase_if(lessons, std::not_fn(named));
  if (lessons.empty()) return privately(call, text::nothing);
  if (lessons.size() > 1) {
    questions_.ask({.person = self.id,
                    .feature = std::string(which_one),
                    .kind = "which",
                    .payload = to_payload({{"words", words}}),
                    .day = call.sent.day(),
                    .asked = call.now.utc,
                    .until = call.now.utc + answer_open});
    return privately(call, text::which(all));
  }
  const storage::LessonReport& report = lessons.front();
  const auto whom = decider(self, report, call.now.utc);
  if (!whom) return privately(call, text::nobody);
  const std::string what = text::what(report, of_person(report, self.id)->status);
  questions_.ask(
      {.person = whom->id,
       .feature = std::string(asked_under),
       .kind = "appeal",
       .payload = to_payload(
           {{"student", self.id}, {"class", report.class_id}, {"first", report.first}, {"course", report.course}}),
       .day = report.day,
       .asked = call.now.utc,
       .until = call.now.utc + question_open});
  Reply reply = privately(call, text::passed_on(whom->staff ? wording::teacher(whom->name) : whom->name, what));
  const auto name = wording::name_in(self, members_.students(self.class_id));
  reply.join(privately(*whom, text::question(name, what, wording::head(words, longest_reason))));
  return reply;
}

/// The day or the course of the lesson that the student was asked for: 高数, 3/9 高数那节.
std::optional<Interpretation> Appeals::hear_which(const Utterance& said, const Context& context) {
  const bool heard_here = context.speaker.person && context.message.place == Place::direct;
  const auto question =
      heard_here ? questions_.open(context.speaker.person->id, which_one, context.now.utc) : std::nullopt;
  if (!question || said.text.size() > longest_ruling) return std::nullopt;
  const std::string folded = normalised(said.text);
  std::string_view rest = trimmed(folded);
  const bool dated = eat_days(rest, context.sent.day()).has_value();
  // 申诉 高数 网络断了 is put anew as a whole.
  if ((!dated && course_in(rest).empty()) || folded.starts_with("申诉")) return std::nullopt;
  Interpretation heard{.intent = &intents::appealed, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [folded] { return nlohmann::ordered_json{{"words", folded}}; };
  heard.understood.act = [this, words = said.text + " " +
                                        from_payload(question->payload).value("words", "")](const Context& call) {
    questions_.close(call.speaker.person->id, which_one, call.now.utc);
    return appeal(call, words);
  };
  return heard;
}

std::optional<Interpretation> Appeals::hear(const Utterance& said, const Context& context) {
  if (!said.addressed || !context.speaker.person || context.speaker.person->staff) return std::nullopt;
  std::string words = appeal_in(said.text, context.sent.day());
  if (words.empty()) return std::nullopt;
  Interpretation heard{.intent = &intents::appeal, .opened = context.sent.utc};
  heard.understood.fields = [words] { return nlohmann::ordered_json{{"words", words}}; };
  heard.understood.act = [this, words = std::move(words)](const Context& call) { return appeal(call, words); };
  return heard;
}

std::optional<Interpretation> Appeals::listen(const Utterance& said, const Context& context) {
  const auto plainly = [this](const Context& call, const storage::Question& question, bool yes) {
    return decide(call, question, yes, "");
  };
  if (auto heard = yes_or_no(intents::appeal_answer, said, context, questions_, asked_under,
                             {.yes = {"通过", "同意"}, .no = {"不通过", "驳回"}}, plainly))
    return heard;
  if (!context.speaker.person || context.message.place != Place::direct || said.text.size() > longest_ruling)
    return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, asked_under, context.now.utc);
  if (!question) return std::nullopt;
  const auto student = members_.by_id(from_payload(question->payload).value("student", std::int64_t{0}));
  const auto ruling = student ? ruling_in(normalised(said.text), normalised(student->name)) : std::nullopt;
  if (!ruling) return std::nullopt;
  Interpretation heard{.intent = &intents::appeal_answer, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [yes = ruling->yes] { return nlohmann::ordered_json{{"yes", yes}}; };
  heard.understood.act = [this, question = *question, ruling = *ruling](const Context& call) {
    return decide(call, question, ruling.yes, ruling.reason);
  };
  return heard;
}

/// What is granted is reported anew without him.
Reply Appeals::decide(const Context& call, const storage::Question& question, bool yes, const std::string& reason) {
  questions_.close(question.person, asked_under, call.now.utc);
  const auto payload = from_payload(question.payload);
  const auto student = members_.by_id(payload.value("student", std::int64_t{0}));
  const std::int64_t class_id = payload.value("class", std::int64_t{0});
  auto reports = reports_.of_class(class_id, question.day, question.day);
  const auto report = std::find_if(reports.begin(), reports.end(), [&](const auto& one) {
    return one.first == payload.value("first", 0) && one.course == payload.value("course", "");
  });
  const Absence* absence = student && report != reports.end() ? of_person(*report, student->id) : nullptr;
  if (absence == nullptr || !call.speaker.holds(intents::reporters, class_id)) return privately(call, text::gone);
  const std::string what = text::what(*report, absence->status);
  if (yes) {
    if (absence->status == text::Status::absent) ++report->present;
    std::erase_if(report->absences, [&](const Absence& one) { return one.person == student->id; });
    report->by = call.speaker.person->id;
    report->room = call.message.room;
    report->message = call.message.id;
    report->said = call.sent.utc;
    report->recorded = call.now.utc;
    reports_.add(*report);
  }
  Reply reply = privately(call, text::settled(student->name, what, yes));
  reply.join(
      privately(*student, yes ? text::granted(what) : text::refused(what, wording::head(reason, longest_reason))));
  return reply;
}

}  // namespace banwei::lesson
