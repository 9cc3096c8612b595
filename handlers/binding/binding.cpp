#include "handlers/binding/binding.h"

#include <algorithm>
#include <functional>

#include "handlers/binding/binding_intents.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"

namespace banwei::binding {

namespace {

constexpr Kept kept_requests{"bind_requests", 3};

/// The eight figures of a code.
Arg<std::string> code() {
  const auto read = [](std::string_view& text, const Context&) -> std::optional<std::string> {
    constexpr std::size_t length = 8;
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    if (end - text.begin() != static_cast<std::ptrdiff_t>(length)) return std::nullopt;
    std::string code(text.substr(0, length));
    text.remove_prefix(length);
    return code;
  };
  return {"8位数字", "code", read};
}

/// By name or number; in a sentence where it names somebody.
Arg<std::string> student() {
  auto who = rest("姓名或学号", "who");
  who.slot = language::Slot::person;
  return who;
}

}  // namespace

Arg<std::string> Binding::class_meant() const {
  const auto read = [this](std::string_view& text, const Context& context) -> std::optional<std::string> {
    std::string_view said = text.substr(0, text.find(' '));
    if (said.ends_with("班")) said.remove_suffix(std::string_view("班").size());
    constexpr std::size_t figures = 4;
    std::vector<std::string> found;
    for (const Class& klass : members_.classes()) {
      const std::string name = normalised(klass.name);
      const bool whole = name == said;
      const bool short_form = said.size() == figures && is_digit(said.front()) && name.ends_with(said) &&
                              context.speaker.holds(binders, klass.id);
      if (whole || short_form) found.push_back(klass.name);
    }
    if (found.size() != 1) return class_named().read(text, context);
    text.remove_prefix(std::min(text.find(' '), text.size()));
    return found.front();
  };
  return {"班级", "class", read, true, language::Slot::klass};
}

std::vector<Command> Binding::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::take | W::our_class | W::now |
                          W::who | W::how_many | W::list | W::hand | W::done | W::everyone | W::lack | W::this_one;
  return {
      {.kind = "bind_class",
       .words = {"绑定", "把这个群绑定到", "把这个群绑到", "这个群绑定到", "这个群绑到"},
       .forms = {{.needs = {own::bound}, .may = around | own::group | W::there_is | W::give, .pointed = true},
                 // 这个群是机电1902班的
                 {.needs = {own::group, W::there_is}, .may = W::of | own::group, .addressed = true, .pointed = true}},
       .help = "在群里说：这个群是哪个班的，我按名片认人",
       .example = "绑定 机电1901",
       .who = binders,
       .scope = Scope::anywhere,
       .where = Where::any_group,
       .cost = 0,  // An office binds the groups of a whole college one after another.
       .run = takes(class_meant()).then(&groups_, &GroupBinding::bind)},
      {.kind = "unbind_class",
       .words = {"取消群绑定", "解绑本群", "解除群绑定", "解绑这个群"},
       .help = "这个群不再是班级群",
       .example = "取消群绑定",
       .who = binders,
       .where = Where::group,
       .run = takes().then(&groups_, &GroupBinding::unbind)},
      {.kind = "roster_diff",
       .words = {"核对名单", "核对群", "群里有没有不是我们班的人", "谁不在群里", "群和名单对一下"},
       .forms = {{.needs = {own::compare, W::list | W::people}, .may = around, .addressed = true},
                 {.needs = {own::compare, W::list, W::everyone | own::group}, .may = around | W::asking | own::group}},
       .help = "名单里谁不在群里，群里谁不在名单",
       .example = "核对名单",
       .who = binders,
       .run = takes().then(&groups_, &GroupBinding::compare)},
      {.kind = "unbound",
       .words = {"谁没绑定", "还有哪些学生没绑", "还有哪些学生没绑定", "还有谁没绑", "没绑定名单", "未绑定名单",
                 "还有谁没绑定", "绑定情况", "绑定进度"},
       .forms = {{.needs = {W::no, own::bound, W::who | W::how_many | W::list | W::of}, .may = around},
                 {.needs = {W::lack, W::who | W::how_many, own::bound}, .may = around | W::no}},
       .help = "看谁的QQ还没绑定",
       .example = "谁没绑定",
       .who = approvers,
       .run = takes(maybe(class_named())).then(&groups_, &GroupBinding::unbound)},
      {.kind = "out_of_reach",
       .words = {"谁没加好友", "谁私聊不到", "哪些人私聊不到", "谁收不到私聊", "谁收不到你的消息"},
       // 谁还没加你, 没加好友的有哪些
       .forms = {{.needs = {W::no | W::lack, own::befriend, W::who | W::how_many | W::list | W::of},
                  .may = around | W::no | W::what | W::done}},
       .help = "看谁没加我好友、我私聊不到",
       .example = "谁没加好友",
       .who = approvers,
       .run = takes().then(&groups_, &GroupBinding::out_of_reach)},
      {.kind = "remind_missing",
       .words = {"催绑定", "没绑定的提醒一下", "催一下没绑定的", "提醒没绑定的"},
       .forms = {{.needs = {W::urge | W::call, W::no, own::bound}, .may = around | W::again | W::give}},
       .means = {{"what", "bind"}},
       .help = "在群里请没认出来的人改名片",
       .example = "催绑定",
       .who = approvers,
       .cost = 5,
       .run = takes().then(&groups_, &GroupBinding::call_unbound)},
      {.kind = "bind_check",
       .words = {"我绑定了吗", "我绑了没", "我绑定了没", "绑定了吗"},
       .forms = {{.needs = {W::me, own::bound, W::asking},
                  .may = own::bound | W::done | W::there_is | W::this_one | W::reported | W::see | W::of | W::one,
                  .ordered = true},
                 {.needs = {W::me, W::asking, own::bound}, .may = W::done | W::see, .ordered = true},
                 // 我的学号是多少
                 {.needs = {W::me, own::number, W::how_many | W::what},
                  .may = W::there_is | W::of | W::see | W::now,
                  .addressed = true},
                 // 我绑的是谁
                 {.needs = {W::me, own::bound, W::who},
                  .may = W::of | W::there_is | W::done,
                  .ordered = true,
                  .addressed = true}},
       .help = "看我认不认得你的号",
       .example = "我绑定了吗",
       .who = known,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .strangers = true,
       .run = takes().then(&selves_, &SelfBinding::check)},
      {.kind = "help",
       .words = {"怎么绑定"},
       // 我换了个QQ咋办
       .forms = {{.needs = {own::bound, W::how},
                  .may = W::me | W::of | W::one | W::use | W::no | W::still,
                  .addressed = true},
                 {.needs = {W::me, own::new_account},
                  .may = W::how | W::done | W::of | W::asking | own::new_account,
                  .addressed = true},
                 // 我换了个新qq怎么弄
                 {.needs = {W::change, own::account},
                  .may = W::me | W::how | W::done | W::of | W::one | W::recent | W::asking | W::use | W::begin |
                         W::again | own::bound | own::account | own::wish | W::who,
                  .addressed = true},
                 // 换新QQ了怎么绑
                 {.needs = {own::new_account, W::how},
                  .may = W::done | W::of | own::bound | W::use | W::one,
                  .ordered = true,
                  .addressed = true}},
       .means = {{"topic", "绑定"}},
       .help = "怎么绑定，换了号怎么办",
       .example = "怎么绑定",
       .who = known,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .cost = 2,
       .strangers = true,
       .run = takes().then(&selves_, &SelfBinding::tell_how)},
      {.kind = "unbind_me",
       .words = {"解绑", "解除绑定", "解绑吧", "把我的号解绑", "我要解绑"},
       .help = "不再用这个号",
       .example = "解绑",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .where = Where::direct,
       .run = takes().then(&selves_, &SelfBinding::unbind)},
      {.kind = "bind_code",
       .words = {"绑定码"},
       .help = "用老师给的绑定码绑定自己的号",
       .example = "绑定码 12345678",
       .who = known,
       .scope = Scope::anywhere,
       .where = Where::direct,
       .cost = 5,
       .strangers = true,
       .run = takes(code()).then(&selves_, &SelfBinding::use_code)},
      {.kind = "bind_code_new",
       .words = {"生成绑定码"},
       // 给温馨一个绑定码; 温馨换号了
       .forms = {{.needs = {own::bind_code | own::new_account},
                  .may = W::give | W::take | W::of | W::one | W::begin | W::hand | W::send | W::done | W::again |
                         own::bind_code | own::new_account,
                  .addressed = true,
                  .pointed = true}},
       .help = "给一位同学一个一次性的绑定码",
       .example = "生成绑定码 张三",
       .who = binders,
       .where = Where::direct,
       .run = takes(student()).then(&selves_, &SelfBinding::make_code)},
      {.kind = "bind_accept",
       .words = {"同意绑定"},
       .help = "是他本人，绑定",
       .example = "同意绑定3",
       .who = approvers,
       .where = Where::direct,
       .run = takes(maybe(serial_number())).then(&selves_, &SelfBinding::accept)},
      {.kind = "bind_refuse",
       .words = {"拒绝绑定"},
       .help = "不是他本人，不绑定",
       .example = "拒绝绑定3",
       .who = approvers,
       .where = Where::direct,
       .run = takes(maybe(serial_number())).then(&selves_, &SelfBinding::refuse)}};
}

std::vector<Listener> Binding::listeners() {
  return {
      {.intents = {&intents::claim, &intents::doubtful}, .understand = std::bind_front(&SelfBinding::listen, &selves_)},
      {.intents = {&intents::account_answer}, .understand = std::bind_front(&SelfBinding::listen_account, &selves_)},
      {.intents = {&intents::unbind_answer}, .understand = std::bind_front(&SelfBinding::listen_answer, &selves_)},
      {.intents = {&intents::group_answer}, .understand = std::bind_front(&GroupBinding::listen, &groups_)}};
}

std::vector<TimerKind> Binding::timers() {
  return {{"lists", [this](const Topic& topic, const storage::Timer&,
                           const Moment& now) { return groups_.refresh(static_cast<std::size_t>(topic.id), now); }},
          {"differences", [this](const Topic& topic, const storage::Timer& timer,
                                 const Moment& now) { return groups_.tell_differences(topic.id, timer.payload, now); }},
          {"cards", [this](const Topic& topic, const storage::Timer&, const Moment& now) {
             return groups_.propose(topic.id, now);
           }}};
}

std::vector<Retention> Binding::retention() {
  return {{kept_requests, [this](const Moment& before, int most) { return bindings_.purge(before.utc, most); }}};
}

Reply Binding::on(const Fact& fact, const Moment& now) {
  if (const auto* list = std::get_if<GroupMembers>(&fact)) return groups_.listed(*list, now);
  if (const auto* change = std::get_if<MemberChange>(&fact)) return groups_.changed(*change, now);
  if (std::holds_alternative<RosterChanged>(fact)) groups_.look_at_new_groups(now);
  return {};
}

}  // namespace banwei::binding
