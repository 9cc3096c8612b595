#include "handlers/care/alarms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/common/ailment.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::care {

using storage::Alert;
using storage::Telling;

namespace text {
namespace {

std::string said_more(const std::string& who, const std::string& words) {
  return fmt::format("{}（您联系过）又说：{}", who, words);
}
std::string seen_to(const std::string& by, const std::string& who) {
  return fmt::format("{}已联系{}，您不用再联系了", wording::teacher(by), who);
}
std::string taken_on(const std::string& by, const std::string& who) {
  return fmt::format("{}在处理{}的事，先不再提醒您", wording::teacher(by), who);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "care";
constexpr std::chrono::minutes tell_again_after{2};  // After all have refused it.
constexpr std::chrono::minutes repeats_apart{5};  // To one human all that he has not answered is said again together.
constexpr std::int64_t most_repeats = 30;         // To so many humans within that time; to the others a minute later.
constexpr int steps_at_once = 100;                // The rest goes with the next tick.
constexpr std::size_t most_words = 300;           // In code points, of the sentences that an alert keeps.

/// Sentences one behind the other, the oldest dropped when it grows too long.
std::string joined(const std::string& before, const std::string& more) {
  if (before.find(more) != std::string::npos) return before;
  return code_points(before) + code_points(more) > most_words ? more : before + " " + more;
}

/// One illness told twice is one alert: a newer figure stands for the older one, and what else was said stays with it.
/// 发热 咳嗽, then 38.2℃: 38.2℃ 咳嗽.
void add_illness(Alert& alert, const Alert& news) {
  const bool leads = news.centi != 0 || alert.centi == 0;
  const Alert& first = leads ? news : alert;
  const Alert& then = leads ? alert : news;
  std::vector<std::string> symptoms = first.symptoms;
  for (const std::string& one : then.symptoms) {
    const bool said = one == fever_symptom && first.centi != 0;
    if (!said && std::find(symptoms.begin(), symptoms.end(), one) == symptoms.end()) symptoms.push_back(one);
  }
  std::string words = first.words;
  if (words.find(then.words) == std::string::npos) words += (words.empty() ? "" : " ") + then.words;
  alert.centi = first.centi;
  alert.measured = first.measured;
  alert.symptoms = std::move(symptoms);
  alert.words = std::move(words);
  if (!news.own.empty()) alert.own = news.own;
}

bool reads_alike(const Alert& one, const Alert& other) {
  return one.centi == other.centi && one.measured == other.measured && one.symptoms == other.symptoms &&
         one.words == other.words && one.own == other.own;
}

}  // namespace

// --- what is to be told --------------------------------------------------------------------------------------------

std::int64_t Alarms::raise(const Alert& news, const Moment& now) {
  auto open = news.person != 0        ? alerts_.unseen_of(news.person)
              : !news.account.empty() ? alerts_.unseen_of_account(news.account)
                                      : alerts_.unseen_said_by(news.by);
  std::erase_if(open, [&](const Alert& each) {
    return each.person != news.person || is_distress(each.severity) != is_distress(news.severity);
  });
  if (open.empty()) {
    Alert fresh = news;
    fresh.version = 1;
    fresh.opened = now.utc;
    fresh.step = 0;
    fresh.next = now.utc;
    return alerts_.open(fresh);
  }
  Alert alert = open.back();
  const bool worse = news.severity > alert.severity;
  const bool ill = !is_distress(alert.severity) && alert.person != 0;
  const Alert before = alert;
  if (is_distress(alert.severity)) {
    alert.words = joined(alert.words, news.words);
    if (!news.own.empty()) alert.own = news.own;
  } else if (ill) {
    add_illness(alert, news);
  } else {
    alert.centi = news.centi;
    alert.symptoms = news.symptoms;
    alert.words = news.words;
  }
  alert.confirmed = news.confirmed || (ill && before.confirmed && news.centi == 0);
  const bool known = reads_alike(alert, before) && (before.confirmed || !alert.confirmed);
  if (known && !worse) return alert.id;
  alert.by = news.by;
  alert.day = news.day;
  alert.said = news.said;
  if (news.reading != 0) alert.reading = news.reading;
  ++alert.version;
  if (worse) {
    alert.severity = news.severity;
    alert.opened = now.utc;
    alert.step = 0;
    alert.next = now.utc;
  }
  alerts_.update(alert);
  for (Telling& telling : alerts_.tellings(alert.id)) {
    const bool unsent = telling.fate == Telling::Fate::none || telling.fate == Telling::Fate::waiting;
    const bool at_once = worse || unsent || is_distress(alert.severity);
    telling.due = at_once ? now.utc : std::max(now.utc, telling.last.value_or(now.utc) + changes_after);
    alerts_.save(telling);
  }
  return alert.id;
}

void Alarms::identify(std::int64_t alert, std::int64_t person) { alerts_.identify(alert, person); }

void Alarms::choose(const Alert& alert, const Recipient& to, Utc due) {
  alerts_.save({.alert = alert.id, .person = to.person.id, .role = to.role, .due = due});
}

/// All who may hear of it and can be tried, the nearest first and each once; the admins last. Whoever it is about or
/// who said it is none of them.
std::vector<Alarms::Recipient> Alarms::chain(const Alert& alert, const Moment& now) const {
  std::vector<Recipient> all;
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office, Role::admin}) {
    for (Person& person : members_.holders(role, alert.class_id, now.utc)) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const auto& to) { return to.person.id == person.id; });
      const bool own = person.id == alert.person || person.id == alert.by;
      if (known || own || person.account.empty() || members_.reach(person.account) == Reach::refused) continue;
      all.push_back({std::move(person), role});
    }
  }
  return all;
}

/// Whom the ladder wants told up to that step; when it finds none of them, the nearest of all.
std::vector<Alarms::Recipient> Alarms::wanted(const Alert& alert, int step, const Moment& now) const {
  std::vector<Recipient> chosen;
  const std::vector<Recipient> all = chain(alert, now);
  const auto rungs = ladder(alert.severity);
  for (const Step& rung : rungs.first(std::min(rungs.size(), static_cast<std::size_t>(step) + 1))) {
    Roles left = rung.more;
    for (const Recipient& to : all) {
      if (!left.has(to.role)) continue;
      chosen.push_back(to);
      if (rung.everyone) continue;
      Roles rest;
      for (const Role role : {Role::counsellor, Role::class_teacher, Role::office})
        if (role != to.role && left.has(role)) rest = rest | Roles{role};
      left = rest;
    }
  }
  if (chosen.empty() && !all.empty()) chosen.push_back(all.front());
  return chosen;
}

/// Asked again before each line: a role may have ended, and an account gone, since the person was chosen.
bool Alarms::may_be_told(std::int64_t class_id, const Person& person, const Moment& now) const {
  const auto all = chain({.class_id = class_id}, now);
  return std::any_of(all.begin(), all.end(), [&](const Recipient& to) { return to.person.id == person.id; });
}

std::optional<Utc> Alarms::quiet_until(const Moment& now) const {
  if (!quiet_.at(now.time_of_day())) return std::nullopt;
  return zone_.utc(quiet_.awake_at(now.local));
}

/// Takes the steps that have come due: those it wants are told, and whoever was told before hears it again.
void Alarms::climb(Alert alert, const Moment& now) {
  if (const auto morning = quiet_until(now); morning && alert.step > 0 && waits_for_morning(alert.severity)) {
    alert.next = morning;
    return alerts_.update(alert);
  }
  int step = alert.step;
  while (alert.opened + step_after(alert.severity, step + 1) <= now.utc) ++step;
  std::vector<Telling> before = alerts_.tellings(alert.id);
  for (Telling& telling : before) {
    if (telling.due || step == 0) continue;
    telling.due = now.utc;
    alerts_.save(telling);
  }
  auto people = wanted(alert, step, now);
  if (step >= static_cast<int>(ladder(alert.severity).size())) {
    for (Recipient& to : chain(alert, now))
      if (to.role == Role::admin) people.push_back(std::move(to));
  }
  for (const Recipient& to : people) {
    if (std::none_of(before.begin(), before.end(), [&](const auto& each) { return each.person == to.person.id; }))
      choose(alert, to, now.utc);
  }
  alert.step = step + 1;
  alert.next = alert.opened + step_after(alert.severity, step + 1);
  alerts_.update(alert);
}

/// It is the turn of the next in the chain; false when there is none.
bool Alarms::hand_on(const Alert& alert, const Moment& now) {
  const auto tellings = alerts_.tellings(alert.id);
  for (const Recipient& to : chain(alert, now)) {
    if (std::any_of(tellings.begin(), tellings.end(), [&](const auto& each) { return each.person == to.person.id; }))
      continue;
    choose(alert, to, now.utc);
    return true;
  }
  return false;
}

/// All have refused it: each is tried once more.
void Alarms::try_all_again(std::int64_t alert, Utc due) {
  for (Telling& telling : alerts_.tellings(alert)) {
    if (telling.fate != Telling::Fate::failed || telling.due) continue;
    telling.due = due;
    alerts_.save(telling);
  }
}

std::vector<Alert> Alarms::on_send_result(const SendResult& result, const Moment& now) {
  std::vector<Alert> unheard;
  const auto topic = Topic::read(result.about);
  if (!topic || (topic->kind != about_alert && topic->kind != about_alerts)) return unheard;
  const auto person = members_.by_account(result.target);
  if (!person) return unheard;
  for (Telling& telling : alerts_.tellings_to(person->id)) {
    if (telling.about != result.about) continue;
    const auto alert = alerts_.by_id(telling.alert);
    switch (result.state) {
      case storage::SendState::sent:
        telling.fate = Telling::Fate::sent;
        telling.doubts = 0;
        break;
      case storage::SendState::unknown: {
        telling.fate = Telling::Fate::unknown;
        const auto waits = tells_again_after();
        const auto doubts = static_cast<std::size_t>(telling.doubts++);
        if (doubts < waits.size()) {
          telling.due = now.utc + waits[doubts];
        } else {
          telling.doubts = 0;
          hand_on(*alert, now);
        }
        break;
      }
      case storage::SendState::failed:
        telling.fate = Telling::Fate::failed;
        if (!hand_on(*alert, now)) {
          telling.due = now.utc + tell_again_after;
          try_all_again(alert->id, *telling.due);
          if (is_distress(alert->severity) && told(alert->id).empty()) unheard.push_back(*alert);
        }
        break;
      case storage::SendState::waiting:
      case storage::SendState::sending:
      case storage::SendState::retracted:
        continue;
    }
    alerts_.save(telling);
  }
  return unheard;
}

void Alarms::reachable(const Person& person, const Moment& now) {
  if (!person.staff) return;
  for (const Alert& alert : alerts_.unseen()) {
    const auto all = chain(alert, now);
    const auto self = std::find_if(all.begin(), all.end(), [&](const auto& to) { return to.person.id == person.id; });
    if (self == all.end() || self->role == Role::admin) continue;
    const auto tellings = alerts_.tellings(alert.id);
    const auto own =
        std::find_if(tellings.begin(), tellings.end(), [&](const Telling& each) { return each.person == person.id; });
    const auto people = wanted(alert, std::max(alert.step - 1, 0), now);
    const bool wants =
        std::any_of(people.begin(), people.end(), [&](const auto& to) { return to.person.id == person.id; });
    if (own == tellings.end()) {
      if (wants || told(alert.id).empty()) choose(alert, *self, now.utc);
    } else if (own->fate == Telling::Fate::none || own->fate == Telling::Fate::failed) {
      Telling again = *own;
      again.due = now.utc;
      alerts_.save(again);
    }
  }
}

// --- telling it ----------------------------------------------------------------------------------------------------

Reply Alarms::tell_due(const Moment& now) {
  for (const Alert& alert : alerts_.due(now.utc, steps_at_once)) climb(alert, now);
  Reply reply;
  // Telling one may find out of reach and choose the next.
  for (auto people = alerts_.to_be_told(now.utc); !people.empty(); people = alerts_.to_be_told(now.utc)) {
    for (const std::int64_t id : people) {
      if (const auto person = members_.by_id(id)) tell(reply, *person, now);
    }
  }
  set_timer(now);
  return reply;
}

/// From when on somebody may hear again what he was told before. What is new to him never waits; if nobody answered
/// anything, the repeats alone would fill all that an account may say.
Utc Alarms::repeats_from(std::span<const Telling> all, const Moment& now) const {
  Utc from = now.utc;
  for (const Telling& each : all)
    if (each.first && each.last && *each.last > *each.first) from = std::max(from, *each.last + repeats_apart);
  if (from == now.utc && alerts_.repeated_since(now.utc - repeats_apart) >= most_repeats)
    from = now.utc + std::chrono::minutes{1};
  return from;
}

void Alarms::set_timer(const Moment& now) {
  if (const auto due = alerts_.next_due()) {
    schedule_.set_timer(feature, "tell", std::max(*due, now.utc), "");
  } else {
    schedule_.cancel_timer(feature, "tell");
  }
}

// --- who knows, who has answered -----------------------------------------------------------------------------------

std::vector<Person> Alarms::told(std::int64_t alert) const {
  std::vector<Person> people;
  for (const Telling& telling : alerts_.tellings(alert)) {
    if (telling.fate == Telling::Fate::failed || telling.role == Role::admin) continue;
    if (auto person = members_.by_id(telling.person)) people.push_back(*std::move(person));
  }
  return people;
}

std::string Alarms::told_names(std::int64_t alert) const {
  const auto people = told(alert);
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(people.size(), 3); ++i)
    names += (i == 0 ? "" : "、") + wording::teacher(people[i].name);
  return names;
}

std::optional<Person> Alarms::nearest(std::int64_t class_id, const Moment& now) const {
  const auto all = chain({.class_id = class_id}, now);
  if (all.empty() || all.front().role == Role::admin) return std::nullopt;
  return all.front().person;
}

std::vector<Alert> Alarms::waiting_for(const Speaker& speaker, const Moment&) const {
  std::vector<Alert> waiting;
  for (Alert& alert : alerts_.unseen()) {
    const auto tellings = alerts_.tellings(alert.id);
    const bool was_told = std::any_of(tellings.begin(), tellings.end(),
                                      [&](const Telling& each) { return each.person == speaker.person->id; });
    if (was_told || (alert.class_id != 0 && speaker.holds(own_teachers, alert.class_id)))
      waiting.push_back(std::move(alert));
  }
  return waiting;
}

void Alarms::tell_others(Reply& reply, const Alert& alert, const Person& by, bool reached, const Moment& now) {
  for (const Telling& telling : alerts_.tellings(alert.id)) {
    if (telling.person == by.id || telling.version == 0 || telling.role == Role::admin) continue;
    const auto other = members_.by_id(telling.person);
    if (!other) continue;
    const std::string who = name_for(alert, *other, now);
    reply.add(Whisper{.to = *other,
                      .content = plain(reached ? text::seen_to(by.name, who) : text::taken_on(by.name, who)),
                      .discreet = true});
  }
}

Reply Alarms::see_to(const Alert& alert, const Person& by, const Moment& now, bool taken) {
  Reply reply;
  tell_others(reply, alert, by, !taken, now);
  alerts_.mark_seen(alert.id, by.id, now.utc);
  set_timer(now);
  return reply;
}

std::chrono::minutes Alarms::put_off(Reply& reply, const Alert& alert, const Person& by, const Moment& now) {
  const std::chrono::minutes pause = pauses_for(alert.severity);
  const bool told = alert.next && *alert.next > now.utc + pause / 2;  // He has said so a moment ago.
  if (!told) tell_others(reply, alert, by, false, now);
  Alert waits = alert;
  waits.next = std::max(alert.next.value_or(now.utc), now.utc + pause);
  alerts_.update(waits);
  for (Telling& telling : alerts_.tellings(alert.id)) {
    if (!telling.due || telling.version != alert.version) continue;  // What he has not read yet is told.
    telling.due = waits.next;
    alerts_.save(telling);
  }
  set_timer(now);
  return pause;
}

Reply Alarms::pass_on(const Alert& alert, const std::string& words, const Moment& now) {
  auto to = members_.by_id(alert.seen_by);
  if (!to || !may_be_told(alert.class_id, *to, now)) to = nearest(alert.class_id, now);
  if (!to) return {};
  accesses_.add({.reader = to->id, .what = "alert", .at = now.utc}, std::array{alert.person});
  return Reply{}.add(Whisper{.to = *to,
                             .content = plain(text::said_more(name_for(alert, *to, now), words)),
                             .priority = storage::Priority::care});
}

}  // namespace banwei::care
