#include "handlers/members/membership.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_table.h"

namespace banwei::members {

namespace text {
namespace {

std::string invited(const std::string& who, const std::string& group, std::int64_t number) {
  return fmt::format("{}邀请我进群{}。要进就回“同意进群{}”，不进不用管", who, group, number);
}
std::string who_changes(const std::string& teacher) {
  return fmt::format("找{}：姓名、学号、电话由老师在名单里改，宿舍、床位也找老师", teacher);
}
constexpr auto none = "现在没有要我进群的邀请";
constexpr auto which = "有几个邀请在等，回“同意进群”加编号：";
std::string line(std::int64_t number, const std::string& group, const std::string& who) {
  return fmt::format("\n{} 群{}，{}邀请", number, group, who);
}
std::string entering(const std::string& group) {
  return "好，这就进群" + group + "。进去以后请辅导员在群里说“绑定 班级”，我才知道它是哪个班的";
}

constexpr auto unbound = "°";
std::string suspended(const std::vector<std::string>& names) {
  return fmt::format("\n休学：{}", fmt::join(names, "、"));
}
std::string roster(const std::string& klass, std::size_t count) {
  return fmt::format("{} {}人（°还没绑定QQ）\n", klass, count);
}
std::string size(const std::string& klass, std::size_t count, std::size_t suspended) {
  return fmt::format("{} {}人{}", klass, count, suspended == 0 ? "" : fmt::format("，另有休学{}人", suspended));
}
std::string is_in(const std::string& who, const std::string& klass) { return fmt::format("{}在{}", who, klass); }
std::string in_none(const std::string& who) { return fmt::format("你能看的班里没有叫“{}”的同学", who); }
std::string no_class(const std::string& name) { return fmt::format("“{}”不是你名下的班", name); }

std::string changed(const std::string& klass) { return klass + "的群有变化："; }
std::string came(std::size_t count, const std::string& names) { return fmt::format("\n进群{}人：{}", count, names); }
std::string left(std::size_t count, const std::string& names) { return fmt::format("\n退群{}人：{}", count, names); }
std::string renamed(const std::string& names) { return "\n改名片：" + names; }
std::string unknown(const std::string& account) { return "QQ" + account + "（不在名单）"; }
std::string renamed_to(const std::string& name, const std::string& card) {
  return name + "→" + (card.empty() ? "（空）" : card);
}

}  // namespace
}  // namespace text

namespace {

using storage::GroupChange;

constexpr std::chrono::hours told_at{18};         // of the day
constexpr Kept kept_changes{"group_changes", 7};  // and invitations
constexpr Kept kept_rosters{"staged_rosters", 1};
constexpr std::string_view topic = "changes/1";
constexpr std::size_t most_names = 20;

/// In the order of MemberChange::Kind.
constexpr std::array<std::string_view, 3> kinds{"joined", "left", "renamed"};

}  // namespace

std::vector<Command> Membership::commands() {
  std::vector<Command> all{
      {.kind = "join_group",
       .words = {"同意进群", "同意入群", "同意加群"},
       .help = "让我进一个请我去的群",
       .example = "同意进群1",
       .who = {Role::admin},
       .where = Where::direct,
       .run = takes(maybe(serial_number())).then(this, &Membership::accept)},
      {.kind = "remove",
       .words = {"移除", "移除同学", "移出名单", "把*移除", "把*移出名单"},
       .help = "不在班里的同学，从现在起不再算",
       .example = "移除 张三、李四",
       .who = movers,
       .where = Where::direct,
       .run = takes(rest("姓名或学号", "who")).then(&moves_, &MoveRequests::remove)},
      {.kind = "transfer",
       .words = {"转入", "转入同学"},
       .help = "同学换到你名下的另一个班",
       .example = "转入 李四 机电1902",
       .who = movers,
       .where = Where::direct,
       .run = takes(rest("姓名或学号 班级", "who")).then(&moves_, &MoveRequests::transfer)},
      {.kind = "class_archive",
       .words = {"毕业归档", "归档班级", "把*归档", "*毕业了归档", "*毕业了,归档"},
       .help = "毕业的班归档，先看会怎样再确认",
       .example = "毕业归档 2017级",
       .who = movers,
       .where = Where::direct,
       .run = takes(rest("年级或班级", "what")).then(&graduation_, &Graduation::offer)},
      {.kind = "class_restore",
       .words = {"撤销归档", "恢复归档", "取消归档", "撤回归档"},
       .help = "7天内撤销一个班或一届的毕业归档",
       .example = "撤销归档 机电1701",
       .who = movers,
       .where = Where::direct,
       .run = takes(rest("年级或班级", "what")).then(&graduation_, &Graduation::undo)},
      {.kind = "class_promote",
       .words = {"升级", "升学年", "班级升级"},
       .help = "新学年班名升一级（大一变大二），先看会怎样再确认",
       .example = "升级 大一",
       .who = movers,
       .where = Where::direct,
       .run = takes(maybe(rest("年级", "what"))).then(&names_, &ClassNames::offer_promotion)},
      {.kind = "class_rename",
       .words = {"班级改名", "班名改成"},
       .help = "一个班换个名字，先看会怎样再确认",
       .example = "班级改名 机电1901 智造1901",
       .who = movers,
       .where = Where::direct,
       .run = takes(rest("原名 新名", "what")).then(&names_, &ClassNames::offer_rename)},
      {.kind = "roster_show",
       .words = {"学生名单", "班级名单", "看名单", "看下*的学生名单", "*的学生名单", "*学生名单", "花名册", "*的花名册",
                 "名单", "全班名单", "我们班都有谁"},
       .forms = {{.needs = {language::Word::list, language::Word::our_class},
                  .may = language::Word::see | language::Word::of | language::Word::people | language::Word::now,
                  .addressed = true},
                 // 1902都有哪些学生
                 {.needs = {language::Word::who},
                  .may = language::Word::there_is | language::Word::still | language::Word::see |
                         language::Word::our_class | language::Word::of | language::Word::people,
                  .addressed = true,
                  .pointed = true},
                 // 1902的花名册给我看看
                 {.needs = {language::Word::list},
                  .may = language::Word::see | language::Word::hand | language::Word::of | language::Word::people |
                         language::Word::our_class | language::Word::give | language::Word::me | language::Word::take,
                  .addressed = true,
                  .pointed = true},
                 {.needs = {language::Word::who | language::Word::what, language::Word::people},
                  .may = language::Word::there_is | language::Word::still | language::Word::see,
                  .addressed = true,
                  .pointed = true}},
       .help = "看一个班有哪些同学，谁还没绑定",
       .example = "学生名单 机电1901",
       .who = teachers,
       .where = Where::direct,
       .run = takes(maybe(class_named())).then(this, &Membership::show)},
      {.kind = "roster_import",
       .words = {"导入名单", "更新名单", "名单更新", "名单更新一下", "上传名单", "导入学生名单", "更新花名册",
                 "导入新生", "新生导入", "导入新生名单"},
       // 名单怎么导入
       .forms = {{.needs = {language::Word::list, language::feature_words::load, language::Word::how},
                  .may = language::Word::take | language::Word::of | language::Word::people,
                  .addressed = true},
                 // 花名册更新一下
                 {.needs = {language::Word::list, language::feature_words::load},
                  .may = language::Word::take | language::Word::of | language::Word::people | language::Word::our_class,
                  .addressed = true,
                  .except = {"传名字", "名字更新", "姓名更新"}}},
       .help = "把名单文件私聊发给我，先看预览再写进去",
       .example = "导入名单",
       .who = importers,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .run = takes().then(&imports_, &ChatImport::explain)},
      {.kind = "import_undo",
       .words = {undo_words.begin(), undo_words.end()},
       // 刚导的名单撤掉
       .forms = {{.needs = {language::Word::this_one, language::Word::list | language::feature_words::timetable,
                            language::Word::recall | language::Word::recalled},
                  .may = language::Word::of | language::Word::take | language::Word::done | language::Word::this_one,
                  .addressed = true}},
       .help = "退回10分钟内自己导入的名单或课表",
       .example = "撤销导入",
       .who = importers_of_any,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .run = takes().then(&imports_, &ChatImport::undo)}};
  for (Command& one : asked_of_classes()) all.push_back(std::move(one));
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

/// What anybody may ask of his own classes: how many are in them, and who is in which.
std::vector<Command> Membership::asked_of_classes() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::now | W::still | W::there_is | W::people | W::of | W::see | W::our_class;
  constexpr auto of_change = W::me | W::of | W::how | W::who | W::one | W::can | W::again | W::this_one | W::take |
                             W::there_is | W::use | W::asking | W::call | own::whether | own::number | own::where |
                             own::wish | own::protect | own::officer | W::teacher | W::see | W::give;
  return {
      {.kind = "class_size",
       .words = {"班里多少人", "班里有多少人"},
       .forms = {{.needs = {W::our_class | W::everyone, W::how_many},
                  .may = around,
                  .except = {"我们几个", "班级人数"}},
                 {.needs = {W::how_many}, .may = around, .addressed = true, .pointed = true}},
       .help = "看一个班现在有多少人",
       .example = "班里多少人",
       .cost = 2,
       .run = takes(maybe(class_named())).then(this, &Membership::count)},
      {.kind = "my_classes",
       .words = {"我带哪些班"},
       .forms = {{.needs = {W::me, language::feature_words::lead, W::several_classes},
                  .may = W::there_is | W::what | W::who | W::how_many | W::done | W::of | W::see | W::now | W::still,
                  .ordered = true,
                  .addressed = true},
                 // 我是哪些班的辅导员
                 {.needs = {W::me, W::several_classes, own::officer},
                  .may = W::there_is | W::of | W::now | W::still,
                  .ordered = true,
                  .addressed = true}},
       .help = "看自己带哪些班、各多少人",
       .example = "我带哪些班",
       .who = teachers,
       .cost = 2,
       .run = takes().then(this, &Membership::count_all)},
      {.kind = "help",
       .words = {"怎么改我的信息"},
       // 我要换手机号, 我学号登错了, 我想换个宿舍找谁说
       .forms = {{.needs = {W::change, own::phone | own::dorm | own::number | W::list},
                  .may = of_change,
                  .addressed = true},
                 {.needs = {W::me, own::mistaken, own::phone | own::dorm | own::number | W::list},
                  .may = of_change,
                  .addressed = true}},
       .means = {{"topic", "信息"}},
       .help = "姓名、学号、电话、宿舍要改找谁",
       .example = "怎么改我的信息",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .where = Where::direct,
       .run = takes().then(this, &Membership::tell_who_changes)},
      {.kind = "whose_class",
       .words = {"*在哪个班", "*是哪个班的", "*哪个班的", "*在哪个班级", "*是几班的"},
       .help = "看一位同学在哪个班，只在你能看的班里找",
       .example = "李四在哪个班",
       .cost = 2,
       .run = takes(rest("姓名", "who")).then(this, &Membership::find)}};
}

Reply Membership::tell_who_changes(const Context& call) {
  const Person& self = *call.speaker.person;
  auto to = members_.holders(Role::counsellor, self.class_id, call.now.utc);
  if (to.empty()) to = members_.holders(Role::class_teacher, self.class_id, call.now.utc);
  return privately(call, text::who_changes(to.empty() ? "辅导员" : wording::teacher(to.front().name)));
}

std::vector<Export> Membership::exports() {
  return {{.what = "roster",
           .name = "名单",
           .words = {"导出班级名单", "导出花名册"},
           .example = "导出名单",
           .help = "把你名下的班的名单做成表格发给你",
           .who = teachers,
           .draw = [this](const Extract& asked) { return draw_roster(members_, asked); }}};
}

std::vector<Listener> Membership::listeners() {
  return {{.intents = {&intents::answer}, .understand = std::bind_front(&MoveRequests::listen, &moves_)},
          {.intents = {&intents::student_out, &intents::student_in, &intents::student_fix, &intents::ask_which},
           .understand = std::bind_front(&RosterOrders::listen, &orders_)},
          {.intents = {&intents::archive_answer}, .understand = std::bind_front(&Graduation::listen, &graduation_)},
          {.intents = {&intents::class_answer}, .understand = std::bind_front(&ClassNames::listen, &names_)},
          {.intents = {&intents::order_answer}, .understand = std::bind_front(&RosterOrders::listen_answer, &orders_)},
          {.intents = {&intents::roster_file, &intents::import_answer},
           .understand = std::bind_front(&ChatImport::listen, &imports_)}};
}

std::vector<TimerKind> Membership::timers() {
  return {{"changes", [this](const Topic&, const storage::Timer&, const Moment& now) { return tell(now); }},
          {"archive", [this](const Topic& topic, const storage::Timer& timer,
                             const Moment& now) { return graduation_.end(topic.id, timer.payload, now); }},
          {"restore", [this](const Topic& topic, const storage::Timer& timer,
                             const Moment& now) { return graduation_.restore(topic.id, timer.payload, now); }},
          {"roster", [this](const Topic& topic, const storage::Timer&, const Moment& now) {
             return imports_.go_on(topic.id, now);
           }}};
}

std::vector<Retention> Membership::retention() {
  return {{kept_changes, [this](const Moment& before, int most) { return changes_.purge(before.utc, most); }},
          {kept_rosters, [this](const Moment& before, int most) { return staged_.purge(before.utc, most); }}};
}

Reply Membership::show(const Context& call, std::optional<std::string> named) {
  std::string words;
  for (const Class& klass : classes_of(members_, call, teachers)) {
    if (named && normalised(class_name(klass.name)) != normalised(class_name(*named))) continue;
    const auto students = members_.students(klass.id);
    std::vector<std::string> names;
    for (const Person& student : students)
      names.push_back(wording::name_in(student, students) + (student.account.empty() ? text::unbound : ""));
    words += (words.empty() ? "" : "\n") + text::roster(klass.name, students.size()) + wording::name_lines(names);
    std::vector<std::string> away;
    for (const Person& student : suspensions_.of_class(klass.id)) away.push_back(student.name);
    if (!away.empty()) words += text::suspended(away);
  }
  return privately(call, words.empty() ? text::no_class(named.value_or("")) : words);
}

Reply Membership::count(const Context& call, std::optional<std::string> named) {
  std::string lines;
  for (const Class& klass : classes_of(members_, call, everyone)) {
    if (named && klass.name != *named) continue;
    lines += (lines.empty() ? "" : "\n") +
             text::size(klass.name, members_.students(klass.id).size(), suspensions_.of_class(klass.id).size());
  }
  if (lines.empty()) return privately(call, text::no_class(named.value_or("")));
  return Reply{}.add(Say{plain(lines)});
}

Reply Membership::count_all(const Context& call) { return count(call, std::nullopt); }

Reply Membership::find(const Context& call, std::string who) {
  const std::string name = normalised(who);
  std::string lines;
  for (const Class& klass : classes_of(members_, call, everyone)) {
    const auto students = members_.students(klass.id);
    for (const Person& student : students) {
      if (normalised(student.name) != name && normalised(student.number) != name) continue;
      lines += (lines.empty() ? "" : "\n") + text::is_in(wording::name_in(student, students), klass.name);
    }
  }
  return privately(call, lines.empty() ? text::in_none(who) : lines);
}

Reply Membership::on(const Fact& fact, const Moment& now) {
  if (const auto* invite = std::get_if<GroupInvite>(&fact)) return invited(*invite, now);
  if (const auto* change = std::get_if<MemberChange>(&fact)) changed(*change, now);
  if (const auto* file = std::get_if<SentFile>(&fact)) return imports_.came(*file, now);
  return {};
}

Reply Membership::invited(const GroupInvite& invite, const Moment& now) {
  Reply reply;
  if (!members_.by_account(invite.user)) return reply;
  const storage::Invitation invitation{
      .account = invite.account, .group = invite.group, .user = invite.user, .flag = invite.flag, .at = now.utc};
  const auto number = changes_.invite(invitation);
  if (!number) return reply;
  const std::string words = text::invited(who(invitation), invite.group, *number);
  for (const Person& admin : members_.holders(Role::admin, 0, now.utc)) reply.add(Whisper{admin, plain(words)});
  return reply;
}

Reply Membership::accept(const Context& call, std::optional<std::int64_t> number) {
  auto waiting = changes_.waiting(call.now.utc - std::chrono::days{kept_changes.days});
  if (number) std::erase_if(waiting, [&](const auto& each) { return each.id != *number; });
  Reply reply;
  if (waiting.empty()) return reply.add(Say{plain(text::none)});
  if (waiting.size() > 1) {
    std::string words = text::which;
    for (const auto& each : waiting) words += text::line(each.id, each.group, who(each));
    return reply.add(Say{plain(words)});
  }
  const storage::Invitation& invitation = waiting.front();
  changes_.close(invitation.id);
  return reply.add(JoinGroup{invitation.account, invitation.flag}).add(Say{plain(text::entering(invitation.group))});
}

void Membership::changed(const MemberChange& change, const Moment& now) {
  if (!members_.class_of_group(change.group) || change.user == change.account) return;
  const auto kind = kinds.at(static_cast<std::size_t>(change.kind));
  changes_.note(change.group, {.kind = std::string(kind), .user = change.user, .card = change.card}, now.utc);
  const auto day = now.time_of_day() < told_at ? now.day() : now.day() + std::chrono::days{1};
  schedule_.set_timer(title(), topic, zone_.utc(day + told_at), "");
}

/// One message to a counsellor, over all their classes; where a class has none, to its class teacher.
Reply Membership::tell(const Moment& now) {
  std::map<std::int64_t, std::pair<Person, std::string>> letters;
  for (const Class& klass : members_.classes()) {
    const std::string words = klass.group.empty() ? "" : summary(klass);
    if (words.empty()) continue;
    auto to = members_.holders(Role::counsellor, klass.id, now.utc);
    if (to.empty()) to = members_.holders(Role::class_teacher, klass.id, now.utc);
    for (const Person& person : to) {
      std::string& letter = letters.try_emplace(person.id, person, "").first->second.second;
      letter += (letter.empty() ? "" : "\n") + words;
    }
  }
  Reply reply;
  for (const auto& [id, letter] : letters)
    reply.add(Whisper{.to = letter.first, .content = plain(letter.second), .priority = storage::Priority::summary});
  return reply;
}

std::string Membership::summary(const Class& klass) {
  std::array<std::vector<std::string>, kinds.size()> names;
  for (const GroupChange& change : changes_.take(klass.group)) {
    const auto person = members_.by_account(change.user);
    const std::string name = person ? person->name : text::unknown(change.user);
    const auto kind = static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), change.kind) - kinds.begin());
    const std::string shown = change.kind == kinds[2] ? text::renamed_to(name, change.card) : name;
    std::vector<std::string>& list = names.at(kind);
    if (std::find(list.begin(), list.end(), shown) == list.end()) list.push_back(shown);
  }
  const auto joined = [](const std::vector<std::string>& list) {
    std::string all;
    for (std::size_t i = 0; i < std::min(list.size(), most_names); ++i) all += (i == 0 ? "" : "、") + list[i];
    return list.size() > most_names ? all + "等" : all;
  };
  const auto& [came, left, renamed] = names;
  if (came.empty() && left.empty() && renamed.empty()) return "";
  std::string words = text::changed(klass.name);
  if (!came.empty()) words += text::came(came.size(), joined(came));
  if (!left.empty()) words += text::left(left.size(), joined(left));
  if (!renamed.empty()) words += text::renamed(joined(renamed));
  return words;
}

std::string Membership::who(const storage::Invitation& invitation) const {
  const auto person = members_.by_account(invitation.user);
  if (!person) return text::unknown(invitation.user);
  const auto klass = members_.class_by_id(person->class_id);
  return klass ? klass->name + person->name : person->name;
}

}  // namespace banwei::members
