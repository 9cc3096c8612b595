#include "handlers/members/roster_orders.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/members/members_intents.h"

namespace banwei::members {

namespace text {
namespace {

constexpr auto which_class = "你名下不止一个班。请把他写进名单文件发给我，或说“转入 学号 班级”";
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
constexpr auto dropped = "好，什么都没有改";
constexpr auto no_longer_yours = "现在改不了，什么都没有改";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "roster_orders";  // of its questions
constexpr std::chrono::minutes question_open{30};

std::string named(const std::string& name, const std::string& number) { return fmt::format("{}（{}）", name, number); }

nlohmann::ordered_json fields_of(const RosterTalk& talk) {
  nlohmann::ordered_json fields{{talk.kind == RosterTalk::Kind::in ? "name" : "who", talk.who}};
  if (!talk.number.empty()) fields["id"] = talk.number;
  if (!talk.why.empty()) fields["why"] = talk.why;
  if (talk.kind == RosterTalk::Kind::rename) {
    fields["field"] = "name";
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

/// In private, by who looks after a class. What names nobody of it is talk.
std::optional<Interpretation> RosterOrders::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person || !said.quoted.empty()) return std::nullopt;
  const auto talk = read_roster_talk(said.text);
  if (!talk || classes_of(members_, context, movers).empty()) return std::nullopt;
  const bool comes = talk->kind == RosterTalk::Kind::in;
  const auto people = comes ? std::vector<Person>{} : meant(context, talk->who);
  if (!comes && people.empty()) return std::nullopt;
  const bool clear = comes || people.size() == 1;
  const Intent& meant_by = talk->kind == RosterTalk::Kind::out ? intents::student_out
                           : comes                             ? intents::student_in
                                                               : intents::student_fix;
  Interpretation heard{.intent = clear ? &meant_by : &intents::ask_which};
  heard.understood.fields = [talk = *talk, clear] {
    return clear ? fields_of(talk) : nlohmann::ordered_json{{"ask", "who"}};
  };
  heard.understood.act = [this, talk = *talk, clear](const Context& call) {
    if (!clear || talk.kind == RosterTalk::Kind::out) return moves_.remove(call, talk.who);
    return talk.kind == RosterTalk::Kind::in ? add(call, talk) : rename(call, talk);
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

Reply RosterOrders::add(const Context& call, const RosterTalk& talk) {
  const auto classes = classes_of(members_, call, movers);
  if (classes.size() != 1) return privately(call, text::which_class);
  if (members_.by_number(talk.number)) return privately(call, text::taken);
  const nlohmann::json payload{{"number", talk.number}, {"name", talk.who}, {"class", classes.front().id}};
  return ask(call, "add", to_payload(payload), text::ask_add(named(talk.who, talk.number), classes.front().name));
}

Reply RosterOrders::rename(const Context& call, const RosterTalk& talk) {
  const Person person = meant(call, talk.who).front();
  const nlohmann::json payload{{"number", person.number}, {"name", talk.to}, {"class", person.class_id}};
  return ask(call, "rename", to_payload(payload), text::ask_rename(named(person.name, person.number), talk.to));
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
  const std::string number = payload.value("number", "");
  const auto there = members_.by_number(number);
  const bool adds = asked.kind == "add";
  // Since the question he may have come or gone, or the speaker may look after the class no more.
  const bool fits = adds ? !there : there && klass && there->class_id == klass->id;
  if (!klass || !fits || !call.speaker.holds(movers, klass->id)) return privately(call, text::no_longer_yours);
  Person person = there.value_or(Person{.number = number, .class_id = klass->id});
  const std::string before = person.name;
  person.name = payload.value("name", "");
  members_.save_person(person, "", call.now.utc);
  return privately(call, adds ? text::added(named(person.name, number), klass->name)
                              : text::renamed(named(before, number), person.name));
}

}  // namespace banwei::members
