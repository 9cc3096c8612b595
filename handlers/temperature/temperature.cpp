#include "handlers/temperature/temperature.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/fever.h"
#include "handlers/common/privately.h"
#include "handlers/common/symptoms.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::degrees;

std::string recorded(int centi) { return "已记" + degrees(centi); }
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
constexpr auto out_of_range = "这个数不像体温，量好直接发数字给我，如 36.5";
constexpr auto which_slot = "这几个数分别是什么时候量的？请写成“早36.4 晚36.6”这样";
constexpr auto value_wanted = "还差一个体温数字，量好直接发给我，如 36.5";
constexpr auto estimate = "估计的我不能记，量好直接发数字给我，如 36.5";
constexpr auto household = "家里人不舒服要当心，你自己也量一下体温发给我。老师会联系你";
constexpr auto only_own = "现在只能报自己的体温，请他本人发一下";
constexpr auto not_recorded = "好的，没有记。量好直接发数字，如 36.5";
constexpr auto broken = "记下了，老师会看到。借到体温计后直接发数字给我就行";
constexpr auto later = "好的，量好直接发数字，如 36.5";
constexpr auto nothing_to_withdraw = "今天没有可以撤回的体温";
constexpr auto fever_stays = "发热的记录不能撤回。量错了就直接发新的体温，老师会看到";
std::string withdrawn(const storage::Reading& reading, std::string_view at) {
  return fmt::format("已撤回今天的{}（{}）。量好再发一次就行", degrees(reading.centi), at);
}
std::string withdraw_too(bool own, int centi) {
  return fmt::format("{}。{}也一起撤回吗？要撤就回“是”", own ? "你撤回了那条消息" : "你的那条消息被群里撤回了",
                     degrees(centi));
}
std::string how_to(std::string_view deadline) {
  return fmt::format("每天{}前直接发体温数字就行，如 36.5。发错了说“改成36.6”，看自己的说“我的记录”", deadline);
}
std::string heading(const std::string& klass, Day day, const Tally& sum, std::chrono::minutes deadline) {
  return fmt::format("🌡 {} 体温 {}\n已报 {}/{} · 截止 {}\n", klass, wording::month_day(day),
                     sum.answered.size(), sum.expected.size(), wording::hour_minute(deadline));
}
constexpr auto all_in = "全员已报，谢谢大家";
std::string still_missing(std::size_t count) { return fmt::format("还差{}位", count); }
constexpr auto no_thermometer = "（没体温计）";
constexpr auto says_later = "（说稍后报）";
constexpr auto still_time = "\n（忘测的现在补一下就行）";
constexpr auto how_to_see = "谁没报";
constexpr std::string_view no_classes = "你名下还没有班级";
std::string counted(std::size_t answered, std::size_t expected) {
  return fmt::format("🌡 已报 {}/{}", answered, expected);
}

}  // namespace
}  // namespace text

namespace {

constexpr int strip_days = 14;
constexpr std::chrono::days recall_days{61};  // a reading is dated back by 60 at most

bool urgent(const std::vector<std::string>& symptoms) {
  return std::any_of(symptoms.begin(), symptoms.end(), [](const auto& symptom) { return is_urgent_symptom(symptom); });
}

/// Whether the grammar's word for somebody, a name or a number where two share it, is this person.
bool is(const Person& person, const std::string& who) { return who == person.name || who == person.number; }

/// A question's payload: the reading as it will be recorded once it is confirmed.
std::string payload_of(const storage::Reading& reading) {
  nlohmann::json payload{{"t", reading.centi},          {"slot", reading.slot},
                         {"room", reading.room},        {"message", reading.message},
                         {"text", reading.text},        {"sent", reading.sent.time_since_epoch().count()},
                         {"symptoms", reading.symptoms}};
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Temperature::Temperature(storage::Members& members, storage::Readings& readings, storage::Questions& questions,
                         storage::Schedule& schedule, storage::ClassSettings& class_settings, const storage::Gaps& gaps,
                         const Zone& zone, const Settings& settings)
    : members_(members),
      readings_(readings),
      questions_(questions),
      schedule_(schedule),
      zone_(zone),
      frame_(members, readings, schedule, class_settings, gaps, zone, settings) {}

std::vector<Command> Temperature::commands() {
  const auto heard = [](std::string kind, int price) {
    return Command{.kind = std::move(kind), .who = {Role::student}, .scope = Scope::anywhere, .price = price};
  };
  return {
      {.kind = "missing",
       .words = {"谁没报", "谁没报体温", "还有谁没报", "还有谁没打卡", "体温没报的", "今天体温谁没交", "没打卡的是谁",
                 "体温统计", "还差谁", "还差几个", "缺谁", "未报", "未上报", "查看未上报", "没报的"},
       .means = {{"what", "temp"}},
       .help = "看看今天还差谁",
       .example = "谁没报",
       .price = 2,
       .run = takes().then(this, &Temperature::overview)},
      {.kind = "remind_missing",
       .words = {"催一下", "催报", "催", "催一下没报的", "提醒没报的", "@没报的", "艾特没报的", "催体温", "催一催",
                 "再催一次", "提醒一下没报体温的同学"},
       .means = {{"what", "temp"}},
       .help = "在群里提醒还没报的（一天两次）",
       .example = "催一下",
       .who = in_charge,
       .price = 2,
       .run = takes().then(this, &Temperature::call_missing)},
      {.kind = "temp_times",
       .words = {"体温设置"},
       .help = "看和改问候、催报、截止的时间",
       .example = "体温设置 催报 10:20",
       .who = teachers,
       .price = 2,
       .run = takes(maybe(choice())).then(this, &Temperature::set_times)},
      {.kind = "temp_times",
       .words = {"体温截止改到", "把体温截止时间设为*", "把体温截止改到*"},
       .help = "改每天的截止时间",
       .example = "体温截止改到 10:30",
       .who = teachers,
       .price = 2,
       .run = takes(deadline_alone()).then(this, &Temperature::set_deadline)},
      {.kind = "my_temp",
       .words = {"我的记录", "我的体温", "查我的体温", "我今天报了吗", "我报上了吗", "我的打卡记录"},
       .help = "看自己报过的体温（只给你看）",
       .example = "我的记录",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .price = 2,
       .run = takes().then(this, &Temperature::mine)},
      heard("temp", 0),
      heard("temps", 0),
      heard("fix", 0),
      heard("revoke", 1),
      heard("ask", 1),
      heard("nodata", 1),
      heard("question", 1),
      heard("answer", 0),
  };
}

const std::vector<Named>& Temperature::roster(std::int64_t class_id) {
  Cached& cached = rosters_[class_id];
  if (cached.named.empty() || cached.revision != members_.revision()) {
    cached = {members_.revision(), {}};
    for (const Person& person : members_.students(class_id)) cached.named.push_back({person.number, person.name});
  }
  return cached.named;
}

std::optional<Heard> Temperature::listen(const Utterance& said, const Context& context) {
  if (!context.klass) return std::nullopt;
  if (auto answer = listen_for_answer(said, context)) return answer;

  Scene scene;
  scene.roster = roster(context.klass->id);
  scene.class_name = context.klass->name;
  if (context.speaker.person) {
    scene.speaker = context.speaker.person->number;
    scene.reported = [this, &context] { return readings_.latest(context.speaker.person->id, context.sent.day()); };
  }
  scene.today = context.sent.day();
  scene.addressed = said.addressed;
  for (const std::string& account : said.mentioned) {
    if (const auto person = members_.by_account(account)) scene.mentioned.push_back(person->number);
  }
  auto meaning = understand(said.text, scene);
  if (!meaning) return std::nullopt;

  Heard heard;
  heard.claim = Claim::open;  // every day's window is open from its midnight on
  heard.opened = zone_.utc(context.sent.day());
  heard.understood.kind = to_string(meaning->kind);
  heard.understood.hold = (meaning->kind == Kind::temp || meaning->kind == Kind::fix) && meaning->who.empty();
  // A doubt that is no alarm may still hide one: 39度左右.
  heard.understood.health = meaning->kind == Kind::temp || meaning->kind == Kind::temps || meaning->kind == Kind::fix ||
                            (meaning->kind == Kind::ask && meaning->urgent);
  heard.understood.fields = [meaning = *meaning] { return fields(meaning); };
  heard.understood.act = [this, words = said.text, meaning = *meaning](const Call& call) {
    return hear(call, words, meaning);
  };
  return heard;
}

std::optional<Heard> Temperature::listen_for_answer(const Utterance& said, const Context& context) {
  return yes_or_no(said, context, questions_, title(),
                   {.yes = {"嗯嗯", "没错", "yes", "y", "ok"}, .no = {"错了", "不是的", "no", "n"}},
                   std::bind_front(&Temperature::answer, this));
}

Reply Temperature::hear(const Call& call, const std::string& words, const Said& said) {
  const bool direct = call.message.place == Place::direct;
  switch (said.kind) {
    case Kind::temp:
    case Kind::temps:
    case Kind::fix:
      return report(call, words, said);
    case Kind::revoke:
      return withdraw(call);
    case Kind::ask:
      return ask(call, words, said);
    case Kind::nodata:
      return note(call, words, said);
    case Kind::question:
      return direct ? Reply{}.add(
                          Say{plain(text::how_to(wording::hour_minute(frame_.deadline(*call.klass, call.sent.day()))))})
                    : Reply{};
  }
  return {};
}

storage::Reading Temperature::reading_of(const Call& call, const std::string& words, const Said& said) const {
  storage::Reading reading;
  reading.person = reading.by = call.speaker.person->id;
  reading.day = call.sent.day() + std::chrono::days{said.day.value_or(0)};
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
  reading.in_wuhan = said.in_wuhan;
  reading.on_post = said.on_post;
  reading.isolated = said.isolated;
  reading.place = said.place;
  return reading;
}

Reply Temperature::report(const Call& call, const std::string& words, const Said& said) {
  const Person& self = *call.speaker.person;
  const bool direct = call.message.place == Place::direct;
  std::vector<storage::Reading> readings;
  const auto add = [&](int centi, int day, const std::string& slot) {
    storage::Reading reading = reading_of(call, words, said);
    reading.centi = centi;
    reading.day += std::chrono::days{day};
    if (!slot.empty()) reading.slot = slot;
    if (day < 0) reading.how = "backfill";
    readings.push_back(std::move(reading));
  };
  Reply reply;
  bool others = false;
  const auto about_other = [&](const std::string& name, int centi) {
    others = true;
    for (const Person& classmate : members_.students(call.klass->id)) {
      if (!is(classmate, name) || (!fever(centi) && !said.urgent)) continue;
      reply.facts.emplace_back(FeverSeen{.person = classmate,
                                         .by = self,
                                         .centi = centi,
                                         .symptoms = said.symptoms,
                                         .confirmed = false,
                                         .at = call.sent});
    }
  };

  if (said.kind == Kind::temps) {
    for (const auto& [name, centi] : said.by) {
      if (is(self, name)) {
        add(centi, 0, said.slot);
      } else {
        about_other(name, centi);
      }
    }
  } else if (!said.who.empty() && !is(self, said.who)) {
    int highest = said.t.value_or(0);
    for (const auto& [slot, centi] : said.ts) highest = std::max(highest, centi);
    about_other(said.who, highest);
  } else {
    if (said.t) add(*said.t, 0, "");
    for (const auto& [slot, centi] : said.ts) add(centi, 0, slot);
    for (const auto& [day, centi] : said.days) add(centi, day, "");
  }

  for (storage::Reading& reading : readings) {
    const storage::Recorded recorded = readings_.record(reading);
    reading.id = recorded.id;
    consequences(reading, recorded.before.value_or(0), call, said.kind == Kind::fix, reply);
  }
  if (readings.empty()) {
    if (others && direct) reply.add(Say{plain(text::only_own)});
    return reply;
  }
  questions_.close(self.id, title(), call.now.utc);
  if (!direct) {
    reply.add(React{"👌"});
    if (!call.can.react) count_later(schedule_, title(), self.class_id, call.now.utc);
  } else if (reply.facts.empty() || !std::holds_alternative<FeverSeen>(reply.facts.front())) {
    reply.add(Say{plain(readings.size() == 1 ? text::recorded(readings.front().centi)
                                             : text::recorded_several(readings.size()))});
  }
  return reply;
}

void Temperature::consequences(const storage::Reading& reading, int before, const Call& call, bool corrected,
                               Reply& reply) {
  const Person& self = *call.speaker.person;
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

Reply Temperature::ask(const Call& call, const std::string& words, const Said& said) {
  const Person& self = *call.speaker.person;
  const storage::Reading reading = [&] {
    storage::Reading made = reading_of(call, words, said);
    made.centi = said.guess.value_or(0);
    return made;
  }();
  Reply reply;
  if (said.urgent) {
    reply.facts.emplace_back(FeverSeen{.person = self,
                                       .by = self,
                                       .centi = said.ask == "household" ? 0 : reading.centi,
                                       .symptoms = said.symptoms,
                                       .what = said.ask == "household" ? "家里人发热" : "",
                                       .confirmed = false,
                                       .at = call.sent});
  }
  // Weak evidence is asked about once a day, and not of somebody who has reported.
  const bool weak = said.ask == "value" || said.ask == "measured";
  if (weak &&
      (questions_.asked(self.id, title(), said.ask, reading.day) || !readings_.of_day(self.id, reading.day).empty())) {
    return reply;
  }
  const std::string question = [&]() -> std::string {
    if (said.ask == "value") return text::value_wanted;
    if (said.ask == "measured") return text::estimate;
    if (said.ask == "slot") return text::which_slot;
    if (said.ask == "household") return text::household;
    if (!said.guess) return said.ask == "who" ? std::string(text::only_own) : std::string(text::out_of_range);
    if (said.ask == "who") return text::whose(*said.guess);
    if (said.ask == "conflict") return text::conflict(*said.guess);
    if (said.ask == "confirm") return text::confirm(*said.guess);
    return text::is_it(wording::head(words, 12), *said.guess);
  }();
  const auto midnight = zone_.utc(call.sent.day() + std::chrono::days{1});
  questions_.ask({.person = self.id,
                  .feature = std::string(title()),
                  .kind = said.ask,
                  .payload = said.guess ? payload_of(reading) : "{}",
                  .day = reading.day,
                  .asked = call.now.utc,
                  .until = midnight});
  return reply.add(Whisper{.to = self, .content = plain(question), .discreet = said.urgent});
}

/// A figure from words that were no report: it counts once it is confirmed.
Reply Temperature::ask_about(const ValueHeard& value, const Moment& now) {
  storage::Reading reading;
  reading.centi = value.centi;
  reading.room = value.room;
  reading.message = value.message;
  reading.text = value.text;
  reading.sent = value.at.utc;
  questions_.ask({.person = value.person.id,
                  .feature = std::string(title()),
                  .kind = "confirm",
                  .payload = payload_of(reading),
                  .day = value.at.day(),
                  .asked = now.utc,
                  .until = zone_.utc(value.at.day() + std::chrono::days{1})});
  return Reply{}.add(Whisper{.to = value.person, .content = plain(text::confirm(value.centi)), .discreet = true});
}

Reply Temperature::answer(const Call& call, const storage::Question& question, bool yes) {
  const Person& self = *call.speaker.person;
  questions_.close(self.id, title(), call.now.utc);
  const auto payload = nlohmann::json::parse(question.payload, nullptr, false);
  if (question.kind == "recall") {
    if (!yes) return {};
    const auto reading = readings_.by_id(payload.value("reading", std::int64_t{0}));
    if (!reading || reading->withdrawn || reading->replaced_by)
      return Reply{}.add(Say{plain(text::nothing_to_withdraw)});
    readings_.withdraw(reading->id, call.now.utc);
    return Reply{}.add(
        Say{plain(text::withdrawn(*reading, wording::hour_minute(zone_.at(reading->sent).time_of_day())))});
  }
  if (!payload.is_object() || payload.value("t", 0) == 0) return Reply{}.add(Say{plain(text::value_wanted)});
  if (!yes) return Reply{}.add(Say{plain(text::not_recorded)});

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
  if (!fever(reading.centi)) reply.add(Say{plain(text::recorded(reading.centi))});
  return reply;
}

Reply Temperature::note(const Call& call, const std::string& words, const Said& said) {
  const Person& self = *call.speaker.person;
  if (readings_.of_day(self.id, call.sent.day()).empty()) {
    readings_.note(self.class_id, call.sent.day(), {self.id, said.why, words, call.message.sent});
  }
  if (said.why == "broken") return Reply{}.add(Whisper{self, plain(text::broken)});
  return call.message.place == Place::direct ? Reply{}.add(Say{plain(text::later)}) : Reply{};
}

Reply Temperature::withdraw(const Call& call) {
  const Person& self = *call.speaker.person;
  const bool direct = call.message.place == Place::direct;
  const auto today = readings_.of_day(self.id, call.sent.day());
  if (today.empty()) return direct ? Reply{}.add(Say{plain(text::nothing_to_withdraw)}) : Reply{};
  const storage::Reading& last = today.back();
  if (fever(last.centi)) return Reply{}.add(Whisper{self, plain(text::fever_stays)});
  readings_.withdraw(last.id, call.now.utc);
  if (!direct) return Reply{}.add(React{"👌"});
  return Reply{}.add(Say{plain(text::withdrawn(last, wording::hour_minute(zone_.at(last.sent).time_of_day())))});
}

Reply Temperature::recalled(const Recall& recall, const Moment& now) {
  const auto person = members_.by_account(recall.user);
  if (!person) return {};
  const auto said = readings_.history(person->id, now.day() - recall_days, now.day());
  const auto reading = std::find_if(said.rbegin(), said.rend(), [&](const storage::Reading& one) {
    return one.message == recall.message && one.room == recall.room && !one.withdrawn && !one.replaced_by;
  });
  if (reading == said.rend() || fever(reading->centi)) return {};
  // A gateway may tell it again, and every account in the group tells it.
  const storage::Occurrence once{.job = "temperature/recall", .key = std::to_string(reading->id), .due = now.utc};
  if (!schedule_.claim(once, now.utc)) return {};
  questions_.ask({.person = person->id,
                  .feature = std::string(title()),
                  .kind = "recall",
                  .payload = nlohmann::json{{"reading", reading->id}}.dump(),
                  .day = reading->day,
                  .asked = now.utc,
                  .until = zone_.utc(now.day() + std::chrono::days{1})});
  return Reply{}.add(Whisper{*person, plain(text::withdraw_too(recall.operator_ == recall.user, reading->centi))});
}

/// Until the deadline: after it nobody is named in a group any more.
std::optional<std::vector<Person>> Temperature::missing(const Class& klass, const Moment& now) {
  if (now.time_of_day() >= frame_.deadline(klass, now.day())) return std::nullopt;
  return frame_.call_by_reminder(klass, now);
}

Reply Temperature::on(const Fact& fact, const Moment& now) {
  if (const auto* value = std::get_if<ValueHeard>(&fact)) return ask_about(*value, now);
  const auto* unheard = std::get_if<Unheard>(&fact);
  return unheard == nullptr ? Reply{} : frame_.ask_again(*unheard, now);
}

Reply Temperature::wake(const storage::Timer& timer, const Moment& now) {
  const auto klass = members_.class_by_id(number(timer.payload));
  if (!klass || klass->group.empty()) return {};
  const Tally sum = frame_.collection(*klass, now.day()).sum;
  return Reply{}.add(
      Post{klass->group, plain(text::counted(sum.answered.size(), sum.expected.size())), storage::Priority::summary});
}

Reply Temperature::overview(const Call& call) {
  if (call.klass) {
    const Collection today = frame_.collection(*call.klass, call.sent.day());
    const auto names = today.names_for(call);
    const bool here = names == Collection::Names::here;
    const std::string words =
        summary(*call.klass, today, call, here ? std::optional(call.message.place) : std::nullopt);
    if (call.message.place == Place::direct) return privately(call, words);
    Reply reply = Reply{}.add(Say{plain(words)});
    if (names == Collection::Names::privately)
      append(reply, privately(call, summary(*call.klass, today, call, Place::direct)));
    return reply;
  }
  std::string all;
  for (const Class& klass : members_.classes()) {
    if (!call.speaker.holds(teachers, klass.id)) continue;
    if (!all.empty()) all += "\n\n";
    all += summary(klass, frame_.collection(klass, call.sent.day()), call, Place::direct);
  }
  return privately(call, all.empty() ? text::no_classes : all);
}

/// The counts of a class's day, and with a place the names as they may stand there.
std::string Temperature::summary(const Class& klass, const Collection& asked, const Call& call,
                                 std::optional<Place> names) const {
  const Tally& sum = asked.sum;
  const Day day = call.sent.day();
  std::string lines = text::heading(klass.name, day, sum, frame_.deadline(klass, day));
  if (sum.complete()) return lines + text::all_in;
  lines += text::still_missing(sum.missing.size());
  if (!names) return lines;
  std::map<std::int64_t, std::string> why;
  if (*names == Place::direct) {
    for (const storage::Note& note : readings_.notes(klass.id, day))
      why[note.person] = note.why == "broken" ? text::no_thermometer : text::says_later;
  }
  const auto list = names_of(sum.missing, members_.students(klass.id), [&](const Person& one) { return why[one.id]; });
  lines += "：\n" + listed(list, *names, text::how_to_see);
  return *names == Place::group ? lines + text::still_time : lines;
}

Reply Temperature::mine(const Call& call) {
  const Person& self = *call.speaker.person;
  const Day today = call.sent.day();
  const Day first = today - std::chrono::days{strip_days - 1};
  const auto history = readings_.history(self.id, first, today);
  const auto at = [&](const storage::Reading& reading) {
    return wording::hour_minute(zone_.at(reading.sent).time_of_day());
  };

  const auto klass = members_.class_by_id(self.class_id);
  std::map<Day, const char*> strip;
  std::string lines;
  std::map<std::int64_t, const storage::Reading*> replaced;  // by the reading that took its place
  for (const storage::Reading& reading : history) {
    if (reading.replaced_by && !reading.withdrawn) replaced[*reading.replaced_by] = &reading;
    if (reading.replaced_by || reading.withdrawn) continue;
    const bool on_time = reading.sent < zone_.utc(reading.day + frame_.deadline(klass.value_or(Class{}), reading.day));
    if (on_time || !strip.contains(reading.day)) strip[reading.day] = on_time ? "🟩" : "🟨";
  }
  for (const storage::Reading& reading : history) {
    if (reading.day != today || reading.replaced_by || reading.withdrawn) continue;
    lines += fmt::format("{} {}（{}", wording::month_day(today), wording::degrees(reading.centi), at(reading));
    const auto before = replaced.find(reading.id);
    if (before != replaced.end() && before->second->centi != reading.centi) {
      lines += fmt::format("更正，原{} {}", wording::degrees(before->second->centi), at(*before->second));
    }
    lines += "）\n";
  }
  if (lines.empty()) lines = "今天还没有体温，量好直接发数字就行\n";
  lines += "最近14天：";
  for (Day day = first; day <= today; day += std::chrono::days{1}) lines += strip.contains(day) ? strip[day] : "⬜";
  lines += "\n🟩按时 🟨迟报或补报 ⬜未报";
  return privately(call, lines);
}

}  // namespace banwei::temperature
