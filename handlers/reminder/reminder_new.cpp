// A reminder is set: for whom it may be, what it must not be, what its owner is told.
#include "handlers/reminder/reminder.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/said.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"
#include "handlers/reminder/reminder_rules.h"

namespace banwei::reminder {

using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

constexpr auto only_you = "\n在群里提醒大家要班委或老师来设";
constexpr auto staff_only = "提醒班里同学要班委或老师来设。给自己设就说“明早8点提醒我……”";
constexpr auto name_the_class = "请写明是哪个班，如“每天10:30提醒机电1901没报体温的同学”";
constexpr auto befriend = "请先加我好友，到点我才能私聊你";
constexpr auto too_long = "提醒的话最多200字，请写短一点再发";
constexpr auto too_often_here = "群里的提醒至少隔30分钟一次，请把时间放宽一点";
constexpr auto over = "这个时间已经过了，请换一个时间再说，如 明早8点提醒我交表";
std::string not_bound(std::string_view klass) { return fmt::format("{}还没有绑定班级群，到点没法在群里说", klass); }
std::string full(std::string_view whose, std::size_t most) {
  return fmt::format("{}已经有{}个提醒了，先取消一个再设。“我的提醒”看编号", whose, most);
}
std::string whom(const storage::Reminder& reminder, std::string_view place) {
  if (reminder.audience == Audience::self) return "提醒你" + wording::in_quotes(reminder.text);
  std::string words(place);
  words +=
      reminder.audience == Audience::group ? "提醒大家" : fmt::format("只提醒没{}的同学", awaited_act(reminder.awaits));
  return words + wording::in_quotes(reminder.text);
}
/// `next` is empty for what happens once.
std::string kept(std::string_view when, std::string_view next, std::string_view whom, std::int64_t id,
                 std::string_view notes) {
  const std::string what =
      next.empty() ? fmt::format("{}{}", when, whom) : fmt::format("{}，{}，下次{}", when, whom, next);
  return fmt::format("好，{}。编号{}，取消说“取消提醒{}”{}", what, id, id, notes);
}
std::string waits_for(std::string_view morning) { return fmt::format("\n夜里不打扰大家，{}再说", morning); }
std::string waits_till_morning(std::string_view from, std::string_view until) {
  return fmt::format("\n{}到{}之间的不打扰大家，{}再说", from, until, until);
}
std::string no_holidays(int year) { return fmt::format("\n{}年的放假安排还没录入，先按周一至周五算", year); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_of_owner = 20;
constexpr std::size_t most_of_class = 20;
constexpr std::size_t most_characters = 200;
constexpr std::chrono::hours just_came{2};
constexpr std::chrono::days kept_when_over{40};

}  // namespace

Understood Reminder::understood(Request request) {
  Understood meant;
  meant.kind = "remind_new";
  meant.fields = [request] {
    nlohmann::ordered_json fields{{"when", request.when}, {"text", request.text}};
    if (request.to == To::missing) fields["missing"] = request.awaits;
    if (!request.klass.empty()) fields["class"] = request.klass;
    return fields;
  };
  meant.act = [this, request = std::move(request)](const Call& call) {
    // A command's words come folded; what is passed on is taken from the message itself.
    return create(call, reminder::understand(words_of(call.message), call.sent.local, class_names()).value_or(request));
  };
  return meant;
}

std::optional<std::string> Reminder::aim(const Call& call, const Request& request, storage::Reminder& draft) const {
  const auto for_class = [&](const Class& klass) -> std::optional<std::string> {
    if (klass.group.empty()) return text::not_bound(klass.name);
    draft.class_id = klass.id;
    return std::nullopt;
  };
  draft.audience = request.to == To::missing ? Audience::missing : Audience::group;
  draft.awaits = request.awaits;
  if (!request.klass.empty()) {
    const auto klass = members_.class_by_name(request.klass);
    if (!klass || !call.speaker.holds(in_charge, klass->id)) return text::staff_only;
    return for_class(*klass);
  }
  const bool in_group = call.message.place == Place::group;
  const bool for_self = request.to == To::self || (request.to == To::unsaid && !in_group);
  if (!for_self && in_group && call.speaker.holds(in_charge, call.klass->id)) return for_class(*call.klass);
  if (!for_self && !in_group) {
    const auto own = own_classes(call.speaker.grants);
    if (own.size() == 1) return for_class(own.front());
    if (!own.empty()) return std::nullopt;
    if (call.speaker.holds(in_charge, 0)) return text::name_the_class;
  }
  if (request.to == To::missing) return text::staff_only;
  draft.audience = Audience::self;
  return std::nullopt;
}

Reply Reminder::create(const Call& call, const Request& request) {
  storage::Reminder draft{
      .owner = call.speaker.person->id, .words = request.when, .said = call.message.sent, .text = request.text};
  if (const auto refusal = aim(call, request, draft)) return tell(call, false, *refusal);
  if (code_points(draft.text) > most_characters) return tell(call, false, text::too_long);
  if (request.meaning.kind == When::Kind::ask) return ask(call, draft, request.meaning);
  const bool wanted_all = request.to == To::everyone && draft.audience == Audience::self;
  return keep(call, std::move(draft), wanted_all ? text::only_you : "");
}

Reply Reminder::keep(const Call& call, storage::Reminder draft, std::string notes) {
  const bool everybody = draft.audience != Audience::self;
  const When when = meaning(draft);
  const auto first = next_after(when, zone_.at(draft.said).local, calendar_);
  if (!first) return tell(call, false, text::over);
  if (!everybody && members_.reach(call.message.user) != Reach::friendly) return tell(call, false, text::befriend);
  if (everybody && when.kind != When::Kind::once && too_often_for_group(when))
    return tell(call, false, text::too_often_here);
  if (reminders_.of_owner(draft.owner).size() >= most_of_owner)
    return tell(call, false, text::full("你", most_of_owner));
  if (draft.class_id != 0 && reminders_.of_class(draft.class_id).size() >= most_of_class)
    return tell(call, false, text::full("这个班", most_of_class));

  reminders_.purge(call.now.utc - kept_when_over);
  draft.next = zone_.utc(*first);
  draft.id = reminders_.add(draft);
  set_timer(draft);

  const local_seconds now = call.sent.local;
  const bool once = when.kind == When::Kind::once;
  if (const auto quiet = quiet_for(draft)) {
    const auto morning = spoken_at(*first, quiet);
    if (once && morning != *first) notes += text::waits_for(in_words(morning, now));
    if (!once && std::any_of(when.hm.begin(), when.hm.end(), [&](auto at) { return quiet->at(at); }))
      notes += text::waits_till_morning(wording::hour_minute(quiet->from), wording::hour_minute(quiet->until));
  }
  if (const auto year = unknown_year(when, *first, calendar_)) notes += text::no_holidays(static_cast<int>(*year));
  std::string place;
  const bool here = call.message.place == Place::group && call.klass && call.klass->id == draft.class_id;
  if (everybody && !here) {
    const auto klass = members_.class_by_id(draft.class_id);
    place = klass ? "在" + klass->name + "群里" : "在你的每个班群里";
  }
  return tell(
      call, everybody,
      text::kept(in_words(when, now), once ? "" : in_words(*first, now), text::whom(draft, place), draft.id, notes));
}

std::optional<Heard> Reminder::hear_snooze(const Utterance& said, const Context& context) {
  constexpr std::size_t longest_snooze = 90;
  const bool quoting = said.about.starts_with(about_reminder);
  if (said.text.size() > longest_snooze || (!quoting && context.message.place == Place::group)) return std::nullopt;
  const auto at = understand_snooze(said.text, context.sent.local, quoting);
  if (!at || *at <= context.sent.local) return std::nullopt;
  const auto id = quoting ? number(std::string_view(said.about).substr(about_reminder.size())) : 0;
  const auto reminder =
      id > 0 ? reminders_.by_id(id) : reminders_.last_to_self(context.speaker.person->id, context.now.utc - just_came);
  if (!reminder) return std::nullopt;

  Heard heard;
  heard.claim = quoting ? Claim::quoted : Claim::answer;
  heard.opened = reminder->fired.value_or(Utc{});
  heard.understood.kind = "remind_snooze";
  heard.understood.fields = [at] { return nlohmann::ordered_json{{"at", key_of(*at)}}; };
  heard.understood.act = [this, reminder, at](const Call& call) { return snooze(call, *reminder, *at); };
  return heard;
}

Reply Reminder::snooze(const Call& call, const storage::Reminder& reminder, local_seconds at) {
  storage::Reminder again{
      .owner = call.speaker.person->id, .words = exact_words(at), .said = call.message.sent, .text = reminder.text};
  if (reminder.audience != Audience::self && call.klass && call.message.place == Place::group &&
      call.speaker.holds(in_charge, call.klass->id)) {
    again.class_id = call.klass->id;
    again.audience = reminder.audience;
    again.awaits = reminder.awaits;
  } else if (reminder.audience == Audience::missing && again.text.empty()) {
    again.text = std::string(awaited_act(reminder.awaits));
  }
  return keep(call, std::move(again));
}

}  // namespace banwei::reminder
