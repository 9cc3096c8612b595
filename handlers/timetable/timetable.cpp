#include "handlers/timetable/timetable.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/timetable/timetable_intents.h"

namespace banwei::timetable {

namespace text {
namespace {

std::string heading(const std::string& whose, std::optional<int> week, const std::string& day) {
  std::string words = "📅 " + whose;
  if (week) words += fmt::format(" 第{}周", *week);
  return day.empty() ? words : words + " " + day;
}
std::string none(const std::string& whose, const std::string& when) { return fmt::format("{} {}没有课", whose, when); }
std::string unknown(const std::string& klass, bool may_import) {
  return klass + (may_import ? "还没有课表。把课表文件（.xlsx 或 .csv，文件名带“课表”）私聊发给我就行"
                             : "还没有课表，请学委或老师导入");
}
constexpr auto no_classes = "你名下还没有班级";
constexpr auto which = "看哪个班的？说“课表 班级”：";
constexpr auto no_term = "还没有设第1周从哪天开始，请说哪一天，如“课表 周三”";
constexpr auto this_week = "这一周";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days rest_of_week{6};

}  // namespace

std::vector<Command> Timetable::commands() {
  Arg<Asked> asked{"[班级] [周三|明天|第5周]", "asked",
                   [this](std::string_view& said, const Context& context) {
                     auto read = read_asked(said, nameable_classes(members_, context), context.sent.day());
                     if (read) said = {};
                     return read;
                   },
                   true};
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::see | W::hand | W::of | W::our_class | W::me | W::take | W::give | W::now | W::recent |
                          W::holiday | W::there_is | W::still | W::done | W::one | own::part | own::course | W::lesson;
  constexpr auto asks = W::what | W::how_many | W::asking | W::when | W::list | W::no | W::again | own::where;
  Grammar show = takes(std::move(asked)).then(this, &Timetable::show);
  show.slots = {language::Slot::klass, language::Slot::date};
  return {
      {.kind = "timetable",
       .words = {"课表", "课程表", "*课表", "*课程表", "*上什么课", "*上哪些课", "*上啥课", "*几节课", "*有几节课"},
       .forms = {{.needs = {own::timetable}, .may = around | W::what | W::asking},
                 // 后天的课
                 {.needs = {own::course}, .may = W::of | own::part, .addressed = true, .pointed = true},
                 // 课表在哪看
                 {.needs = {own::timetable, own::where | W::how, W::see | W::hand | W::reply},
                  .may = around,
                  .addressed = true},
                 {.needs = {own::course, asks}, .may = around | asks, .pointed = true},
                 {.needs = {own::course, asks}, .may = around | asks, .addressed = true}},
       .help = "看课表，哪天有什么课",
       .example = "课表 周三",
       .run = std::move(show)},
      {.kind = "timetable",
       .words = {"下节课", "下一节课"},
       .forms = {{.needs = {W::next, own::course},
                  .may = W::of | W::our_class | W::me | W::now | W::there_is | W::still | W::lesson | W::do_what | asks,
                  .ordered = true,
                  .addressed = true},
                 // 下一节在哪个教室
                 {.needs = {W::next, own::where}, .may = W::of | W::there_is | W::lesson, .addressed = true}},
       .help = "看接下来是哪节课、在哪上",
       .example = "下节课",
       .run = takes().then(this, &Timetable::next)},
      {.kind = "timetable_import",
       .words = {"导入课表", "上传课表", "更新课表", "导入课程表", "更新课程表"},
       // 课表怎么导入
       .forms = {{.needs = {own::timetable, own::load},
                  .may = W::how | W::take | W::of | W::again | W::deliver | own::load,
                  .addressed = true}},
       .help = "把课表文件私聊发给我，先看预览再写进去",
       .example = "导入课表",
       .who = importers,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .run = takes().then(&import_, &TimetableImport::explain)}};
}

std::vector<Listener> Timetable::listeners() {
  return {{.intents = {&intents::file, &intents::import_answer, &intents::undo},
           .understand = std::bind_front(&TimetableImport::listen, &import_)}};
}

Reply Timetable::on(const Fact& fact, const Moment& now) {
  const auto* file = std::get_if<SentFile>(&fact);
  return file == nullptr ? Reply{} : import_.came(*file, now);
}

/// A class's, or of whoever teaches what is his.
Timetable::Found Timetable::find(const Context& call, const std::optional<Class>& klass, Day from, Day to) const {
  const Person& self = *call.speaker.person;
  const auto refused = [&](const std::string& words) { return Found{.refusal = privately(call, words)}; };
  if (!klass && self.staff && call.message.place == Place::direct) {
    Found found{.whose = wording::teacher(self.name), .lessons = timetables_.of_teacher(self.name, from, to)};
    for (auto& one : found.lessons) {
      if (const auto taught = members_.class_by_id(one.lesson.class_id)) one.lesson.course += "(" + taught->name + ")";
    }
    if (!found.lessons.empty()) return found;
  }
  auto classes = classes_of(members_, call, everyone);
  if (klass) {
    std::erase_if(classes, [&](const Class& one) { return one.id != klass->id; });
    if (classes.empty()) return refused(not_your_class(klass->name));
  }
  if (classes.empty()) return refused(text::no_classes);
  if (classes.size() > 1) {
    std::vector<std::string> names;
    for (const Class& one : classes) names.push_back(one.name);
    return refused(text::which + wording::first_names(names, "个班"));
  }
  const Class& one = classes.front();
  if (!timetables_.knows(one.id)) return refused(text::unknown(one.name, call.speaker.holds(importers, one.id)));
  return {.whose = one.name, .lessons = timetables_.of_class(one.id, from, to)};
}

namespace {

Reply answer(const Context& call, const std::string& words) {
  return call.message.place == Place::direct ? privately(call, words) : Reply{}.add(Say{plain(words)});
}

}  // namespace

Reply Timetable::show(const Context& call, Asked asked) {
  Day from = asked.from.value_or(monday_of(call.sent.day()));
  Day to = asked.to.value_or(from + rest_of_week);
  if (asked.week > 0) {
    const auto monday = timetables_.monday_of_week(asked.week);
    if (!monday) return privately(call, text::no_term);
    from = *monday;
    to = *monday + rest_of_week;
  }
  auto found = find(call, asked.klass, from, to);
  if (found.refusal) return *std::move(found.refusal);
  const bool one_day = from == to;
  const std::string when = one_day ? date_in_words(from) : text::this_week;
  std::string words = text::none(found.whose, when);
  if (!found.lessons.empty())
    words = text::heading(found.whose, timetables_.week_of(from), one_day ? date_in_words(from) : "") +
            (one_day ? day_in_words(found.lessons, begins_) : week_in_words(found.lessons));
  return answer(call, words);
}

/// The first that has not begun, within a week.
Reply Timetable::next(const Context& call) {
  const Day today = call.sent.day();
  auto found = find(call, std::nullopt, today, today + rest_of_week);
  if (found.refusal) return *std::move(found.refusal);
  std::erase_if(found.lessons, [&](const Timetables::Dated& one) {
    return one.day == today && begins_.of(one.lesson.first) <= call.sent.time_of_day();
  });
  if (found.lessons.empty()) return answer(call, text::none(found.whose, text::this_week));
  found.lessons.resize(1);
  const Day day = found.lessons.front().day;
  return answer(call,
                text::heading(found.whose, std::nullopt, date_in_words(day)) + day_in_words(found.lessons, begins_));
}

}  // namespace banwei::timetable
