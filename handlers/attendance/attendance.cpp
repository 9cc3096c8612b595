// The commands of roll calls, and which of their parts hears what.
#include "handlers/attendance/attendance.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/attendance/attendance_intents.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/only_where.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/language/answers.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string counted(const RollCall& rollcall, std::size_t here, std::size_t all) {
  return fmt::format("{} 已到 {}/{}", title(rollcall), here, all);
}
constexpr auto kept = "最近60次点名";
constexpr auto group_is_mute = "班级群里现在发不出消息，大家看不到我说的。请你自己在群里说一声，签到照常记";
std::string closes(const RollCall& rollcall) { return fmt::format("“{}”点名截止", title(rollcall)); }

}  // namespace
}  // namespace text

namespace {

bool addressed(const Message& message) {
  if (message.place == Place::direct) return true;
  const bool mentioned = std::any_of(message.content.begin(), message.content.end(), [&](const Part& part) {
    return part.kind == Part::Kind::mention && part.value == message.account;
  });
  const std::string words = normalised(words_of(message), 10);
  const std::string_view text = trim(words);
  return mentioned || text.starts_with('/') || text.starts_with('#');
}

/// 5分钟
Arg<int> more_time() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<int> {
    const auto length = understand_minutes(trimmed(text));
    if (!length) return std::nullopt;
    text = {};
    return static_cast<int>(length->count());
  };
  return {"5分钟", "minutes", read, true, language::Slot::length};
}

/// While the roll is called 还有谁没来 asks the bot; 谁没来 does from those who may call it, and is talk from others.
bool asks_for_more(std::string_view said, const Context& context) {
  const auto heard = language::cut(said, {}, context.sent.day()).words;
  return heard.meets(language::Word::still | language::Word::lack) || context.speaker.holds(callers, context.klass->id);
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const Order& order) {
  json = nlohmann::ordered_json::object();
  if (!order.title.empty()) json["title"] = order.title;
  if (order.length) json["minutes"] = order.length->count();
  for (const Audience& one : order.whose) json["classes"].push_back(one.word);
}

Attendance::Attendance(storage::Members& members, storage::RollCalls& calls, storage::Leaves leaves,
                       storage::Questions& questions, storage::Schedule& schedule, const storage::Outbox& outbox,
                       const storage::LessonReports& reports, const Zone& zone, const Lessons& lessons)
    : members_(members),
      calls_(calls),
      schedule_(schedule),
      zone_(zone),
      book_(members, calls, leaves, questions, outbox, zone, lessons),
      progress_(book_, members, calls, reports, zone),
      course_(book_, progress_, members, calls, schedule),
      marks_(book_, members, reports),
      approvals_(book_, members, calls, questions, zone),
      answers_(book_, approvals_, members, calls, schedule),
      offer_(book_, course_, questions),
      ahead_(book_, members) {}

Arg<Order> Attendance::order() const {
  auto read = [this](std::string_view& text, const Context& context) {
    auto order = read_order(text, nameable_classes(members_, context), addressed(context.message));
    // 签到关了吧时间到了 names none.
    const language::Cut named = language::cut(order ? order->title : "", {}, context.sent.day());
    if (named.unknown == 0 && named.words.meets(language::Word::end | language::Word::ended | language::Word::cancel))
      return std::optional<Order>();
    // The words of a form may name it.
    if (order && order->title.empty())
      order->title = title_behind(trimmed(normalised(words_of(context.message))), context.sent.day());
    if (order) text = {};
    return order;
  };
  return {"[班级] [名称] [10分钟] [口令 …]", "order", read, true, language::Slot::length};
}

Arg<Order> Attendance::classes() const {
  auto read = [this](std::string_view& text, const Context& context) {
    auto order = read_classes(text, nameable_classes(members_, context));
    if (order) text = {};
    return order;
  };
  return {"班级", "order", read};
}

std::vector<Command> Attendance::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::take | W::our_class | W::now |
                          W::who | W::how_many | W::list | W::this_one | W::lesson | W::meeting | W::hand | W::lack;
  const auto by_hand = [](std::vector<std::string> words, std::vector<language::Form> forms, std::string status,
                          std::string example, Grammar run) {
    for (language::Form& form : forms)
      form.may |= W::take | W::give | W::write | W::of | W::one | W::roll | W::sign_in | W::this_one | W::done | W::you;
    return Command{.kind = "rollcall_mark",
                   .words = std::move(words),
                   .forms = std::move(forms),
                   .means = {{"status", std::move(status)}},
                   .help = "点名时手工记一位同学",
                   .example = std::move(example),
                   .who = callers,
                   .cost = 0,
                   .run = std::move(run)};
  };
  // 李四迟到了 is told, and may be of a lesson.
  const auto orders = [](std::string_view said, std::string_view rest, const Context&) {
    return said != std::string(trimmed(rest)) + "迟到了";
  };
  Grammar late = only_where(orders, takes(marks_.somebody()).then(&marks_, &HandMarks::mark<Mark::Status::late>));
  late.slots.push_back(language::Slot::length);
  auto name = maybe(rest("名称", "title"));
  name.slot = language::Slot::title;
  auto day = maybe(past_day());
  auto klass = maybe(class_named());
  day.typed = klass.typed = false;  // beside a name, which is free text
  // 还有谁没来 is talk where nobody calls the roll, unless it is said to the bot.
  const auto asks_of_roll = [this](std::string_view said, std::string_view, const Context& context) {
    const bool plain = language::holds_one_of(said, "点名 点到 名点 签 考勤 qd dm") ||
                       language::is_one_of(said, "还有谁没到 没到的有谁");
    const auto heard = language::cut(said, {}, context.sent.day()).words;
    if (language::holds_one_of(said, "谁点 谁来点 谁能点 谁签")) return false;  // 班长没来，谁点名
    const bool names_nobody = !heard.meets(W::who | W::how_many | W::list | W::of | W::lack);
    if (heard.has(W::asking) && names_nobody) return is_calling(context);  // 到齐了没
    return plain || addressed(context.message) || (is_calling(context) && asks_for_more(said, context));
  };
  // 现在到了几个 asks of a roll call where one is called.
  const auto asks_of_result = [this](std::string_view said, std::string_view, const Context& context) {
    const auto heard = language::cut(said, {}, context.sent.day()).words;
    const bool counts_people = heard.meets(W::now | W::still | W::lesson | W::our_class) &&
                               !heard.meets(W::roll | W::sign_in | W::meeting | W::result);
    if (language::holds_one_of(said, "报到第")) return false;  // 今天报到第几个了
    if (heard.has(W::me) && !heard.meets(W::sign | W::sign_in | W::roll)) return is_calling(context);  // 我算到了吗
    return !counts_people || addressed(context.message) || is_calling(context);
  };
  // 点完了 ends what is called; where nothing is it is talk.
  // 行了 结束吧 is of one while it is called.
  const auto ends = [this](std::string_view said, std::string_view, const Context& context) {
    const bool plain = said.empty() || language::holds_one_of(said, "点 名 签 到 qd dm");
    if (!plain) return is_calling(context) && context.speaker.holds(callers, context.klass->id);
    return (said.find("完") == said.npos && said.find("截") == said.npos) || addressed(context.message) ||
           (is_calling(context) && context.speaker.holds(callers, context.klass->id));
  };
  const auto calls = [this](std::string_view said, std::string_view, const Context& context) {
    return said.empty() || is_calling(context) || language::holds_one_of(said, "点名 签到");
  };
  // 点错了 这次不作数 is of a roll call while one is open.
  const auto cancels = [this](std::string_view said, std::string_view, const Context& context) {
    const bool plain = said.empty() || language::holds_one_of(said, "点名 点到 名点 签 qd dm");
    return plain || (language::holds_one_of(said, "点 开") && is_calling(context));
  };
  return {
      {.kind = "rollcall_start",
       .words = {"点名", "点个名", "点下名", "来点个名", "来点名", "班会点名", "上课点名", "来个点名", "来一个点名",
                 "开个点名", "搞个点名", "发起点名", "来个签到", "开个签到", "发起签到", "签到*", "发起*签到",
                 "发起*点名"},
       .forms = {{.needs = {W::roll},
                  .may = W::now | W::lesson | W::meeting | W::our_class | W::again | W::one | W::give | W::everyone,
                  .except = {"名", "点到", "点名册", "点名呢", "再点名", "清点"}},
                 {.needs = {W::begin | W::send, W::roll | W::sign_in},
                  .may = W::now | W::lesson | W::meeting | W::our_class | W::of | W::one | W::again,
                  .ordered = true},
                 {.needs = {W::roll, W::begin}, .may = W::now | W::lesson | W::our_class | W::take, .ordered = true},
                 // 10分钟签到
                 {.needs = {W::sign_in},
                  .may = W::now | W::lesson | W::our_class | W::give | W::everyone | W::of | W::one,
                  .addressed = true,
                  .pointed = true},
                 // 上课了，点一下名
                 {.needs = {W::lesson | W::meeting, W::done, W::roll},
                  .may = W::now | W::begin | W::our_class | W::give | W::everyone,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::sign_in, W::begin},
                  .may = W::now | W::lesson | W::our_class | W::take,
                  .ordered = true,
                  .addressed = true}},
       .help = "在群里点名，到点给结果",
       .example = "点名 高等数学 15分钟 口令 雷锋",
       .who = callers,
       .run = takes(order()).then(&course_, &Course::start)},
      {.kind = "rollcall_stop",
       .words = {"结束点名", "停止签到", "点完了", "点完名了", "名点完了"},
       .forms = {{.needs = {W::roll | W::sign_in, W::end | W::ended},
                  .may = W::this_one | W::take | W::now | W::lesson | W::may_i | W::one | W::still | W::see |
                         W::result | W::ended | W::done},
                 {.needs = {W::roll | W::sign_in, W::due}, .may = W::this_one | W::now | W::done},
                 // 行了 结束吧
                 {.needs = {W::end},
                  .may = W::ended | W::done | W::this_one | W::now | W::still | W::everyone | W::arrive,
                  .except = {"停", "关", "收", "下课", "禁用", "停用", "关着", "收工", "停用了", "禁用了", "关掉",
                             "关闭"}}},
       .help = "提前结束点名",
       .example = "结束点名",
       .who = callers,
       .run = only_where(ends, takes(name).then(&course_, &Course::stop))},
      {.kind = "rollcall_of",
       .words = {"签没签到"},
       // 李四到了没有
       .forms = {{.needs = {W::arrive | W::sign | W::sign_in | W::come, W::asking | W::no},
                  .may = W::done | W::now | W::still,
                  .ordered = true,
                  .addressed = true,
                  .pointed = true},
                 // 马超到没到
                 {.needs = {W::arrive | W::sign | W::come, W::no, W::arrive | W::sign | W::come},
                  .may = W::now | W::still,
                  .ordered = true,
                  .addressed = true,
                  .pointed = true}},
       .help = "看一位同学这次点名到没到（只给你看）",
       .example = "签没签到 李四",
       .who = callers,
       .where = Where::direct,
       .cost = 0,
       .run = only_where(calls, takes(marks_.somebody()).then(&marks_, &HandMarks::tell))},
      {.kind = "rollcall_longer",
       .words = {"点名延长", "延长点名"},
       // 再等五分钟
       .forms = {{.needs = {own::longer},
                  .may = W::roll | W::sign_in | W::everyone | W::give | W::again | W::take | W::now | W::can |
                         W::people | W::still,
                  .pointed = true}},
       .help = "正在点的名再多等一会",
       .example = "点名延长 5分钟",
       .who = callers,
       .run = only_where(calls, takes(more_time()).then(&course_, &Course::prolong))},
      {.kind = "rollcall_cancel",
       .words = {"取消点名", "撤销签到"},
       .forms = {{.needs = {W::roll | W::sign_in, W::cancel},
                  .may = W::this_one | W::take | W::now | W::lesson | W::of | W::still | W::one | W::cancel |
                         W::removed | W::recalled | W::done},
                 // 点错了 这次不作数
                 {.needs = {W::cancel, W::cancel},
                  .may = W::this_one | W::cancel | W::removed | W::recalled | W::done}},
       .help = "取消自己开的点名，签到不算",
       .example = "取消点名",
       .who = callers,
       .run = only_where(cancels, takes(name).then(&course_, &Course::cancel))},
      {.kind = "rollcall_result",
       .words = {"点名结果", "到了几个", "到了几个人", "到了多少", "到了多少人"},
       .forms = {{.needs = {W::roll | W::sign_in, W::result}, .may = around | W::result | W::done | W::asking},
                 // 昨天点名的名单发我
                 {.needs = {W::roll | W::sign_in, W::list},
                  .may = around | W::sign | W::arrive | W::come | W::done | W::give | W::me,
                  .addressed = true},
                 {.needs = {W::roll | W::sign_in, W::end, W::asking}, .may = W::done | W::this_one, .addressed = true},
                 {.needs = {W::roll, W::asking}, .may = W::done | W::this_one | W::now, .addressed = true},
                 {.needs = {W::roll | W::sign_in, W::present | W::sign | W::arrive, W::how_many},
                  .may = around | W::done},
                 {.needs = {W::meeting, W::present | W::arrive, W::how_many}, .may = W::done | W::now | W::our_class},
                 {.needs = {W::sign | W::arrive, W::done, W::how_many},
                  .may = W::still | W::now | W::our_class | W::lesson,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::now | W::still, W::arrive | W::present | W::sign, W::how_many},
                  .may = W::still | W::now | W::our_class | W::lesson | W::done | W::people,
                  .ordered = true},
                 // 我签上了没
                 {.needs = {W::me, W::sign | W::sign_in | W::arrive | W::present, W::asking | W::no},
                  .may = W::done | W::this_one | W::now | W::reported | W::roll | W::of | W::there_is,
                  .ordered = true,
                  .addressed = true},
                 // 点名几点截止, 签到还有多久
                 {.needs = {W::roll | W::sign_in, W::when | W::by_when | W::how_many},
                  .may = W::due | W::still | W::there_is | W::end | W::now | W::of | W::this_one,
                  .ordered = true,
                  .addressed = true}},
       .help = "看点名到了多少",
       .example = "点名结果",
       .cost = 2,
       .run = only_where(asks_of_result, takes(day, klass, name).then(&progress_, &Progress::result))},
      {.kind = "missing",
       .words = {"还有谁没到", "没到的有谁"},
       .forms = {{.needs = {W::no, W::sign, W::who | W::how_many | W::list | W::of},
                  .may = around | W::roll | W::sign_in},
                 {.needs = {W::roll | W::sign_in, W::no, W::sign | W::arrive | W::come,
                            W::who | W::how_many | W::list | W::of},
                  .may = around | W::roll},
                 {.needs = {W::lack, W::who | W::how_many, W::roll | W::sign_in}, .may = around},
                 {.needs = {W::roll | W::sign_in, W::away | W::absent, W::who | W::how_many | W::of},
                  .may = around | W::asking | W::done},
                 {.needs = {W::no, W::arrive | W::come, W::who | W::how_many | W::list | W::of}, .may = around},
                 {.needs = {W::still, W::who | W::how_many, W::no, W::arrive}, .may = around, .ordered = true},
                 {.needs = {W::still, W::who | W::how_many, W::away}, .may = around, .ordered = true},
                 {.needs = {W::lack, W::who | W::how_many, W::no, W::arrive}, .may = around, .ordered = true},
                 {.needs = {W::away, W::who}, .may = around, .except = {"谁不在", "没人是谁"}},
                 // 到齐了没
                 {.needs = {W::arrive | W::sign, W::asking},
                  .may = around | W::everyone | W::done,
                  .ordered = true,
                  .addressed = true}},
       .means = {{"what", "rollcall"}},
       .help = "看点名还差谁",
       .example = "还有谁没到",
       .cost = 2,
       .run = only_where(asks_of_roll, takes().then(&progress_, &Progress::who_is_missing))},
      {.kind = "remind_missing",
       .words = {"催签到", "催点名"},
       .forms = {{.needs = {W::urge | W::call, W::no, W::sign | W::arrive},
                  .may = around | W::again | W::roll | W::sign_in | W::urge | W::call | W::give | W::everyone},
                 {.needs = {W::urge | W::call, W::roll | W::sign_in, W::no, W::come | W::sign | W::arrive},
                  .may = around | W::again | W::give},
                 {.needs = {W::urge | W::call, W::away, W::of}, .may = around | W::again | W::roll},
                 {.needs = {W::urge, W::roll | W::sign_in}, .may = W::again | W::our_class | W::this_one}},
       .means = {{"what", "rollcall"}},
       .help = "在群里提醒没签到的，一次点名最多两轮",
       .example = "催签到",
       .who = callers,
       .run = takes().then(&progress_, &Progress::remind)},
      {.kind = "rollcall_list",
       .words = {"考勤"},
       .forms = {{.needs = {W::attendance},
                  .may = W::see | W::of | W::our_class | W::record | W::take,
                  .except = {"到课"}},
                 {.needs = {W::roll | W::sign_in, W::record}, .may = W::see | W::of | W::our_class | W::before}},
       .help = "看一天或一周的点名",
       .example = "考勤 本周",
       .who = in_charge,
       .cost = 2,
       .run = takes(maybe(days_named()), maybe(class_named())).then(&progress_, &Progress::list)},
      by_hand({"记到", "*记到", "给*补签", "标记*到", "补*到"},
              {{.needs = {W::write, W::present}, .may = W::present | W::come | W::still | W::now},
               {.needs = {W::made_up}, .may = W::arrive | W::present}},
              "present", "李四记到", takes(marks_.somebody()).then(&marks_, &HandMarks::mark<Mark::Status::present>)),
      by_hand({"记迟到", "*记迟到", "*迟到", "标记*迟到"},
              {{.needs = {W::late, W::late}, .pointed = true},
               {.needs = {W::late}, .may = W::still, .pointed = true},
               {.needs = {W::write, W::late}, .may = W::late | W::arrive | W::present | W::come | W::now | W::still}},
              "late", "李四迟到", std::move(late)),
      by_hand({"记缺勤", "*记缺勤", "*缺勤", "标记*缺勤"},
              {{.needs = {W::write, W::absent}, .may = W::away | W::no | W::sign | W::arrive},
               {.needs = {W::write, W::no, W::sign | W::arrive}}},
              "absent", "李四缺勤", takes(marks_.somebody()).then(&marks_, &HandMarks::mark<Mark::Status::absent>)),
      by_hand({"准假", "记请假", "*记请假", "标记*请假"},
              {{.needs = {W::write, W::excused}, .may = W::away | W::me | W::excused}}, "excused", "准假 李四",
              takes(marks_.somebody()).then(&marks_, &HandMarks::mark<Mark::Status::excused>)),
      {.kind = "rollcall_start",
       .words = {"全部班级点名", "*点名", "*点个名", "*点下名", "*点一下名", "*点到", "点*的名", "点一下*的名"},
       .forms = {{.needs = {W::several_classes, W::roll},
                  .may = W::now | W::lesson | W::meeting | W::begin | W::give | W::take | W::one | W::everyone,
                  .except = {"哪个班点名", "哪些班点名", "哪几个班点名", "几个班点名"}}},
       .help = "几个班一起点名：名下全部的班，或“2019级点名”“机电1901、机电1902点名”",
       .example = "全部班级点名",
       .who = callers,
       .run = takes(maybe(classes())).then(&course_, &Course::start_several)},
  };
}

std::optional<RollCaller::Turnout> Attendance::turnout(std::int64_t roll_call) const {
  const auto rollcall = calls_.by_id(roll_call);
  if (!rollcall) return std::nullopt;
  const Tally sum = book_.collection(*rollcall).sum;
  return Turnout{.due = headcount(sum), .present = sum.answered.size()};
}

bool Attendance::calls_roll(const Class& klass, const Moment& now) const {
  const auto calls = book_.of_today(klass.id, now);
  return std::any_of(calls.begin(), calls.end(), [](const RollCall& call) { return !call.closed; });
}

bool Attendance::is_calling(const Context& context) const {
  return context.klass && calls_roll(*context.klass, context.now);
}

/// A cadre knows of the roll calls that he called, as in the chat.
std::vector<Attended> Attendance::attended(const Class& klass, Day from, Day to, const Speaker& reader) const {
  using Status = storage::LessonReport::Status;
  std::vector<Attended> all;
  const bool teacher = reader.holds(teachers, klass.id);
  for (const RollCall& rollcall : calls_.of_class(klass.id, zone_.utc(from), zone_.utc(to + std::chrono::days{1}))) {
    const bool own = reader.person && rollcall.caller == reader.person->id;
    if (!rollcall.closed || (!teacher && !own)) continue;
    const Tally sum = book_.collection(rollcall).sum;
    const Moment opened = zone_.at(rollcall.opened);
    Attended one{.day = opened.day(),
                 .at = std::chrono::floor<std::chrono::minutes>(opened.time_of_day()),
                 .title = rollcall.title,
                 .due = headcount(sum),
                 .present = sum.answered.size()};
    for (const auto& [people, status] : {std::pair(&sum.missing, Status::absent), std::pair(&sum.late, Status::late),
                                         std::pair(&sum.excused, Status::leave)}) {
      for (const Person& person : *people) one.absences.push_back({person.id, status, {}});
    }
    all.push_back(std::move(one));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

std::vector<Upcoming> Attendance::upcoming(const Context& call) {
  std::vector<Upcoming> all;
  auto classes = classes_of(members_, call, in_charge);
  if (classes.empty() && call.klass) classes.push_back(*call.klass);
  for (const Class& klass : classes) {
    for (const RollCall& rollcall : book_.of_today(klass.id, call.now)) {
      if (!rollcall.closed && all.size() < 12) all.push_back({rollcall.due, text::closes(rollcall)});
    }
  }
  return all;
}

std::optional<Awaited> Attendance::awaited() const { return Awaited{"签到", {"签到", "报到", "签", "到"}}; }

std::optional<std::vector<Person>> Attendance::missing(const Class& klass, const Moment& now) {
  for (const RollCall& rollcall : book_.of_today(klass.id, now)) {
    if (!rollcall.closed) return book_.still_missing(rollcall);
  }
  return std::nullopt;
}

std::vector<Listener> Attendance::listeners() {
  using namespace intents;
  return {
      {.intents = {&intents::call}, .understand = std::bind_front(&Attendance::hear_call, this)},
      {.intents = {&intents::missing}, .understand = std::bind_front(&Attendance::asks_who_lacks, this)},
      {.intents = {&correct}, .understand = std::bind_front(&HandMarks::listen, &marks_)},
      {.intents = {&intents::call, &correct}, .understand = std::bind_front(&Ahead::listen, &ahead_)},
      {.intents = {&called}, .understand = std::bind_front(&Offer::listen, &offer_)},
      {.intents = {&answer}, .understand = std::bind_front(&Approvals::listen, &approvals_)},
      {.intents = {&sign, &late, &behalf, &problem, &ask}, .understand = std::bind_front(&Answers::listen, &answers_)}};
}

/// 还差谁, which without a roll call is asked of temperatures.
std::optional<Interpretation> Attendance::asks_who_lacks(const Utterance& said, const Context& context) {
  using W = language::Word;
  constexpr std::size_t longest = 60;  // bytes
  if (said.text.size() > longest || context.message.place != Place::group || !is_calling(context)) return std::nullopt;
  static const language::Form form{
      .needs = {W::lack, W::who | W::how_many},
      .may = W::still | W::there_is | W::people | W::of | W::see | W::our_class | W::now | W::done | W::list};
  const std::string folded = normalised(said.text);
  const std::string_view words = trimmed(folded);
  if (!language::fit(form, language::cut(words, {}, context.sent.day()), words, {})) return std::nullopt;
  Interpretation heard{.intent = &intents::missing, .claim = Claim::answer, .opened = context.sent.utc};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"what", "rollcall"}}; };
  heard.understood.act = [this](const Context& call) { return progress_.who_is_missing(call); };
  return heard;
}

std::optional<Interpretation> Attendance::hear_call(const Utterance& said, const Context& context) {
  const bool calls =
      context.klass ? context.speaker.holds(callers, context.klass->id) : !context.speaker.grants.empty();
  if (!calls || !language::holds_one_of(said.text, "名 签 到")) return std::nullopt;
  auto order = read_call(said.text, nameable_classes(members_, context));
  if (!order) return std::nullopt;
  Interpretation heard{.intent = &intents::call, .opened = context.sent.utc};
  heard.understood.fields = [order = *order] { return nlohmann::ordered_json{{"order", order}}; };
  heard.understood.act = [this, order = *std::move(order)](const Context& call) { return course_.start(call, order); };
  return heard;
}

std::vector<Retention> Attendance::retention() {
  constexpr int a_class = 40;  // marks of one roll call
  return {{.of = kept_roll_calls,
           .forget = [this](const Moment& before,
                            int most) { return calls_.purge(before.utc, std::max(1, most / a_class)); },
           .name = text::kept,
           .count =
               [this](const Person& who, const Moment& now) {
                 const auto calls = calls_.of_class(who.class_id, {}, now.utc);
                 return std::count_if(calls.begin(), calls.end(), [&](const storage::RollCall& call) {
                   return calls_.mark_of(call.id, who.id).has_value();
                 });
               }}};
}

std::vector<TimerKind> Attendance::timers() {
  return {
      {"close", [this](const Topic& rollcall, const storage::Timer&,
                       const Moment& now) { return course_.close_on_time(rollcall.id, now); }},
      {"count", [this](const Topic& klass, const storage::Timer&, const Moment& now) { return count(klass.id, now); }}};
}

/// Where nothing can be reacted to, the class hears a number now and then.
Reply Attendance::count(std::int64_t class_id, const Moment& now) const {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  for (const RollCall& rollcall : book_.of_today(klass->id, now)) {
    if (rollcall.closed) continue;
    const Tally sum = book_.collection(rollcall).sum;
    return Reply{}.add(Post{klass->group, plain(text::counted(rollcall, sum.answered.size(), headcount(sum))),
                            storage::Priority::summary});
  }
  return {};
}

Reply Attendance::on(const Fact& fact, const Moment& now) {
  if (const auto* lost = std::get_if<HistoryLost>(&fact)) return course_.ask_again(*lost, now);
  const auto* result = std::get_if<SendResult>(&fact);
  return result == nullptr ? Reply{} : tell_mute(*result, now);
}

/// The caller is told when the group does not hear us; the roll call goes on.
Reply Attendance::tell_mute(const SendResult& result, const Moment& now) {
  if (!result.group || result.state != storage::SendState::failed) return {};
  const auto rollcall = book_.by_about(result.about);
  const auto owner = rollcall ? book_.owner_of(*rollcall, now.utc) : std::nullopt;
  if (!owner || rollcall->closed) return {};
  const storage::Occurrence once{.job = fmt::format("attendance/mute/{}", rollcall->id), .key = "told", .due = now.utc};
  if (!schedule_.claim(once, now.utc)) return {};
  return privately(*owner, text::group_is_mute);
}

}  // namespace banwei::attendance
