// The caller's side of a roll call: opening, progress, marks by hand, the end.
#include "handlers/attendance/attendance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string opening(const RollCall& rollcall, std::string_view from, std::string_view to) {
  return fmt::format("{}开始，{}–{}，{}", rollcall.title.empty() ? "点名" : "“" + rollcall.title + "”点名", from, to,
                     rollcall.password.empty() ? "到的回“到”或“1”" : "到的回老师给的口令");
}
std::string opened_for(const std::string& klass, std::string_view to) {
  return fmt::format("好的，{}的点名开始了，{}截止，结果私发你", klass, to);
}
std::string which_class(const std::string& names) { return "要点哪个班？这样说：点名 班级 名称 10分钟\n" + names; }
constexpr auto no_class = "你名下没有可以点名的班级，请管理员核对名单";
std::string no_group(const std::string& klass) { return klass + "还没有绑定班级群，绑定以后再点名"; }
constexpr auto wrong_length = "点名的时间要在1分钟到4小时之间，如：点名 15分钟";
constexpr auto over_already = "我刚才不在线，这次点名没开成，请再发一次";
constexpr auto too_many = "已经有4个点名没结束，先说“结束点名”结束一个";
std::string open_already(const RollCall& rollcall, std::string_view to) {
  return fmt::format("“{}”正在点名，{}截止。要提前结束说“结束点名”", title(rollcall), to);
}
constexpr auto none_open = "现在没有在进行的点名。开始说“点名10分钟”";
constexpr auto none_today = "今天还没有点过名。开始说“点名10分钟”";
std::string no_such(const std::string& name) {
  return fmt::format("今天没有叫“{}”的点名。说“考勤 今天”看有哪些", name);
}
std::string counts(const RollSum& sum) {
  std::string words = fmt::format("到{}", sum.here.size());
  if (!sum.late.empty()) words += fmt::format(" 迟到{}", sum.late.size());
  if (!sum.excused.empty()) words += fmt::format(" 请假{}", sum.excused.size());
  if (!sum.missing.empty()) words += fmt::format(" 未到{}", sum.missing.size());
  return words;
}
std::string ended(const RollCall& rollcall, const RollSum& sum) {
  const std::string head = rollcall.title.empty() ? "" : rollcall.title + "：";
  const std::string tail = sum.here.size() == sum.everybody() ? "，全员到齐，谢谢大家" : "";
  return fmt::format("{}应到{} {}{}", head, sum.everybody(), counts(sum), tail);
}
std::string so_far(const RollCall& rollcall, const RollSum& sum, std::string_view to) {
  return fmt::format("{}：应到{} {} · {}截止", title(rollcall), sum.everybody(), counts(sum), to);
}
constexpr auto how_to_mark = "改记直接说“李四记到”“李四迟到”或“准假 李四”";
std::string your_own(const std::string& status) { return "\n你：" + status; }
std::string counted(const RollCall& rollcall, std::size_t here, std::size_t all) {
  return fmt::format("{} 已到 {}/{}", title(rollcall), here, all);
}
std::string nudge(const RollCall& rollcall, std::string_view to) {
  return fmt::format("{}还没签到，{}截止，到了回{}", rollcall.title.empty() ? "" : "“" + rollcall.title + "”", to,
                     rollcall.password.empty() ? "“到”" : "口令");
}
constexpr auto reminded_twice = "这次点名已经提醒过两轮了，剩下的请私聊或打电话。说“还有谁没到”看名单";
constexpr auto nobody_to_remind = "没有要提醒的人了";
std::string which_person(const std::string& who) {
  return fmt::format("叫“{}”的不止一位，请用学号，如：2019010102记到", who);
}
std::string nobody_called(const std::string& who) {
  return fmt::format("班里没有叫“{}”的同学，请写全名或学号，如：2019010102记到", who);
}
std::string marked(const std::string& who, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("已记：{} {}（{}）", who, status(to), title(rollcall));
}
std::string marked_by(const std::string& by, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("{}把你在“{}”里记为{}。不对的话直接找{}", by, title(rollcall), status(to), by);
}
constexpr auto group_is_mute = "班级群里现在发不出消息，大家看不到我说的。请你自己在群里说一声，签到照常记";
constexpr auto no_roll_calls = "这段时间没有点过名";
std::string more(std::size_t count) { return fmt::format("\n…共{}次", count); }
std::string say_again(const RollCall& rollcall, const Moment& from, const Moment& to, const Moment& due) {
  return fmt::format("{}–{}我掉线了，“{}”里这段时间说的没收到。说过的请再说一次，{}前不算迟到",
                     wording::hour_minute(from.time_of_day()), wording::hour_minute(to.time_of_day()), title(rollcall),
                     wording::hour_minute(due.time_of_day()));
}
std::string asked_again(const RollCall& rollcall, const std::string& words) {
  return fmt::format("“{}”延长了，已在群里说：{}", title(rollcall), words);
}
std::string closes(const RollCall& rollcall) { return fmt::format("“{}”点名截止", title(rollcall)); }

}  // namespace
}  // namespace text

namespace {

constexpr Roles callers = Roles{Role::monitor, Role::study_rep} | teachers;
constexpr Roles see_names = cadres | teachers;
constexpr std::chrono::minutes usual_length{10};
constexpr std::chrono::minutes longest{4 * 60};
constexpr std::chrono::minutes again{5};   // to say once more what was not heard
constexpr std::chrono::minutes fresh{10};  // a result later than this may wait for the morning
constexpr std::size_t most_open = 4;
constexpr int most_rounds = 2;
constexpr std::size_t most_lines = 11;
constexpr std::string_view about_rollcall = "rollcall/";

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool addressed(const Message& message) {
  if (message.place == Place::direct) return true;
  const bool mentioned = std::any_of(message.content.begin(), message.content.end(), [&](const Part& part) {
    return part.kind == Part::Kind::mention && part.value == message.account;
  });
  const std::string words = normalised(words_of(message), 10);
  const std::string_view text = trim(words);
  return mentioned || text.starts_with('/') || text.starts_with('#');
}

Arg<Order> order() {
  auto read = [](std::string_view& text, const Context& context) {
    auto order = read_order(text, addressed(context.message));
    if (order) text = {};
    return order;
  };
  return {"[名称] [10分钟] [口令 …]", "order", read};
}

Arg<Span> days_meant() {
  auto read = [](std::string_view& text, const Context& context) -> std::optional<Span> {
    const Day today = context.sent.day();
    const Day monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
    const std::string_view word = std::exchange(text, {});
    if (word == "今天" || word == "今日") return Span{today, today};
    if (word == "昨天") return Span{today - std::chrono::days{1}, today - std::chrono::days{1}};
    if (word == "前天") return Span{today - std::chrono::days{2}, today - std::chrono::days{2}};
    if (word == "本周" || word == "这周") return Span{monday, today};
    if (word == "上周") return Span{monday - std::chrono::days{7}, monday - std::chrono::days{1}};
    text = word;
    return std::nullopt;
  };
  return {"今天|昨天|本周|上周", "days", read};
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const Order& order) {
  json = nlohmann::ordered_json::object();
  if (!order.title.empty()) json["title"] = order.title;
  if (order.length) json["minutes"] = order.length->count();
}

void to_json(nlohmann::ordered_json& json, const Span& span) { json = {iso(span.from), iso(span.to)}; }

Attendance::Attendance(storage::Members& members, storage::RollCalls& calls, storage::Questions& questions,
                       storage::Schedule& schedule, const storage::Outbox& outbox, const Zone& zone)
    : members_(members), calls_(calls), questions_(questions), schedule_(schedule), outbox_(outbox), zone_(zone) {}

std::vector<Command> Attendance::commands() {
  const auto heard = [](std::string kind) {
    return Command{.kind = std::move(kind), .who = {Role::student}, .price = 0};
  };
  const auto by_hand = [](std::vector<std::string> words, std::string status, std::string example, Grammar run) {
    return Command{.kind = "rollcall_mark",
                   .words = std::move(words),
                   .means = {{"status", std::move(status)}},
                   .help = "点名时手工记一位同学",
                   .example = std::move(example),
                   .who = callers,
                   .price = 0,
                   .run = std::move(run)};
  };
  const auto name = maybe(rest("名称", "title"));
  return {
      {.kind = "rollcall_start",
       .words = {"点名", "开始点名", "发起点名", "班会点名", "上课点名", "发起签到", "点个名", "现在点名", "签到*",
                 "发起*签到", "发起*点名"},
       .help = "在群里点名，到点给结果",
       .example = "点名 高等数学 15分钟 口令 雷锋",
       .who = callers,
       .run = takes(order()).then(this, &Attendance::start)},
      {.kind = "rollcall_stop",
       .words = {"结束点名", "停止点名", "结束签到", "停止签到", "签到结束", "点名结束"},
       .help = "提前结束点名",
       .example = "结束点名",
       .who = callers,
       .run = takes(name).then(this, &Attendance::stop)},
      {.kind = "rollcall_result",
       .words = {"点名结果", "签到统计", "签到结果", "点名统计", "点名情况", "签到情况", "到了几个", "到了几个人",
                 "到了多少", "到了多少人"},
       .help = "看点名到了多少",
       .example = "点名结果",
       .price = 2,
       .run = takes(name).then(this, &Attendance::result)},
      {.kind = "missing",
       .words = {"还有谁没到", "未签到名单", "没到的有谁", "点名还差谁", "还有谁没签到", "没签到的", "没签到名单"},
       .means = {{"what", "rollcall"}},
       .help = "看点名还差谁",
       .example = "还有谁没到",
       .price = 2,
       .run = takes().then(this, &Attendance::who_is_missing)},
      {.kind = "remind_missing",
       .words = {"提醒没签到的", "催签到", "提醒没到的", "催一下没签到的", "催点名"},
       .means = {{"what", "rollcall"}},
       .help = "在群里提醒没签到的，一次点名最多两轮",
       .example = "催签到",
       .who = callers,
       .run = takes().then(this, &Attendance::remind)},
      {.kind = "rollcall_list",
       .words = {"考勤", "今天考勤", "今日考勤"},
       .help = "看一天或一周的点名",
       .example = "考勤 本周",
       .who = see_names,
       .price = 2,
       .run = takes(maybe(days_meant())).then(this, &Attendance::list)},
      by_hand({"记到", "*记到", "给*补签", "标记*到", "补*到"}, "present", "李四记到",
              takes(somebody()).then(this, &Attendance::mark<Mark::Status::present>)),
      by_hand({"记迟到", "*记迟到", "*迟到", "标记*迟到"}, "late", "李四迟到",
              takes(somebody()).then(this, &Attendance::mark<Mark::Status::late>)),
      by_hand({"记缺勤", "*记缺勤", "*缺勤", "标记*缺勤"}, "absent", "李四缺勤",
              takes(somebody()).then(this, &Attendance::mark<Mark::Status::absent>)),
      by_hand({"准假", "记请假", "*记请假", "标记*请假"}, "excused", "准假 李四",
              takes(somebody()).then(this, &Attendance::mark<Mark::Status::excused>)),
      heard("sign"),
      heard("late"),
      heard("behalf"),
      heard("leave"),
      heard("problem"),
      heard("ask"),
      {.kind = "answer", .scope = Scope::anywhere, .where = Where::direct, .price = 0},
  };
}

/// Reads a name or a number of the class; two of one name are read too, and asked about. From a teacher in private
/// anything is a name, and told to be none.
Arg<std::string> Attendance::somebody() const {
  auto read = [this](std::string_view& text, const Context& context) -> std::optional<std::string> {
    const std::string_view who = trimmed(text);
    const bool by_staff =
        context.message.place == Place::direct && context.speaker.person && context.speaker.person->staff;
    if (who.empty() || code_points(who) > 20 || (!by_staff && called(who, context).empty())) return std::nullopt;
    text = {};
    return std::string(who);
  };
  return {"姓名", "who", read};
}

std::vector<Class> Attendance::classes_of(const Context& context, Roles roles) const {
  if (context.message.place == Place::group) return context.klass ? std::vector{*context.klass} : std::vector<Class>{};
  std::vector<Class> held = members_.classes();
  std::erase_if(held, [&](const Class& klass) { return !context.speaker.holds(roles, klass.id); });
  return held;
}

std::vector<Person> Attendance::called(std::string_view who, const Context& context) const {
  std::vector<Person> found;
  for (const Class& klass : classes_of(context, callers)) {
    const auto students = members_.students(klass.id);
    for (const Person& person : students) {
      const bool is = who == normalised(person.name) || who == normalised(person.number) ||
                      who == normalised(wording::name_in(person, students));
      if (is) found.push_back(person);
    }
  }
  return found;
}

std::optional<Class> Attendance::class_for(const Call& call, Order& order) const {
  const auto held = classes_of(call, callers);
  if (call.message.place == Place::direct) {
    const std::string first = order.title.substr(0, order.title.find(' '));
    for (const Class& klass : held) {
      if (first.empty() || normalised(klass.name) != first) continue;
      order.title.erase(0, std::min(order.title.size(), first.size() + 1));
      return klass;
    }
  }
  return held.size() == 1 ? std::optional(held.front()) : std::nullopt;
}

Reply Attendance::start(const Call& call, Order order) {
  const auto klass = class_for(call, order);
  if (!klass) {
    std::vector<std::string> classes;
    for (const Class& held : classes_of(call, callers)) classes.push_back(held.name);
    return privately(call, classes.empty() ? text::no_class : text::which_class(wording::name_lines(classes)));
  }
  if (klass->group.empty()) return privately(call, text::no_group(klass->name));
  const auto length = order.length.value_or(usual_length);
  if (length < std::chrono::minutes{1} || length > longest) return privately(call, text::wrong_length);

  RollCall rollcall{.class_id = klass->id,
                    .title = as_written(order.title, words_of(call.message)),
                    .password = order.password,
                    .caller = call.speaker.person->id,
                    .room = call.message.room,
                    .message = call.message.id,
                    .opened = call.sent.utc,
                    .due = call.sent.utc + length};
  if (rollcall.due <= call.now.utc) return privately(call, text::over_already);
  std::size_t open = 0;
  for (const RollCall& other : of_today(klass->id, call.sent)) {
    if (other.closed) continue;
    ++open;
    if (other.title == rollcall.title)
      return privately(call, text::open_already(other, wording::hour_minute(zone_.at(other.due).time_of_day())));
  }
  if (open >= most_open) return privately(call, text::too_many);

  rollcall.id = calls_.open(rollcall);
  schedule_.set_timer(title(), fmt::format("close/{}", rollcall.id), rollcall.due, std::to_string(rollcall.id));
  const std::string from = wording::hour_minute(call.sent.time_of_day());
  const std::string to = wording::hour_minute(zone_.at(rollcall.due).time_of_day());
  Reply reply;
  reply.add(Post{klass->group, plain(text::opening(rollcall, from, to)), storage::Priority::answer,
                 fmt::format("{}{}", about_rollcall, rollcall.id), rollcall.due});
  if (call.message.place == Place::direct) reply.add(Say{plain(text::opened_for(klass->name, to))});
  return reply;
}

std::optional<RollCall> Attendance::by_about(std::string_view about) const {
  if (!about.starts_with(about_rollcall)) return std::nullopt;
  return calls_.by_id(number(about.substr(about_rollcall.size())));
}

std::vector<RollCall> Attendance::of_today(std::int64_t class_id, const Moment& at) const {
  const Utc midnight = zone_.utc(at.day());
  auto calls = calls_.of_class(class_id, midnight - longest, at.utc + std::chrono::seconds{1});
  std::erase_if(calls, [&](const RollCall& call) { return call.due <= midnight; });
  return calls;
}

std::optional<RollCall> Attendance::meant(const Call& call, const std::vector<Class>& classes,
                                          const std::optional<std::string>& title) const {
  std::vector<RollCall> calls;
  for (const Class& klass : classes) {
    for (RollCall& one : of_today(klass.id, call.sent)) calls.push_back(std::move(one));
  }
  for (const Part& part : call.message.content) {
    if (part.kind != Part::Kind::quote) continue;
    auto quoted = by_about(outbox_.about(call.message.room, part.value));
    if (!quoted) quoted = calls_.called_by(call.message.room, part.value);
    const bool known =
        quoted && std::any_of(calls.begin(), calls.end(), [&](const RollCall& one) { return one.id == quoted->id; });
    if (known) return quoted;
  }
  if (title) {
    std::erase_if(calls, [&](const RollCall& one) { return !is_short_for(*title, normalised(one.title)); });
  }
  std::stable_sort(calls.begin(), calls.end(), [](const RollCall& a, const RollCall& b) {
    return a.closed.has_value() != b.closed.has_value() ? !a.closed : a.opened > b.opened;
  });
  return calls.empty() ? std::nullopt : std::optional(calls.front());
}

RollSum Attendance::sum(const RollCall& rollcall) const {
  return sum_up(members_.students(rollcall.class_id), calls_.marks(rollcall.id), rollcall.due);
}

Reply Attendance::stop(const Call& call, std::optional<std::string> name) {
  const auto rollcall = meant(call, classes_of(call, callers), name);
  if (!rollcall) return privately(call, name ? text::no_such(*name) : text::none_open);
  if (rollcall->closed) return privately(call, text::none_open);
  return finish(*rollcall, std::min(rollcall->due, call.sent.utc + std::chrono::seconds{1}), call.now);
}

Reply Attendance::finish(RollCall rollcall, Utc due, const Moment& now) {
  if (!calls_.close(rollcall.id, due, now.utc)) return {};
  schedule_.cancel_timer(title(), fmt::format("close/{}", rollcall.id));
  rollcall.due = due;
  rollcall.closed = now.utc;
  Reply reply;
  const auto klass = members_.class_by_id(rollcall.class_id);
  const auto caller = members_.by_id(rollcall.caller);
  if (!klass || !caller) return reply;
  const auto priority = now.utc - due < fresh ? storage::Priority::answer : storage::Priority::notice;
  reply.add(Post{klass->group, plain(text::ended(rollcall, sum(rollcall))), priority,
                 fmt::format("{}{}", about_rollcall, rollcall.id)});
  reply.add(Whisper{*caller, plain(names(rollcall))});
  return reply;
}

std::string Attendance::line(const RollCall& rollcall, const RollSum& sum) const {
  if (rollcall.closed) return text::ended(rollcall, sum);
  return text::so_far(rollcall, sum, wording::hour_minute(zone_.at(rollcall.due).time_of_day()));
}

/// For those who may know: the counts and who is late, excused and missing.
std::string Attendance::names(const RollCall& rollcall) const {
  const auto students = members_.students(rollcall.class_id);
  const auto marks = calls_.marks(rollcall.id);
  const RollSum sum = sum_up(students, marks, rollcall.due);
  const Moment opened = zone_.at(rollcall.opened);
  const auto klass = members_.class_by_id(rollcall.class_id);
  std::string lines =
      fmt::format("{} {} {} {}–{}\n应到{} {}", klass ? klass->name : "", text::title(rollcall),
                  wording::month_day(opened.day()), wording::hour_minute(opened.time_of_day()),
                  wording::hour_minute(zone_.at(rollcall.due).time_of_day()), sum.everybody(), text::counts(sum));
  const auto add = [&](std::string_view word, const std::vector<Person>& people) {
    if (people.empty()) return;
    std::vector<std::string> list;
    for (const Person& person : people) {
      std::string shown = wording::name_in(person, students);
      const auto mark = marks.find(person.id);
      const bool noted = mark != marks.end() && &people == &sum.missing && mark->second.status != Mark::Status::absent;
      if (noted) shown += "（" + text::status(mark->second.status) + "）";
      list.push_back(std::move(shown));
    }
    lines += fmt::format("\n{}：{}", word, wording::name_lines(list));
  };
  add("迟到", sum.late);
  add("请假", sum.excused);
  add("未到", sum.missing);
  if (rollcall.closed && sum.here.size() != sum.everybody()) lines += std::string("\n") + text::how_to_mark;
  return lines;
}

/// The counts for everybody. Names go to those who may know them; into the group only while it is open and on request.
Reply Attendance::report(const Call& call, const RollCall& rollcall, bool names_wanted) {
  const bool direct = call.message.place == Place::direct;
  const bool may_know = call.speaker.holds(see_names, rollcall.class_id);
  const RollSum all = sum(rollcall);
  std::string words = line(rollcall, all);
  if (direct && may_know) return Reply{}.add(Say{plain(names(rollcall))});
  if (direct) {
    const auto own = calls_.mark_of(rollcall.id, call.speaker.person->id);
    const bool late = std::any_of(all.late.begin(), all.late.end(),
                                  [&](const Person& person) { return person.id == call.speaker.person->id; });
    words += text::your_own(late ? "迟到" : own ? text::status(own->status) : "还没签到");
    return Reply{}.add(Say{plain(words)});
  }
  const bool in_group = names_wanted && may_know && !rollcall.closed;
  if (in_group && !all.missing.empty()) {
    const auto students = members_.students(rollcall.class_id);
    std::vector<std::string> list;
    for (const Person& person : all.missing) list.push_back(wording::name_in(person, students));
    words += "\n还差：" + wording::name_lines(list);
  }
  Reply reply;
  reply.add(Say{plain(words)});
  if (may_know && rollcall.closed) reply.add(Whisper{*call.speaker.person, plain(names(rollcall))});
  return reply;
}

Reply Attendance::result(const Call& call, std::optional<std::string> name) {
  const auto rollcall = meant(call, classes_of(call, everyone), name);
  if (!rollcall) return privately(call, name ? text::no_such(*name) : text::none_today);
  return report(call, *rollcall, false);
}

Reply Attendance::who_is_missing(const Call& call) {
  const auto rollcall = meant(call, classes_of(call, everyone), std::nullopt);
  return rollcall ? report(call, *rollcall, true) : privately(call, text::none_today);
}

Reply Attendance::remind(const Call& call) {
  const auto rollcall = meant(call, classes_of(call, callers), std::nullopt);
  if (!rollcall || rollcall->closed) return privately(call, text::none_open);
  if (rollcall->rounds >= most_rounds) return privately(call, text::reminded_twice);
  const auto klass = members_.class_by_id(rollcall->class_id);
  const auto people = still_missing(*rollcall);
  if (people.empty()) return privately(call, text::nobody_to_remind);
  calls_.count_round(rollcall->id);
  const std::string words = text::nudge(*rollcall, wording::hour_minute(zone_.at(rollcall->due).time_of_day()));
  Reply reply;
  for (Content& content : calling(people, words)) {
    reply.add(Post{klass->group, std::move(content), storage::Priority::answer,
                   fmt::format("{}{}", about_rollcall, rollcall->id)});
  }
  return reply;
}

Reply Attendance::list(const Call& call, std::optional<Span> span) {
  const Day today = call.sent.day();
  const Span days = span.value_or(Span{today, today});
  const auto classes = classes_of(call, see_names);
  std::string lines;
  std::size_t count = 0;
  for (const Class& klass : classes) {
    auto calls = calls_.of_class(klass.id, zone_.utc(days.from), zone_.utc(days.to + std::chrono::days{1}));
    std::reverse(calls.begin(), calls.end());
    for (const RollCall& rollcall : calls) {
      if (++count > most_lines) continue;
      const Moment opened = zone_.at(rollcall.opened);
      if (!lines.empty()) lines += "\n";
      if (classes.size() > 1) lines += klass.name + " ";
      if (days.from != days.to) lines += wording::month_day(opened.day()) + " ";
      lines += fmt::format("{} {} {}{}", wording::hour_minute(opened.time_of_day()), text::title(rollcall),
                           text::counts(sum(rollcall)), rollcall.closed ? "" : "（进行中）");
    }
  }
  if (count > most_lines) lines += text::more(count);
  return Reply{}.add(Say{plain(count == 0 ? text::no_roll_calls : lines)});
}

Mark Attendance::mark_of(const Call& call, const RollCall& rollcall, const Person& person, Mark::Status status) const {
  return {.roll_call = rollcall.id,
          .person = person.id,
          .status = status,
          .by = call.speaker.person->id,
          .room = call.message.room,
          .message = call.message.id,
          .sent = call.sent.utc,
          .recorded = call.now.utc};
}

bool Attendance::record(const Mark& mark, bool by_hand) {
  const auto current = calls_.mark_of(mark.roll_call, mark.person);
  if (current && !takes_place(*current, mark, by_hand)) return false;
  calls_.mark(mark);
  return true;
}

Reply Attendance::mark_by_hand(const Call& call, const std::string& who, Mark::Status status) {
  const auto people = called(who, call);
  if (people.empty()) return privately(call, text::nobody_called(who));
  if (people.size() > 1) return privately(call, text::which_person(who));
  const Person& person = people.front();
  const auto rollcall = meant(call, {members_.class_by_id(person.class_id).value()}, std::nullopt);
  if (!rollcall) return privately(call, text::none_today);
  const Person& self = *call.speaker.person;
  Reply reply;
  if (record(mark_of(call, *rollcall, person, status), true) && person.id != self.id &&
      members_.reach(person.account) == Reach::friendly) {
    reply.add(Whisper{person, plain(text::marked_by(self.name, *rollcall, status))});
  }
  if (call.message.place == Place::group && call.can.react) {
    reply.add(React{"👌"});
  } else {
    const auto shown = wording::name_in(person, members_.students(person.class_id));
    reply.actions.insert(reply.actions.begin(),
                         privately(call, text::marked(shown, *rollcall, status)).actions.front());
  }
  return reply;
}

std::vector<Coming> Attendance::coming(const Call& call) {
  std::vector<Coming> all;
  auto classes = classes_of(call, see_names);
  if (classes.empty() && call.klass) classes.push_back(*call.klass);
  for (const Class& klass : classes) {
    for (const RollCall& rollcall : of_today(klass.id, call.now)) {
      if (!rollcall.closed && all.size() < 12) all.push_back({rollcall.due, text::closes(rollcall)});
    }
  }
  return all;
}

std::optional<std::vector<Person>> Attendance::missing(const Class& klass, const Moment& now) {
  for (const RollCall& rollcall : of_today(klass.id, now)) {
    if (!rollcall.closed) return still_missing(rollcall);
  }
  return std::nullopt;
}

/// Whom a reminder may bother: not those who have asked for leave.
std::vector<Person> Attendance::still_missing(const RollCall& rollcall) const {
  const auto marks = calls_.marks(rollcall.id);
  std::vector<Person> people = sum(rollcall).missing;
  std::erase_if(people, [&](const Person& person) {
    const auto mark = marks.find(person.id);
    return mark != marks.end() && mark->second.status == Mark::Status::leave;
  });
  return people;
}

Reply Attendance::wake(const storage::Timer& timer, const Moment& now) {
  if (timer.key.starts_with("close/")) {
    const auto rollcall = calls_.by_id(number(timer.payload));
    return rollcall ? finish(*rollcall, rollcall->due, now) : Reply{};
  }
  // Where nothing can be reacted to, the class hears a number now and then.
  const auto klass = members_.class_by_id(number(timer.payload));
  if (!klass || klass->group.empty()) return {};
  for (const RollCall& rollcall : of_today(klass->id, now)) {
    if (rollcall.closed) continue;
    const RollSum all = sum(rollcall);
    return Reply{}.add(Post{klass->group,
                            plain(text::counted(rollcall, all.here.size() + all.late.size(), all.everybody())),
                            storage::Priority::summary});
  }
  return {};
}

/// Answers to a roll call may have been lost: whoever gave one may give it again, and nobody is late by it. It is held
/// in the group; the few who answer in private do not keep the others waiting.
Reply Attendance::ask_again(const Unheard& unheard, const Moment& now) {
  const auto klass = members_.class_of_group(unheard.group);
  if (!klass || unheard.only_private) return {};
  Reply reply;
  for (const RollCall& rollcall : of_today(klass->id, now)) {
    const auto caller = members_.by_id(rollcall.caller);
    if (!caller || rollcall.opened >= unheard.to || rollcall.due <= unheard.from) continue;
    const Utc due = std::max(rollcall.due, Utc{std::chrono::ceil<std::chrono::minutes>(now.utc + again)});
    calls_.extend(rollcall.id, due);
    schedule_.set_timer(title(), fmt::format("close/{}", rollcall.id), due, std::to_string(rollcall.id));
    const std::string words = text::say_again(rollcall, zone_.at(std::max(unheard.from, rollcall.opened)),
                                              zone_.at(unheard.to), zone_.at(due));
    reply.add(Post{klass->group, plain(words), storage::Priority::answer,
                   fmt::format("{}{}", about_rollcall, rollcall.id), due});
    reply.add(Whisper{*caller, plain(text::asked_again(rollcall, words))});
  }
  return reply;
}

/// The caller is told when the group does not hear us; the roll call goes on.
Reply Attendance::on(const Fact& fact, const Moment& now) {
  if (const auto* unheard = std::get_if<Unheard>(&fact)) return ask_again(*unheard, now);
  const auto* settled = std::get_if<Settled>(&fact);
  if (settled == nullptr || !settled->group || settled->state != storage::SendState::failed) return {};
  const auto rollcall = by_about(settled->about);
  const auto caller = rollcall ? members_.by_id(rollcall->caller) : std::nullopt;
  if (!caller || rollcall->closed) return {};
  const storage::Occurrence once{.job = fmt::format("attendance/mute/{}", rollcall->id), .key = "told", .due = now.utc};
  if (!schedule_.claim(once, now.utc)) return {};
  return Reply{}.add(Whisper{*caller, plain(text::group_is_mute)});
}

}  // namespace banwei::attendance
