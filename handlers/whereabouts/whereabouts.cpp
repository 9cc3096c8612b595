#include "handlers/whereabouts/whereabouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/only_where.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/answers.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/taking_back.h"
#include "handlers/whereabouts/whereabouts_intents.h"

namespace banwei::whereabouts {

namespace text {
namespace {

constexpr auto topic = "所在地";
std::string where_now(const std::string& by) {
  return fmt::format(
      "{}想知道你现在在哪：在武汉还是别的城市？在岗的话是哪家单位？直接回我就行，如“在黄冈”“在岗，武汉高德红外”。{}；"
      "不想说回“不想说”",
      by, what_is_kept_of_places());
}
std::string recorded(const std::string& place) { return "已记：" + place; }
std::string taken_back(const std::string& place) { return "已撤回：" + place; }
constexpr auto not_recorded = "好，刚才说的地点没有记";
std::string since_when(const std::string& place) { return "记为 " + place + "。什么时候到的？"; }
constexpr auto which_city = "具体在哪个城市？只到市、区就行，如 武汉洪山、黄冈";
std::string arrived(Day day, const std::string& part, bool left) {
  const std::chrono::year_month_day date{day};
  return fmt::format("已记 {}/{}{} {}。接下来14天我每天问一次有没有不舒服", static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), part, left ? "离汉" : "到的");
}
constexpr auto any_trouble = "今天有没有不舒服？没有就回“没有”，有就直接告诉我哪里不舒服";
constexpr auto well = "好的，多保重";
constexpr auto unwell = "哪里不舒服？直接告诉我，比如“有点咳”，量了体温也发我";
std::string refused(std::int64_t erased) {
  return erased > 0 ? fmt::format("好，不记了，以前记的{}条也删了。要记说“可以记我的地点”", erased)
                    : std::string("好，不记。要记说“可以记我的地点”");
}
constexpr auto not_kept = "你说过不记地点，所以没有记。要记说“可以记我的地点”";
constexpr auto no_work =
    "你现在在武汉，学院要求疫情结束前在汉学生不复工。是企业要求吗？我这就请老师联系你和企业，先别去";
std::string wants_to_work(const std::string& klass, const std::string& name, const std::string& day,
                          const std::string& employer) {
  return fmt::format("⚠ {} {}（在汉）说{}复工，企业{}。学院要求疫情结束前在汉学生不复工，请联系他和企业", klass, name,
                     day.empty() ? "已" : day, employer.empty() ? "没填" : "：" + employer);
}
constexpr auto work_where = "记下了。你现在在武汉吗？在哪个城市上班？";
constexpr auto which_class = "你有几个班，请写上班级，如：问所在地 机电1901";
std::string asked(const std::string& klass, std::size_t count, std::size_t known) {
  return fmt::format("{}：这就私聊问{}位{}。谁答了说“导出在岗”“谁留汉”看", klass, count,
                     known > 0 ? fmt::format("（{}位14天里说过，不问）", known) : "");
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "whereabouts";
constexpr std::chrono::hours question_open{20};
constexpr std::chrono::days watched{14};  // After a journey.
constexpr std::chrono::hours ask_well_at{17};

storage::Whereabouts whereabouts_of(const PlacePhrase& said, const Context& call) {
  return {.person = call.speaker.person->id,
          .said = call.sent.utc,
          .day = call.sent.day(),
          .in_wuhan = said.in_wuhan,
          .on_post = said.on_post,
          .isolated = said.isolated,
          .area = said.city,
          .employer = said.employer};
}

nlohmann::json to_json(const Statement& statement) {
  nlohmann::json json = nlohmann::json::parse(fields(statement).dump());
  json["city"] = statement.said.city;
  json["moved"] = statement.moved;
  json["resumes"] = statement.resumes;
  return json;
}

Statement statement_of(const nlohmann::json& json) {
  Statement statement{.moved = json.value("moved", false), .resumes = json.value("resumes", false)};
  const auto flag = [&](const char* key) -> std::optional<bool> {
    return json.contains(key) ? std::optional(json[key].get<bool>()) : std::nullopt;
  };
  statement.said.in_wuhan = flag("in_wuhan");
  statement.said.on_post = flag("on_post");
  statement.said.isolated = flag("isolated");
  statement.said.employer = json.value("employer", "");
  statement.said.city = json.value("city", "");
  return statement;
}

/// A company as the text in front names it.
Arg<std::string> company() {
  return {.name = "单位", .key = "company", .read = [](std::string_view& text, const Context&) {
            std::optional<std::string> named;
            const auto place = place_phrase_at(text, 0);
            if (!place || place->employer.empty() || place->employer.size() > text.size() ||
                !text.starts_with(place->employer))
              return named;
            named = place->employer;
            text.remove_prefix(place->employer.size());
            return named;
          }};
}

/// From a student it is an order only in its own words: 还有谁留汉 may be said of himself and his friends.
Grammar asked_in_charge(Grammar run) {
  const auto orders = [](std::string_view said, std::string_view, const Context& context) {
    const auto& grants = context.speaker.grants;
    return std::any_of(grants.begin(), grants.end(), [](const auto& one) { return in_charge.has(one.role); }) ||
           (language::begins_with_one_of(said, "谁 在岗 留汉 在汉") && said.find("报") == said.npos);
  };
  return only_where(orders, std::move(run));
}

/// 还有几个在岗实习的, 在武汉的学生名单, 有没有学生在武汉.
std::vector<language::Form> forms_of(language::Word where) {
  using W = language::Word;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::our_class | W::now | W::who |
                          W::how_many | W::list | W::hand | W::everyone;
  return {{.needs = {where, W::who | W::how_many | W::list}, .may = around, .addressed = true},
          {.needs = {where, W::of, W::people}, .may = around.without(W::see), .addressed = true},
          {.needs = {W::asking | W::there_is, W::people, where}, .may = around | W::asking, .addressed = true}};
}

}  // namespace

std::vector<Command> WhereStudentsAre::commands() {
  std::vector<Command> all{
      {.kind = "onpost_list",
       .words = {"谁在岗", "在岗的有谁", "在岗名单", "*在岗几个人", "*在岗多少人", "*在岗的有谁", "*谁在岗",
                 "*有谁在岗", "*在岗的有几个", "在岗几个人", "在岗多少人"},
       .forms = forms_of(language::feature_words::on_post),
       .means = {{"which", "post"}},
       .help = "谁在岗、各单位几个人、今天早晚测了几个（只给你看）",
       .example = "谁在岗",
       .who = in_charge,
       .cost = 2,
       .run = asked_in_charge(takes(maybe(company())).then(&list_, &PostList::on_post))},
      {.kind = "onpost_list",
       .words = {"谁留汉", "留汉的有谁", "留汉名单", "留汉几个人", "留汉多少人", "谁在武汉", "谁在汉", "在汉的有谁"},
       .forms = forms_of(language::feature_words::in_wuhan),
       .means = {{"which", "wuhan"}},
       .help = "谁在武汉（只给你看）",
       .example = "谁留汉",
       .who = in_charge,
       .cost = 2,
       .run = asked_in_charge(takes(maybe(class_named())).then(&list_, &PostList::in_wuhan))},
      {.kind = "onpost_list",
       .words = {"谁在隔离", "谁被隔离", "谁隔离了", "隔离名单", "隔离的有谁", "在隔离的有谁", "隔离的有几个",
                 "几个人在隔离", "多少人在隔离", "有几个在隔离", "还有谁在隔离", "还有几个在隔离"},
       .means = {{"which", "isolated"}},
       .help = "谁在隔离（只给老师看）",
       .example = "谁在隔离",
       .who = in_charge,
       .cost = 2,
       .run = asked_in_charge(takes(maybe(class_named())).then(&list_, &PostList::isolated))},
      {.kind = "loc_ask",
       .words = {"问所在地", "问一下大家在哪", "收集所在地", "问大家在哪", "统计所在地", "问问大家在哪",
                 "问问大家都在哪", "问问大家现在在哪", "问问大家现在都在哪"},
       .help = "私聊问每位同学现在在哪个城市、在不在岗",
       .example = "问所在地",
       .who = teachers,
       .cost = 5,
       .run = takes(maybe(class_named())).then(this, &WhereStudentsAre::ask_class)}};
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

std::vector<Export> WhereStudentsAre::exports() {
  return {{.what = "onpost",
           .name = "在岗",
           .words = {"在岗台账", "留汉台账", "留汉在岗台账", "在岗的台账", "留汉的台账", "导出留汉台账", "导出留汉",
                     "导出留汉在岗台账", "导出在岗台账"},
           .example = "导出在岗",
           .help = "留汉、在岗的同学一人一行：在哪、单位、早晚两次体温测了没",
           .who = teachers,
           .usual = Export::Usual::today,
           .draw = [this](const Extract& asked) { return list_.draw(asked); },
           .note = [this](const storage::Access& access,
                          std::span<const std::int64_t> about) { accesses_.add(access, about); }}};
}

std::vector<Listener> WhereStudentsAre::listeners() {
  return {{.intents = {&intents::answer}, .understand = std::bind_front(&WhereStudentsAre::hear_answer, this)},
          {.intents = {&intents::revoke}, .understand = std::bind_front(&WhereStudentsAre::hear_revoke, this)},
          {.intents = {&intents::place, &intents::told, &intents::plan, &intents::ask},
           .understand = std::bind_front(&WhereStudentsAre::hear, this)}};
}

std::vector<TimerKind> WhereStudentsAre::timers() {
  return {{"well", [this](const Topic& who, const storage::Timer& timer, const Moment& now) {
             const auto until = day_from_iso(timer.payload);
             if (!until || now.day() > *until || places_.refused(who.id)) return Reply{};
             schedule_.set_timer(feature, timer.key, zone_.utc(now.day() + std::chrono::days{1} + ask_well_at),
                                 timer.payload);
             return ask_well(who.id, now);
           }}};
}

std::vector<Retention> WhereStudentsAre::retention() {
  return {{.of = kept_places,
           .forget = [this](const Moment& before, int most) { return log_.purge(before.day(), most); },
           .name = text::topic,
           .count = [this](const Person& who, const Moment&) { return log_.count_of(who.id); },
           .goes = "（记着的城市和单位）",
           .erase = [this](const Person& who, const Moment&) { return log_.erase(who.id); }}};
}

std::optional<Interpretation> WhereStudentsAre::hear_answer(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || self->class_id == 0 || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  if (question->kind == "since") {
    const auto arrival = understand_arrival(said.text, context.sent.day());
    if (!arrival) return std::nullopt;
    Interpretation heard{.intent = &intents::answer, .claim = Claim::answer, .opened = question->asked};
    heard.understood.fields = [day = arrival->day] { return nlohmann::ordered_json{{"day", iso(day)}}; };
    heard.understood.act = [this, question = *question, arrival = *arrival](const Context& call) {
      return arrived(call, question, arrival);
    };
    return heard;
  }
  if (question->kind == "consent") {
    return yes_or_no(intents::answer, said, context, questions_, feature,
                     {.yes = {"可以", "可以记", "记", "记吧", "同意", "行"},
                      .no = {"不用", "不用记", "别记", "不记", "不同意", "不可以"}},
                     [this](const Context& call, const storage::Question& about, bool yes) {
                       questions_.close(call.speaker.person->id, feature, call.now.utc);
                       if (!yes) return refuse(call);
                       consents_.say(call.speaker.person->id, storage::PlaceConsent::word,
                                     {.given = true, .at = call.now.utc});
                       return record(call, statement_of(from_payload(about.payload)));
                     });
  }
  if (question->kind == "well") {
    return yes_or_no(intents::answer, said, context, questions_, feature,
                     {.yes = {"有", "有的", "有点", "有点不舒服"},
                      .no = {"没有", "没", "没有不舒服", "没有哦", "都好", "挺好", "挺好的", "很好", "一切正常", "无"}},
                     [this](const Context& call, const storage::Question&, bool yes) {
                       questions_.close(call.speaker.person->id, feature, call.now.utc);
                       return privately(call, yes ? text::unwell : text::well);
                     });
  }
  return yes_or_no(intents::answer, said, context, questions_, feature,
                   {.no = {"不想说", "不说", "不方便说", "保密", "不告诉你"}},
                   [this](const Context& call, const storage::Question&, bool yes) {
                     if (yes) return privately(call, text::which_city);
                     questions_.close(call.speaker.person->id, feature, call.now.utc);
                     return refuse(call);
                   });
}

/// 撤回 alone: the place that was said last today, or what was still to be asked about it.
std::optional<Interpretation> WhereStudentsAre::hear_revoke(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || context.message.place != Place::direct || !language::withdraws_last(said.text)) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  std::optional<storage::Whereabouts> last;
  for (storage::Whereabouts& one : log_.said(self->class_id, context.sent.day(), context.sent.day())) {
    if (one.person == self->id) last = std::move(one);
  }
  const bool unrecorded = question && question->kind == "consent";
  if (!unrecorded && !last) return std::nullopt;
  Interpretation heard{.intent = &intents::revoke, .claim = Claim::open};
  heard.opened = unrecorded ? question->asked : last->said;
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this, unrecorded, last](const Context& call) {
    const std::int64_t person = call.speaker.person->id;
    questions_.close(person, feature, call.now.utc);
    if (unrecorded) return privately(call, text::not_recorded);
    places_.take_back(person);
    if (last->since) schedule_.cancel_timer(feature, Topic{.kind = "well", .id = person}.text());
    return privately(call, text::taken_back(in_words(*last)));
  };
  return heard;
}

std::optional<Interpretation> WhereStudentsAre::hear(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || self->class_id == 0 || context.message.place != Place::direct) return std::nullopt;
  const auto statement = understand(said.text);
  if (!statement) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  const bool asked = question && question->kind == "where";
  // 解除隔离了 is of whoever is known to be in isolation.
  const auto known = asked ? std::nullopt : log_.of(self->id, context.sent.day());
  const bool released = statement->said.isolated == false && known && known->isolated == true;
  if (!asked && !released && !statement->clear()) return std::nullopt;
  const Intent* intent = asked ? &intents::place : &intents::told;
  if (statement->kind == Statement::Kind::vague) intent = &intents::ask;
  if (statement->kind == Statement::Kind::plan) intent = &intents::plan;
  Interpretation heard{.intent = intent};
  if (asked) {
    heard.claim = Claim::answer;
    heard.opened = question->asked;
  }
  heard.understood.fields = [statement = *statement] { return fields(statement); };
  heard.understood.act = [this, statement = *statement, asked](const Context& call) {
    return take(call, statement, asked);
  };
  return heard;
}

/// What answers a question that has said what is kept is consent; what comes unasked is asked about once.
Reply WhereStudentsAre::take(const Context& call, const Statement& statement, bool asked) {
  const std::int64_t self = call.speaker.person->id;
  if (statement.kind == Statement::Kind::vague) return privately(call, text::which_city);
  if (statement.kind == Statement::Kind::plan) return plan(call, statement);
  const auto consent = consents_.last(self, storage::PlaceConsent::word);
  if (asked && !(consent && consent->given))
    consents_.say(self, storage::PlaceConsent::word, {.given = true, .at = call.now.utc});
  if (asked || (consent && consent->given)) return record(call, statement);
  if (consent) return privately(call, text::not_kept);
  ask(call, "consent", to_payload(to_json(statement)));
  return privately(call, may_i_keep_place(in_words(whereabouts_of(statement.said, call))));
}

Reply WhereStudentsAre::record(const Context& call, const Statement& statement) {
  const Person& self = *call.speaker.person;
  const auto before = log_.of(self.id, call.sent.day());
  const storage::Whereabouts now = whereabouts_of(statement.said, call);
  const bool tells = now.in_wuhan || now.on_post || now.isolated;
  if (!tells) {
    // 在家 says nothing of the city.
    ask(call, "where", "{}");
    return privately(call, text::which_city);
  }
  log_.add(now);
  const storage::Whereabouts holds = log_.of(self.id, call.sent.day()).value_or(now);
  // Who tells for the first time where he has been all along has not gone back to it.
  const bool newly = now.on_post == true && (statement.resumes || (before && before->on_post == false));
  if (newly && holds.in_wuhan == true) {
    questions_.close(self.id, feature, call.now.utc);
    return warn_of_work(call, holds.employer, "");
  }
  const bool left = before && before->in_wuhan == true && holds.in_wuhan == false;
  const bool elsewhere = before && !now.area.empty() && !before->area.empty() && before->area != now.area &&
                         before->in_wuhan != holds.in_wuhan;
  if (holds.in_wuhan && (left || elsewhere || statement.moved)) {
    ask(call, "since", to_payload({{"left", holds.in_wuhan == false}}));
    return privately(call, text::since_when(in_words(holds)));
  }
  questions_.close(self.id, feature, call.now.utc);
  if (now.on_post == true && !holds.in_wuhan) {
    ask(call, "where", "{}");
    return privately(call, text::work_where);
  }
  return privately(call, text::recorded(in_words(holds)));
}

/// No student in Wuhan goes back to work before the end of the epidemic: his counsellor hears of it at once.
Reply WhereStudentsAre::plan(const Context& call, const Statement& statement) {
  const auto now = log_.of(call.speaker.person->id, call.sent.day());
  const auto in_wuhan = statement.said.in_wuhan ? statement.said.in_wuhan : now ? now->in_wuhan : std::nullopt;
  if (in_wuhan == true)
    return warn_of_work(call, statement.said.employer.empty() && now ? now->employer : statement.said.employer,
                        statement.day.empty() ? "要" : statement.day);
  if (in_wuhan) return privately(call, text::well);
  ask(call, "where", "{}");
  return privately(call, text::work_where);
}

Reply WhereStudentsAre::warn_of_work(const Context& call, const std::string& employer, const std::string& day) const {
  const Person& self = *call.speaker.person;
  const auto klass = members_.class_by_id(self.class_id);
  Reply reply = privately(call, text::no_work);
  auto teachers_of_it = members_.holders(Role::counsellor, self.class_id, call.now.utc);
  if (teachers_of_it.empty()) teachers_of_it = members_.holders(Role::office, 0, call.now.utc);
  for (const Person& teacher : teachers_of_it) {
    reply.add(Whisper{.to = teacher,
                      .content = plain(text::wants_to_work(klass ? klass->name : "", self.name, day, employer)),
                      .priority = storage::Priority::notice,
                      .discreet = true});
  }
  return reply;
}

Reply WhereStudentsAre::arrived(const Context& call, const storage::Question& question, const Arrival& arrival) {
  const std::int64_t self = call.speaker.person->id;
  questions_.close(self, feature, call.now.utc);
  log_.note_since(self, arrival.day);
  schedule_.set_timer(
      feature, Topic{.kind = "well", .id = self}.text(),
      zone_.utc(call.now.day() + (call.now.time_of_day() < ask_well_at ? std::chrono::days{0} : std::chrono::days{1}) +
                ask_well_at),
      iso(arrival.day + watched));
  const auto payload = from_payload(question.payload);
  return privately(call, text::arrived(arrival.day, arrival.part, payload.is_object() && payload.value("left", false)));
}

Reply WhereStudentsAre::ask_well(std::int64_t id, const Moment& now) {
  const auto person = members_.by_id(id);
  if (!person) return {};
  questions_.ask({.person = id,
                  .feature = std::string(feature),
                  .kind = "well",
                  .payload = "{}",
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + question_open});
  return Reply{}.add(Whisper{
      .to = *person, .content = plain(text::any_trouble), .priority = storage::Priority::ladder, .discreet = true});
}

Reply WhereStudentsAre::refuse(const Context& call) {
  const std::int64_t self = call.speaker.person->id;
  consents_.say(self, storage::PlaceConsent::word, {.given = false, .at = call.now.utc});
  const Day today = call.now.day();
  return privately(call, text::refused(places_.forget(self, today - std::chrono::days{kept_places.days}, today)));
}

Reply WhereStudentsAre::ask_class(const Context& said, std::optional<std::string> name) {
  const auto classes = classes_meant(said, members_, name, teachers);
  if (!classes) return privately(said, not_your_class(*name));
  if (classes->size() != 1) return privately(said, text::which_class);
  const Class& klass = classes->front();
  const auto places = log_.of_class(klass.id, said.sent.day());
  const Person& by = *said.speaker.person;
  Reply reply;
  std::size_t asked = 0;
  std::size_t known = 0;
  for (const Person& student : members_.students(klass.id)) {
    const bool lately = std::any_of(places.begin(), places.end(), [&](const storage::Whereabouts& one) {
      return one.person == student.id && one.in_wuhan && one.day > said.sent.day() - watched;
    });
    const auto consent = consents_.last(student.id, storage::PlaceConsent::word);
    if (lately || (consent && !consent->given)) {
      known += lately ? 1 : 0;
      continue;
    }
    ++asked;
    questions_.ask({.person = student.id,
                    .feature = std::string(feature),
                    .kind = "where",
                    .payload = "{}",
                    .day = said.now.day(),
                    .asked = said.now.utc,
                    .until = said.now.utc + question_open});
    reply.add(Whisper{.to = student,
                      .content = plain(text::where_now(wording::teacher(by.name))),
                      .priority = storage::Priority::ladder});
  }
  reply.join(privately(said, text::asked(klass.name, asked, known)));
  return reply;
}

void WhereStudentsAre::ask(const Context& call, std::string_view kind, const std::string& payload) const {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = std::string(kind),
                  .payload = payload,
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
}

}  // namespace banwei::whereabouts
