#include "handlers/posts/appointments.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/first_words.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::posts {

namespace text {
namespace {

std::string nobody(const std::string& who) { return fmt::format("你名下的班里没有“{}”。请写全名或学号", who); }
std::string several(const std::string& who, const std::string& numbers) {
  return fmt::format("叫“{}”的不止一位：{}。请换成学号再说一次", who, numbers);
}
constexpr auto staff_by_roster = "老师的职务请管理员改名单导入";
std::string has_it(const std::string& who, const std::string& post) { return fmt::format("{}已经是{}了", who, post); }
std::string has_it_not(const std::string& who, const std::string& post) {
  return fmt::format("{}现在不是{}，什么都没有改", who, post);
}
std::string set(const std::string& who, const std::string& post, const std::string& before) {
  return before.empty() ? fmt::format("{}现在是{}", who, post) : fmt::format("{}现在是{}，{}卸任", who, post, before);
}
std::string unset(const std::string& who, const std::string& post) { return fmt::format("{}不再是{}了", who, post); }
constexpr auto may_undo = "。10分钟内可以“撤销刚才的操作”";
constexpr auto nothing_to_undo = "没有能撤销的。退回名单说“撤销导入”，改报过的体温说“改成36.5”";
constexpr auto undone = "撤销了：";
std::string you_are(const std::string& by, const std::string& post, const std::string& can) {
  return fmt::format("{}任命你为{}。{}", by, post, can);
}
std::string you_are_not(const std::string& by, const std::string& post) {
  return fmt::format("{}免去了你的{}，这项权限收回了，历史记录保留", by, post);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view questions = "appointments";
constexpr std::chrono::minutes undo_open{10};

/// A class has one of each, but a head in every dormitory.
bool held_by_one(Role role) { return role != Role::dorm_head; }

std::string names(const std::vector<Person>& people) {
  std::string all;
  for (const Person& one : people) all += (all.empty() ? "" : "、") + one.name;
  return all;
}

std::vector<std::int64_t> ids(const std::vector<Person>& people) {
  std::vector<std::int64_t> all;
  for (const Person& one : people) all.push_back(one.id);
  return all;
}

}  // namespace

std::string Appointments::post(const Grant& grant) const {
  const auto klass = members_.class_by_id(grant.class_id);
  return (klass ? klass->name : "") + wording::role_word(grant.role);
}

std::vector<Person> Appointments::meant(const Context& call, const PostTalk& talk) const {
  std::vector<Person> people;
  for (const Class& klass : classes_of(members_, call, teachers)) {
    if (!normalised(klass.name).ends_with(talk.klass)) continue;
    for (Person& one : members_.students(klass.id)) {
      if (normalised(one.name) == talk.who || normalised(one.number) == talk.who) people.push_back(std::move(one));
    }
  }
  return people;
}

Reply Appointments::decide(const Context& call, const PostTalk& talk) {
  if (!cadres.has(talk.role)) return privately(call, text::staff_by_roster);
  auto people = meant(call, talk);
  std::erase_if(people, [&](const Person& one) { return !call.speaker.holds(teachers, one.class_id); });
  if (people.empty()) return privately(call, text::nobody(talk.who));
  if (people.size() > 1) {
    std::string numbers;
    for (const Person& one : people) numbers += (numbers.empty() ? "" : "、") + one.number;
    return privately(call, text::several(talk.who, numbers));
  }
  const Person& who = people.front();
  Change change{.grant = {talk.role, who.class_id}};
  const bool appoints = talk.kind == PostTalk::Kind::appoint;
  const bool has = Speaker{who, members_.grants(who, call.now.utc)}.holds({talk.role}, who.class_id);
  if (has == appoints) {
    const std::string named = post(change.grant);
    return privately(call, appoints ? text::has_it(who.name, named) : text::has_it_not(who.name, named));
  }
  (appoints ? change.gain : change.lose) = {who};
  if (appoints && held_by_one(talk.role)) {
    for (Person& holder : members_.holders(talk.role, who.class_id, call.now.utc))
      if (holder.class_id == who.class_id) change.lose.push_back(std::move(holder));
  }
  Reply reply = make(call, change);
  const std::string words = appoints ? text::set(who.name, post(change.grant), names(change.lose))
                                     : text::unset(who.name, post(change.grant));
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(questions),
                  .kind = "undo",
                  .payload = to_payload({{"role", to_string(talk.role)},
                                         {"class", who.class_id},
                                         {"gained", ids(change.gain)},
                                         {"lost", ids(change.lose)}}),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + undo_open});
  reply.join(privately(call, words + text::may_undo));
  return reply;
}

Reply Appointments::make(const Context& call, const Change& change) {
  const std::string& by = call.speaker.person->name;
  Reply reply;
  for (const Person& one : change.lose) {
    members_.revoke(one.id, change.grant, call.now.utc);
    reply.add(Whisper{.to = one, .content = plain(text::you_are_not(by, post(change.grant)))});
  }
  for (const Person& one : change.gain) {
    members_.grant(one.id, change.grant, call.now.utc);
    const std::string can = what_he_can(schedule_, one.id, change.grant, call.now.utc);
    reply.add(Whisper{.to = one, .content = plain(text::you_are(by, post(change.grant), can))});
  }
  return reply;
}

/// The other way round, of those who are still in the class.
Reply Appointments::undo(const Context& call) {
  const auto asked = questions_.open(call.speaker.person->id, questions, call.now.utc);
  const auto payload = from_payload(asked ? asked->payload : "");
  if (!payload.is_object()) return privately(call, text::nothing_to_undo);
  questions_.close(asked->person, questions, call.now.utc);
  Change change{.grant = {role_from_string(payload.value("role", "")).value_or(Role::student),
                          payload.value("class", std::int64_t{0})}};
  const bool may = call.speaker.holds(teachers, change.grant.class_id) && cadres.has(change.grant.role);
  if (!may) return privately(call, text::nothing_to_undo);
  const auto people = [&](const char* key) {
    std::vector<Person> all;
    for (const std::int64_t id : payload.value(key, std::vector<std::int64_t>{})) {
      auto person = members_.by_id(id);
      const bool there = person && person->class_id == change.grant.class_id && members_.by_number(person->number);
      if (there) all.push_back(*std::move(person));
    }
    return all;
  };
  change.gain = people("lost");
  change.lose = people("gained");
  Reply reply = make(call, change);
  const std::string named = post(change.grant);
  std::string words = change.gain.empty() ? text::unset(names(change.lose), named)
                                          : text::set(names(change.gain), named, names(change.lose));
  reply.join(privately(call, text::undone + words));
  return reply;
}

}  // namespace banwei::posts
