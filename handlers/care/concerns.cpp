#include "handlers/care/concerns.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/care/kind_words.h"
#include "handlers/common/ailment.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"

namespace banwei::care {

using storage::Alert;

namespace text {
namespace {

std::string unnamed(const std::string& told) {
  return std::string(watch_over) +
         (told.empty() ? std::string("我还没联系上老师，请马上打电话给辅导员。") : "我正在告诉" + told + "。") +
         "他是谁、现在在哪？直接回我，我转告老师";
}
std::string former_unwell(const std::string& told) {
  return "先休息、多喝水。喘不上气、胸口疼或越来越重，马上拨120。" +
         (told.empty() ? std::string("我还没联系上老师，请直接打电话") : "我正在告诉" + told);
}
std::string none_heard(const std::string& hotline) {
  return "我还没联系上老师，请现在拨120或110，先到有人的地方。" + helpline(hotline, "") + "我会接着找老师";
}
std::string stranger(const std::string& hotline) {
  return "我是班级小助手，还不认识你。如果你或身边的人有危险，请马上拨120或110。" + helpline(hotline, "") +
         "在读同学请让班长或辅导员把你加进名单";
}
std::string unwell(bool measured) {
  return std::string("不舒服就先休息、多喝水") + (measured ? "" : "，量一下体温发给我") +
         "。喘不上气、胸口疼或越来越重，马上拨120。想让我请老师联系你，就回“好”";
}
/// The drug hides the fever for hours.
constexpr auto eased =
    "好些了就好，先休息、多喝水。退烧药会把体温压下去，过四个小时再量一次发给我；又烧起来、喘不上气，马上告诉我。"
    "想让我请老师联系你，就回“好”";
std::string unwell_other(const std::string& who) {
  return "请" + who + "先休息、多喝水，量一下体温发给我。喘不上气、胸口疼或越来越重，马上拨120，再告诉老师";
}
constexpr auto at_hospital =
    "你在医院？是自己不舒服的话，哪里不舒服、医生怎么说，直接告诉我。想让我请老师联系你，就回“好”";
constexpr auto kept =
    "我不会联系你家里人，群里和同学也看不到你私聊我的话。发热或有危险时我会告诉负责你的老师，不想让家里知道可以跟老师说"
    "。"
    "想说什么直接说，谁能看到说“隐私说明”；想让我请老师联系你，就回“好”";
constexpr auto isolated =
    "隔离到哪天，以社区或医院通知你的为准。隔离期间早晚量体温发我。想让我请老师帮你问清楚，就回“好”";
constexpr auto maybe_isolated =
    "要不要隔离，由医院、社区和学校看体温和情况定，不是罚你，吃住、上课老师会帮你安排好。别怕，不舒服照实告诉我。想让我"
    "请老师"
    "跟你说说，就回“好”";
constexpr auto infected = "先待在原来的地方、戴好口罩，别和别人接触，早晚量体温发给我。老师会联系你";
std::string of_yours(const std::string& name) {
  return fmt::format("好的，这话我不告诉别人。要我早晚问{}的体温和情况、记下来，说“立案 {}”", name, name);
}
std::string unreached(const std::string& name) {
  return fmt::format("好的，这句我没往上报。先问家长、室友，一直找不到人就打110。要我记着这件事，说“立案 {}”", name);
}
std::string contact(std::string_view measure) {
  return fmt::format("身边有人发热要当心，先少接触、戴好口罩，{}。老师会联系你", measure);
}
std::string household_of(const std::string& name) {
  return fmt::format("谢谢告诉我，{}家里有人发热，我请老师联系他。和他见过面的话，你自己也量一下体温发给我", name);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_quoted = 100;  // In code points, of one message.
constexpr std::size_t most_name = 20;

std::string without(std::string text, std::string_view word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.erase(at, word.size());
  return text;
}

/// 我在家隔离呢 要隔离到几号, 隔离满了 可以出门了吗.
bool asks_of_isolation(std::string_view words) {
  constexpr std::string_view asks = "几号 几天 多久 什么时候 哪天 怎么 能不能 可以 吗 会不会 要不要 是不是要";
  const std::string folded = normalised(words);
  const auto in = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
  return in("隔离") && (in("我") || folded.starts_with("隔离")) && language::holds_one_of(folded, asks);
}

/// 别跟我家里说: of whom the speaker does not want to hear of it; not 别跟我说话.
bool asks_to_keep(const std::string& words) {
  constexpr std::size_t most = 20;  // in code points
  constexpr std::string_view whom = "爸 妈 家 父母 老师 导员 别人 任何人 其他人 他们 同学 室友 说出去";
  constexpr std::string_view not_so = "作业 答案 剧透 点名 请告诉";
  return code_points(words) <= most && asks_secrecy(words) && language::holds_one_of(words, whom) &&
         !language::holds_one_of(words, not_so);
}

/// 老师会不会让我隔离啊 好怕: it has not come to that.
bool fears_isolation(std::string_view words) {
  const std::string folded = normalised(words);
  return language::holds_one_of(folded, "会不会 要不要 是不是要");
}

bool is_symptom(NeedKind kind) { return kind == NeedKind::urgent || kind == NeedKind::fever_words; }

/// 感冒药哪里买, 听得我脑壳痛: a symptom that only says what something is for, or what it is like.
bool is_of_something_else(std::string_view words, std::size_t at, std::size_t length) {
  const std::string_view before = words.substr(0, at);
  return words.substr(at + length).starts_with("药") || before.ends_with("得我") || before.ends_with("得人");
}

/// What an alert says of somebody near who is ill, and of an infection whosoever it is.
std::string what_of_others(const Need& need, bool own, const std::string& words) {
  if (need.kind == NeedKind::household) return ill_at_home(words);
  if (own) return std::string(maybe_infected);
  const auto who = need.family ? Infected::family : need.about != 0 ? Infected::nobody_else : Infected::met;
  if (!need.symptoms.empty()) return std::string(contact_ill) + text::quoted(words);
  constexpr std::size_t name_alone = 6;  // In code points: 张三确诊了 says no more than that he is.
  const std::string told = infection(who, words);
  const bool no_more = who == Infected::nobody_else && code_points(words) <= code_points(told) + name_alone;
  return no_more ? told : told + text::quoted(words);
}

/// As the case tables call it.
const char* kind_of(NeedKind kind) {
  if (tells_of_distress(kind)) return "distress";
  if (kind == NeedKind::check) return "check";
  return is_symptom(kind) ? "sym" : "ask";
}

/// As the case tables read it.
nlohmann::ordered_json fields_of(const Need& need, const std::vector<Person>& classmates, int days) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  const bool urgent =
      need.kind != NeedKind::ask_figure && !tells_of_distress(need.kind) && need.kind != NeedKind::check;
  if (tells_of_distress(need.kind)) fields["level"] = need.kind == NeedKind::distress_now ? "now" : "soon";
  if (need.kind == NeedKind::figure || need.kind == NeedKind::ask_figure) fields["ask"] = "confirm";
  if (need.kind == NeedKind::household) fields["ask"] = "household";
  if (need.kind == NeedKind::contact) fields["ask"] = "contact";
  if (is_symptom(need.kind) && need.symptoms.empty()) fields["ask"] = "value";
  if (is_symptom(need.kind) && !need.symptoms.empty()) fields["sym"] = need.symptoms;
  if (is_symptom(need.kind) && days > 0) fields["days"] = days;
  if (need.centi != 0 && fields.contains("ask")) fields["guess"] = need.centi / 100.0;
  const auto about =
      std::find_if(classmates.begin(), classmates.end(), [&](const Person& person) { return person.id == need.about; });
  if (need.about != 0 && about != classmates.end()) fields["who"] = about->name;
  const bool of_whom = tells_of_distress(need.kind) || is_symptom(need.kind) || need.kind == NeedKind::check;
  if (need.somebody_else && of_whom) fields["who"] = "?";
  if (urgent) fields["urgent"] = true;
  return fields;
}

/// What somebody says of how he or another feels, and what he says beside it.
struct Unwell {
  HealthPhrase health = {};
  std::string who = {};         // Of the class, when it is not the speaker.
  std::string rest = {};        // All words but those of health and names.
  std::size_t most_beside = 0;  // In code points, of a clause that tells of health.
  bool asks = false;

  /// 高数真头疼, 头晕是怎么回事吗
  bool is_other_talk() const {
    // 大姨妈痛，上午的课去不了 is of a lesson that is missed.
    const bool of_lessons = !language::holds_one_of(rest, language::cannot_come) && rest.find("课") != rest.npos;
    return asks || of_lessons || language::holds_one_of(rest, "甜到 笑到 这 看得 让人 作业 高数 题 真");
  }
  /// A jest, or a longer line in which it stands by the way.
  bool is_idle() const {
    constexpr std::size_t most_talk = 8;  // code points
    return code_points(rest) > most_talk || language::holds_one_of(rest, "哈 死 笑 烦 服了");
  }
};

Unwell unwell_in(std::string_view words, const Classmates& classmates, std::int64_t speaker) {
  Unwell said;
  std::size_t beside = 0;  // in this clause
  bool ill = false;
  const auto end_clause = [&] {
    if (std::exchange(ill, false)) said.most_beside = std::max(said.most_beside, beside);
    beside = 0;
  };
  bool at_head = true;
  for (std::size_t at = 0; at < words.size();) {
    if (const auto name = at_head ? classmates.name_at(words, at) : Classmates::Match{}; name.length > 0) {
      if (name.person != speaker) said.who = words.substr(at, name.length);
      at += name.length;
      at_head = false;
      continue;
    }
    const auto phrase = health_phrase_at(words, at);
    if (phrase && !is_of_something_else(words, at, phrase->length)) {
      said.health.present.insert(said.health.present.end(), phrase->present.begin(), phrase->present.end());
      said.health.vague = said.health.vague || phrase->vague;
      ill = true;
      at += phrase->length;
      at_head = false;
      continue;
    }
    const std::size_t size = code_point_size(words, at);
    at_head = is_mark(code_point_at(words, at));
    if (at_head)
      end_clause();
    else if (!is_digit(words[at]))
      ++beside;
    said.rest += words.substr(at, size);
    at += size;
  }
  end_clause();
  const std::string without_call = without(std::string(words), "在吗");
  said.asks = words.find('?') != words.npos || without_call.find("吗") != std::string::npos;
  return said;
}

/// 帮我跟老师说一声我头疼: what is to be passed on.
std::string_view passed_on(std::string_view words) {
  constexpr std::array<std::string_view, 6> requests{"说一声", "说一下", "说声", "讲一声", "讲一下", "说下"};
  constexpr std::size_t most_before = 8;  // code points: 麻烦你帮我跟老师
  for (const std::string_view request : requests) {
    const auto at = words.find(request);
    if (at == words.npos || code_points(words.substr(0, at)) > most_before) continue;
    if (language::holds_one_of(words.substr(0, at), "帮 替 麻烦 跟 和")) return words.substr(at + request.size());
  }
  return words;
}

}  // namespace

std::optional<Concern> Concerns::in(const Utterance& said, const Context& context, const Understood* taken) const {
  const auto& self = context.speaker.person;
  const std::string words = wording::head(said.text, most_quoted);
  const ClassPeople::People& people = people_.of(context);
  const auto& [classmates, named] = people;
  Need need = said.text.empty() ? Need{} : need_in(said.text, named, self ? self->id : 0);
  // 何静我聊过了，就是压力大: a teacher speaks of whom he names first.
  if (need.kind == NeedKind::check && need.about == 0 && self && self->staff)
    need.about = named.name_at(plain_talk(said.text), 0).person;
  auto befell = misfortune(said, context, people, need, taken);
  // Whatever is said by somebody whom a teacher follows is first of all what he says more.
  if (befell && !aftercare_.is_followed(*self)) return befell;
  if (need.kind == NeedKind::none) {
    if (auto open = aftercare_.open_for(context, words, taken)) return open;
    if (befell) return befell;
    if (auto asks = elsewhere(said, context, people, taken)) return asks;
    const bool measured = taken != nullptr && taken->kind == "temp";
    return taken == nullptr || measured ? unwell(said, context, people, measured) : std::nullopt;
  }
  // Of somebody who was in danger even what may be nothing is told.
  const bool own = need.about == 0 && !need.somebody_else;
  if (need.kind == NeedKind::check && own && taken == nullptr && self && aftercare_.was_in_danger(context)) {
    if (auto open = aftercare_.open_for(context, words, taken)) return open;
  }
  // Teachers write about figures all day; a student's readings have been heard by whoever keeps them.
  const bool unwell = !tells_of_distress(need.kind) && need.kind != NeedKind::check;
  // 没劲 is a symptom to whoever has been asked how the illness goes.
  if (need.kind == NeedKind::check && taken != nullptr && taken->kind == "follow" && taken->fields().contains("sym"))
    return std::nullopt;
  // 我妈核酸阳性，我36.4: of those at home a reading of one's own has heard nothing, unless it asks about them.
  const bool at_home = need.kind == NeedKind::household || need.kind == NeedKind::contact;
  const bool left = at_home && taken != nullptr && taken->kind == "temp" && !taken->fields().contains("sym");
  // 李四拉肚子，明天不来了，给他请一天病假, of a teacher: he looks after him as it is.
  const bool put_in = taken != nullptr && taken->kind == "leave";
  if (need.kind == NeedKind::check && self && self->staff && put_in) return std::nullopt;
  if ((unwell || need.unreached) && self && self->staff) return told_by_a_teacher(need, context, taken);
  if (unwell && taken != nullptr && taken->health && !left) return std::nullopt;

  Concern concern;
  concern.hush = tells_of_distress(need.kind);
  concern.kind = is_symptom(need.kind) && need.symptoms.empty() ? "ask" : kind_of(need.kind);
  concern.fields = [need, classmates = classmates, days = health_in(normalised(words, most_quoted)).days] {
    return fields_of(need, classmates, days);
  };
  concern.act = [this, need, words,
                 beside = Beside{.asked = taken != nullptr && taken->kind == "ask",
                                 .measured = taken != nullptr && taken->hold}](const Context& call) -> Reply {
    if (!call.speaker.person) return of_a_stranger(call, need, words);
    if (tells_of_distress(need.kind)) return aftercare_.distress(call, need, text::quoted(words));
    return need.kind == NeedKind::check ? aftercare_.ask_kindly(call, need, words) : health(call, need, words, beside);
  };
  return concern;
}

/// 我在附院急诊, 我在家隔离呢，要隔离到几号: of somebody of whom nothing is known yet, asked kindly and told to nobody.
std::optional<Concern> Concerns::elsewhere(const Utterance& said, const Context& context,
                                           const ClassPeople::People& people, const Understood* taken) const {
  const bool later = taken != nullptr && taken->kind == "nodata";
  if (context.message.place != Place::direct || !context.speaker.person || context.speaker.person->staff ||
      (taken != nullptr && !later))
    return std::nullopt;
  if (taken == nullptr && asks_to_keep(said.text)) {
    return Concern{
        .act = [this, words = wording::head(said.text, most_quoted)](
                   const Context& call) { return aftercare_.offer_help(call, text::kept, words, {.promised = true}); },
        .fields = [] { return nlohmann::ordered_json::object(); },
        .kind = "check"};
  }
  const bool ill = at_hospital(said.text, people.named) && !aftercare_.is_followed(*context.speaker.person);
  if (!ill && !asks_of_isolation(said.text)) return std::nullopt;
  return Concern{.act =
                     [this, ill, words = wording::head(said.text, most_quoted)](const Context& call) {
                       return aftercare_.offer_help(call,
                                                    ill                      ? text::at_hospital
                                                    : fears_isolation(words) ? text::maybe_isolated
                                                                             : text::isolated,
                                                    words, {.ill = true});
                     },
                 .kind = ill ? "hospital" : "isolated"};
}

/// 被狗咬了, 家里出事了: in private, and beside nothing but a reading.
std::optional<Concern> Concerns::misfortune(const Utterance& said, const Context& context,
                                            const ClassPeople::People& people, const Need& need,
                                            const Understood* taken) const {
  const auto& self = context.speaker.person;
  const bool hurt = need.kind == NeedKind::check && need.trouble == Trouble::hurt && !need.peril;
  const bool free = taken == nullptr || taken->kind == "temp" || taken->kind == "nodata";
  if (context.message.place != Place::direct || !self || self->staff || !free) return std::nullopt;
  if (need.kind != NeedKind::none && !hurt) return std::nullopt;
  const auto befell = misfortune_of(said.text, people.named, self->id, hurt);
  if (!befell) return std::nullopt;
  Concern concern;
  concern.kind = "misfortune";
  concern.act = [this, befell = *befell, words = wording::head(said.text, most_quoted)](const Context& call) {
    return aftercare_.ask_kindly(call, befell, words);
  };
  return concern;
}

/// 王五确诊了，先别告诉别人; 欧阳晨联系不上: he knows already; what he may do next.
std::optional<Concern> Concerns::told_by_a_teacher(const Need& need, const Context& context,
                                                   const Understood* taken) const {
  const auto about = members_.by_id(need.about);
  if (context.message.place != Place::direct || taken != nullptr || !about) return std::nullopt;
  Concern concern;
  concern.kind = "told";
  concern.act = [name = about->name, lost = need.unreached](const Context& call) {
    return Reply{}.add(to_speaker(*call.speaker.person, lost ? text::unreached(name) : text::of_yours(name)));
  };
  return concern;
}

/// 头好晕, 李四咳嗽: who says so in private is told what to do; no teacher hears of it. Who says of himself in the
/// group, and of nothing else, that he is unwell is told so in private, once a day; the group reads nothing.
std::optional<Concern> Concerns::unwell(const Utterance& said, const Context& context,
                                        const ClassPeople::People& people, bool measured) const {
  const bool in_group = context.message.place == Place::group;
  if (in_group && measured) return std::nullopt;
  if (!context.speaker.person || context.speaker.person->staff || (in_group && !context.klass)) return std::nullopt;
  const std::size_t most_beside = in_group ? 3 : 5;  // In code points beside it in its clause: 我, 老师, 一上午.
  const Unwell told =
      unwell_in(passed_on(normalised(said.text, most_quoted)), people.named, context.speaker.person->id);
  const HealthPhrase& health = told.health;
  if (!in_group && !measured && is_eased(normalised(said.text, most_quoted))) {
    return Concern{
        .act = [this, words = wording::head(said.text, most_quoted)](
                   const Context& call) { return aftercare_.offer_help(call, text::eased, words, {.ill = true}); },
        .fields =
            [] {
              return nlohmann::ordered_json{{"ask", "symptom"}};
            },
        .kind = "ask"};
  }
  // What cannot wait has been judged: nobody is ill by it.
  if (std::any_of(health.present.begin(), health.present.end(), is_urgent_symptom)) return std::nullopt;
  if ((health.present.empty() && !health.vague) || told.most_beside > most_beside || told.is_other_talk())
    return std::nullopt;
  // 我不舒服, as a clause of its own; not 看得我不舒服.
  const bool unsaid = health.present.empty() && told.most_beside > 1;
  if (in_group && (!told.who.empty() || unsaid || told.is_idle())) return std::nullopt;
  Concern concern;
  concern.kind = health.present.empty() ? "ask" : "sym";
  concern.fields = [present = health.present, who = told.who] {
    nlohmann::ordered_json fields;
    if (present.empty()) {
      fields["ask"] = "symptom";
    } else {
      fields["sym"] = present;
    }
    if (!who.empty()) fields["who"] = who;
    return fields;
  };
  if (measured) concern.fields = nullptr;  // Whoever keeps readings has heard it.
  concern.act = [this, measured, who = told.who, said = wording::head(said.text, most_quoted)](const Context& call) {
    if (!who.empty()) return Reply{}.add(to_speaker(*call.speaker.person, text::unwell_other(who)));
    return aftercare_.offer_help(call, text::unwell(measured), said, {.ill = true, .aside = measured});
  };
  return concern;
}

Reply Concerns::nobody_heard(const Alert& alert) const {
  const auto by = members_.by_id(alert.by);
  return by ? Reply{}.add(to_speaker(*by, text::none_heard(settings_.hotline))) : Reply{};
}

/// What it says of a temperature is asked by whoever keeps readings, unless they have asked already; the alarm is the
/// same as for any fever.
Reply Concerns::health(const Context& call, const Need& need, const std::string& words, Beside beside) const {
  Reply reply;
  const Person& self = *call.speaker.person;
  const auto about = need.about != 0 ? members_.by_id(need.about) : std::nullopt;
  const bool others = need.kind == NeedKind::household || need.kind == NeedKind::contact;
  const bool own = need.kind == NeedKind::contact && !need.somebody_else && !about;
  if (need.somebody_else && !others) return of_somebody_unnamed(call, need, words);
  const Person& person = about ? *about : self;
  if (need.kind != NeedKind::ask_figure) {
    reply.facts.emplace_back(FeverSeen{.person = person,
                                       .by = self,
                                       .centi = others ? 0 : need.centi,
                                       .symptoms = others ? std::vector<std::string>{} : need.symptoms,
                                       .what = others ? what_of_others(need, own, words) : "",
                                       .confirmed = false,
                                       .at = call.sent});
  }
  if (others) {
    const bool home = need.kind == NeedKind::household;
    if (home && about) return reply.add(to_speaker(self, text::household_of(about->name)));
    return reply.add(to_speaker(self, home ? advice_at_home(words, beside.measured)
                                      : own || need.symptoms.empty()
                                          ? text::infected
                                          : text::contact(advice_to_measure(beside.measured))));
  }
  if (need.centi != 0 && !about && !beside.asked) {
    reply.facts.emplace_back(ValueHeard{.person = self,
                                        .centi = need.centi,
                                        .room = call.message.room,
                                        .message = call.message.id,
                                        .text = words,
                                        .at = call.sent});
  }
  return reply;
}

/// 有人晕倒了: the speaker is asked who and where, and the teachers read the sentence.
Reply Concerns::of_somebody_unnamed(const Context& call, const Need& need, const std::string& words) const {
  if (need.kind == NeedKind::ask_figure) return {};
  const std::int64_t id = alarms_.raise({.class_id = call.klass ? call.klass->id : call.speaker.person->class_id,
                                         .by = call.speaker.person->id,
                                         .severity = severity_of(need.centi, need.symptoms),
                                         .words = text::quoted(words),
                                         .day = call.sent.day(),
                                         .said = call.sent.utc},
                                        call.now);
  Reply reply = alarms_.tell_due(call.now);
  return reply.add(to_speaker(*call.speaker.person, text::unnamed(alarms_.told_names(id))));
}

/// The class in whose group the account is.
std::int64_t Concerns::class_of_stranger(const std::string& account) const {
  for (const std::string& group : bindings_.groups_of(account)) {
    if (const auto klass = members_.class_of_group(group)) return klass->id;
  }
  return 0;
}

/// An account that nobody has bound: its card goes to the teachers of the class in whose group it is, those of somebody
/// who has left the roster hear of him; whoever is in no group gets one fixed answer a day.
Reply Concerns::of_a_stranger(const Context& call, const Need& need, const std::string& words) const {
  if (need.kind == NeedKind::check || need.kind == NeedKind::ask_figure) return {};
  const auto former = former_.with_account(call.message.user);
  const std::int64_t class_id = call.klass ? call.klass->id
                                : former   ? former->class_id
                                           : class_of_stranger(call.message.user);
  if (class_id == 0) {
    const storage::Occurrence once{
        .job = "care/stranger/" + call.message.user, .key = iso(call.now.day()), .due = call.now.utc};
    if (!schedule_.claim(once, call.now.utc)) return {};
    return Reply{}.add(Say{plain(text::stranger(settings_.hotline))});
  }
  std::string name = former ? former->name : wording::head(call.message.nickname, most_name);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return c < ' '; }, ' ');
  const bool distress = tells_of_distress(need.kind);
  const bool ill = !distress && (need.centi != 0 || !need.symptoms.empty());
  const std::int64_t id = alarms_.raise({.account = call.message.user,
                                         .name = name.empty() ? call.message.user : name,
                                         .class_id = class_id,
                                         .severity = need.kind == NeedKind::distress_now ? Severity::distress_now
                                                     : distress                          ? Severity::distress_soon
                                                                : severity_of(need.centi, need.symptoms),
                                         .centi = distress ? 0 : need.centi,
                                         .symptoms = distress ? std::vector<std::string>{} : need.symptoms,
                                         .words = ill ? "" : text::quoted(words),
                                         .day = call.sent.day(),
                                         .said = call.sent.utc},
                                        call.now);
  Reply reply = alarms_.tell_due(call.now);
  if (call.klass) return reply;
  const std::string told = alarms_.told_names(id);
  return reply.add(Say{plain(need.kind == NeedKind::distress_now    ? text::danger_now(told, settings_.hotline)
                             : need.kind == NeedKind::distress_soon ? text::danger_soon(told, settings_.hotline)
                                                                    : text::former_unwell(told))});
}

}  // namespace banwei::care
