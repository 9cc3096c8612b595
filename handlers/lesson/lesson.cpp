// The commands of the register, and which of its parts hears what.
#include "handlers/lesson/lesson.h"

#include <algorithm>
#include <functional>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/language/feature_words.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto how =
    "一节课一行，在群里或私聊直接发：\n1-2节高数 应到38 实到36 缺李四、王五(病假)\n迟到、早退写在后面，没人缺写“全勤”；"
    "几节课可以一起发，写错了整行重发";
constexpr auto kept = "课堂考勤";
constexpr auto reminder = "催报考勤";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours reminder_late{2};

}  // namespace

Register::Register(const std::vector<std::unique_ptr<Feature>>& features, const storage::Members& members,
                   storage::LessonReports& reports, storage::Leaves leaves, storage::Questions& questions,
                   storage::AccessLog& accesses, storage::SpotChecks& checks, const Zone& zone, const Lessons& begins,
                   const Settings& settings, const Timetables& timetables)
    : members_(members),
      settings_(settings),
      kept_(reports),
      accesses_(accesses),
      checks_(checks),
      reports_(members, reports, leaves, questions, zone, timetables),
      spot_checks_(members, checks, reports, leaves, questions, zone, begins),
      appeals_(members, reports, questions),
      book_(features, reports, leaves, zone, begins, timetables),
      overview_(book_, members, settings, reports_),
      taught_(book_, members),
      off_(members, reports, timetables),
      sheet_(book_, members, settings),
      weekly_(book_, overview_, sheet_, members, reports, settings),
      reminding_(book_, members, reports_) {}

std::vector<Command> Register::commands() {
  auto all = said_of_lessons();
  for (const auto more : {&Register::asked_of_all, &Register::asked_of_one, &Register::checked}) {
    for (Command& one : (this->*more)()) all.push_back(std::move(one));
  }
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

std::vector<Command> Register::said_of_lessons() {
  return {{.kind = "attend_fill",
           .words = {"上报考勤", "登记考勤", "课堂考勤", "填考勤", "报考勤", "考勤上报", "考勤填报", "怎么报考勤"},
           // 考勤怎么报啊
           .forms = {{.needs = {language::Word::attendance, language::Word::how},
                      .may = language::Word::report | language::Word::use | language::Word::write | language::Word::of |
                             language::Word::me | language::Word::lesson,
                      .addressed = true}},
           .help = "报一节课的考勤：1-2节高数 应到38 实到36 缺李四、王五(病假)",
           .example = "上报考勤",
           .who = intents::reporters,
           .run = takes().then(this, &Register::tell_how)},
          {.kind = "lesson_off",
           .words = {"停课", "没上课", "*停课", "*停课了", "*没上", "*没上课", "*没上成", "*停了没上", "*停了", "*不上",
                     "*不上了", "*不上课了"},
           .help = "哪节课停课没上，不用报考勤",
           .example = "停课 3-4节",
           .who = intents::reporters,
           .run = takes(off_.order()).then(&off_, &LessonOff::note)}};
}

std::vector<Command> Register::asked_of_all() {
  using W = language::Word;
  namespace own = language::feature_words;
  // 课 beside 情况 is 上课情况.
  constexpr auto of_groups = W::see | W::of | W::take | W::recent | W::now | W::result | W::how_many | W::progress |
                             W::asking | W::our_class | W::list;
  return {
      {.kind = "attend_week",
       .words = {"考勤周报", "考勤汇总", "这周考勤", "*这周考勤", "周考勤"},
       .forms = {{.needs = {W::attendance, W::several_classes}, .may = of_groups | own::worst | W::there_is},
                 {.needs = {W::attendance, W::result},
                  .may = language::feature_words::course | W::see | W::of | W::our_class | W::take | W::hand |
                         W::recent | W::me | W::now},
                 {.needs = {W::attendance, W::how_many},
                  .may = W::see | W::of | W::our_class | W::recent | W::now | W::there_is,
                  .addressed = true},
                 // 今天上午高数来了多少人
                 {.needs = {own::course | own::part, W::come | W::arrive | W::present | W::attendance, W::how_many},
                  .may = of_groups | own::part | own::course | W::done | W::still | W::people | W::lesson,
                  .addressed = true},
                 // 机电1901昨天上课情况怎么样
                 {.needs = {W::lesson | language::feature_words::course, W::result | W::progress},
                  .may = of_groups | W::several_classes,
                  .addressed = true}},
       .help = "看一周的到课、旷课、迟到和请假",
       .example = "这周考勤",
       .who = in_charge,
       .cost = 2,
       .run = takes(maybe(days_named()), maybe(class_named())).then(&overview_, &Overview::week)},
      {.kind = "attend_missing",
       .words = {"哪节课没报考勤", "考勤报全了吗"},
       .forms = {{.needs = {W::attendance, W::report | W::how_many, W::asking},
                  .may = W::now | W::done | W::our_class | W::still | W::report | W::me | W::of,
                  .addressed = true},
                 // 今天的考勤都报了没
                 {.needs = {W::attendance, W::report_or_not},
                  .may = W::now | W::done | W::our_class | W::still | W::me | W::of | W::lesson | own::course,
                  .addressed = true},
                 // 今天哪些课还没报考勤, 考勤我还差哪节没报
                 {.needs = {W::attendance, W::no, W::report},
                  .may = W::now | W::still | W::there_is | W::who | W::lesson | W::asking | W::of | W::me | W::lack |
                         W::when | W::what | W::our_class | own::course,
                  .addressed = true}},
       .help = "看今天还有哪几节课没报考勤",
       .example = "考勤报全了吗",
       .who = in_charge,
       .cost = 2,
       .run = takes().then(&reminding_, &Reminding::tell)},
      {.kind = "attend_majors",
       .words = {"考勤按专业"},
       .forms = {{.needs = {W::attendance, language::feature_words::by_major}, .may = of_groups}},
       .help = "看各专业的到课率，低的在前",
       .example = "考勤按专业 本周",
       .who = teachers,
       .cost = 2,
       .run = takes(maybe(days_named())).then(&overview_, &Overview::by_major)},
      {.kind = "attend_courses",
       .words = {"考勤按课程", "课程考勤"},
       .forms = {{.needs = {W::attendance, language::feature_words::by_course}, .may = of_groups},
                 // 哪门课旷课的最多
                 {.needs = {own::by_course, W::attendance | W::absent | W::late | W::away, W::how_many | own::worst},
                  .may = of_groups | W::people | W::done | W::there_is,
                  .addressed = true}},
       .help = "看各门课的到课率，低的在前",
       .example = "考勤按课程 本周",
       .who = in_charge,
       .cost = 2,
       .run = takes(maybe(days_named()), maybe(class_named())).then(&overview_, &Overview::by_course)},
      {.kind = "attend_taught",
       .words = {"我的课考勤", "我课上的考勤", "我教的课考勤", "我的课谁没来", "我的课谁缺了", "我的课到课情况"},
       .help = "任课老师看自己的课谁没来",
       .example = "我的课考勤 本周",
       .who = intents::taught,
       .where = Where::direct,
       .cost = 2,
       .run = takes(maybe(days_named())).then(&taught_, &Taught::show)}};
}

/// Who was late or absent, and oneself.
std::vector<Command> Register::asked_of_one() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto of_course = language::Words(language::feature_words::course);
  constexpr auto of_late = W::see | W::of | W::our_class | W::take | W::hand | W::now | W::there_is | W::people |
                           W::done | W::lesson | W::list | W::who | W::how_many | W::still | W::recent | W::late |
                           W::absent;
  constexpr auto of_mine = W::see | W::of | W::take | W::hand | W::now | W::there_is | W::done | W::lesson | W::still |
                           W::recent | W::late | W::absent | W::record | W::again | W::asking | W::how_many | W::write |
                           W::progress;
  return {
      {.kind = "late_list",
       .words = {"谁迟到了", "谁旷课了", "谁早退了", "谁缺勤了", "谁缺课了", "谁旷课", "谁迟到", "*谁迟到了",
                 "*谁旷课了", "*谁缺勤了", "迟到名单", "旷课名单", "缺勤名单", "*迟到名单", "*旷课名单", "*缺勤名单"},
       .forms = {{.needs = {W::late | W::absent | language::feature_words::left_early, W::who | W::list | W::how_many},
                  .may = of_late},
                 // 这周考勤最差的是谁
                 {.needs = {W::attendance, own::worst, W::who | W::list}, .may = of_late, .addressed = true},
                 {.needs = {W::no | W::away, W::lesson | W::attendance, W::who | W::list},
                  .may = of_late | W::come | W::arrive,
                  .addressed = true},
                 // 高数这周缺了几个, 高数今天几个人没来
                 {.needs = {of_course, W::lack | W::late | W::absent | language::feature_words::left_early,
                            W::who | W::how_many},
                  .may = of_late | of_course | W::lack,
                  .addressed = true},
                 {.needs = {of_course, W::away | W::no, W::who | W::how_many},
                  .may = of_late | of_course | W::come | W::arrive | W::away | W::no,
                  .addressed = true}},
       .help = "看谁迟到、旷课、早退，只私下告诉你",
       .example = "谁迟到了",
       .who = in_charge,
       .cost = 2,
       .run = takes(maybe(days_named()), maybe(class_named())).then(&overview_, &Overview::late)},
      {.kind = "attend_me",
       .words = {"我的考勤", "我的考勤记录", "我旷了几节课", "我旷课几节", "我迟到了几次", "我缺了几节课"},
       .forms = {{.needs = {W::me, W::late | W::absent, W::how_many | W::again | W::record | W::asking},
                  .may = of_mine | of_course},
                 // 我今天算迟到还是旷课
                 {.needs = {W::me, W::write | W::still, W::late | W::absent, W::late | W::absent},
                  .may = of_mine | of_course,
                  .ordered = false,
                  .addressed = true},
                 // 这周我都没缺勤吧
                 {.needs = {W::me, W::no, W::late | W::absent}, .may = of_mine, .ordered = true, .addressed = true},
                 {.needs = {W::me, W::attendance}, .may = of_mine},
                 // 我能查一下自己的出勤不
                 {.needs = {W::me, W::can | W::may_i, W::see, W::attendance},
                  .may = of_mine | W::me | W::no,
                  .addressed = true},
                 // 我这学期一共缺了几次课
                 {.needs = {W::me, W::lack, W::again},
                  .may = of_mine | of_course | W::one,
                  .ordered = true,
                  .addressed = true}},
       .help = "看自己的旷课、迟到和请假",
       .example = "我的考勤",
       .who = {Role::student},
       .run = takes().then(&overview_, &Overview::mine)},
      {.kind = "appeal",
       .words = {"申诉", "考勤申诉"},
       .help = "记错了你的旷课、迟到，3天内可以申诉",
       .example = "申诉 3月9日 高数 网络断了",
       .who = {Role::student},
       .verbatim = true,
       .run = takes(rest("日期 课名 原因", "words")).then(&appeals_, &Appeals::appeal)}};
}

std::vector<Command> Register::checked() {
  return {{.kind = "spot_check",
           .words = {"抽查",          "抽查考勤",    "考勤抽查",        "抽查到课",      "随机抽查",     "抽点",
                     "抽*",           "抽*个人",     "抽*个学生",       "抽*个同学",     "抽*名同学",    "抽*名学生",
                     "抽*位同学",     "随机抽*个人", "随机抽*个同学",   "随机抽",        "随便抽",       "抽*在不在",
                     "抽*在不在上课", "抽*在不在线", "抽*有没有在上课", "随机点*在不在", "随便点*在不在"},
           .help = "随机抽几个同学核对在不在，和班委报的对照",
           .example = "抽查 今天3-4节 2个班",
           .who = intents::checkers,
           .cost = 2,
           .run = takes(spot_checks_.order()).then(&spot_checks_, &SpotChecks::pick)},
          {.kind = "spot_list",
           .words = {"抽查情况", "抽查结果", "抽查记录", "看抽查", "查看抽查"},
           // 抽查结果咋样
           .forms = {{.needs = {language::feature_words::spot,
                                language::Word::result | language::Word::progress | language::Word::record},
                      .may = language::Word::see | language::Word::of | language::Word::result |
                             language::Word::progress | language::Word::recent | language::Word::this_one |
                             language::Word::done | language::Word::there_is,
                      .addressed = true}},
           .help = "看最近的抽查，哪些和班委报的不一致",
           .example = "抽查情况",
           .who = intents::checkers,
           .cost = 2,
           .run = takes().then(&spot_checks_, &SpotChecks::list)}};
}

std::vector<ScheduledJob> Register::jobs(Day day) {
  auto all = weekly_.jobs(day);
  if (!settings_.remind || !reminds(day)) return all;
  all.push_back({.key = "remind",
                 .name = text::reminder,
                 .at = *settings_.remind,
                 .catch_up = reminder_late,
                 .run = [this, day](const Moment& now) {
                   Reply reply = reminding_.remind(day, now);
                   reply.join(spot_checks_.remind(now));
                   return reply;
                 }});
  return all;
}

/// Without a timetable or a spot check there is nothing to be reminded of. Asked at every tick.
bool Register::reminds(Day day) {
  for (const Class& klass : members_.classes()) {
    if (timetabled_) break;
    timetabled_ = book_.timetables().knows(klass.id);
    if (!checks_.of_class(klass.id, day - explained_within, day).empty()) return true;
  }
  return timetabled_;
}

std::vector<Export> Register::exports() {
  return {{.what = "attendance",
           .name = "考勤",
           .words = {"导出考勤表", "导出*考勤表", "考勤表", "*考勤表"},
           .example = "导出考勤 本周",
           .help = "把你名下的班的课堂考勤和点名做成统计表发给你",
           .who = intents::reporters,
           .usual = Export::Usual::week,
           .most_days = 200,
           .draw = [this](const Extract& asked) { return sheet_.students(asked); },
           .note = [this](const storage::Access& access,
                          std::span<const std::int64_t> about) { accesses_.add(access, about); }}};
}

std::vector<Listener> Register::listeners() {
  return {{.intents = {&intents::appeal_answer}, .understand = std::bind_front(&Appeals::listen, &appeals_)},
          {.intents = {&intents::appealed}, .understand = std::bind_front(&Appeals::hear_which, &appeals_)},
          {.intents = {&intents::appeal}, .understand = std::bind_front(&Appeals::hear, &appeals_)},
          {.intents = {&intents::spot_found}, .understand = std::bind_front(&SpotChecks::hear_found, &spot_checks_)},
          {.intents = {&intents::spot_explanation},
           .understand = std::bind_front(&SpotChecks::hear_explanation, &spot_checks_)},
          {.intents = {&intents::off}, .understand = std::bind_front(&LessonOff::hear, &off_)},
          {.intents = {&intents::attend, &intents::attend_fix, &intents::ask},
           .understand = std::bind_front(&Register::hear_report, this)}};
}

/// What was found before the report came is compared with it now.
std::optional<Interpretation> Register::hear_report(const Utterance& said, const Context& context) {
  auto heard = reports_.listen(said, context);
  if (!heard) return heard;
  heard->understood.act = [this, act = std::move(heard->understood.act)](const Context& call) {
    Reply reply = act(call);
    reply.join(spot_checks_.compare(call));
    return reply;
  };
  return heard;
}

std::vector<Retention> Register::retention() {
  constexpr int a_report = 4;  // rows of it and of those who were not there
  return {{.of = kept_reports,
           .forget =
               [this](const Moment& before, int most) {
                 const int few = std::max(1, most / a_report);
                 return kept_.purge(before.day(), few) + checks_.purge(before.day(), few);
               },
           .name = text::kept,
           .count = [this](const Person& who,
                           const Moment&) { return kept_.count_of(who.id) + checks_.count_of(who.id); }}};
}

Reply Register::tell_how(const Context& call) { return privately(call, text::how); }

/// Whoever takes his report back takes it out of the register.
std::optional<double> Register::attendance(const std::vector<Class>& classes, Day day) const {
  ClassCounts all;
  for (const Class& klass : classes) all.add(count(book_.reports(klass, day, day)));
  return all.rate();
}

Reply Register::recalled(const Recall& recall, const Moment& now) {
  kept_.withdraw(recall.room, recall.message, now.utc);
  return {};
}

}  // namespace banwei::lesson
