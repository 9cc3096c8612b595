#include "handlers/members/move_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"

namespace banwei::members {

namespace text {
namespace {

std::string nobody(std::string_view who) {
  return fmt::format("你名下的班里没有“{}”。请写全名或学号，几位用顿号隔开，如：移除 张三、李四", who);
}
std::string several(std::string_view who, const std::string& people) {
  return fmt::format("叫“{}”的不止一位：{}。请换成学号再说一次", who, people);
}
std::string no_class(std::string_view name, const std::string& names) {
  return fmt::format("你名下没有“{}”这个班。你名下的是：{}", name, names);
}
constexpr auto how_to_transfer = "这样说：转入 李四 机电1902。新来的同学请管理员把名单再导入一次";
std::string in_already(const std::string& names, const std::string& klass) {
  return fmt::format("{}已经在{}了", names, klass);
}
constexpr auto too_many = "一次最多20位，多的请管理员导入名单";
std::string ask_removal(std::size_t count, const std::string& people) {
  return fmt::format(
      "要移除{}位：{}\n从现在起不再算他们，等批的假作废，班委职务结束；以前的记录都留着。照这样做就回“是”", count,
      people);
}
std::string ask_transfer(std::size_t count, const std::string& klass, const std::string& people) {
  return fmt::format(
      "要把{}位转入{}：{}\n从现在起算在新班，请着的假跟过去，原来班的班委职务结束；过去的日子不变。照这样做就回“是”",
      count, klass, people);
}
std::string ask_suspension(const std::string& people, const std::string& name) {
  return fmt::format(
      "要记为休学：{}\n从现在起不算应报、不催、不点名，等批的假作废，班委职务结束；人还留在这个班，回来时说“{}"
      "复学”。照这样做就"
      "回“是”",
      people, name);
}
std::string suspended(const std::string& people) { return "已记为休学：" + people; }
std::string removed(const std::string& people) { return "已移除：" + people; }
std::string transferred(const std::string& klass, const std::string& people) {
  return fmt::format("已转入{}：{}", klass, people);
}
constexpr auto dropped = "好，什么都没有改";
constexpr auto no_longer_yours = "他们现在不在你名下的班里了，什么都没有改";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "members";
constexpr std::size_t most_people = 20;
constexpr std::chrono::minutes question_open{30};

/// 张三、李四 王五, each once as it stands.
std::vector<std::string> words_of(std::string text) {
  constexpr std::string_view comma = "、";
  for (auto at = text.find(comma); at != std::string::npos; at = text.find(comma, at))
    text.replace(at, comma.size(), " ");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n\t,;", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

/// Of namesakes the number says who is meant.
std::variant<std::vector<Person>, std::string> MoveRequests::people_in(const Context& call,
                                                                       const std::vector<std::string>& words) const {
  std::vector<Person> people;
  for (const std::string& word : words) {
    std::vector<Person> found;
    for (const Class& klass : classes_of(members_, call, movers)) {
      for (Person& one : members_.students(klass.id)) {
        if (word == normalised(one.name) || word == normalised(one.number)) found.push_back(std::move(one));
      }
    }
    if (found.empty()) return text::nobody(word);
    if (found.size() > 1) return text::several(word, names(found));
    const auto same = [&](const Person& one) { return one.id == found.front().id; };
    if (std::none_of(people.begin(), people.end(), same)) people.push_back(std::move(found.front()));
  }
  return people;
}

/// 张三（机电1901 2019010101）、李四（…）
std::string MoveRequests::names(const std::vector<Person>& people) const {
  std::vector<std::string> all;
  for (const Person& person : people) {
    const auto klass = members_.class_by_id(person.class_id);
    all.push_back(fmt::format("{}（{} {}）", person.name, klass ? klass->name : "", person.number));
  }
  return fmt::format("{}", fmt::join(all, "、"));
}

Reply MoveRequests::remove(const Context& call, std::string who) {
  const auto words = words_of(std::move(who));
  if (words.size() > most_people) return privately(call, text::too_many);
  const auto found = people_in(call, words);
  if (const auto* wrong = std::get_if<std::string>(&found)) return privately(call, *wrong);
  const auto& people = std::get<std::vector<Person>>(found);
  return ask(call, "remove", people, 0, text::ask_removal(people.size(), names(people)));
}

Reply MoveRequests::suspend(const Context& call, const std::string& who) {
  const auto found = people_in(call, {who});
  if (const auto* wrong = std::get_if<std::string>(&found)) return privately(call, *wrong);
  const auto& people = std::get<std::vector<Person>>(found);
  return ask(call, "suspend", people, 0, text::ask_suspension(names(people), people.front().name));
}

/// The class stands last.
Reply MoveRequests::transfer(const Context& call, std::string who_and_where) {
  auto words = words_of(std::move(who_and_where));
  if (words.size() > 1 && (words[words.size() - 2] == "到" || words[words.size() - 2] == "转到"))
    words.erase(words.end() - 2);
  if (words.size() < 2) return privately(call, text::how_to_transfer);
  if (words.size() > most_people + 1) return privately(call, text::too_many);
  const std::string name = words.back();
  words.pop_back();
  const auto classes = classes_of(members_, call, movers);
  const auto to = std::find_if(classes.begin(), classes.end(), [&](const Class& klass) {
    return normalised(class_name(klass.name)) == normalised(class_name(name));
  });
  if (to == classes.end()) {
    std::vector<std::string> known;
    for (const Class& klass : classes) known.push_back(klass.name);
    return privately(call, text::no_class(name, wording::first_names(known, "个班")));
  }
  const auto found = people_in(call, words);
  if (const auto* wrong = std::get_if<std::string>(&found)) return privately(call, *wrong);
  auto people = std::get<std::vector<Person>>(found);
  std::vector<Person> there;
  std::copy_if(people.begin(), people.end(), std::back_inserter(there),
               [&](const Person& one) { return one.class_id == to->id; });
  if (!there.empty()) return privately(call, text::in_already(names(there), to->name));
  return ask(call, "transfer", people, to->id, text::ask_transfer(people.size(), to->name, names(people)));
}

Reply MoveRequests::ask(const Context& call, std::string_view kind, const std::vector<Person>& people,
                        std::int64_t to_class, const std::string& words) {
  std::vector<std::int64_t> ids;
  for (const Person& person : people) ids.push_back(person.id);
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = std::string(kind),
                  .payload = to_payload({{"people", ids}, {"class", to_class}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, words);
}

std::optional<Interpretation> MoveRequests::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(
      intents::answer, said, context, questions_, feature, {.no = {"不了", "算了"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return answer(call, asked, yes); });
}

Reply MoveRequests::answer(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  const auto payload = from_payload(asked.payload);
  if (!yes || !payload.is_object()) return privately(call, text::dropped);
  const auto to = members_.class_by_id(payload.value("class", std::int64_t{0}));
  std::vector<Person> people;
  for (const std::int64_t id : payload.value("people", std::vector<std::int64_t>{})) {
    const auto person = members_.by_id(id);
    // Since the question they may have left, or the speaker may look after their class no more.
    const bool there = person && members_.by_number(person->number).has_value();
    if (there && call.speaker.holds(movers, person->class_id)) people.push_back(*person);
  }
  const bool suspends = asked.kind == "suspend";
  const bool may = suspends || asked.kind == "remove" || (to && call.speaker.holds(movers, to->id));
  if (people.empty() || !may) return privately(call, text::no_longer_yours);
  const std::string shown = names(people);
  for (const Person& person : people) {
    if (to) moves_.transfer(person, to->id, call.now.utc);
    if (suspends) moves_.suspend(person, suspensions_, call.now.utc);
    if (!to && !suspends) moves_.remove(person, call.now.utc);
    audit_.add({.at = call.now.utc,
                .actor = asked.person,
                .verb = "roster." + asked.kind,
                .subject = person.id,
                .details = to ? person.number + " to " + to->name : person.number});
  }
  return privately(call, to         ? text::transferred(to->name, shown)
                         : suspends ? text::suspended(shown)
                                    : text::removed(shown));
}

}  // namespace banwei::members
