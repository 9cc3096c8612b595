#include "handlers/posts/posts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/posts/posts_intents.h"

namespace banwei::posts {

namespace text {
namespace {

constexpr auto how = "这样说：移交班长 给 李四；不在的时候：李四代理班长到3月20日";
constexpr auto no_phones = "\n电话我不告诉别人，请直接问本人；老师看自己班同学的，写姓名说“李四的电话”";
constexpr auto no_class = "你名下还没有班级";
constexpr auto leave_apart = "请假还没有记，要记请单独说一句，如：陈思远请假一周";
constexpr auto nobody = "没有人";
std::string holders(const std::string& klass, const std::string& role, const std::string& names) {
  return fmt::format("{}{}：{}", klass, role, names);
}
std::string line(const std::string& role, const std::string& names) { return fmt::format("\n{} {}", role, names); }
std::string you_are(const std::string& posts) { return fmt::format("你是{}。能用的说“帮助”", posts); }
std::string student_of(const std::string& klass) { return klass + "的学生"; }
std::string until(const std::string& day) { return fmt::format("（到{}）", day); }
constexpr auto of_college = "全院";
constexpr auto you = "你";

std::string not_yours(const std::string& whom) {
  return fmt::format("“{}”不是你能问的人。问自己的说“为什么我不能发通知”", whom);
}
std::string no_such(const std::string& what) { return fmt::format("我没有“{}”这一项。说“帮助”看全部", what); }
std::string not_permitted(const std::string& who, const std::string& posts, const std::string& what,
                          const std::string& whose) {
  return fmt::format("“{}”要{}才能用。{}是{}。职务由老师写进名单，或由担任的人说“移交班长 给 姓名”", what, whose, who,
                     posts);
}
std::string switched_off(const std::string& what, const std::string& klass) {
  return fmt::format("“{}”在{}的群里停用了。老师说“启用”加功能名就恢复", what, klass);
}
std::string may(const std::string& who, const std::string& what, Where where) {
  const char* place = where == Where::direct ? "，请私聊我说" : where == Where::group ? "，请在班级群里说" : "";
  return fmt::format("{}能用“{}”{}", who, what, place);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::array<Role, 8> in_order{Role::counsellor, Role::class_teacher, Role::monitor,  Role::league_secretary,
                                       Role::study_rep,  Role::life_rep,      Role::care_rep, Role::dorm_head};

std::string names(const std::vector<Person>& people) {
  std::string all;
  for (const Person& one : people) all += (all.empty() ? "" : "、") + one.name;
  return all;
}

const Intent& intent_of(PostTalk::Kind kind) {
  switch (kind) {
    case PostTalk::Kind::hand_over:
      return intents::hand_over;
    case PostTalk::Kind::deputise:
      return intents::deputise;
    case PostTalk::Kind::appoint:
      return intents::appoint;
    case PostTalk::Kind::dismiss:
      return intents::dismiss;
    case PostTalk::Kind::ask_who:
      return intents::ask_who;
    case PostTalk::Kind::ask_why:
      break;
  }
  return intents::ask_why;
}

nlohmann::ordered_json fields_of(const PostTalk& talk) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  if (!talk.who.empty()) fields["who"] = talk.who;
  if (talk.role != Role::student) fields["role"] = wording::role_word(talk.role);
  if (!talk.klass.empty()) fields["class"] = talk.klass;
  if (!talk.what.empty()) fields["what"] = talk.what;
  if (talk.until) fields["until"] = iso(*talk.until);
  return fields;
}

}  // namespace

std::vector<Command> Posts::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::there_is | W::people | W::of | W::see | W::our_class | W::now | W::who | W::how_many |
                          W::what | W::list | W::hand | W::still | W::this_one | W::everyone;
  return {{.kind = "role_handover",
           .words = {"移交", "交接"},
           .help = "把职务移交给一位同学，他24小时内接任才算",
           .example = "移交班长 给 李四",
           .who = givers,
           .cost = 2,
           .run = takes(rest("职务 给 姓名", "what")).then(this, &Posts::hand_over)},
          {.kind = "undo",
           .words = {"撤销刚才的操作", "撤回刚才的操作", "撤回刚才那个操作", "撤销上一步操作", "取消上一步操作",
                     "撤销上一步", "撤销刚刚的任命", "撤销刚才的任命"},
           .forms = {{.needs = {W::recall | W::cancel | W::recalled, own::appointment},
                      .may = W::this_one | W::of | W::take | W::done | W::one | W::recall | W::cancel}},
           .help = "撤销10分钟内自己的任命",
           .example = "撤销刚才的操作",
           .who = teachers,
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = takes().then(&appointments_, &Appointments::undo)},
          {.kind = "role_list",
           .words = {"班委都有谁", "班委有谁", "班委有哪些", "班委名单", "谁是班委"},
           .forms = {{.needs = {own::committee, W::who | W::list | W::what | W::how_many}, .may = around},
                     {.needs = {own::committee, W::list, W::our_class}, .may = around}},
           .help = "看班里的班委和老师",
           .example = "班委都有谁",
           .cost = 2,
           .run = takes(maybe(class_named())).then(this, &Posts::list)},
          {.kind = "whoami",
           .words = {"我是什么身份", "我的身份", "我是什么职务", "我的职务", "我有什么权限"},
           .forms = {{.needs = {W::me, own::post}, .may = W::there_is | W::of | W::what | W::see | W::now | W::asking},
                     {.needs = {W::me, W::what, own::post}, .may = W::there_is | W::of | W::see | W::now | W::you}},
           .help = "看自己的班级和职务",
           .example = "我的身份",
           .who = everyone | Roles{Role::admin},
           .scope = Scope::anywhere,
           .cost = 2,
           .run = takes().then(this, &Posts::mine)}};
}

std::vector<Listener> Posts::listeners() {
  using namespace intents;
  return {{.intents = {&accept, &decline}, .understand = std::bind_front(&Offers::listen, &offers_)},
          {.intents = {&intents::hand_over, &deputise, &appoint, &dismiss, &ask_which, &ask_who, &ask_why},
           .understand = std::bind_front(&Posts::read, this)}};
}

std::vector<TimerKind> Posts::timers() {
  return {{"offer",
           [this](const Topic&, const storage::Timer& timer, const Moment& now) { return offers_.lapse(timer, now); }}};
}

/// In a group only what is said to the bot, or names somebody of the class as the one who is to have a post.
std::optional<Interpretation> Posts::read(const Utterance& said, const Context& context) {
  if (!context.speaker.person || !said.quoted.empty()) return std::nullopt;
  const auto talk = read_post_talk(said.text, context.sent.local);
  if (!talk) return std::nullopt;
  const bool gives = talk->kind == PostTalk::Kind::hand_over || talk->kind == PostTalk::Kind::deputise;
  const bool decides = talk->kind == PostTalk::Kind::appoint || talk->kind == PostTalk::Kind::dismiss;
  const auto has_one_of = [&](Roles roles) {
    return std::any_of(context.speaker.grants.begin(), context.speaker.grants.end(),
                       [&](const Grant& grant) { return roles.has(grant.role); });
  };
  if (gives && !has_one_of(givers)) return std::nullopt;
  const std::size_t meant = decides ? appointments_.meant(context, *talk).size() : 0;
  const bool names_somebody = meant > 0 || (gives && offers_.means_somebody(context, *talk));
  if (!said.addressed && !names_somebody) return std::nullopt;
  if (decides && !names_somebody && !has_one_of(teachers)) return std::nullopt;  // 我想当班长
  Interpretation heard{.intent = meant > 1 ? &intents::ask_which : &intent_of(talk->kind)};
  heard.opened = context.sent.utc;
  heard.understood.fields = [talk = *talk, meant] {
    return meant > 1 ? nlohmann::ordered_json{{"ask", "who"}} : fields_of(talk);
  };
  heard.understood.act = [this, talk = *talk, gives, decides](const Context& call) {
    if (decides) return appointments_.decide(call, talk);
    if (gives) return offer(call, talk);
    return talk.kind == PostTalk::Kind::ask_who ? who(call, talk) : why(call, talk);
  };
  return heard;
}

/// 陈思远请假一周，让李四先代班长: the leave is another thing, and is not asked for with it.
Reply Posts::offer(const Context& call, const PostTalk& talk) {
  Reply reply = offers_.offer(call, talk);
  if (talk.kind == PostTalk::Kind::deputise && language::holds_one_of(words_of(call.message), "请假 請假"))
    reply.join(privately(call, text::leave_apart));
  return reply;
}

Reply Posts::hand_over(const Context& call, std::string what) {
  const auto talk = read_post_talk("移交" + what, call.sent.local);
  return talk ? offers_.offer(call, *talk) : privately(call, text::how);
}

/// Every class that the speaker sits in or looks after, one block each.
Reply Posts::list(const Context& call, std::optional<std::string> klass) {
  const auto about = within(call, members_, klass, everyone);
  if (!about) return privately(call, not_your_class(*klass));
  std::string words;
  for (const Class& one : about->klass ? std::vector{*about->klass} : classes_of(members_, call, everyone)) {
    words += (words.empty() ? "" : "\n\n") + one.name;
    for (const Role role : in_order) {
      if (const auto people = members_.holders(role, one.id, call.now.utc); !people.empty())
        words += text::line(wording::role_word(role), names(people));
    }
  }
  if (words.empty()) words = text::no_class;
  return call.message.place == Place::group ? Reply{}.add(Say{plain(words)}) : privately(call, words);
}

std::string Posts::posts_of(const Person& person, const Moment& now) const {
  const auto own = members_.class_by_id(person.class_id);
  std::string words = own ? text::student_of(own->name) : "";
  for (const auto& holding : members_.holdings(person.id, now.utc)) {
    const auto klass = members_.class_by_id(holding.grant.class_id);
    const bool of_own = own && klass && own->id == klass->id;
    if (!words.empty()) words += "、";
    if (!of_own) words += klass ? klass->name : text::of_college;
    words += wording::role_word(holding.grant.role);
    if (holding.until)
      words += text::until(wording::month_day(zone_.at(*holding.until - std::chrono::seconds{1}).day()));
  }
  return words;
}

Reply Posts::mine(const Context& call) {
  return privately(call, text::you_are(posts_of(*call.speaker.person, call.now)));
}

Reply Posts::who(const Context& call, const PostTalk& talk) const {
  const auto named = talk.klass.empty() ? std::nullopt : std::optional(talk.klass);
  const auto classes = classes_of(members_, call, everyone);
  std::string words;
  for (const Class& klass : classes) {
    if (named && normalised(klass.name) != *named && !normalised(klass.name).ends_with(*named)) continue;
    const auto people = members_.holders(talk.role, klass.id, call.now.utc);
    words += (words.empty() ? "" : "\n") +
             text::holders(klass.name, wording::role_word(talk.role), people.empty() ? text::nobody : names(people));
  }
  if (words.empty()) return privately(call, named ? not_your_class(*named) : text::no_class);
  if (talk.what == phone) return privately(call, words + text::no_phones);
  return call.message.place == Place::group ? Reply{}.add(Say{plain(words)}) : privately(call, words);
}

/// About oneself, or about somebody whose teacher the speaker is; for anybody else it sounds the same whether there is
/// such a person or not.
Reply Posts::why(const Context& call, const PostTalk& talk) const {
  const Person& self = *call.speaker.person;
  if (talk.who.empty() || talk.who == normalised(self.name))
    return privately(call, reason(self, text::you, talk.what, call));
  std::vector<Person> people;
  for (const Class& klass : classes_of(members_, call, teachers)) {
    if (!call.speaker.holds(teachers, klass.id)) continue;
    for (const Person& one : members_.students(klass.id)) {
      if (normalised(one.name) == talk.who || normalised(one.number) == talk.who) people.push_back(one);
    }
  }
  if (people.empty()) return privately(call, text::not_yours(talk.who));
  std::string words;
  for (const Person& one : people) words += (words.empty() ? "" : "\n") + reason(one, one.name, talk.what, call);
  return privately(call, words);
}

/// Of the commands that the words name, the first that is refused; else that they may.
std::string Posts::reason(const Person& whom, const std::string& name, const std::string& what,
                          const Context& call) const {
  const auto klass = call.klass ? call.klass : members_.class_by_id(whom.class_id);
  const Speaker speaker{whom, members_.grants(whom, call.now.utc)};
  const Switching* switching = nullptr;
  for (const auto& feature : features_) {
    if (const auto* one = dynamic_cast<const Switching*>(feature.get())) switching = one;
  }
  std::string allowed;
  for (const bool exactly : {true, false}) {
    for (const auto& feature : features_) {
      for (const Command& command : feature->commands()) {
        const auto named = std::find_if(command.words.begin(), command.words.end(), [&](const std::string& word) {
          return exactly ? normalised(word) == what || normalised(word) == "发" + what
                         : normalised(word).find(what) != std::string::npos;
        });
        if (named == command.words.end() || named->find('*') != std::string::npos) continue;
        const bool holds = klass ? speaker.holds(command.who, klass->id)
                                 : std::any_of(speaker.grants.begin(), speaker.grants.end(),
                                               [&](const Grant& grant) { return command.who.has(grant.role); });
        if (!holds) return text::not_permitted(name, posts_of(whom, call.now), *named, wording::who_may(command.who));
        if (klass && switching != nullptr && switching->is_off(feature->title(), klass->id))
          return text::switched_off(*named, klass->name);
        if (allowed.empty()) allowed = text::may(name, *named, command.where);
      }
    }
    if (!allowed.empty()) return allowed;
  }
  return text::no_such(what);
}

}  // namespace banwei::posts
