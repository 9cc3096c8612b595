#include "handlers/binding/self_binding.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/binding/binding_intents.h"
#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"

namespace banwei::binding {

namespace text {
namespace {

constexpr auto asked = "收到。学号和姓名对得上的话，班长或辅导员点个头就绑好了，绑好告诉你；发错了再发一次“姓名 学号”";
constexpr auto say_number = "请把学号也发给我，这样发：姓名 学号";
std::string approve(std::int64_t number, const std::string& who, const std::string& account, std::string_view where,
                    std::string_view moved) {
  return fmt::format("QQ{}说自己是{}，{}{}。是他就回“同意绑定{}”，不是回“拒绝绑定{}”，拿不准先问问本人", account, who,
                     where, moved, number, number);
}
constexpr auto in_group = "这个号在班级群里";
constexpr auto not_in_group = "这个号不在班级群里";
constexpr auto moved = "，他原来绑的QQ会换掉";
std::string is_it_you(const std::string& account) {
  return fmt::format("QQ{}说自己是你，我去问班长和辅导员了。不是你就赶快告诉他们", account);
}
constexpr auto none_waiting = "没有等你点头的绑定";
constexpr auto not_me = "好，没有绑定，已告诉班长和辅导员";
std::string not_him(const std::string& account, const std::string& who) {
  return fmt::format("{}本人说QQ{}不是自己，没有绑定", who, account);
}
constexpr auto moved_by_himself = "好，换到新号了，这个号我不再认得";
std::string accepted(const std::string& who) { return fmt::format("已绑定{}", who); }
constexpr auto refused = "好，没有绑定";
std::string welcome(const std::string& name) {
  return fmt::format("{}，绑好了。报体温直接发数字，如 36.5；别的说“帮助”", name);
}
std::string you_are(const std::string& who) { return fmt::format("绑定了，你是{}。不是你本人就说“解绑”", who); }
constexpr auto nobody = "我还不认得这个号。请发“姓名 学号”给我，班长点个头就绑好了";
constexpr auto how = "用要绑的号私聊我发“姓名 学号”，班长或辅导员点个头就绑好；换了号就用新号发，原来的号自动换掉";
constexpr auto ask_unbind = "解绑以后我就不认得这个号了，要重新发“姓名 学号”才能再用。解绑就回“是”";
constexpr auto unbound = "已解绑。要再用，发“姓名 学号”给我";
constexpr auto kept = "好，没有解绑";
constexpr auto wrong_code = "这个绑定码不对，或者用过了、过期了。请再要一个，或发“姓名 学号”给我";
std::string no_student(const std::string& who) { return fmt::format("你名下的班里没有“{}”，请写全名或学号", who); }
std::string several(const std::string& who) { return fmt::format("叫“{}”的不止一位，请写学号", who); }
std::string code(const std::string& who, const std::string& code) {
  return fmt::format("{}的绑定码：{}\n请只告诉他本人，让他私聊我发“绑定码 {}”。24小时内有效，只能用一次", who, code,
                     code);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "binding";
/// Apart from the feature's other questions: that somebody says who he is must not close what a teacher was asked.
constexpr std::string_view account_feature = "binding_account";
constexpr std::chrono::hours code_open{24};
constexpr std::chrono::minutes question_open{10};
constexpr std::chrono::hours account_open{24};

/// The request that a question was about.
std::int64_t request_of(const storage::Question& question) {
  const auto payload = from_payload(question.payload);
  return payload.is_object() ? payload.value("request", std::int64_t{0}) : 0;
}

}  // namespace

/// Of whom the bot does not know, in private; who moved speaks from a new account. A student whom it knows and who asks
/// for it by its word hears who he is.
std::optional<Interpretation> SelfBinding::listen(const Utterance& said, const Context& context) {
  const bool direct = context.message.place == Place::direct;
  const auto& known = context.speaker.person;
  if (known ? known->staff || !said.mentioned.empty() : !direct) return std::nullopt;
  if (known && !may_ask(said.text)) return std::nullopt;
  auto claim = read_claim(said.text, members_, rosters_);
  if (!claim || (known && !claim->asks)) return std::nullopt;
  if (known) {
    Interpretation heard{.intent = &intents::claim};
    heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
    heard.understood.act = [this](const Context& call) { return check(call); };
    return heard;
  }
  Interpretation heard{.intent = kind(*claim) == "ask" ? &intents::doubtful : &intents::claim};
  heard.understood.fields = [claim = *claim] { return fields(claim); };
  heard.understood.act = [this, claim = *claim](const Context& call) { return claimed(call, claim); };
  return heard;
}

Reply SelfBinding::claimed(const Context& call, const Claim& claim) {
  Reply reply = Reply{}.add(Say{plain(claim.number.empty() ? text::say_number : text::asked)});
  if (!claim.certain()) return reply;
  const Person& person = claim.who.front();
  const auto number = bindings_.ask({.user = call.message.user, .person = person.id, .at = call.now.utc});
  const auto klass = members_.class_by_id(person.class_id);
  if (!number || !klass) return reply;
  const auto groups = bindings_.groups_of(call.message.user);
  const bool there = std::find(groups.begin(), groups.end(), klass->group) != groups.end();
  const std::string words =
      text::approve(*number, who(person), call.message.user, there ? text::in_group : text::not_in_group,
                    person.account.empty() ? std::string_view{} : text::moved);
  for (const Person& one : in_charge(person, call.now.utc)) {
    reply.add(Whisper{one, plain(words)});
    ask_about(*number, one, "is_it_he", call);
  }
  if (!person.account.empty()) {
    reply.add(Whisper{person, plain(text::is_it_you(call.message.user))});
    ask_about(*number, person, "is_it_you", call);
  }
  return reply;
}

/// Who may say whether an account is that student: the class's monitors, himself apart, and its counsellors.
std::vector<Person> SelfBinding::in_charge(const Person& student, Utc now) const {
  std::vector<Person> found = members_.holders(Role::monitor, student.class_id, now);
  std::erase_if(found, [&](const Person& monitor) { return monitor.id == student.id; });
  for (Person& teacher : members_.holders(Role::counsellor, student.class_id, now)) found.push_back(std::move(teacher));
  return found;
}

void SelfBinding::ask_about(std::int64_t request, const Person& asked, std::string kind, const Context& call) {
  questions_.ask({.person = asked.id,
                  .feature = std::string(account_feature),
                  .kind = std::move(kind),
                  .payload = nlohmann::json{{"request", request}}.dump(),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + account_open});
}

/// 是他, 不是 by who was asked whether an account is that student, and 不是我 by the account that is known as him.
std::optional<Interpretation> SelfBinding::listen_account(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(intents::account_answer, said, context, questions_, account_feature,
                   {.yes = {"是他", "是她", "是我", "是本人", "是他本人", "是她本人", "是我本人"},
                    .no = {"不是他", "不是她", "不是我", "不是本人", "不是他本人", "不是她本人", "不是我本人"}},
                   [this](const Context& call, const storage::Question& question, bool yes) {
                     questions_.close(question.person, account_feature, call.now.utc);
                     const std::int64_t request = request_of(question);
                     if (question.kind == "is_it_you") return of_himself(call, request, yes);
                     return yes ? accept(call, request) : refuse(call, request);
                   });
}

/// The account that is known as the student says whether the new one is his, too: nobody knows it better.
Reply SelfBinding::of_himself(const Context& call, std::int64_t request, bool yes) {
  const auto asked = bindings_.request(request);
  const Person& student = *call.speaker.person;
  if (!asked || asked->person != student.id) return Reply{}.add(Say{plain(text::none_waiting)});
  bindings_.answered(request);
  if (yes) return welcomed(student, asked->user, Reply{}.add(Say{plain(text::moved_by_himself)}));
  Reply reply = Reply{}.add(Say{plain(text::not_me)});
  for (const Person& one : in_charge(student, call.now.utc))
    reply.add(Whisper{one, plain(text::not_him(asked->user, who(student)))});
  return reply;
}

/// Of those that wait for the speaker's word: the one of that number, or the newest.
std::optional<storage::BindRequest> SelfBinding::waiting(const Context& call,
                                                         std::optional<std::int64_t> number) const {
  for (const Class& klass : classes_of(members_, call, approvers)) {
    for (storage::BindRequest& request : bindings_.requests(klass.id)) {
      const bool own = call.speaker.person->id == request.person;
      if (!own && (!number || request.id == *number)) return std::move(request);
    }
  }
  return std::nullopt;
}

Reply SelfBinding::accept(const Context& call, std::optional<std::int64_t> number) {
  const auto request = waiting(call, number);
  const auto person = request ? members_.by_id(request->person) : std::nullopt;
  if (!person) return privately(call, text::none_waiting);
  bindings_.answered(request->id);
  return welcomed(*person, request->user, privately(call, text::accepted(who(*person))));
}

/// The account is that person's from now on, and hears it behind `reply`.
Reply SelfBinding::welcomed(Person person, const std::string& account, Reply reply) {
  bind(person, account);
  person.account = account;
  const std::string words = text::welcome(person.name);
  return std::move(reply.add(Whisper{std::move(person), plain(words)}));
}

Reply SelfBinding::refuse(const Context& call, std::optional<std::int64_t> number) {
  const auto request = waiting(call, number);
  if (!request) return privately(call, text::none_waiting);
  bindings_.answered(request->id);
  return privately(call, text::refused);
}

void SelfBinding::bind(const Person& person, const std::string& account) {
  Person bound = person;
  bound.account = account;
  members_.save_person(bound, "");
}

Reply SelfBinding::check(const Context& call) {
  if (!call.speaker.person) return Reply{}.add(Say{plain(text::nobody)});
  return privately(call, text::you_are(who(*call.speaker.person)));
}

Reply SelfBinding::tell_how(const Context& /*call*/) { return Reply{}.add(Say{plain(text::how)}); }

Reply SelfBinding::unbind(const Context& call) {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "unbind",
                  .payload = "{}",
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, text::ask_unbind);
}

std::optional<Interpretation> SelfBinding::listen_answer(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const auto asked = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!asked || asked->kind != "unbind") return std::nullopt;
  return yes_or_no(intents::unbind_answer, said, context, questions_, feature,
                   {.yes = {"解绑", "确认"}, .no = {"不了", "不解绑", "算了"}},
                   [this](const Context& call, const storage::Question& question, bool yes) {
                     questions_.close(question.person, feature, call.now.utc);
                     if (yes) members_.unbind(question.person);
                     return Reply{}.add(Say{plain(yes ? text::unbound : text::kept)});
                   });
}

Reply SelfBinding::make_code(const Context& call, std::string who_is_meant) {
  std::vector<Person> found;
  for (const Class& klass : classes_of(members_, call, binders)) {
    for (Person& student : members_.students(klass.id)) {
      if (who_is_meant == normalised(student.name) || who_is_meant == normalised(student.number))
        found.push_back(std::move(student));
    }
  }
  if (found.empty()) return privately(call, text::no_student(who_is_meant));
  if (found.size() > 1) return privately(call, text::several(who_is_meant));
  const std::string code = bindings_.give_code(found.front().id, call.now.utc + code_open);
  return privately(call, text::code(who(found.front()), code));
}

Reply SelfBinding::use_code(const Context& call, std::string code) {
  const auto id = bindings_.take_code(code, call.now.utc);
  const auto person = id ? members_.by_id(*id) : std::nullopt;
  const bool there = person && members_.by_number(person->number).has_value();
  const bool free = !call.speaker.person || call.speaker.person->id == person.value_or(Person{}).id;
  if (!there || !free) return Reply{}.add(Say{plain(text::wrong_code)});
  bind(*person, call.message.user);
  return Reply{}.add(Say{plain(text::welcome(person->name))});
}

std::string SelfBinding::who(const Person& person) const {
  const auto klass = members_.class_by_id(person.class_id);
  return fmt::format("{} {} {}", klass ? klass->name : "", person.name, person.number);
}

}  // namespace banwei::binding
