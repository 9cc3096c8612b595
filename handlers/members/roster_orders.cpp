#include "handlers/members/roster_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"
#include "storage/erasure.h"

namespace banwei::members {

namespace text {
namespace {

constexpr auto which_class =
    "你名下不止一个班。请说进哪个班（如“加到机电1901”），或把他写进名单文件发给我，或说“转入 学号 班级”";
constexpr auto taken = "这个学号已经有人了，请核对。别的班的同学请他原来的辅导员转出";
std::string ask_add(const std::string& who, const std::string& klass) {
  return fmt::format("要把{}加进{}，从现在起算他。照这样做就回“是”", who, klass);
}
std::string added(const std::string& who, const std::string& klass) {
  return fmt::format("已把{}加进{}。请他加我好友后私聊发我“姓名 学号”，就认得他了", who, klass);
}
std::string ask_rename(const std::string& who, const std::string& to) {
  return fmt::format("要把{}的姓名改成{}。照这样做就回“是”", who, to);
}
std::string renamed(const std::string& who, const std::string& to) { return fmt::format("已把{}改成{}", who, to); }
std::string ask_renumber(const std::string& who, const std::string& to) {
  return fmt::format("要把{}的学号改成{}，报过的都跟过去。照这样做就回“是”", who, to);
}
std::string renumbered(const std::string& who, const std::string& to) {
  return fmt::format("已把{}的学号改成{}", who, to);
}
std::string ask_return(const std::string& who, const std::string& klass) {
  return fmt::format("要让{}复学，回到{}，从现在起算他。照这样做就回“是”", who, klass);
}
std::string returned(const std::string& who, const std::string& klass, bool bound) {
  return fmt::format("{}复学了，算在{}里{}", who, klass,
                     bound ? "，原来的QQ还认得" : "。请他加我好友后私聊发我“姓名 学号”，就认得他了");
}
constexpr auto dropped = "好，什么都没有改";
constexpr auto several_away = "叫这个名字休学的不止一位，请换成学号再说一次";
constexpr auto no_longer_yours = "现在改不了，什么都没有改";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "roster_orders";  // of its questions
constexpr std::chrono::minutes question_open{30};

/// 罗文杰, whoever is called so; 我表弟 and 别的同学 are no names. It asks nothing of the surname: the answer must not
/// differ for somebody of another class.
bool may_be_a_student(std::string_view who) {
  const std::size_t length = code_points(who);
  bool han = length >= 2 && length <= 4;
  for (std::size_t at = 0; at < who.size(); at += code_point_size(who, at)) han = han && is_han(code_point_at(who, at));
  return han && !language::holds_one_of(who, "我 你 他 她 们 谁 的 哪 某 同学 弟 妹 哥 姐 爸 妈 爷 奶");
}

std::string named(const std::string& name, const std::string& number) { return fmt::format("{}（{}）", name, number); }

nlohmann::ordered_json fields_of(const RosterTalk& talk) {
  nlohmann::ordered_json fields{{talk.kind == RosterTalk::Kind::in ? "name" : "who", talk.who}};
  if (!talk.number.empty()) fields["id"] = talk.number;
  if (!talk.why.empty()) fields["why"] = talk.why;
  if (!talk.to.empty() && talk.kind == RosterTalk::Kind::in) fields["class"] = talk.to;
  if (!talk.to.empty() && talk.kind != RosterTalk::Kind::out && talk.kind != RosterTalk::Kind::in) {
    fields["field"] = talk.kind == RosterTalk::Kind::rename ? "name" : "number";
    fields["value"] = talk.to;
  }
  return fields;
}

}  // namespace

std::vector<Person> RosterOrders::meant(const Context& call, const std::string& who) const {
  std::vector<Person> people;
  for (const Class& klass : classes_of(members_, call, movers)) {
    for (Person& one : members_.students(klass.id)) {
      if (normalised(one.name) == who || normalised(one.number) == who) people.push_back(std::move(one));
    }
  }
  return people;
}

/// Those who are away from a class of the speaker's for a while.
std::vector<Person> RosterOrders::suspended(const Context& call, const std::string& who) const {
  std::vector<Person> people;
  for (const Class& klass : classes_of(members_, call, movers)) {
    for (Person& one : suspensions_.of_class(klass.id)) {
      if (normalised(one.name) == who || normalised(one.number) == who) people.push_back(std::move(one));
    }
  }
  return people;
}

/// The speaker's class of that name, or the only one whose name ends with those figures: 1902.
std::optional<std::string> RosterOrders::own_class(const Context& call, const std::string& word) const {
  const auto classes = classes_of(members_, call, movers);
  const std::string said = normalised(class_name(word));
  const bool figures = !said.empty() && std::all_of(said.begin(), said.end(), is_digit);
  std::optional<std::string> found;
  for (const Class& one : classes) {
    const std::string name = normalised(class_name(one.name));
    if (name == said) return one.name;
    if (!figures || !name.ends_with(said)) continue;
    if (found) return std::nullopt;
    found = one.name;
  }
  return found;
}

/// In private, by who looks after a class. What names nobody of it is talk, unless somebody is said to leave whose name
/// it may be: the answer is the same whether another class has him or not.
std::optional<Interpretation> RosterOrders::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person || !said.quoted.empty()) return std::nullopt;
  const auto talk = read_roster_talk(said.text);
  if (!talk || classes_of(members_, context, movers).empty()) return std::nullopt;
  const bool comes = talk->kind == RosterTalk::Kind::in;
  const bool returns = talk->kind == RosterTalk::Kind::back;
  const auto people = comes     ? std::vector<Person>{}
                      : returns ? suspended(context, talk->who)
                                : meant(context, talk->who);
  const bool leaves = talk->kind == RosterTalk::Kind::out && may_be_a_student(talk->who);
  if (!comes && !leaves && people.empty()) return std::nullopt;
  const bool clear = comes || people.size() <= 1;
  const Intent& meant_by = talk->kind == RosterTalk::Kind::out ? intents::student_out
                           : comes || returns                  ? intents::student_in
                                                               : intents::student_fix;
  Interpretation heard{.intent = clear ? &meant_by : &intents::ask_which};
  heard.understood.fields = [talk = *talk, clear] {
    return clear ? fields_of(talk) : nlohmann::ordered_json{{"ask", "who"}};
  };
  heard.understood.act = [this, talk = *talk, clear](const Context& call) {
    const auto away = suspended(call, talk.who);
    if (talk.kind == RosterTalk::Kind::back)
      return away.size() == 1 ? bring_back(call, away.front()) : privately(call, text::several_away);
    if (clear && talk.why == "休学") return moves_.suspend(call, talk.who);
    const auto to = clear && talk.kind == RosterTalk::Kind::out ? own_class(call, talk.to) : std::nullopt;
    if (to) return moves_.transfer(call, talk.who + " " + *to);
    if (!clear || talk.kind == RosterTalk::Kind::out) return moves_.remove(call, talk.who);
    return talk.kind == RosterTalk::Kind::in ? add(call, talk) : correct(call, talk);
  };
  return heard;
}

Reply RosterOrders::ask(const Context& call, std::string_view kind, std::string payload, const std::string& words) {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = std::string(kind),
                  .payload = std::move(payload),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, words);
}

/// Whoever left may come back under his number; nobody else may have it.
bool RosterOrders::is_another(const std::string& number, const std::string& name) const {
  const auto known = storage::anybody(stores_, number);
  return known && (known->name != name || members_.by_number(number));
}

Reply RosterOrders::add(const Context& call, const RosterTalk& talk) {
  auto classes = classes_of(members_, call, movers);
  if (!talk.to.empty())
    std::erase_if(classes, [&](const Class& one) { return normalised(class_name(one.name)) != class_name(talk.to); });
  if (classes.size() != 1) return privately(call, text::which_class);
  if (is_another(talk.number, talk.who)) return privately(call, text::taken);
  const nlohmann::json payload{{"number", talk.number}, {"to", talk.who}, {"class", classes.front().id}};
  return ask(call, "add", to_payload(payload), text::ask_add(named(talk.who, talk.number), classes.front().name));
}

Reply RosterOrders::bring_back(const Context& call, const Person& person) {
  const auto klass = members_.class_by_id(person.class_id);
  const nlohmann::json payload{{"number", person.number}, {"to", person.name}, {"class", person.class_id}};
  return ask(call, "return", to_payload(payload),
             text::ask_return(named(person.name, person.number), klass ? klass->name : ""));
}

Reply RosterOrders::correct(const Context& call, const RosterTalk& talk) {
  const Person person = meant(call, talk.who).front();
  const std::string who = named(person.name, person.number);
  const bool renames = talk.kind == RosterTalk::Kind::rename;
  if (!renames && storage::anybody(stores_, talk.to)) return privately(call, text::taken);
  const nlohmann::json payload{{"number", person.number}, {"to", talk.to}, {"class", person.class_id}};
  return renames ? ask(call, "rename", to_payload(payload), text::ask_rename(who, talk.to))
                 : ask(call, "renumber", to_payload(payload), text::ask_renumber(who, talk.to));
}

std::optional<Interpretation> RosterOrders::listen_answer(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(
      intents::order_answer, said, context, questions_, feature, {.no = {"不了", "算了"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return answer(call, asked, yes); });
}

Reply RosterOrders::answer(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  const auto payload = from_payload(asked.payload);
  if (!yes || !payload.is_object()) return privately(call, text::dropped);
  const auto klass = members_.class_by_id(payload.value("class", std::int64_t{0}));
  if (!klass || !call.speaker.holds(movers, klass->id)) return privately(call, text::no_longer_yours);
  std::string said =
      change(call, asked, *klass, payload.value("number", std::string()), payload.value("to", std::string()));
  if (said.empty()) return privately(call, text::no_longer_yours);
  stores_.audit.add({.at = call.now.utc,
                     .actor = asked.person,
                     .verb = "roster." + asked.kind,
                     .subject = klass->id,
                     .details = asked.payload});
  return privately(call, said);
}

/// What was done; "" when somebody came, went or changed since the question.
std::string RosterOrders::change(const Context& call, const storage::Question& asked, const Class& klass,
                                 const std::string& number, const std::string& to) {
  const auto there = members_.by_number(number);
  if (asked.kind == "add") {
    if (is_another(number, to)) return {};
    members_.save_person({.number = number, .name = to, .class_id = klass.id}, "", call.now.utc);
    return text::added(named(to, number), klass.name);
  }
  if (asked.kind == "return") {
    const auto away = suspended(call, normalised(number));
    if (away.size() != 1 || away.front().class_id != klass.id) return {};
    suspensions_.end(away.front(), call.now.utc);
    return text::returned(named(to, number), klass.name, !away.front().account.empty());
  }
  if (!there || there->class_id != klass.id) return {};
  const std::string before = named(there->name, number);
  if (asked.kind == "renumber") {
    if (storage::anybody(stores_, to)) return {};
    members_.renumber(there->id, to);
    return text::renumbered(before, to);
  }
  Person person = *there;
  person.name = to;
  members_.save_person(person, "", call.now.utc);
  return text::renamed(before, to);
}

}  // namespace banwei::members
