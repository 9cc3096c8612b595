// The command of leave, and which of its parts hears what.
#include "handlers/leave/leave.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "handlers/args.h"
#include "handlers/common/only_where.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"
#include "handlers/leave/leave_intents.h"
#include "handlers/leave/leave_sheet.h"

namespace banwei::leave {

namespace text {
namespace {

std::string heading(std::string_view klass, const DaySpan& days, std::size_t away) {
  return fmt::format("{} {} 请假{}人", klass, in_words(days), away);
}
std::string waiting(std::size_t count) { return fmt::format("，{}条待批", count); }
constexpr std::string_view not_decided = "没处理 没批 未批 没有批 没审批 没通过 没准 待批 待我批 待审批 等批 等我批";
std::string undecided(const std::string& klass, std::size_t count) { return fmt::format("{} {}条待批", klass, count); }
constexpr auto to_decide = "\n待批：";
constexpr auto no_classes = "你名下还没有班级";
constexpr auto nobody = "没有人请假";
constexpr auto none_of_own = "最近没有你的请假。要请直接说“请假 明天 家里有事”";
std::string own(const std::string& line, const Leave& leave, const std::optional<Person>& asked) {
  const auto fate = [&]() -> std::string {
    switch (leave.state) {
      case Leave::State::approved:
        return leave.ended ? "已销假" : "批了";
      case Leave::State::refused:
        return "没有批";
      case Leave::State::withdrawn:
        return "已取消";
      case Leave::State::waiting:
      case Leave::State::forwarded:
        break;
    }
    return asked ? fmt::format("在等{}批", asked->staff ? wording::teacher(asked->name) : asked->name)
                 : "还没有老师能批";
  };
  return fmt::format("请假{}：{}", line, fate());
}
constexpr auto topic = "请假";
constexpr auto help = "请假：直接说“请假 明天 家里有事”；回来了说“销假”，不请了说“取消请假”";
std::string teacher_decides(const std::string& teacher) {
  return fmt::format("准不准、要什么手续由{}定，跟我说了我就转过去。\n", teacher);
}
constexpr auto hint = "请假直接说“请假 明天 家里有事”";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_own = 5;
constexpr std::chrono::days shown_ahead{180};
constexpr std::size_t few = 6;  // So many classes are listed when nobody of them is away.

/// 谁周一请假了, said on a Saturday: the day that comes, beside the one that was.
std::optional<Day> coming(const Context& call, const DaySpan& days) {
  constexpr std::chrono::days week{7};
  const Day today = call.sent.day();
  if (days.from != days.to || days.from >= today || days.from + week <= today) return std::nullopt;
  const std::string said = normalised(words_of(call.message));
  for (const std::string_view word : {"周", "星期", "礼拜"}) {
    const auto at = said.find(word);
    if (at == said.npos) continue;
    const std::string_view before = std::string_view(said).substr(0, at);
    const bool told_apart = before.ends_with("上") || before.ends_with("上个") || before.ends_with("这") ||
                            before.ends_with("本") || before.ends_with("这个");
    return told_apart ? std::nullopt : std::optional(days.from + week);
  }
  return std::nullopt;
}

/// 3月11日到3月13日: whoever will be away is asked for, too.
auto days_to_come() {
  auto days = days_named();
  days.key = "day";
  days.read = [read = days.read](std::string_view& said, const Context& context) {
    const std::string_view whole = said;
    auto span = read(said, context);
    // 周末 is the one to come, unless it is said to be the last.
    const std::string_view named = whole.substr(0, whole.size() - said.size());
    if (span && language::holds_one_of(named, "周末 双休 六周 六日") && !named.starts_with("上")) {
      span->from = monday_of(context.sent.day()) + std::chrono::days{5};
      span->to = span->from + std::chrono::days{1};
    }
    std::string_view rest = trimmed(said);
    if (!span || span->from != span->to || !eat_one_of(rest, {"到", "至", "-", "~"})) return span;
    rest = trimmed(rest);
    const std::string_view word = rest.substr(0, rest.find(' '));
    const auto until = understand_when(std::string(word) + "23点", context.sent.local);
    if (!until || until->kind != When::Kind::once) return span;
    const Day last = std::chrono::floor<std::chrono::days>(until->at);
    if (last < span->from || last > span->from + shown_ahead) return span;
    span->to = last;
    said = rest.substr(word.size());
    return span;
  };
  return days;
}

}  // namespace

Leaves::Leaves(const storage::Members& members, storage::Leaves leaves, const storage::RollCalls& calls,
               storage::Questions& questions, storage::Schedule& schedule, storage::AccessLog& accesses,
               const Zone& zone, const Settings& settings, const QuietHours& quiet, const Lessons& lessons,
               const Timetables& timetables)
    : accesses_(accesses),
      book_(members, leaves, calls, schedule, accesses, zone, settings, quiet, lessons, timetables),
      inquiry_(book_, accesses),
      letters_(book_, questions),
      approvals_(book_, letters_),
      second_thoughts_(book_, approvals_),
      afterwards_(
          book_, letters_,
          {.own = [this](const Context& call) { return list_own(call); },
           .list = [this](const Context& call, std::optional<DaySpan> days) { return list(call, std::nullopt, days); },
           .how = [this](const Context& call) { return tell_how(call); }}),
      requests_(book_, members, questions, schedule) {}

std::vector<Command> Leaves::commands() {
  using W = language::Word;
  namespace feature_words = language::feature_words;
  constexpr auto around = W::see | W::there_is | W::people | W::of | W::our_class | W::now | W::who | W::list |
                          W::how_many | W::still | W::done | W::away | W::no | W::come | W::hand;
  constexpr auto leave = W::leave | W::excused | feature_words::asked_leave;
  constexpr auto decided = feature_words::granted | feature_words::seen;
  constexpr auto of_own = W::me | W::of | W::now | W::done | W::still | W::this_one | W::see | W::there_is | W::one |
                          W::leave | W::excused | W::no | W::holiday | W::teacher | decided;
  const auto of_leave = [this](std::string_view said, std::string_view, const Context& context) {
    return is_of_leave(said, context);
  };
  std::vector<Command> all{
      {.kind = "leave_list",
       .words = {"谁请假了", "请假名单", "请假情况", "*请假名单", "*的请假名单"},
       .forms = {{.needs = {W::leave | W::excused, W::who | W::list}, .may = around},
                 {.needs = {W::leave | W::excused, W::how_many}, .may = around, .addressed = true},
                 // 还有几个假没批
                 {.needs = {leave, W::no, decided, W::who | W::how_many | W::list | W::asking},
                  .may = around | W::asking | W::what,
                  .addressed = true},
                 // 等我批的假有哪些
                 {.needs = {feature_words::granted, leave, W::what | W::who | W::how_many | W::list},
                  .may = around | W::me | W::what,
                  .ordered = true,
                  .addressed = true},
                 // 有没有待审批的请假
                 {.needs = {W::asking, feature_words::granted, leave},
                  .may = around | W::me | W::what,
                  .ordered = true,
                  .addressed = true},
                 // 有几个假条等我批
                 {.needs = {W::what | W::who | W::how_many, leave, feature_words::granted},
                  .may = around | W::me | W::what,
                  .ordered = true,
                  .addressed = true}},
       .help = "看今天谁请假、谁在等批",
       .example = "谁请假了",
       .cost = 2,
       .run = takes(maybe(class_named()), maybe(days_to_come())).then(this, &Leaves::list)},
      {.kind = "my_leave",
       .words = {"我的请假", "我的假条", "我请的假", "谁说我请假了", "谁给我请的假", "谁帮我请的假"},
       .forms = {{.needs = {W::me, leave, decided, W::asking}, .may = of_own | W::you, .ordered = true},
                 {.needs = {leave, decided, W::asking}, .may = of_own, .addressed = true},
                 {.needs = {feature_words::granted, W::asking}, .may = of_own, .addressed = true},
                 // 我那假咋还没批
                 {.needs = {W::me, leave, feature_words::why | W::how, W::no, feature_words::granted},
                  .may = of_own,
                  .ordered = true,
                  .addressed = true},
                 // 假还没批呀老师忘了吧
                 {.needs = {leave, W::no, feature_words::granted},
                  .may = of_own | W::missed | W::how | feature_words::why | feature_words::officer,
                  .addressed = true},
                 // 我这学期请了几次假了
                 {.needs = {W::me, W::again | W::how_many, leave},
                  .may = of_own | W::recent | W::use | W::how_many | W::again,
                  .addressed = true},
                 {.needs = {W::me, leave, W::progress | W::result | W::record}, .may = of_own, .addressed = true},
                 {.needs = {W::see, W::me, leave}, .may = of_own, .addressed = true},
                 // 请假记录
                 {.needs = {leave, W::record}, .may = of_own | W::recent | W::before, .addressed = true},
                 {.needs = {W::me, feature_words::asked_leave},
                  .may = W::of | W::this_one | W::teacher,
                  .addressed = true}},
       .help = "看自己的请假批了没（只给你看）",
       .example = "我的假批了没",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .cost = 2,
       .run = only_where(of_leave, takes().then(this, &Leaves::list_own))},
      {.kind = "help",
       .words = {"能不能请假", "可不可以请假", "可以请假吗", "能请假吗"},
       // 我想请个假咋弄
       .forms = {{.needs = {leave, W::how},
                  .may = W::me | W::use | W::of | W::one | W::what | W::there_is | feature_words::wish,
                  .ordered = true,
                  .addressed = true},
                 // 请假要找谁批
                 {.needs = {leave, W::who, feature_words::granted},
                  .may = W::me | W::of | W::one | W::there_is,
                  .ordered = true,
                  .addressed = true}},
       .means = {{"topic", text::topic}},
       .help = "怎么请假",
       .example = "能不能请假",
       .cost = 2,
       .run = takes().then(this, &Leaves::tell_how)}};
  all.push_back(inquiry_.command());
  for (Export& sort : exports()) all.push_back(export_command(book_.members(), std::move(sort)));
  return all;
}

std::vector<Export> Leaves::exports() {
  return {{.what = "leave",
           .name = text::topic,
           .words = {"导出请假表", "导出请假名单", "导出请假记录"},
           .example = "导出请假 本月",
           .help = "把你名下的班的请假做成登记表发给你",
           .who = teachers,
           .usual = Export::Usual::month,
           .most_days = 200,
           .draw = [this](const Extract& asked) { return draw_leaves(book_, book_.leaves(), asked); },
           .note = [this](const storage::Access& access,
                          std::span<const std::int64_t> about) { accesses_.add(access, about); }}};
}

std::optional<PlainTalk> Leaves::plain_talk() const { return PlainTalk{text::topic, text::help, text::hint}; }

std::vector<Listener> Leaves::listeners() {
  using namespace intents;
  return {{.intents = {&approve}, .understand = std::bind_front(&SecondThoughts::listen, &second_thoughts_)},
          {.intents = {&approve}, .understand = std::bind_front(&Approvals::listen, &approvals_)},
          {.intents = {&intents::leave, &back, &cancel, &ask},
           .understand = std::bind_front(&Requests::listen, &requests_)},
          {.intents = {&submit}, .understand = std::bind_front(&Requests::hear_yes, &requests_)},
          {.intents = {&revoke}, .understand = std::bind_front(&Requests::listen_to_revoke, &requests_)},
          {.intents = {&after, &asked}, .understand = std::bind_front(&Afterwards::listen, &afterwards_)},
          {.intents = {&word, &ask_back}, .understand = std::bind_front(&Letters::listen, &letters_)}};
}

std::optional<Concern> Leaves::concern(const Utterance&, const Context& context, const Understood*) {
  const auto& person = context.speaker.person;
  if (person && person->staff && context.message.place == Place::direct)
    book_.attention().speaks(person->id, context.message.id);
  return std::nullopt;
}

std::vector<TimerKind> Leaves::timers() {
  return {{"ask", [this](const Topic& leave, const storage::Timer&,
                         const Moment& now) { return approvals_.ask_on(leave.id, now); }},
          {unsubmitted, [this](const Topic& student, const storage::Timer&, const Moment& now) {
             return requests_.remind(student.id, now);
           }}};
}

Reply Leaves::on(const Fact& fact, const Moment& now) {
  return std::holds_alternative<RosterChanged>(fact) ? book_.ask_deputies(now) : Reply{};
}

std::vector<Retention> Leaves::retention() {
  return {
      {kept_words, [this](const Moment& before, int most) { return book_.leaves().forget_words(before.day(), most); }},
      {.of = kept_leaves,
       .forget = [this](const Moment& before, int most) { return book_.leaves().purge(before.day(), most); },
       .name = text::topic,
       .count = [this](const Person& who, const Moment&) { return book_.leaves().count_of(who.id); }}};
}

/// Those that are open and what was decided lately, the newest first.
Reply Leaves::list_own(const Context& call) {
  const Person& self = *call.speaker.person;
  const auto all = lately_of(book_.leaves(), self, call.sent.day());
  if (all.empty()) return privately(call, text::none_of_own);
  std::string lines;
  for (std::size_t i = 0; i < std::min(all.size(), most_own); ++i) {
    const auto asked = book_.members().by_id(all[i].asked_of);
    lines += (i == 0 ? "" : "\n") + text::own(book_.own_line(all[i], call.sent), all[i], asked);
  }
  return privately(call, lines);
}

/// 批了吗 may be of anything, unless a leave of his own waits or was decided on.
bool Leaves::is_of_leave(std::string_view said, const Context& context) {
  using W = language::Word;
  namespace own = language::feature_words;
  const auto heard = language::cut(said, {}, context.sent.day()).words;
  const auto& person = context.speaker.person;
  return !heard.has(own::granted) || heard.meets(W::leave | W::excused | own::asked_leave | W::me) ||
         (person && !person->staff && !lately_of(book_.leaves(), *person, context.sent.day()).empty());
}

/// 请假最多能请几天 is the teacher's to say.
Reply Leaves::tell_how(const Context& call) {
  constexpr std::string_view rules =
      "证明 病历 诊断 签字 最多 最长 家长 规定 手续 找谁 跟谁 向谁 给谁 要不要 用不用 需不需要 要请假 提前";
  const Person& self = *call.speaker.person;
  const auto teachers = book_.members().holders(Role::counsellor, self.class_id, call.now.utc);
  const bool of_rules = language::holds_one_of(normalised(words_of(call.message)), rules);
  if (!of_rules || self.staff || teachers.empty()) return privately(call, text::help);
  return privately(call, text::teacher_decides(wording::teacher(teachers.front().name)) + text::help);
}

/// Counts for all; in private who for those in charge, and which kind and why for the teachers.
Reply Leaves::list(const Context& call, std::optional<std::string> named, std::optional<DaySpan> asked) {
  const auto meant = classes_meant(call, book_.members(), named, everyone);
  if (!meant) return privately(call, not_your_class(*named));
  const auto& classes = *meant;
  DaySpan days = asked.value_or(DaySpan{call.sent.day(), call.sent.day()});
  if (const auto day = coming(call, days)) {
    const bool any = std::any_of(classes.begin(), classes.end(), [&](const Class& klass) {
      const Listed listed = listed_of(klass, {*day, *day});
      return !listed.away.empty() || !listed.open.empty();
    });
    if (any) days = {*day, *day};
  }
  // 还有几个假没批: whatever waits, of whichever day.
  const bool undecided = !asked && language::holds_one_of(normalised(words_of(call.message)), text::not_decided);
  if (undecided) days.to = days.from + shown_ahead;
  std::string counts;
  std::string names;
  std::vector<std::int64_t> about;  // The access log names them, for a reason is health often enough.
  const auto add = [](std::string& into, const std::string& line) { into += (into.empty() ? "" : "\n") + line; };
  for (const Class& klass : classes) {
    Listed listed = listed_of(klass, days);
    if (undecided) listed.away.clear();
    if (classes.size() > few && listed.away.empty() && listed.open.empty()) continue;
    std::string line =
        undecided ? text::undecided(klass.name, listed.open.size()) : text::heading(klass.name, days, listed.people());
    if (!undecided && !listed.open.empty()) line += text::waiting(listed.open.size());
    add(counts, line);
    if (!call.speaker.holds(in_charge, klass.id)) continue;
    const bool why = call.speaker.holds(teachers, klass.id);
    std::string lines = line;
    for (const auto* some : {&listed.away, &listed.open}) {
      if (some == &listed.open && !some->empty() && !undecided) lines += text::to_decide;
      for (const Leave& leave : *some) {
        if (why) about.push_back(leave.person);
        lines += "\n" + book_.line(leave, call.sent, why);
      }
    }
    add(names, lines);
  }
  if (classes.empty()) return privately(call, text::no_classes);
  accesses_.add({.reader = call.speaker.person->id, .what = "leave", .message = call.message.id, .at = call.now.utc},
                about);
  if (call.message.place == Place::direct)
    return privately(call, counts.empty() ? text::nobody : names.empty() ? counts : names);
  Reply reply = Reply{}.add(Say{plain(counts)});
  if (!names.empty()) reply.join(privately(call, names));
  return reply;
}

std::size_t Leaves::Listed::people() const {
  std::set<std::int64_t> all;
  for (const Leave& leave : away) all.insert(leave.person);
  return all.size();
}

/// Of one day those who are away then; of several days all who were, back by now or not.
Leaves::Listed Leaves::listed_of(const Class& klass, const DaySpan& days) {
  Listed listed;
  const bool one_day = days.from == days.to;
  for (Leave& leave : book_.leaves().of_class(klass.id, days.from, days.to)) {
    if (leave.state == Leave::State::approved && !(one_day && leave.ended)) {
      listed.away.push_back(std::move(leave));
    } else if (leave.state == Leave::State::waiting || leave.state == Leave::State::forwarded) {
      listed.open.push_back(std::move(leave));
    }
  }
  return listed;
}

}  // namespace banwei::leave
