#include "handlers/care/care.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/care/outcomes.h"
#include "handlers/common/ailment.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"

namespace banwei::care {

using storage::Alert;

namespace text {
namespace {

std::string eased(const std::string& who, const FeverEased& eased, std::string_view at) {
  return fmt::format("{} {}{}（{}，原{}）。之前的提醒还在，请看情况处理", who, eased.corrected ? "更正为" : "复测",
                     wording::degrees(eased.centi), at, wording::degrees(eased.before));
}
std::string marked(const std::string& who) { return fmt::format("好的，{}记为已联系", who); }
std::string which(const std::string& names) { return fmt::format("还有几位没联系：{}。回“已联系 姓名”", names); }
std::string one_by_one(const std::string& names) {
  return fmt::format("这几位说过不想活或有危险，请逐个点名回我：{}，如“已接通 {}”", names,
                     names.substr(0, names.find("、")));
}
std::string which_yes(const std::string& name) {
  return fmt::format("这句是回哪一条的？联系上{}了就回“已联系 {}”；批假说“同意”加编号，如“同意3”", name, name);
}
constexpr auto none_open = "现在没有等你联系的提醒";
std::string not_among(const std::string& names, const std::string& waiting) {
  return fmt::format("没有等你联系的“{}”。还在等的：{}", names, waiting);
}
constexpr std::array<std::string_view, 11> everybody{"全部",     "所有", "都",   "全部同学", "所有人", "剩下",
                                                     "剩下几个", "其余", "其他", "其他人",   "别人"};

std::string not_yet(const std::string& names) {
  return fmt::format("{}还没联系上，提醒先留着。可以打家长、室友的电话，联系上后回“已联系 {}”", names, names);
}
std::string taken_on(const std::string& names) { return fmt::format("好的，{}交给您了，不再往上提醒", names); }
std::string reached_yet(const std::string& name, std::string_view word, std::chrono::minutes pause) {
  return fmt::format("好的，{}分钟内先不再提醒。{}{}了吗？{}了回“已{} {}”", pause.count(), name, word, word,
                     word == "联系上" ? "联系" : word, name);
}

constexpr auto kept = "健康提醒";
constexpr auto unnamed = "没说名字的同学";

/// 收到, 我刚给他: what stands around a name, or for one.
void without_courtesy(std::string& name) {
  constexpr std::array<std::string_view, 17> lead{"收到", "好的", "好", "嗯", "我", "已经", "已", "刚刚", "刚才",
                                                  "刚",   "给",   "跟", "和", "他", "她",   "的", "同学"};
  constexpr std::array<std::string_view, 8> tail{"妈妈", "爸爸", "家长", "家里", "父母", "本人", "同学", "的"};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view word : lead) {
      if (!name.starts_with(word)) continue;
      name.erase(0, word.size());
      found = true;
    }
    for (const std::string_view word : tail) {
      if (!name.ends_with(word)) continue;
      name.resize(name.size() - word.size());
      found = true;
    }
  }
}

/// "常正 彭悦", "常正、彭悦和李四我都": 和 parts them unless it stands in one of `known`.
std::vector<std::string> names_in(std::string_view said, const std::vector<std::string>& known) {
  std::string words(said);
  for (std::string_view tail : {"都", "我", "已经"}) {
    while (words.ends_with(tail)) words.resize(words.size() - tail.size());
  }
  for (std::string_view join : {"和", "跟", "还有", "以及"}) {
    const bool in_a_name = std::any_of(known.begin(), known.end(),
                                       [&](const std::string& name) { return name.find(join) != std::string::npos; });
    for (auto at = words.find(join); !in_a_name && at != std::string::npos; at = words.find(join, at))
      words.replace(at, join.size(), " ");
  }
  std::vector<std::string> names;
  std::string name;
  const auto end = [&] {
    if (!name.empty()) names.push_back(std::exchange(name, {}));
  };
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t size = code_point_size(words, at);
    const std::string_view sign = std::string_view(words).substr(at, size);
    if (is_mark(code_point_at(words, at)) && sign != "(" && sign != ")" && sign != "（" && sign != "）")
      end();
    else
      name += sign;
    at += size;
  }
  end();
  std::erase_if(names, [&](std::string& one) {
    if (std::find(known.begin(), known.end(), one) == known.end()) without_courtesy(one);
    return one.empty();
  });
  for (std::string& each : names)
    if (each.find('(') != std::string::npos && !each.ends_with(')')) each += ')';  // A mark at the end was trimmed.
  return names;
}

}  // namespace
}  // namespace text

namespace {

constexpr Intent outcome{.kind = "care_seen",
                         .who = teachers | Roles{Role::admin},
                         .scope = Scope::anywhere,
                         .where = Where::direct,
                         .means = "说联系上了没有"};

/// 已联系, 都联系了: whoever is in danger may not have picked up.
bool says_no_more_than_contacted(const Message& message) {
  constexpr std::string_view reached = "联系上 联系到 通 打过 打了 电话 聊 谈 见 找到 处理 医院 没事 说";
  const std::string said = words_of(message);
  return said.find("联系") != said.npos && !language::holds_one_of(said, reached);
}

/// 收到，我现在过去 is of an alert only while that is fresh.
constexpr std::chrono::minutes right_behind{30};
/// What asks for a yes by itself in the same second is what a yes answers.
constexpr std::chrono::seconds a_moment{1};

}  // namespace

Care::Care(storage::Stores& stores, const Zone& zone, const Settings& settings, const QuietHours& quiet)
    : members_(stores.members),
      readings_(stores.readings),
      alerts_(stores.alerts),
      alarms_(stores, zone, quiet),
      followup_(stores.members, stores.readings, stores.alerts, stores.schedule, alarms_),
      people_(stores.members),
      aftercare_(stores.members, stores.alerts, stores.cases, stores.schedule, stores.questions, people_, settings,
                 alarms_, followup_),
      concerns_(stores.members, storage::FormerMembers(stores.database), stores.bindings, stores.schedule, people_,
                settings, alarms_, aftercare_) {}

std::vector<Command> Care::commands() {
  return {
      {.kind = "care_seen",
       .words = {"已联系",       "已接通",      "已处理",      "已经联系",     "我联系过了",  "联系过了",
                 "联系上了",     "我联系上了",  "打过电话了",  "我打过电话了", "电话打过了",  "已打电话",
                 "已经打电话了", "已经处理",    "处理好了",    "都联系过了",   "都联系上了",  "*都联系了",
                 "*都联系上了",  "*都联系过了", "*联系上了",   "*联系过了",    "*已联系",     "*打过电话了",
                 "*已处理",      "*打电话了",   "*打了电话了", "*打了电话",    "*通过电话了", "*聊过了"},
       .help = "收到健康提醒、联系上学生后回我",
       .example = "已联系",
       .who = teachers | Roles{Role::admin},
       .scope = Scope::anywhere,
       .where = Where::direct,
       .cost = 0,
       .run = takes(maybe(rest("姓名", "who"))).then(this, &Care::seen)},
  };
}

std::vector<Listener> Care::listeners() {
  return {{.intents = {&outcome}, .understand = std::bind_front(&Care::hear_outcome, this)},
          {.intents = {&outcome}, .understand = std::bind_front(&Care::hear_bare_yes, this)},
          {.intents = {&accepted_offer}, .understand = std::bind_front(&Aftercare::taken_offer, &aftercare_)}};
}

/// When the speaker was last told of what still waits.
Utc Care::last_told(const Person& person) const {
  Utc told{};
  for (const storage::Telling& telling : alerts_.tellings_to(person.id))
    told = std::max(told, telling.last.value_or(Utc{}));
  return told;
}

std::vector<std::string> Care::names_of(const std::vector<Alert>& alerts) const {
  std::vector<std::string> names;
  for (const Alert& alert : alerts) {
    if (std::string name = short_name(alert); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

std::optional<Interpretation> Care::hear_outcome(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  if (context.speaker.grants.empty()) return std::nullopt;
  const auto waiting = alarms_.waiting_for(context.speaker, context.now);
  const std::vector<std::string> all = names_of(waiting);
  const auto told = waiting.empty() ? std::nullopt : outcome_in(said.text, all);
  if (!told) return std::nullopt;
  const bool vain = told->outcome == Outcome::in_vain;
  const bool taken = told->outcome == Outcome::taken;
  const std::string folded = normalised(said.text);
  std::vector<std::string> names;
  Utc newest{};
  for (const Alert& alert : waiting) {
    const std::string name = short_name(alert);
    if (folded.find(normalised(name)) == std::string::npos) continue;
    newest = std::max(newest, alert.opened);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  // Of the only one who waits it need not say whom: 电话通了，人没事，我马上过去; nor of all: 都知道了 我一个个打.
  const bool fresh = context.now.utc - last_told(*context.speaker.person) <= right_behind;
  const bool unnamed = names.empty() && told->bare && (all.size() == 1 || told->all || taken) && (!taken || fresh);
  if (unnamed) newest = waiting.back().opened;
  if (unnamed && (all.size() == 1 || told->all)) names = all;
  // Of several, some may be reached and others not.
  if ((names.empty() && !unnamed) || (vain && names.size() > 1)) return std::nullopt;
  Interpretation heard{.intent = &outcome, .opened = newest};
  if (unnamed) heard.claim = Claim::answer;
  heard.understood.fields = [names, vain, taken] {
    nlohmann::ordered_json fields = nlohmann::ordered_json::object();
    if (names.size() == 1) {
      fields["who"] = names.front();
    } else if (!names.empty()) {
      fields["who"] = names;
    }
    if (vain) fields["reached"] = false;
    if (taken) fields["taken"] = true;
    return fields;
  };
  heard.understood.act = [this, names, vain, taken, unnamed, whole = unnamed && all.size() > 1](const Context& call) {
    if (taken) return take_on(call, names);
    std::string listed;
    for (const std::string& name : names) listed += (listed.empty() ? "" : "、") + name;
    return vain ? Reply{}.add(Say{plain(text::not_yet(listed))})
                : seen(call, whole     ? std::optional<std::string>("全部")
                             : unnamed ? std::nullopt
                                       : std::optional(listed));
  };
  return heard;
}

/// 我来处理: of a fever that is enough. Whoever may be in danger stays open until somebody has reached him.
Reply Care::take_on(const Context& call, const std::vector<std::string>& names) {
  const std::vector<Alert> waiting = alarms_.waiting_for(call.speaker, call.now);
  if (names.empty()) return Reply{}.add(Say{plain(text::which(wording::name_lines(names_of(waiting))))});
  const Person& self = *call.speaker.person;
  Reply reply;
  std::string taken;
  std::string lines;
  for (const std::string& name : names) {
    bool listed = false;
    for (const Alert& alert : waiting) {
      if (short_name(alert) != name) continue;
      if (!is_distress(alert.severity)) {
        reply.join(alarms_.see_to(alert, self, call.now, true));
        if (!std::exchange(listed, true)) taken += (taken.empty() ? "" : "、") + name;
        continue;
      }
      const auto pause = alarms_.put_off(reply, alert, self, call.now);
      const auto* word = alert.severity == storage::Severity::distress_now ? "接通" : "联系上";
      lines += (lines.empty() ? "" : "\n") + text::reached_yet(name, word, pause);
    }
  }
  if (!taken.empty()) lines = text::taken_on(taken) + (lines.empty() ? "" : "\n") + lines;
  return reply.add(Say{plain(std::move(lines))});
}

std::optional<Interpretation> Care::hear_bare_yes(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  if (language::yes_or_no(trimmed(normalised(said.text))) != true) return std::nullopt;
  const auto waiting = alarms_.waiting_for(context.speaker, context.now);
  if (waiting.empty()) return std::nullopt;
  const Utc told = last_told(*context.speaker.person);
  if (context.now.utc - told > right_behind) return std::nullopt;
  Interpretation heard{.intent = &outcome, .claim = Claim::answer, .opened = told - a_moment};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [name = short_name(waiting.back())](const Context&) {
    return Reply{}.add(Say{plain(text::which_yes(name))});
  };
  return heard;
}

std::optional<Concern> Care::concern(const Utterance& said, const Context& context, const Understood* taken) {
  return concerns_.in(said, context, taken);
}

Reply Care::on(const Fact& fact, const Moment& now) {
  if (const auto* fever = std::get_if<FeverSeen>(&fact)) return alarm(*fever, now);
  if (const auto* better = std::get_if<FeverEased>(&fact)) return eased(*better, now);
  if (const auto* who = std::get_if<Reachable>(&fact)) {
    alarms_.reachable(who->person, now);
    return alarms_.tell_due(now);
  }
  if (const auto* line = std::get_if<SendResult>(&fact)) {
    const auto unheard = alarms_.on_send_result(*line, now);
    Reply reply = alarms_.tell_due(now);
    for (const Alert& alert : unheard) reply.join(concerns_.nobody_heard(alert));
    return reply;
  }
  return {};
}

Reply Care::alarm(const FeverSeen& fever, const Moment& now) {
  const auto reading = readings_.by_id(fever.reading);
  const bool earlier = reading && reading->day < fever.at.day();
  const bool bare = fever.centi == 0 && fever.symptoms.empty() && fever.what.empty();
  const std::int64_t id = alarms_.raise({.person = fever.person.id,
                                         .class_id = fever.person.class_id,
                                         .by = fever.by.id,
                                         .confirmed = fever.confirmed,
                                         .severity = severity_of(fever.centi, fever.symptoms),
                                         .centi = fever.centi,
                                         .measured = earlier ? std::optional(reading->day) : std::nullopt,
                                         .symptoms = bare ? std::vector{std::string(fever_symptom)} : fever.symptoms,
                                         .words = fever.what,
                                         .reading = fever.reading,
                                         .day = fever.at.day(),
                                         .said = fever.at.utc,
                                         .asked = fever.person.id == fever.by.id},
                                        now);
  Reply reply = alarms_.tell_due(now);
  reply.join(followup_.advise(fever, id, now));
  return reply.join(followup_.ask_the_named(alerts_.by_id(id).value(), false, now));
}

Reply Care::eased(const FeverEased& eased, const Moment& now) {
  Reply reply;
  const auto teacher = alarms_.nearest(eased.person.class_id, now);
  if (!teacher) return reply;
  const Alert about{.person = eased.person.id, .class_id = eased.person.class_id};
  return reply.add(Whisper{.to = *teacher,
                           .content = plain(text::eased(alarms_.name_for(about, *teacher, now), eased,
                                                        wording::hour_minute(eased.at.time_of_day()))),
                           .priority = storage::Priority::care});
}

std::vector<TimerKind> Care::timers() {
  using storage::Timer;
  return {{"tell", [this](const Topic&, const Timer&, const Moment& now) { return alarms_.tell_due(now); }},
          {unanswered_offer, [this](const Topic& person, const Timer&,
                                    const Moment& now) { return aftercare_.ask_again(person.id, now); }},
          {"recheck",
           [this](const Topic& person, const Timer&, const Moment& now) { return followup_.recheck(person.id, now); }},
          {"unanswered", [this](const Topic& person, const Timer&, const Moment& now) {
             return followup_.tell_unanswered(person.id, now);
           }}};
}

std::vector<Retention> Care::retention() {
  return {{.of = kept_alerts,
           .forget = [this](const Moment& before, int most) { return alerts_.purge(before.utc, most); },
           .name = text::kept,
           .count = [this](const Person& who, const Moment&) { return alerts_.count_of(who.id); }}};
}

/// As the class tells the person apart; of an account outside the roster its card.
std::string Care::short_name(const Alert& alert) const {
  const auto person = members_.by_id(alert.person);
  if (!person) return alert.account.empty() ? text::unnamed : alert.name;
  return wording::name_in(*person, members_.students(person->class_id));
}

Reply Care::seen(const Context& call, std::optional<std::string> names) {
  const Person& self = *call.speaker.person;
  const std::vector<Alert> waiting = alarms_.waiting_for(call.speaker, call.now);
  if (waiting.empty()) return Reply{}.add(Say{plain(text::none_open)});
  const std::vector<std::string> all = names_of(waiting);
  const std::vector<std::string> said = names ? text::names_in(*names, all) : std::vector<std::string>{};
  const auto is_all = [](const std::string& name) {
    return std::find(text::everybody.begin(), text::everybody.end(), name) != text::everybody.end();
  };
  const bool everybody = (names && is_all(*names)) || (said.size() == 1 && is_all(said.front()));
  if (said.empty() && !everybody) names.reset();
  const bool unnamed = !names || everybody;
  const bool danger = std::any_of(waiting.begin(), waiting.end(),
                                  [](const Alert& alert) { return alert.severity == storage::Severity::distress_now; });
  if (unnamed && all.size() == 1 && danger && says_no_more_than_contacted(call.message)) return take_on(call, all);
  if (!names && all.size() > 1) return Reply{}.add(Say{plain(text::which(wording::name_lines(all)))});

  Reply reply;
  std::string done;
  std::string unknown;
  std::string grave;
  const auto listed = [](std::string& into, const std::string& name) { into += (into.empty() ? "" : "、") + name; };
  for (const std::string& name : names && !everybody ? said : all) {
    bool found = false;
    for (const Alert& alert : waiting) {
      const auto person = members_.by_id(alert.person);
      if (short_name(alert) != name && !(person && person->number == name)) continue;
      // Nobody in danger is seen to by a word about all.
      const bool alone = everybody && all.size() > 1 && is_distress(alert.severity);
      if (!found) listed(alone ? grave : done, short_name(alert));
      found = true;
      if (alone) continue;
      reply.join(alarms_.see_to(alert, self, call.now));
    }
    if (!found) listed(unknown, name);
  }
  if (!unknown.empty()) {
    const auto left = names_of(alarms_.waiting_for(call.speaker, call.now));
    return reply.add(Say{plain((done.empty() ? "" : text::marked(done) + "。") +
                               text::not_among(unknown, left.empty() ? "没有了" : wording::name_lines(left)))});
  }
  std::string answer = done.empty() ? "" : text::marked(done);
  if (!grave.empty()) answer += (answer.empty() ? "" : "。") + text::one_by_one(grave);
  return reply.add(Say{plain(std::move(answer))});
}

}  // namespace banwei::care
