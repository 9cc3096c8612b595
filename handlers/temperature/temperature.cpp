// The commands of the temperature, and which of its parts hears what.
#include "handlers/temperature/temperature.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/shown.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"
#include "handlers/temperature/temperature_figures.h"
#include "handlers/temperature/temperature_intents.h"

namespace banwei::temperature {

namespace text {
namespace {

constexpr auto topic = "体温";
constexpr auto help = "报体温：直接发数字，如 36.5；发错了说“改成36.6”或“撤回”";
constexpr auto may_go = "今天以前的度数、症状和地点；报没报还留着，班级人数要用";
constexpr auto hint = "报体温直接发数字就行，如 36.5";
constexpr auto no_sexes = "\n（名单里没有男女，这是全班的）";
std::string not_taken(const std::vector<std::string>& names) {
  return fmt::format("没有体温数字、没记：{}", fmt::join(names, " "));
}
std::string by_another(const std::string& name) {
  return fmt::format("没关系，量好告诉同学，让他在群里或私聊我说“代报 {} 36.5”就算你报了；打电话请老师代报也行", name);
}
constexpr std::string_view when_quiet =
    "催报只找当天还没报体温的，报了当天就不再提醒你；一直不用报的请老师设“免报”。自己设的提醒说“我的提醒”来删";
std::string how_to(std::string_view deadline) {
  return fmt::format("每天{}前直接发体温数字就行，如 36.5。发错了说“改成36.6”，看自己的说“我的记录”", deadline);
}

}  // namespace
}  // namespace text

namespace {

/// 男生谁没报: the roster does not know.
bool asks_by_sex(const Context& call) {
  constexpr std::string_view sexes = "男生 女生 男同学 女同学";
  const std::string words = words_of(call.message);
  return language::holds_one_of(words, sexes);
}

/// Values of others that are stored or told of as they stand, none of the speaker's own.
bool is_of_others(const Statement& said) {
  const bool fever_of_one = said.kind == Kind::ask && said.guess && *said.guess >= fever_from;
  const bool of_one = (said.kind == Kind::temp || said.kind == Kind::fix || fever_of_one) && !said.who.empty();
  return of_one || said.kind == Kind::temps || (said.kind == Kind::list && !said.rows.by.empty());
}

/// 代报 李四 36.5 in the group: only so does a teacher speak to the bot there of anybody's temperature.
bool orders_as_teacher(const Utterance& said, const Context& context) {
  return context.klass && context.message.place == Place::group &&
         context.speaker.holds(own_teachers, context.klass->id) && normalised(said.text).starts_with(for_another);
}

}  // namespace

Temperature::Temperature(storage::Members& members, storage::Readings& readings, const storage::Alerts& alerts,
                         const storage::Cases& cases, storage::Questions& questions, storage::Schedule& schedule,
                         storage::ClassSettings& class_settings, const storage::Gaps& gaps, storage::Leaves leaves,
                         storage::Exemptions exemptions, storage::AccessLog& accesses,
                         const storage::Consents& consents, const Zone& zone, const Calendar& calendar,
                         const Settings& settings)
    : members_(members),
      readings_(readings),
      questions_(questions),
      class_settings_(class_settings),
      zone_(zone),
      times_(members, class_settings, gaps, zone, calendar, settings),
      frame_(times_, members, readings, leaves, exemptions, schedule, zone),
      records_(members, readings, questions, schedule, consents, zone),
      withdrawals_(members, readings, questions, schedule, zone),
      overview_(frame_, times_, members, readings, zone),
      digest_(frame_, times_, members, readings, alerts, cases, schedule, accesses),
      forgetting_(frame_, members, readings),
      sheet_(frame_, members, readings),
      behalf_order_(members),
      accesses_(accesses) {}

std::optional<PlainTalk> Temperature::plain_talk() const {
  return PlainTalk{.topic = text::topic, .help = text::help, .hint = text::hint};
}

std::vector<Export> Temperature::exports() {
  return {{.what = "temp",
           .name = text::topic,
           .words = {"导出体温表", "导出*体温表"},
           .example = "导出体温 本周",
           .help = "把你名下的班的体温做成表格发给你",
           .who = teachers,
           .usual = Export::Usual::today,
           .most_days = 31,
           .draw = [this](const Extract& asked) { return sheet_.draw(asked); },
           .note = [this](const storage::Access& access,
                          std::span<const std::int64_t> about) { accesses_.add(access, about); }}};
}

namespace {

/// 手机掉水里了，今天可能报不了
bool lacks_a_phone(std::string_view folded) {
  constexpr std::string_view device = "手机 电脑 没网 断网 流量 欠费 停机 qq";
  constexpr std::string_view fails =
      "坏 水 摔 碎 没电 关机 没网 断网 没流量 没有流量 欠费 停机 修 被收 没收 黑屏 登不上";
  constexpr std::string_view cannot =
      "报不了 报不上 报不成 不能报 没法报 没办法报 打不了卡 发不了 测不了 交不了 填不了 怎么报 咋报 谁帮我报";
  return language::holds_one_of(folded, device) && language::holds_one_of(folded, fails) &&
         language::holds_one_of(folded, cannot) && !language::holds_one_of(folded, "报名 作业 考勤");
}

/// 下周别提醒了, 能不能别老催我
bool asks_for_quiet(std::string_view folded) {
  constexpr std::string_view others = "他 她 大家 我妈 妈妈 老师 作业 点 号提醒 通知";
  const bool calls = language::holds_one_of(folded, "催我 催了 老催 艾特我 @我 圈我");
  const bool reminds = language::holds_one_of(folded, "提醒") && language::holds_one_of(folded, "周 以后 这几天 假期");
  return language::holds_one_of(folded, "别 不要 不用 甭") && (calls || reminds) &&
         !language::holds_one_of(folded, others);
}

/// What a student says of reporting and asks for nothing that there is.
std::optional<Interpretation> read_plea(const Utterance& said, const Context& context) {
  constexpr std::size_t longest = 90;  // bytes
  const auto& self = context.speaker.person;
  if (context.message.place != Place::direct || !self || self->staff || said.text.size() > longest) return std::nullopt;
  const std::string folded = normalised(said.text);
  const bool phone = lacks_a_phone(folded);
  if (!phone && !asks_for_quiet(folded)) return std::nullopt;
  Interpretation heard{.intent = &intents::question, .opened = Utc::min()};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [phone, name = self->name](const Context&) {
    return Reply{}.add(Say{plain(phone ? text::by_another(name) : std::string(text::when_quiet))});
  };
  return heard;
}

}  // namespace

std::vector<Listener> Temperature::listeners() {
  using namespace intents;
  return {{.intents = {&intents::answer}, .understand = std::bind_front(&Temperature::read_answer, this)},
          {.intents = {&temp, &temps, &list, &fix, &ask, &nodata, &well, &revoke, &question},
           .understand = std::bind_front(&Temperature::read_report, this)},
          {.intents = {&told}, .understand = std::bind_front(&Temperature::read_told, this)},
          {.intents = {&question}, .understand = read_plea}};
}

std::optional<ReadFigure> Temperature::figure_at(std::string_view text, std::size_t at, Day today) const {
  const auto figure = temperature::figure_at(text, at, today);
  if (!figure) return std::nullopt;
  using Form = Figure::Form;
  const int centi = figure->form == Form::reading ? figure->centi
                    : figure->form == Form::whole ? figure->guess.value_or(0)
                                                  : 0;
  return ReadFigure{
      .length = figure->length,
      .centi = centi >= lowest && centi <= highest ? centi : 0,
      .doubtful = figure->form == Form::typo || figure->form == Form::range || figure->form == Form::vague};
}

std::optional<Understood> Temperature::doubt(const Utterance& said, const Context& context) {
  auto heard = read_report(said, context);
  return heard && heard->intent == &intents::ask ? std::optional(std::move(heard->understood)) : std::nullopt;
}

/// Whether 代报 with this behind it says a value, names somebody known, or cannot wait: then it is read as what it
/// says.
bool Temperature::reports(std::string_view behind, const Context& context) {
  Utterance said;
  said.text = words_of(context.message);
  said.addressed = true;
  auto heard = read_report(said, context);
  if (!heard) heard = read_told(said, context);
  if (!heard) return false;
  if (heard->intent->says == SpeechAct::value) return true;
  const auto fields = heard->understood.fields();
  const std::string ask = fields.value("ask", "");
  const bool known = fields.contains("who") || (ask != "who" && !ask.empty()) ||
                     (ask == "who" && behalf_order_.names_somebody(context, behind));
  return known || fields.value("urgent", false);
}

std::optional<Interpretation> Temperature::read_answer(const Utterance& said, const Context& context) {
  auto heard = yes_or_no(intents::answer, said, context, questions_, feature, {.in_any_room = true},
                         std::bind_front(&Temperature::answer, this));
  return heard ? heard : read_late_answer(said, context);
}

/// 是, in the group and long after it was asked: it may be said to anybody there, so it is asked again in private.
std::optional<Interpretation> Temperature::read_late_answer(const Utterance& said, const Context& context) {
  constexpr std::size_t longest = 15;  // bytes
  const auto& self = context.speaker.person;
  if (!self || context.message.place != Place::group || !said.quoted.empty() || said.text.size() > longest)
    return std::nullopt;
  const std::string folded = normalised(said.text);
  if (folded.find("是") == std::string::npos || language::yes_or_no(trimmed(folded)) != true) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  if (!question || question->kind == recall_question) return std::nullopt;
  Interpretation heard{.intent = &intents::answer, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"late", true}}; };
  heard.understood.act = [this, question = *question](const Context& call) {
    return records_.ask_once_more(call, question);
  };
  return heard;
}

std::optional<Interpretation> Temperature::read_report(const Utterance& said, const Context& context) {
  if (!context.klass || orders_as_teacher(said, context)) return std::nullopt;
  Scene scene{.people = rosters_.of(context.klass->id), .class_name = context.klass->name};
  if (context.speaker.person) {
    scene.speaker = context.speaker.person->number;
    scene.reported = [this, &context] { return readings_.latest(context.speaker.person->id, context.sent.day()); };
  }
  scene.today = context.sent.day();
  scene.addressed = said.addressed;
  scene.direct = context.message.place == Place::direct && context.speaker.person && !context.speaker.person->staff;
  for (const std::string& account : said.mentioned) {
    if (const auto person = members_.by_account(account)) scene.mentioned.push_back(person->number);
  }
  auto meaning = understand(said.text, scene);
  if (!meaning) return std::nullopt;

  Interpretation heard{.intent = &intents::of(meaning->kind)};
  heard.claim = Claim::open;  // Every day's window is open from its midnight on.
  heard.opened = zone_.utc(context.sent.day());
  // 撤回 alone means what was sent last, of whichever sort it was.
  if (meaning->kind == Kind::revoke && context.speaker.person) {
    const auto today = readings_.of_day(context.speaker.person->id, context.sent.day());
    if (!today.empty()) heard.opened = today.back().sent;
  }
  heard.understood.hold = (meaning->kind == Kind::temp || meaning->kind == Kind::fix) && meaning->who.empty();
  // A doubt that is no alarm may still hide one: 39度左右.
  heard.understood.health = !meaning->kin_ill && (meaning->kind == Kind::temp || meaning->kind == Kind::temps ||
                                                  meaning->kind == Kind::list || meaning->kind == Kind::fix ||
                                                  (meaning->kind == Kind::ask && meaning->urgent));
  heard.understood.fields = [meaning = *meaning] { return fields(meaning); };
  heard.understood.act = [this, words = said.text, meaning = *meaning](const Context& call) {
    return act(call, words, meaning);
  };
  return heard;
}

/// 李四36.5, 代报 李四 36.5, 李四38.1 在校医院 from a teacher of his. Only those of his own classes have a name there,
/// so what he says of anybody else is answered as of somebody who is not there at all.
std::optional<Interpretation> Temperature::read_told(const Utterance& said, const Context& context) {
  const bool in_private = !context.klass && context.message.place == Place::direct;
  if (!in_private && !orders_as_teacher(said, context)) return std::nullopt;
  // Without a figure there is no value, and the names of several classes need not be read.
  const std::string folded = normalised(said.text);
  if (std::none_of(folded.begin(), folded.end(), is_digit) && folded.find("三十") == folded.npos) return std::nullopt;
  std::vector<Named> named;
  for (Person& student : students_of(members_, classes_named(context, own_teachers)))
    named.push_back({std::move(student.number), std::move(student.name)});
  if (named.empty()) return std::nullopt;
  std::sort(named.begin(), named.end(), [](const Named& a, const Named& b) { return a.number < b.number; });
  const language::People people(std::move(named));
  auto meaning = understand(said.text, {.people = people, .today = context.sent.day(), .addressed = true});
  if (!meaning || !is_of_others(*meaning)) return std::nullopt;
  Interpretation heard{.intent = &intents::told};
  heard.understood.health = true;
  heard.understood.fields = [meaning = *meaning] { return fields(meaning); };
  heard.understood.act = [this, words = said.text, meaning = *meaning](const Context& call) {
    return meaning.kind == Kind::ask ? records_.ask(call, words, meaning) : records_.report(call, words, meaning);
  };
  return heard;
}

/// 高兴去医院看牙了, beside the values of others: whoever is named and has none, in the order said.
std::vector<std::string> Temperature::without_value(const Context& call, const std::string& words,
                                                    const Statement& said) {
  const language::People& people = rosters_.of(call.klass->id);
  const std::string folded = normalised(words);
  const auto is_told = [&](std::size_t place) {
    const auto holds = [&](const auto& by) {
      return by.contains(people[place].name) || by.contains(people[place].number);
    };
    const auto lists = [&](const std::vector<std::string>& names) {
      return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name == people[place].name || name == people[place].number;
      });
    };
    const ListedRows& rows = said.rows;
    const bool asked = std::any_of(rows.bad.begin(), rows.bad.end(), [&](const ListedRows::Bad& bad) {
      return bad.who.empty() || bad.who == people[place].name || bad.who == people[place].number;
    });
    return asked || holds(said.by) || holds(rows.by) || holds(rows.symptoms) || holds(rows.in_wuhan) ||
           holds(rows.on_post) || lists(rows.twice) || lists(rows.feverish) || lists(rows.well);
  };
  std::vector<std::string> names;
  for (std::size_t at = 0; at < folded.size();) {
    const auto named = people.name_at(folded, at);
    const bool open = named.who.size() == 1 && !is_told(named.who.front()) &&
                      people[named.who.front()].number != call.speaker.person->number;
    const std::string& name = open ? people[named.who.front()].name : std::string();
    if (open && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    at += named.length > 0 ? named.length : code_point_size(folded, at);
  }
  return names;
}

Reply Temperature::act(const Context& call, const std::string& words, const Statement& said) {
  const bool direct = call.message.place == Place::direct;
  switch (said.kind) {
    case Kind::temp: {
      Reply reply = records_.report(call, words, said);
      if (said.asks_due && call.speaker.person) reply.join(overview_.due(call));
      return reply;
    }
    case Kind::temps:
    case Kind::list: {
      Reply reply = records_.report(call, words, said);
      const bool of_others = said.kind == Kind::list || !said.by.empty();
      const bool cadre =
          direct && of_others && call.speaker.person && call.klass && call.speaker.holds(in_charge, call.klass->id);
      const auto names = cadre ? without_value(call, words, said) : std::vector<std::string>{};
      if (!names.empty()) reply.join(privately(call, text::not_taken(names)));
      return reply;
    }
    case Kind::fix:
      return records_.report(call, words, said);
    case Kind::revoke:
      return withdrawals_.withdraw(call);
    case Kind::ask:
      return records_.ask(call, words, said);
    case Kind::nodata:
      return records_.note(call, words, said);
    case Kind::well:
      return records_.take_well(call);
    case Kind::question:
      return direct ? Reply{}.add(
                          Say{plain(text::how_to(wording::hour_minute(times_.deadline(*call.klass, call.sent.day()))))})
                    : Reply{};
  }
  return {};
}

Reply Temperature::answer(const Context& call, const storage::Question& question, bool yes) {
  return question.kind == recall_question ? withdrawals_.answer(call, question, yes)
                                          : records_.answer(call, question, yes);
}

/// A teacher of the class reads all of it in private, everybody else its counts.
Reply Temperature::sum_up(const Context& call, std::optional<Day> day, std::optional<std::string> klass) {
  const auto& grants = call.speaker.grants;
  const bool teaches =
      std::any_of(grants.begin(), grants.end(), [](const Grant& grant) { return teachers.has(grant.role); });
  return teaches ? digest_.show(call, day, std::move(klass)) : overview_.counts(call, day, std::move(klass));
}

Reply Temperature::missing(const Context& call, std::optional<Day> day, std::optional<std::string> klass) {
  note_read(call, day, klass);
  Reply reply = overview_.missing(call, day, std::move(klass));
  if (!asks_by_sex(call)) return reply;
  for (Action& action : reply.actions) {
    if (auto* say = std::get_if<Say>(&action)) say->content.push_back({Part::Kind::text, text::no_sexes});
    if (auto* whisper = std::get_if<Whisper>(&action)) whisper->content.push_back({Part::Kind::text, text::no_sexes});
  }
  return reply;
}

Reply Temperature::today(const Context& call, std::optional<Day> day, std::optional<std::string> klass) {
  note_read(call, day, klass);
  return digest_.show(call, day, std::move(klass));
}

/// Whoever may call those missing and has just read who they are means them by 催一下.
void Temperature::note_read(const Context& call, std::optional<Day> day, const std::optional<std::string>& klass) {
  if (day && *day != call.sent.day()) return;
  const auto about = within(call, members_, klass, in_charge);
  if (!about || (about->klass && !call.speaker.holds(in_charge, about->klass->id))) return;
  note_shown(questions_, *call.speaker.person, "temp", about->klass ? about->klass->id : 0, call.now);
}

std::optional<Awaited> Temperature::awaited() const {
  return Awaited{"报体温",
                 {"上报体温", "报体温", "测体温", "量体温", "填体温", "发体温", "交体温", "体温上报", "体温打卡",
                  "健康打卡", "打卡", "上报", "报"}};
}

std::optional<std::vector<Person>> Temperature::missing(const Class& klass, const Moment& now) {
  return frame_.call_by_reminder(klass, now);
}

Reply Temperature::on(const Fact& fact, const Moment& now) {
  if (const auto* value = std::get_if<ValueHeard>(&fact)) return records_.ask_about(*value, now);
  const auto* lost = std::get_if<HistoryLost>(&fact);
  return lost == nullptr ? Reply{} : frame_.ask_again(*lost, now);
}

std::vector<TimerKind> Temperature::timers() {
  using storage::Timer;
  return {
      {"count", [this](const Topic& klass, const Timer&, const Moment& now) { return frame_.count(klass.id, now); }},
      {"recheck", [this](const Topic& person, const Timer&, const Moment& now) {
         return records_.measure_again(person.id, now);
       }}};
}

std::vector<ScheduledJob> Temperature::jobs(Day day) {
  auto acts = frame_.jobs(day);
  for (ScheduledJob& act : digest_.jobs(day)) acts.push_back(std::move(act));
  return acts;
}

std::vector<Retention> Temperature::retention() {
  constexpr Kept replaced_times{"replaced_times", 40};  // Past days are judged by the times that held on them.
  return {{.of = kept_readings,
           .forget = [this](const Moment& before, int most) { return forgetting_.forget(before.day(), most); },
           .name = text::topic,
           .count = [this](const Person& who, const Moment& now) { return forgetting_.count(who.id, now.day()); },
           .goes = text::may_go,
           .erase = [this](const Person& who, const Moment& now) { return forgetting_.blank(who.id, now.day()); }},
          {kept_words, [this](const Moment& before, int most) { return readings_.forget_texts(before.utc, most); }},
          {replaced_times, [this](const Moment& before, int most) { return class_settings_.purge(before.utc, most); }}};
}

std::optional<Pending> Temperature::pending(const Context& call, const Class& klass) {
  const Collection today = frame_.collection(klass, call.sent.day());
  if (today.sum.complete()) return std::nullopt;
  return Pending{"temp", today.opened, [this](const Context& at) { return frame_.call_missing(at, at.klass->name); }};
}

}  // namespace banwei::temperature
