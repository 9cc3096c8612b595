#include "handlers/temperature/temperature_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/ailment.h"
#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/payload.h"
#include "handlers/common/place_consent.h"
#include "handlers/common/privately.h"
#include "handlers/common/rosters.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"
#include "handlers/temperature/temperature_behalf_order.h"
#include "handlers/temperature/temperature_times.h"
#include "storage/place_consent.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::degrees;

std::string recorded(const storage::Reading& reading, Day today) {
  const std::string of = reading.day == today ? "" : wording::month_day(reading.day) + "的";
  return "已记" + of + degrees(reading.centi);
}
std::string recorded_several(std::size_t count) { return fmt::format("已记{}个体温", count); }
std::string is_it(std::string_view words, int guess) {
  return fmt::format("你发的“{}”是{}吗？是的话回“是”", words, degrees(guess));
}
std::string conflict(int guess) {
  return fmt::format("{}属于发热，和“正常”对不上。是{}吗？是的话回“是”", degrees(guess), degrees(guess));
}
std::string confirm(int guess) { return fmt::format("你自己量的是{}吗？是的话回“是”，我就记下", degrees(guess)); }
std::string whose(int guess) {
  return fmt::format("{}是你自己的吗？是的话回“是”；别人的请他本人发给我", degrees(guess));
}
std::string asked_before(int guess) {
  return fmt::format("刚才问的{}还没记。是你自己的就在这里回“是”，或者直接发数字给我", degrees(guess));
}
constexpr auto out_of_range = "这个数不像体温，量好直接发数字给我，如 36.5";
constexpr auto which_slot = "这几个数分别是什么时候量的？请写成“早36.4 晚36.6”这样";
constexpr auto value_wanted = "还差一个体温数字，量好直接发给我，如 36.5";
constexpr auto well = "没有不舒服就好";
constexpr auto well_and_wanted = "没有不舒服就好。今天的体温还没收到，量好发个数字给我就好，如 36.5";
constexpr auto estimate = "估计的我不能记，量好直接发数字给我，如 36.5";
constexpr auto only_own = "现在只能报自己的体温，请他本人发一下";
constexpr auto not_recorded = "好的，没有记。量好直接发数字，如 36.5";
constexpr auto broken = "记下了，老师会看到。借到体温计后直接发数字给我就行";
constexpr auto later = "好的，量好直接发数字，如 36.5";
std::string measure_again(int centi) {
  return fmt::format("刚才是{}，离37.3不远。方便的话再量一次发给我就好，只有你看得到这条", degrees(centi));
}

}  // namespace
}  // namespace text

namespace {

constexpr auto recheck = "recheck";
constexpr std::chrono::minutes measure_again_after{30};
constexpr std::chrono::hours place_question_open{20};
constexpr std::chrono::hours awake_from{7};
constexpr std::chrono::hours awake_until{22};

/// 37.0 to 37.2 is no fever, and worth a second look.
constexpr bool nearly_fever(int centi) { return centi >= 3700 && !fever(centi); }

bool urgent(const std::vector<std::string>& symptoms) {
  return std::any_of(symptoms.begin(), symptoms.end(), [](const auto& symptom) { return is_urgent_symptom(symptom); });
}

/// Whether the grammar's word for somebody, a name or a number where two share it, is this person.
std::string quoted(const std::string& words) {
  constexpr std::size_t most = 60;  // characters
  return "“" + wording::head(words, most) + "”";
}

bool is(const Person& person, const std::string& who) { return who == person.name || who == person.number; }

/// 36.5 下午2点那次量的, said in the morning, is of the day before.
int offset_of(const Context& call, const Statement& said) {
  const bool ahead = said.measured && std::chrono::minutes{*said.measured} > call.sent.time_of_day();
  return said.day.value_or(ahead ? -1 : 0);
}

/// A question's payload: the reading as it will be recorded once it is confirmed.
std::string payload_of(const storage::Reading& reading) {
  return to_payload({{"t", reading.centi},
                     {"slot", reading.slot},
                     {"room", reading.room},
                     {"message", reading.message},
                     {"text", reading.text},
                     {"sent", reading.sent.time_since_epoch().count()},
                     {"symptoms", reading.symptoms}});
}

}  // namespace

storage::Reading Records::reading_of(const Context& call, const std::string& words, const Statement& said) const {
  storage::Reading reading;
  reading.person = reading.by = call.speaker.person->id;
  reading.day = call.sent.day() + std::chrono::days{offset_of(call, said)};
  reading.slot = said.slot;
  reading.how = said.kind == Kind::fix ? "fix" : reading.day < call.sent.day() ? "backfill" : "self";
  reading.room = call.message.room;
  reading.message = call.message.id;
  reading.text = words;
  reading.sent = call.message.sent;
  reading.received = call.message.received;
  reading.recorded = call.now.utc;
  reading.symptoms = said.symptoms;
  if (said.ok) reading.well = true;
  reading.isolated = said.isolated;  // That is of health.
  if (!keeps_place(reading.person)) return reading;
  reading.in_wuhan = said.in_wuhan;
  reading.on_post = said.on_post;
  reading.place = said.place;
  return reading;
}

bool Records::keeps_place(std::int64_t person) const {
  const auto consent = consents_.last(person, storage::PlaceConsent::word);
  return consent && consent->given;
}

void Records::ask_to_keep_place(const Context& call, const Statement& said, Reply& reply) const {
  const Person& self = *call.speaker.person;
  if ((!said.in_wuhan && !said.on_post) || consents_.last(self.id, storage::PlaceConsent::word)) return;
  const storage::Occurrence once{
      .job = fmt::format("{}/place/{}", feature, self.id), .key = "asked", .due = call.now.utc};
  if (!schedule_.claim(once, call.now.utc)) return;
  std::string place = said.in_wuhan ? (*said.in_wuhan ? "在汉" : "不在汉") : "";
  nlohmann::json answer = nlohmann::json::object();
  if (said.in_wuhan) answer["in_wuhan"] = *said.in_wuhan;
  if (said.on_post) answer["on_post"] = *said.on_post;
  if (said.on_post) place += std::string(place.empty() ? "" : "，") + (*said.on_post ? "在岗" : "不在岗");
  questions_.ask({.person = self.id,
                  .feature = "whereabouts",
                  .kind = "consent",
                  .payload = to_payload(answer),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + place_question_open});
  reply.add(Whisper{
      .to = self, .content = plain(may_i_keep_place(place)), .priority = storage::Priority::summary, .discreet = true});
}

/// A statement laid out by whom it is about.
struct Records::Laid {
  std::vector<storage::Reading> own = {};
  std::vector<Behalf::Row> others = {};
  bool names_self = false;  // Said of the speaker, though it may be known already.
};

Records::Laid Records::lay_out(const Context& call, const std::string& words, const Statement& said) const {
  const Person& self = *call.speaker.person;
  Laid laid;
  const auto add = [&](int centi, int day, const std::string& slot) {
    storage::Reading reading = reading_of(call, words, said);
    reading.centi = centi;
    reading.day += std::chrono::days{day};
    if (!slot.empty()) reading.slot = slot;
    if (day < 0) reading.how = "backfill";
    laid.own.push_back(std::move(reading));
  };
  const auto about = [&](const std::string& name, std::map<std::string, int> values) {
    const auto students = students_of(members_, classes_named(call, own_teachers));
    const auto person =
        std::find_if(students.begin(), students.end(), [&](const Person& classmate) { return is(classmate, name); });
    if (person != students.end()) laid.others.push_back({*person, std::move(values), said.symptoms});
  };
  if (said.kind == Kind::list) {
    lay_out_rows(call, reading_of(call, words, said), said.rows, laid);
  } else if (said.kind == Kind::temps) {
    for (const auto& [name, centi] : said.by) {
      if (is(self, name)) {
        add(centi, 0, said.slot);
      } else {
        about(name, {{said.slot, centi}});
      }
    }
  } else if (!said.who.empty() && !is(self, said.who)) {
    std::map<std::string, int> values = said.ts;
    if (said.t) values[said.slot] = *said.t;
    about(said.who, std::move(values));
  } else {
    if (said.t) add(*said.t, 0, "");
    for (const auto& [slot, centi] : said.ts) add(centi, 0, slot);
    for (const auto& [day, centi] : said.days) add(centi, day, "");
  }
  laid.names_self = laid.names_self || !laid.own.empty();
  return laid;
}

/// Of a list that is sent again, only what is new of the speaker.
void Records::lay_out_rows(const Context& call, const storage::Reading& as_said, const ListedRows& rows,
                           Laid& laid) const {
  const Person& self = *call.speaker.person;
  const auto students = students_of(members_, classes_named(call, own_teachers));
  const auto known = readings_.of_day(self.id, call.sent.day());
  for (const auto& row : rows.by) {
    const std::string& name = row.first;
    const auto person =
        std::find_if(students.begin(), students.end(), [&](const Person& classmate) { return is(classmate, name); });
    const auto found = rows.symptoms.find(name);
    const auto symptoms = found == rows.symptoms.end() ? std::vector<std::string>{} : found->second;
    const auto fact = [&name](const std::map<std::string, bool>& said_of) {
      const auto one = said_of.find(name);
      return one == said_of.end() ? std::nullopt : std::optional(one->second);
    };
    if (!is(self, name)) {
      if (person == students.end()) continue;
      laid.others.push_back({*person, row.second, symptoms});
      if (!keeps_place(person->id)) continue;
      laid.others.back().in_wuhan = fact(rows.in_wuhan);
      laid.others.back().on_post = fact(rows.on_post);
      continue;
    }
    laid.names_self = true;
    for (const auto& value : row.second) {
      const bool told = std::any_of(known.begin(), known.end(), [&](const storage::Reading& one) {
        return one.slot == value.first && one.centi == value.second;
      });
      if (told) continue;
      storage::Reading reading = as_said;
      reading.centi = value.second;
      if (!value.first.empty()) reading.slot = value.first;
      reading.symptoms = symptoms;
      if (keeps_place(self.id)) {
        reading.in_wuhan = fact(rows.in_wuhan);
        reading.on_post = fact(rows.on_post);
      }
      laid.own.push_back(std::move(reading));
    }
  }
}

/// 3. 赵六 发烧了: of whom a list tells no value.
void Records::tell_of_the_ill(const Context& call, const ListedRows& rows, Reply& reply) const {
  const auto students = students_of(members_, classes_named(call, own_teachers));
  for (const auto& [name, symptoms] : rows.symptoms) {
    if (rows.by.contains(name) || std::none_of(symptoms.begin(), symptoms.end(), is_urgent_symptom)) continue;
    const auto person = std::find_if(students.begin(), students.end(),
                                     [&, &called = name](const Person& one) { return is(one, called); });
    if (person == students.end()) continue;
    reply.facts.emplace_back(FeverSeen{
        .person = *person, .by = *call.speaker.person, .symptoms = symptoms, .confirmed = false, .at = call.sent});
  }
}

Reply Records::report(const Context& call, const std::string& words, const Statement& said) {
  const Person& self = *call.speaker.person;
  const bool direct = call.message.place == Place::direct;
  Laid laid = lay_out(call, words, said);
  std::vector<storage::Reading>& readings = laid.own;

  Reply reply;
  for (storage::Reading& reading : readings) {
    const storage::Recorded recorded = readings_.record(reading);
    reading.id = recorded.id;
    const bool fell = reading.day != readings.front().day;  // 36.9，昨晚38: who reads of the one reads of the other.
    consequences(reading, fell ? 0 : recorded.before.value_or(0), call, said.kind == Kind::fix, reply);
  }
  const ListedRows* list = said.kind == Kind::list ? &said.rows : nullptr;
  if (list != nullptr) tell_of_the_ill(call, *list, reply);
  Context of_class = call;  // A teacher in private speaks of a class of his.
  if (!call.klass && !laid.others.empty()) of_class.klass = members_.class_by_id(laid.others.front().person.class_id);
  if (of_class.klass && (!laid.others.empty() || (list != nullptr && !list->bad.empty())))
    reply.join(behalf_.take(of_class, reading_of(call, words, said), laid.others, list, laid.names_self));
  if (!laid.names_self) return reply;
  if (readings.empty()) {
    if (!direct) reply.add(React{"👌"});
    return reply;
  }
  questions_.close(self.id, feature, call.now.utc);
  ask_to_keep_place(call, said, reply);
  if (!direct) {
    reply.add(React{"👌"});
    if (!call.can.react) count_later(schedule_, feature, self.class_id, call.now.utc);
  } else if (!tells_of_fever(reply)) {
    reply.add(Say{plain(readings.size() == 1 ? text::recorded(readings.front(), call.sent.day())
                                             : text::recorded_several(readings.size()))});
  }
  return reply;
}

Reply Records::take(const Context& call, const OwnReading& own) {
  Statement said;
  said.slot = own.slot;
  said.symptoms = own.symptoms;
  said.ok = own.well;
  storage::Reading reading = reading_of(call, own.text, said);
  reading.centi = own.centi;
  const storage::Recorded recorded = readings_.record(reading);
  reading.id = recorded.id;
  questions_.close(reading.person, feature, call.now.utc);
  Reply reply;
  consequences(reading, recorded.before.value_or(0), call, false, reply);
  return reply;
}

Reply Records::take_for(const Context& call, const Person& who, const OwnReading& told) {
  Statement said;
  said.symptoms = told.symptoms;
  Context of_class = call;
  of_class.klass = members_.class_by_id(who.class_id);
  if (!of_class.klass) return {};
  return behalf_.take(of_class, reading_of(of_class, told.text, said),
                      {{who, {{told.slot, told.centi}}, told.symptoms}}, nullptr, false);
}

void Records::consequences(const storage::Reading& reading, int before, const Context& call, bool corrected,
                           Reply& reply) {
  const Person& self = *call.speaker.person;
  reply.facts.emplace_back(DayReported{self.id, reading.day});
  if (nearly_fever(reading.centi) && !fever(before) && reading.day == call.now.day())
    schedule_.set_timer(feature, Topic{.kind = recheck, .id = self.id}.text(), call.now.utc + measure_again_after, "");
  if (fever(reading.centi) || urgent(reading.symptoms)) {
    reply.facts.emplace_back(FeverSeen{.person = self,
                                       .by = self,
                                       .reading = reading.id,
                                       .centi = reading.centi,
                                       .symptoms = reading.symptoms,
                                       .at = call.sent});
    return;
  }
  if (fever(before)) {
    reply.facts.emplace_back(FeverEased{.person = self,
                                        .reading = reading.id,
                                        .centi = reading.centi,
                                        .before = before,
                                        .corrected = corrected,
                                        .at = call.sent});
  }
}

Reply Records::measure_again(std::int64_t id, const Moment& now) {
  const auto person = members_.by_id(id);
  if (!person || now.time_of_day() < awake_from || now.time_of_day() >= awake_until) return {};
  const auto today = readings_.of_day(id, now.day());
  if (today.empty()) return {};
  const storage::Reading& last =
      *std::max_element(today.begin(), today.end(), [](const auto& a, const auto& b) { return a.sent < b.sent; });
  const storage::Occurrence once{
      .job = fmt::format("{}/{}/{}", feature, recheck, id), .key = iso(now.day()), .due = now.utc};
  if (!nearly_fever(last.centi) || !schedule_.claim(once, now.utc)) return {};
  return Reply{}.add(Whisper{.to = *person, .content = plain(text::measure_again(last.centi)), .discreet = true});
}

Reply Records::ask(const Context& call, const std::string& words, const Statement& said) {
  const Person& self = *call.speaker.person;
  if (said.guess && fever(*said.guess) && !said.who.empty() && !is(self, said.who)) {  // 李四发烧了，好像38度
    Statement told = said;
    told.kind = Kind::temp;
    told.t = said.guess;
    return report(call, words, told);
  }
  const storage::Reading reading = [&] {
    storage::Reading made = reading_of(call, words, said);
    made.centi = said.guess.value_or(0);
    return made;
  }();
  Reply reply;
  if (said.urgent) {
    // 昨晚有点低烧，今天36.8: the figure alone would read as a mistake.
    const bool plain_figure = reading.centi != 0 && !fever(reading.centi) && said.symptoms.empty();
    reply.facts.emplace_back(FeverSeen{.person = self,
                                       .by = self,
                                       .centi = said.ask == "household" ? 0 : reading.centi,
                                       .symptoms = said.symptoms,
                                       .what = said.ask == "household" ? ill_at_home(words)
                                               : plain_figure          ? quoted(words)
                                                                       : "",
                                       .confirmed = false,
                                       .at = call.sent});
  }
  // Weak evidence is asked about once a day, and not of somebody who has reported.
  const bool ordered = normalised(words).starts_with(for_another);
  const bool weak = (said.ask == "value" || said.ask == "measured") && !ordered;
  if (weak &&
      (questions_.asked(self.id, feature, said.ask, reading.day) || !readings_.of_day(self.id, reading.day).empty())) {
    return reply;
  }
  // 代报 李四, and 代报 刘洋 of whom there are two: a figure of his own would be no answer.
  if (ordered && said.ask == "value" && !said.who.empty() && !is(self, said.who))
    return reply.add(Whisper{.to = self, .content = plain(figure_wanted(said.who))});
  if (ordered && said.ask == "who" && said.who.empty())
    return reply.add(Whisper{.to = self, .content = plain(unclear(words, members_.students(self.class_id)))});
  const std::string question = [&]() -> std::string {
    if (said.ask == "value") return text::value_wanted;
    if (said.ask == "measured") return text::estimate;
    if (said.ask == "slot") return text::which_slot;
    if (said.ask == "household") return advice_at_home(words);
    if (!said.guess) return said.ask == "who" ? std::string(text::only_own) : std::string(text::out_of_range);
    if (said.ask == "who") return text::whose(*said.guess);
    if (said.ask == "conflict") return text::conflict(*said.guess);
    if (said.ask == "confirm") return text::confirm(*said.guess);
    return text::is_it(wording::head(words, 12), *said.guess);
  }();
  const auto midnight = zone_.utc(call.sent.day() + std::chrono::days{1});
  questions_.ask({.person = self.id,
                  .feature = std::string(feature),
                  .kind = said.ask,
                  .payload = said.guess ? payload_of(reading) : "{}",
                  .day = reading.day,
                  .asked = call.now.utc,
                  .until = midnight});
  return reply.add(Whisper{.to = self, .content = plain(question), .discreet = said.urgent});
}

Reply Records::ask_about(const ValueHeard& value, const Moment& now) {
  storage::Reading reading;
  reading.centi = value.centi;
  reading.room = value.room;
  reading.message = value.message;
  reading.text = value.text;
  reading.sent = value.at.utc;
  questions_.ask({.person = value.person.id,
                  .feature = std::string(feature),
                  .kind = "confirm",
                  .payload = payload_of(reading),
                  .day = value.at.day(),
                  .asked = now.utc,
                  .until = zone_.utc(value.at.day() + std::chrono::days{1})});
  return Reply{}.add(Whisper{.to = value.person, .content = plain(text::confirm(value.centi)), .discreet = true});
}

Reply Records::ask_once_more(const Context& call, const storage::Question& question) {
  const auto payload = from_payload(question.payload);
  const int guess = payload.is_object() ? payload.value("t", 0) : 0;
  if (guess == 0) return {};
  storage::Question again = question;
  again.asked = call.now.utc;
  questions_.ask(again);
  return Reply{}.add(
      Whisper{.to = *call.speaker.person, .content = plain(text::asked_before(guess)), .discreet = fever(guess)});
}

Reply Records::answer(const Context& call, const storage::Question& question, bool yes) {
  const Person& self = *call.speaker.person;
  questions_.close(self.id, feature, call.now.utc);
  const auto payload = from_payload(question.payload);
  if (!payload.is_object() || payload.value("t", 0) == 0) return privately(call, text::value_wanted);
  if (!yes && question.kind == behalf_question) behalf_.refuse(self, question.day, call.now.utc);
  if (!yes) return privately(call, text::not_recorded);

  storage::Reading reading;
  reading.person = reading.by = self.id;
  reading.day = question.day;
  reading.slot = payload.value("slot", "");
  reading.centi = payload.value("t", 0);
  reading.how = "confirmed";
  reading.room = payload.value("room", "");
  reading.message = payload.value("message", "");
  reading.text = payload.value("text", "");
  reading.sent = Utc{std::chrono::seconds{payload.value("sent", std::int64_t{0})}};
  reading.received = call.message.received;
  reading.recorded = call.now.utc;
  reading.symptoms = payload.value("symptoms", std::vector<std::string>{});
  const storage::Recorded recorded = readings_.record(reading);
  reading.id = recorded.id;
  Reply reply;
  consequences(reading, recorded.before.value_or(0), call, false, reply);
  if (call.message.place == Place::group) {
    reply.add(React{"👌"});
  } else if (!fever(reading.centi)) {
    reply.add(Say{plain(text::recorded(reading, call.sent.day()))});
  }
  return reply;
}

/// It changes no reading: a symptom beside one stands until the next is said.
Reply Records::take_well(const Context& call) const {
  const bool reported = readings_.latest(call.speaker.person->id, call.sent.day()).has_value();
  return Reply{}.add(Say{plain(reported ? text::well : text::well_and_wanted)});
}

Reply Records::note(const Context& call, const std::string& words, const Statement& said) {
  const Person& self = *call.speaker.person;
  if (readings_.of_day(self.id, call.sent.day()).empty()) {
    readings_.note(self.class_id, call.sent.day(), {self.id, said.why, words, call.message.sent});
  }
  if (said.why == "broken") {
    Reply reply = Reply{}.add(Whisper{self, plain(text::broken)});
    reply.facts.emplace_back(DayReported{self.id, call.sent.day()});
    return reply;
  }
  return call.message.place == Place::direct ? Reply{}.add(Say{plain(text::later)}) : Reply{};
}

}  // namespace banwei::temperature
