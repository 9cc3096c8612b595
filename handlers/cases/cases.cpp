#include "handlers/cases/cases.h"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/cases/case_intents.h"
#include "handlers/common/ailment.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"

namespace banwei::cases {

namespace text {
namespace {

constexpr auto round = "随访";
constexpr auto topic = "关注个案";
constexpr auto contacts = "联系记录";
constexpr auto words_of_it = "（谈了什么）";
constexpr auto calls = "该联系的家长和企业";
constexpr auto how =
    "这样说：立案 李四；李四今天37.1，记一下；李四现在什么情况；解除关注 李四。拉人说“个案5 加人 学工办 分管领导”，"
    "转给组里说“#5 内容”。只有组里的人看得到";
constexpr auto how_to_contact =
    "这样记：联系记录 李四 家长 母亲 情绪稳定 下次3/14。企业：联系记录 华星光电 张经理 在岗12人";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours calls_at{10};

/// Whether somebody of the class other than the speaker is named: 李四36.5.
bool names_others(std::string_view text, const language::People& people, std::string_view self) {
  const std::string ready = normalised(text);
  for (std::size_t at = 0; at < ready.size(); at += code_point_size(ready, at)) {
    const auto match = people.name_at(ready, at);
    const auto other = [&](std::size_t place) { return people[place].number != self; };
    if (std::any_of(match.who.begin(), match.who.end(), other)) return true;
  }
  return false;
}

/// 在附院急诊; not 转告老师：明天九点去医院.
bool is_of_now(std::string_view text) {
  constexpr std::array<std::string_view, 11> not_now{"明天", "后天", "下周", "等会", "晚点", "打算",
                                                     "准备", "要去", "想去", "转告", "告诉"};
  return std::none_of(not_now.begin(), not_now.end(), [&](auto word) { return text.find(word) != text.npos; });
}

const Intent& intent_of(Order::Kind kind) {
  using Kind = Order::Kind;
  switch (kind) {
    case Kind::add:
      return intents::add;
    case Kind::close:
      return intents::close;
    case Kind::join:
      return intents::join;
    case Kind::hand_over:
      return intents::hand_over;
    case Kind::note:
      return intents::note;
    case Kind::relay:
      return intents::relay;
    case Kind::show:
      return intents::show;
    case Kind::level:
      return intents::level;
    case Kind::contact_add:
      return intents::contact_add;
    case Kind::contact_due:
      return intents::contact_due;
    case Kind::contact_show:
      return intents::contact_show;
    case Kind::list:
      break;
  }
  return intents::list;
}

const Intent& intent_of(FollowUp::Kind kind) {
  switch (kind) {
    case FollowUp::Kind::follow:
      return intents::follow;
    case FollowUp::Kind::refuse:
      return intents::refuse;
    case FollowUp::Kind::contact:
      return intents::contact;
    case FollowUp::Kind::later:
      return intents::nodata;
    case FollowUp::Kind::ask_value:
    case FollowUp::Kind::ask_contact:
    case FollowUp::Kind::doubt:
      break;
  }
  return intents::ask;
}

}  // namespace

CareCases::CareCases(storage::Stores& stores, OwnReadings& own, const Settings& settings)
    : members_(stores.members),
      cases_(stores.cases),
      questions_(stores.questions),
      own_(own),
      settings_(settings),
      rounds_(stores.members, stores.cases, stores.readings, stores.leaves, stores.questions, stores.schedule,
              stores.access_log, own),
      book_(stores.members, stores.cases, stores.questions, stores.schedule, stores.access_log, stores.audit, own,
            rounds_),
      contacts_(stores.members, stores.contacts, stores.cases, stores.alerts),
      contact_log_(stores.contacts),
      own_rows_(stores.database) {}

std::vector<Command> CareCases::commands() {
  // What can be read is heard as it is said; the commands answer what cannot.
  const auto unless_read = [this](Grammar grammar, std::string word) {
    grammar.parse = [this, word, parse = std::move(grammar.parse)](std::string_view rest, const Context& context) {
      return read(word + " " + std::string(rest), context) ? std::optional<Understood>() : parse(rest, context);
    };
    return grammar;
  };
  const Grammar how = takes(maybe(rest("谁", "text"))).then(this, &CareCases::tell_how);
  return {{.kind = "care_help",
           .words = {"立案"},
           .help = "一对一地跟一位同学：立案、记一笔、转给组里、解除",
           .example = "立案 李四",
           .who = teachers | Roles{Role::leader},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = unless_read(how, "立案")},
          {.kind = "care_help",
           .words = {"联系记录"},
           .help = "记和家长、企业的联系，到日子提醒你",
           .example = "联系记录",
           .who = teachers | Roles{Role::leader},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = unless_read(how, "联系记录")}};
}

Reply CareCases::tell_how(const Context& call, std::optional<std::string>) {
  return privately(call, std::string(text::how) + "\n" + text::how_to_contact);
}

std::vector<Listener> CareCases::listeners() {
  using namespace intents;
  return {{.intents = {&follow, &refuse, &contact, &nodata, &ask},
           .understand = std::bind_front(&CareCases::hear_answer, this)},
          {.intents = {&answer}, .understand = std::bind_front(&CareCases::hear_signature, this)},
          {.intents = {&farewell}, .understand = std::bind_front(&CareCases::hear_farewell, this)},
          {.intents = {&to_team}, .understand = std::bind_front(&CareCases::hear_student, this)},
          {.intents = {&intents::add, &intents::close, &intents::list, &note, &show, &level, &join, &intents::hand_over,
                       &relay, &contact_add, &contact_due, &contact_show},
           .understand = std::bind_front(&CareCases::hear_order, this)}};
}

std::optional<Interpretation> CareCases::hear_signature(const Utterance& said, const Context& context) {
  return yes_or_no(intents::answer, said, context, questions_, closing, {}, std::bind_front(&CaseBook::decide, &book_));
}

/// 1, ②, 2 好好休息.
std::optional<Interpretation> CareCases::hear_farewell(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(self->id, parting, context.now.utc);
  const auto words = question ? read_farewell(said.text) : std::nullopt;
  if (!words) return std::nullopt;
  Interpretation heard{.intent = &intents::farewell, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [words = *words] {
    return words.own ? nlohmann::ordered_json{{"note", words.note}} : nlohmann::ordered_json{{"n", 1}};
  };
  heard.understood.act = [this, question = *question, words = *words](const Context& call) {
    return book_.say_farewell(call, question, words);
  };
  return heard;
}

std::optional<Interpretation> CareCases::hear_student(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || self->class_id == 0 || context.message.place != Place::direct) return std::nullopt;
  const auto words = message_to_team(said.text);
  const auto open = words ? cases_.open_of(self->id) : std::nullopt;
  if (!open) return std::nullopt;
  Interpretation heard{.intent = &intents::to_team, .opened = context.sent.utc};
  heard.understood.fields = [words = *words] { return nlohmann::ordered_json{{"note", words}}; };
  heard.understood.act = [this, open = *open, words = *words](const Context& call) {
    return book_.pass_on(call, open, words);
  };
  return heard;
}

std::optional<Order> CareCases::read(std::string_view text, const Context& context) {
  if (!context.speaker.person || !may_be_order(text)) return std::nullopt;
  Scene scene{.today = context.sent.day()};
  for (const Class& klass : classes_of(members_, context, teachers | Roles{Role::leader}))
    scene.classes.emplace_back(rosters_.of(klass.id));
  if (scene.classes.empty()) return std::nullopt;
  return read_order(text, scene);
}

std::optional<Interpretation> CareCases::hear_order(const Utterance& said, const Context& context) {
  const auto order = read(said.text, context);
  if (!order) return std::nullopt;
  Interpretation heard{.intent = &intent_of(order->kind), .opened = context.sent.utc};
  heard.understood.fields = [order = *order] { return fields(order); };
  heard.understood.act = [this, order = *order](const Context& call) -> Reply {
    switch (order.kind) {
      case Order::Kind::contact_add:
        return contacts_.add(call, order);
      case Order::Kind::contact_show:
        return contacts_.show(call, order);
      case Order::Kind::contact_due:
        return contacts_.due(call);
      default:
        return book_.obey(call, order);
    }
  };
  return heard;
}

std::optional<Interpretation> CareCases::hear_answer(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  const auto open = cases_.open_of(self->id);
  if (!open) return std::nullopt;
  const Day today = context.sent.day();
  const auto answer =
      understand(said.text, [&](std::string_view text, std::size_t at) { return own_.figure_at(text, at, today); });
  if (!answer || names_others(said.text, rosters_.of(self->class_id), self->number)) return std::nullopt;
  // 在附院急诊: that is heard of somebody in a case though nobody has asked.
  const bool at_hospital = answer->kind == FollowUp::Kind::follow && answer->place == "医院" && answer->centi == 0;
  if (!question && !(at_hospital && is_of_now(said.text))) return std::nullopt;
  Interpretation heard{
      .intent = &intent_of(answer->kind), .claim = Claim::answer, .opened = question ? question->asked : open->opened};
  if (answer->kind == FollowUp::Kind::doubt) {
    auto doubt = own_.doubt(said, context);
    if (!doubt) return std::nullopt;
    heard.understood = std::move(*doubt);
    heard.understood.health = true;
    return heard;
  }
  heard.understood.health = true;
  heard.understood.fields = [answer = *answer] { return fields(answer); };
  heard.understood.act = [this, open = *open, answer = *answer, words = said.text](const Context& call) {
    return rounds_.answer(call, open, answer, words);
  };
  return heard;
}

std::vector<ScheduledJob> CareCases::jobs(Day day) {
  std::vector<ScheduledJob> all;
  // One that would have asked nobody is not missed.
  const bool open = !cases_.all_open().empty();
  const bool due = !contact_log_.due(day).empty();
  const auto add = [&](const char* key, const std::optional<std::chrono::minutes>& at, bool morning) {
    if (!at) return;
    all.push_back({.key = key, .name = open ? text::round : "", .at = *at, .run = [this, morning](const Moment& now) {
                     return rounds_.ask(now, morning);
                   }});
  };
  add("morning", settings_.morning, true);
  add("evening", settings_.evening, false);
  all.push_back({.key = "calls",
                 .name = due ? text::calls : "",
                 .at = calls_at,
                 .catch_up = std::chrono::hours{9},
                 .run = [this](const Moment& now) { return contacts_.remind(now); }});
  return all;
}

std::vector<TimerKind> CareCases::timers() {
  using storage::Timer;
  return {{"ask_again",
           [this](const Topic& open, const Timer&, const Moment& now) { return rounds_.ask_again(open.id, now); }},
          {"silent",
           [this](const Topic& open, const Timer&, const Moment& now) { return rounds_.tell_silent(open.id, now); }},
          {"farewell",
           [this](const Topic& closed, const Timer&, const Moment& now) { return book_.part(closed.id, now); }}};
}

std::vector<Retention> CareCases::retention() {
  return {{.of = kept_cases,
           .forget = [this](const Moment& before, int most) { return cases_.purge(before.utc, most); },
           .name = text::topic,
           .count = [this](const Person& who, const Moment&) { return cases_.count_of(who.id); }},
          {.of = kept_contacts,
           .forget = [this](const Moment& before,
                            int most) { return own_rows_.forget_talks(before.utc, before.day(), most); },
           .name = text::contacts,
           .count = [this](const Person& who, const Moment&) { return contact_log_.count_of(who.id); },
           .goes = text::words_of_it,
           .erase = [this](const Person& who, const Moment&) { return own_rows_.blank_talks(who.id); }}};
}

Reply CareCases::on(const Fact& fact, const Moment& now) {
  const auto* fever = std::get_if<FeverSeen>(&fact);
  if (fever == nullptr || !fever->confirmed) return {};
  const bool of_another = fever->reading == 0 && !fever->what.empty();
  if (!of_another)
    rounds_.open(fever->person, now,
                 in_words({.centi = fever->centi, .symptoms = fever->symptoms, .words = fever->what}));
  return {};
}

}  // namespace banwei::cases
