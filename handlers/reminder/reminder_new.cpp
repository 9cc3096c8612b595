#include "handlers/reminder/reminder_new.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/reminder/reminder_answer_grammar.h"
#include "handlers/reminder/reminder_intents.h"

namespace banwei::reminder {

using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

constexpr auto only_you = "\n在群里提醒大家要班委或老师来设";
constexpr auto staff_only = "提醒班里同学要班委或老师来设。给自己设就说“明早8点提醒我……”";
constexpr auto name_the_class = "请写明是哪个班，如“每天10:30提醒机电1901没报体温的同学”";
std::string which_one(std::string_view name) {
  return fmt::format("你这里不止一位“{}”，分不清是哪一位。在班级群里@他再说一次，如：明早8点提醒@{} 交表", name, name);
}
std::string who_is(std::string_view name) {
  return fmt::format("这里没有叫“{}”的同学，是提醒谁？写全名或@他再说一次；是提醒你自己就说“提醒我……”", name);
}
constexpr auto one_class = "一次只能提醒一个班的同学，请分班来设";
constexpr auto too_long = "提醒的话最多200字，请写短一点再发";
std::string not_bound(std::string_view klass) { return fmt::format("{}还没有绑定班级群，到点没法在群里说", klass); }
constexpr auto how_to =
    "这样说就行：“明早8点提醒我交表”“每天10:"
    "30提醒没报体温的同学”“工作日8点提醒大家上课”。看已设的说“我的提醒”，不要了说“取消提醒7”";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_characters = 200;
constexpr std::chrono::hours just_came{2};

}  // namespace

namespace {

/// 每隔一小时提醒我喝水 wakes nobody at night; what it was made of is said back.
void leave_the_nights(storage::Reminder& draft, const When& meaning, local_seconds now) {
  constexpr std::chrono::minutes shortest{60};
  if (meaning.kind != When::Kind::interval || !meaning.hm.empty() || meaning.every_min < shortest) return;
  const std::string by_day = "8点到22点" + draft.words;
  const auto read = understand_when(by_day, now);
  if (read && read->kind == When::Kind::interval && !read->hm.empty()) draft.words = by_day;
}

}  // namespace

namespace {

nlohmann::ordered_json fields_of(const Request& request) {
  nlohmann::ordered_json fields{{"when", request.when}, {"text", request.text}};
  if (request.ahead != std::chrono::minutes{0}) fields["ahead_min"] = request.ahead.count();
  if (request.people.size() == 1) fields["who"] = request.people.front();
  if (request.people.size() > 1) fields["who"] = request.people;
  if (request.to == To::missing) fields["missing"] = request.awaits;
  if (!request.klass.empty()) fields["class"] = request.klass;
  return fields;
}

}  // namespace

Understood Requests::understood(std::vector<Request> requests) {
  Understood meant;
  meant.fields = [requests] {
    auto fields = fields_of(requests.front());
    for (std::size_t i = 1; i < requests.size(); ++i) fields["then"].push_back(fields_of(requests[i]));
    return fields;
  };
  meant.act = [this, requests = std::move(requests)](const Context& call) {
    // A command's words come folded; what is passed on is taken from the message itself.
    const auto written = reminder::understand_each(words_to_us(call.message), call.sent.local, book_.names(call));
    Reply reply;
    for (const Request& request : written.empty() ? requests : written) reply.join(create(call, request));
    return reply;
  };
  return meant;
}

std::optional<std::string> Requests::aim(const Context& call, const Request& request, storage::Reminder& draft) const {
  const auto for_class = [&](const Class& klass) -> std::optional<std::string> {
    if (klass.group.empty()) return text::not_bound(klass.name);
    draft.class_id = klass.id;
    return std::nullopt;
  };
  if (request.to == To::people) return aim_at_people(call, request, draft);
  draft.audience = request.to == To::missing ? Audience::missing : Audience::group;
  draft.awaits = request.awaits;
  if (!request.klass.empty()) {
    const auto klass = members_.class_by_name(request.klass);
    if (klass && call.speaker.holds(in_charge, klass->id)) return for_class(*klass);
    return book_.own_classes(call.speaker.grants).empty() ? text::staff_only : not_your_class(request.klass);
  }
  const bool in_group = call.message.place == Place::group;
  const bool for_self = request.to == To::self || (request.to == To::unsaid && !in_group);
  if (!for_self && in_group && call.speaker.holds(in_charge, call.klass->id)) return for_class(*call.klass);
  if (!for_self && !in_group) {
    const auto own = book_.own_classes(call.speaker.grants);
    if (own.size() == 1) return for_class(own.front());
    if (!own.empty()) return std::nullopt;
    if (call.speaker.holds(in_charge, 0)) return text::name_the_class;
  }
  if (request.to == To::missing) return text::staff_only;
  draft.audience = Audience::self;
  return std::nullopt;
}

std::optional<std::string> Requests::aim_at_people(const Context& call, const Request& request,
                                                   storage::Reminder& draft) const {
  draft.audience = Audience::people;
  for (const std::string& name : request.people) {
    const auto people = book_.people_named(call, name);
    if (people.size() != 1) return text::which_one(name);
    const Person& person = people.front();
    if (person.id != draft.owner && !call.speaker.holds(in_charge, person.class_id)) return text::staff_only;
    if (draft.class_id != 0 && draft.class_id != person.class_id) return text::one_class;
    draft.class_id = person.class_id;
    draft.people.push_back(person.id);
  }
  if (draft.people == std::vector<std::int64_t>{draft.owner}) {
    draft.audience = Audience::self;
    draft.class_id = 0;
    draft.people.clear();
  }
  return std::nullopt;
}

std::string Requests::words_to_us(const Message& message) const {
  std::string words;
  for (const Part& part : message.content) {
    if (part.kind == Part::Kind::text) words += part.value;
    if (part.kind == Part::Kind::face) words += "[" + part.value + "]";
    if (part.kind != Part::Kind::mention || part.value == message.account) continue;
    const auto person = members_.by_account(part.value);
    if (!person || person->class_id == 0) continue;
    words += wording::name_in(*person, members_.students(person->class_id)) + " ";
  }
  return std::string(trim(words));
}

Reply Requests::create(const Context& call, const Request& request) {
  storage::Reminder draft{
      .owner = call.speaker.person->id, .words = request.words, .said = call.message.sent, .text = request.text};
  const auto stranger = request.to == To::unsaid ? name_before(request.text) : std::string_view{};
  if (!stranger.empty()) return tell(call, false, text::who_is(stranger));
  if (const auto refusal = aim(call, request, draft)) return tell(call, false, *refusal);
  if (code_points(draft.text) > most_characters) return tell(call, false, text::too_long);
  leave_the_nights(draft, request.meaning, call.sent.local);
  if (request.meaning.kind == When::Kind::ask) return questions_.ask(call, draft, request.meaning);
  const bool wanted_all = request.to == To::everyone && draft.audience == Audience::self;
  return keeping_.keep(call, std::move(draft), wanted_all ? text::only_you : "");
}

Grammar Requests::grammar() {
  // A request in a group is heard by the listener, which knows talk from a request; here it is the one with a word.
  Grammar grammar;
  grammar.parse = [this](std::string_view rest, const Context& context) -> std::optional<Understood> {
    if (rest.empty() || asks_for_nothing(rest)) {
      Understood how;
      how.fields = [] { return nlohmann::ordered_json::object(); };
      how.act = [](const Context& call) { return tell(call, false, text::how_to); };
      return how;
    }
    auto requests = reminder::understand_each("提醒" + std::string(rest), context.sent.local, book_.names(context));
    return requests.empty() ? std::nullopt : std::optional(understood(std::move(requests)));
  };
  return grammar;
}

std::optional<Interpretation> Requests::listen(const Utterance& said, const Context& context) {
  constexpr std::string_view calls =
      "提醒 叫 喊 让 催 闹钟 闹铃 别忘 不要忘 告诉 告知 说一声 记着 记住 记下 记一下 备忘";
  if (!language::holds_one_of(said.text, calls)) return std::nullopt;

  const bool addressed = said.addressed || said.text.front() == '/' || said.text.front() == '#';
  const std::string words = said.mentioned.empty() ? said.text : words_to_us(context.message);
  auto requests = reminder::understand_each(words, context.sent.local, book_.names(context));
  if (requests.empty()) return std::nullopt;
  const Request& request = requests.front();
  if (!addressed && !said.mentioned.empty() && request.to != To::people) return std::nullopt;  // Not to us.
  if (!addressed && like_talk(request)) return std::nullopt;
  return Interpretation{.intent = &intents::remind_new, .understood = understood(std::move(requests))};
}

std::optional<Interpretation> Requests::listen_for_snooze(const Utterance& said, const Context& context) {
  constexpr std::size_t longest_snooze = 90;
  const auto quoted = Topic::read(said.about);
  const bool quoting = quoted && quoted->kind == about_reminder;
  if (said.text.size() > longest_snooze || (!quoting && context.message.place == Place::group)) return std::nullopt;
  const auto at = understand_snooze(said.text, context.sent.local, quoting);
  if (!at || *at <= context.sent.local) return std::nullopt;
  const auto id = quoting ? quoted->id : 0;
  const auto reminder =
      id > 0 ? reminders_.by_id(id) : reminders_.last_to_self(context.speaker.person->id, context.now.utc - just_came);
  if (!reminder) return std::nullopt;

  Interpretation heard{.intent = &intents::remind_snooze};
  heard.claim = quoting ? Claim::quoted : Claim::answer;
  heard.opened = reminder->fired.value_or(Utc{});
  heard.understood.fields = [at] { return nlohmann::ordered_json{{"at", key_of(*at)}}; };
  heard.understood.act = [this, reminder, at](const Context& call) { return snooze(call, *reminder, *at); };
  return heard;
}

Reply Requests::snooze(const Context& call, const storage::Reminder& reminder, local_seconds at) {
  storage::Reminder again{
      .owner = call.speaker.person->id, .words = exact_words(at), .said = call.message.sent, .text = reminder.text};
  if (reminder.audience != Audience::self && call.klass && call.message.place == Place::group &&
      call.speaker.holds(in_charge, call.klass->id)) {
    again.class_id = call.klass->id;
    again.audience = reminder.audience;
    again.awaits = reminder.awaits;
    again.people = reminder.people;
  } else if (reminder.audience == Audience::missing && again.text.empty()) {
    again.text = book_.act_of(reminder.awaits);
  }
  return keeping_.keep(call, std::move(again));
}

}  // namespace banwei::reminder
