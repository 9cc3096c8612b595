#include "handlers/care/care.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/args.h"
#include "handlers/common/fever.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

namespace banwei::care {

namespace text {
namespace {

std::string what(const FeverSeen& fever) {
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  if (fever.centi != 0) add(wording::degrees(fever.centi));
  for (const std::string& symptom : fever.symptoms) add(symptom);
  if (!fever.what.empty()) add(fever.what);
  return words;
}
std::string alert(const std::string& who, const std::string& what, std::string_view at, std::string_view how) {
  return fmt::format("⚠ {} {}（{} {}）。回“已联系”", who, what, at, how);
}
std::string eased(const std::string& who, const FeverEased& eased, std::string_view at) {
  return fmt::format("{} {}{}（{}，原{}）。之前的提醒还在，请看情况处理", who, eased.corrected ? "更正为" : "复测",
                     wording::degrees(eased.centi), at, wording::degrees(eased.before));
}
std::string passed_on(const std::string& who) {
  return fmt::format("⚠ {} 的健康提醒没能送到前一位老师，请您联系。回“已联系”", who);
}
std::string told_late(const std::string& who) {
  return fmt::format("⚠ {} 的健康提醒刚才没能发出去，请马上联系。回“已联系”", who);
}
std::string nobody_reached(const std::string& klass) {
  return fmt::format("⚠ {} 有一条紧急健康提醒，没有一位老师能私聊到，请马上转告该班辅导员联系学生并加我好友", klass);
}
std::string advice(bool high, const std::string& told) {
  std::string words = "先休息、多喝水，";
  if (high) words += "喘不上气马上打120，";
  words += "30分钟后我请你再量一次。";
  words += told.empty() ? "请马上打电话告诉辅导员" : "这就告诉" + told + "老师";
  return words;
}
std::string recorded_again(int centi, const std::string& told) {
  return "已记" + wording::degrees(centi) + (told.empty() ? "，请马上打电话告诉辅导员" : "，这就告诉" + told + "老师");
}
constexpr auto measure_again = "再量一次好吗？";
std::string marked(const std::string& who) { return fmt::format("好的，{}记为已联系", who); }
std::string which(const std::string& names) { return fmt::format("还有几位没联系：{}。回“已联系 姓名”", names); }
constexpr auto none_open = "现在没有等你联系的提醒";
std::string not_among(const std::string& name) { return fmt::format("没有等你联系的“{}”。回“已联系”看还有谁", name); }

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes measure_again_after{30};
constexpr std::chrono::minutes tell_again_after{2};
constexpr std::string_view about_alert = "alert/";

}  // namespace

Care::Care(storage::Members& members, storage::Readings& readings, storage::Alerts& alerts, storage::Schedule& schedule)
    : members_(members), readings_(readings), alerts_(alerts), schedule_(schedule) {}

std::vector<Command> Care::commands() {
  return {
      {.kind = "care_seen",
       .words = {"已联系"},
       .help = "收到发热提醒、联系上学生后回我",
       .example = "已联系",
       .who = teachers | Roles{Role::keeper},
       .scope = Scope::anywhere,
       .where = Where::direct,
       .price = 0,
       .run = takes(maybe(rest("姓名", "who"))).then(this, &Care::seen)},
  };
}

std::vector<Care::Recipient> Care::recipients(std::int64_t class_id, Utc now) const {
  std::vector<Recipient> reachable;
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office, Role::keeper}) {
    for (const Person& person : members_.holders(role, class_id, now)) {
      if (members_.reach(person.account) == Reach::friendly) reachable.push_back({person, role});
    }
  }
  return reachable;
}

/// The student as this recipient tells people apart: with the class where several are theirs.
std::string Care::about(const Person& person, const Recipient& to, Utc now) const {
  const auto klass = members_.class_by_id(person.class_id);
  const auto classmates = members_.students(person.class_id);
  std::string name = wording::name_in(person, classmates);
  const auto grants = members_.grants(to.person, now);
  const bool one_class = to.role == Role::counsellor || to.role == Role::class_teacher;
  if (klass && (!one_class || grants.size() > 1)) name = klass->name + " " + name;
  return name;
}

Reply Care::on(const Fact& fact, const Moment& now) {
  if (const auto* fever = std::get_if<FeverSeen>(&fact)) return alarm(*fever, now);
  if (const auto* eased_ = std::get_if<FeverEased>(&fact)) return eased(*eased_, now);
  if (const auto* settled = std::get_if<Settled>(&fact)) return pass_on(*settled, now);
  return {};
}

void Care::tell(Reply& reply, std::int64_t alert, const Person& about, const Recipient& to,
                const std::string& words) const {
  const auto klass = members_.class_by_id(about.class_id);
  const std::string said = to.role == Role::keeper ? text::nobody_reached(klass ? klass->name : "") : words;
  reply.add(Whisper{to.person, plain(said), storage::Priority::care, fmt::format("{}{}", about_alert, alert)});
}

Reply Care::alarm(const FeverSeen& fever, const Moment& now) {
  Reply reply;
  const auto reachable = recipients(fever.person.class_id, now.utc);
  const auto unseen = alerts_.unseen_of(fever.person.id);
  const std::int64_t alert = unseen ? unseen->id
                                    : alerts_.open({.person = fever.person.id,
                                                    .reading = fever.reading,
                                                    .told = reachable.empty() ? 0 : reachable.front().person.id,
                                                    .day = fever.at.day(),
                                                    .opened = now.utc,
                                                    .seen = {}});
  std::string told;
  if (!reachable.empty()) {
    const Recipient& to = reachable.front();
    const std::string at = wording::hour_minute(fever.at.time_of_day());
    const std::string how = fever.person.id != fever.by.id ? fever.by.name + "代说，未经本人确认"
                            : fever.confirmed              ? "本人"
                                                           : "本人，待确认";
    tell(reply, alert, fever.person, to, text::alert(about(fever.person, to, now.utc), text::what(fever), at, how));
    if (to.role != Role::keeper) told = to.person.name;
  }
  if (fever.person.id != fever.by.id) return reply;
  if (!fever.what.empty()) return reply;  // somebody at home: the question that goes with it has said all

  // Advised, and asked to measure again, once a day, however often the fever is said.
  const std::string recheck = fmt::format("recheck/{}", fever.person.id);
  if (schedule_.claim({.job = "care/" + recheck, .key = iso(fever.at.day()), .due = now.utc}, now.utc)) {
    reply.add(Whisper{fever.person, plain(text::advice(fever.centi >= high_from, told))});
    schedule_.set_timer(title(), recheck, fever.at.utc + measure_again_after, std::to_string(fever.person.id));
  } else if (fever.reading != 0) {
    reply.add(Whisper{fever.person, plain(text::recorded_again(fever.centi, told))});
  }
  return reply;
}

Reply Care::eased(const FeverEased& eased, const Moment& now) {
  Reply reply;
  const auto reachable = recipients(eased.person.class_id, now.utc);
  if (reachable.empty() || reachable.front().role == Role::keeper) return reply;
  const Recipient& to = reachable.front();
  return reply.add(
      Whisper{to.person,
              plain(text::eased(about(eased.person, to, now.utc), eased, wording::hour_minute(eased.at.time_of_day()))),
              storage::Priority::care});
}

/// An alert that did not arrive goes to the next who can be reached. When all have refused it, the first is told again
/// later; one whose fate is unknown may have arrived and is not repeated.
Reply Care::pass_on(const Settled& settled, const Moment& now) {
  Reply reply;
  const bool failed = settled.state == storage::SendState::failed;
  if (!settled.about.starts_with(about_alert) || (!failed && settled.state != storage::SendState::unknown))
    return reply;
  const auto alert = alerts_.by_id(number(std::string_view(settled.about).substr(about_alert.size())));
  const auto person = alert && !alert->seen ? members_.by_id(alert->person) : std::nullopt;
  if (!person) return reply;
  const auto chain = recipients(person->class_id, now.utc);
  auto next = std::find_if(chain.begin(), chain.end(),
                           [&](const Recipient& to) { return to.person.account == settled.target; });
  next = next == chain.end() ? chain.begin() : next + 1;
  if (next != chain.end()) {
    tell(reply, alert->id, *person, *next, text::passed_on(about(*person, *next, now.utc)));
    alerts_.hand_over(alert->id, next->person.id);
  } else if (failed) {
    schedule_.set_timer(title(), fmt::format("tell/{}", alert->id), now.utc + tell_again_after,
                        std::to_string(alert->person));
  }
  return reply;
}

Reply Care::wake(const storage::Timer& timer, const Moment& now) {
  const auto person = members_.by_id(number(timer.payload));
  if (!person) return {};
  return timer.key.starts_with("tell/") ? tell_again(*person, now) : measure_again(*person, now);
}

Reply Care::tell_again(const Person& person, const Moment& now) {
  Reply reply;
  const auto alert = alerts_.unseen_of(person.id);
  const auto chain = recipients(person.class_id, now.utc);
  if (!alert || chain.empty()) return reply;
  tell(reply, alert->id, person, chain.front(), text::told_late(about(person, chain.front(), now.utc)));
  alerts_.hand_over(alert->id, chain.front().person.id);
  return reply;
}

Reply Care::measure_again(const Person& person, const Moment& now) {
  const auto today = readings_.of_day(person.id, now.day());
  const auto asked_since = now.utc - measure_again_after / 2;
  const bool measured =
      std::any_of(today.begin(), today.end(), [&](const auto& reading) { return reading.sent >= asked_since; });
  return measured ? Reply{} : Reply{}.add(Whisper{person, plain(text::measure_again)});
}

Reply Care::seen(const Call& call, std::optional<std::string> name) {
  const Person& self = *call.speaker.person;
  std::vector<std::pair<storage::Alert, Person>> waiting;
  for (const storage::Alert& alert : alerts_.unseen_by(self.id)) {
    if (const auto person = members_.by_id(alert.person)) waiting.emplace_back(alert, *person);
  }
  if (waiting.empty()) return Reply{}.add(Say{plain(text::none_open)});
  auto chosen = waiting.begin();
  if (name) {
    chosen = std::find_if(waiting.begin(), waiting.end(), [&](const auto& entry) {
      return entry.second.name == *name || entry.second.number == *name;
    });
    if (chosen == waiting.end()) return Reply{}.add(Say{plain(text::not_among(*name))});
  } else if (waiting.size() > 1) {
    std::vector<std::string> names;
    for (const auto& entry : waiting) names.push_back(entry.second.name);
    return Reply{}.add(Say{plain(text::which(wording::name_lines(names)))});
  }
  alerts_.mark_seen(chosen->first.id, self.id, call.now.utc);
  return Reply{}.add(Say{plain(text::marked(chosen->second.name))});
}

}  // namespace banwei::care
