#include "handlers/student_card/student_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "handlers/common/ailment.h"
#include "handlers/common/case_team.h"
#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/forms.h"
#include "handlers/language/strings.h"

namespace banwei::student_card {

namespace text {
namespace {

std::string head(const Person& student, const std::string& klass, const std::string& roles) {
  return fmt::format("{}（{}）{}{}", student.name, student.number, klass, roles.empty() ? "" : " " + roles);
}
std::string phone(const std::string& number, const std::string& name) {
  if (number.empty()) return "\n电话：名单里没有";
  return fmt::format("\n电话 {}（全号说“{}的电话”，会记下）", wording::masked(number), name);
}
std::string whole_phone(const std::string& name, const std::string& number) {
  return number.empty() ? "名单里没有" + name + "的电话" : name + "的电话：" + number;
}
constexpr auto reported = "已报";
std::string today(const std::string& value, const std::string& at) { return fmt::format("\n今天 {}（{}）", value, at); }
constexpr auto none_today = "\n今天还没报体温";
constexpr auto unconfirmed_today = "\n今天的体温还没确认";
constexpr auto fortnight = "\n最近14天：";
constexpr auto legend = "（🟩报了 🟥37.3以上 ⬜没报）";
std::string open_alert(const std::string& words, const std::string& when) {
  return fmt::format("\n⚠ {}（{}，还没联系）", words, when);
}
constexpr auto distress = "说的话让人担心";
std::string open_case(std::int64_t id, int days) {
  return fmt::format("\n个案 #{} 第{}天（看记录说“个案{}”）", id, days, id);
}
std::string leave(const storage::Leave& one) {
  const std::string state = one.state == storage::Leave::State::approved ? "" : "（待批）";
  return fmt::format("\n请假 #{} {} {}–{}{}", one.id, one.type, wording::month_day(one.from),
                     wording::month_day(one.to), state);
}
std::string teachers_alone(const std::string& name) {
  return fmt::format("{}的度数和记录只有老师看得到；报没报看“谁没报”，名单里没有他就是报了", name);
}
std::string nobody_elses(const std::string& name) {
  return fmt::format("{}的体温和记录我不说给同学，只有他自己和老师看得到", name);
}
std::string several(const std::string& name, const std::string& numbers) {
  return fmt::format("叫{}的不止一位，请写学号：{}", name, numbers);
}

}  // namespace
}  // namespace text

namespace {

constexpr Intent shows{.kind = "student_card",
                       .who = teachers,
                       .scope = Scope::anywhere,
                       .where = Where::direct,
                       .cost = 2,
                       .says = SpeechAct::request,
                       .means = "看一位同学"};
constexpr Intent keeps{.kind = "student_kept",
                       .scope = Scope::anywhere,
                       .where = Where::direct,
                       .says = SpeechAct::request,
                       .means = "问同学的体温"};
constexpr std::size_t longest = 60;  // bytes
constexpr int strip_days = 14;

enum class Asked { nothing, card, phone };

/// What is asked with that name in it: 看看李四, 李四的记录, 李四今天体温报了没; 李四的电话是多少.
Asked asked_about(std::string_view name, std::string_view said) {
  using language::Form;
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::see | W::of | W::there_is | W::now | W::temperature | W::record | W::progress | W::result |
                          W::how | W::how_many | W::content | W::recent | W::give | W::me | W::data | own::card;
  constexpr std::array days{language::Slot::day};
  static const std::array<Form, 4> card{
      Form{.may = around}, Form{.needs = {W::report | W::deliver, W::asking}, .may = around, .ordered = true},
      Form{.needs = {W::report_or_not}, .may = around},
      Form{.needs = {W::report | W::deliver, W::how_many}, .may = around | W::done, .ordered = true}};
  static const Form phone{.needs = {own::phone},
                          .may = W::see | W::of | W::there_is | W::what | W::how_many | W::give | W::me | W::hand};
  const auto at = said.find(name);
  if (name.empty() || at == said.npos) return Asked::nothing;
  const std::string rest =
      normalised(std::string(said.substr(0, at)) + " " + std::string(said.substr(at + name.size())));
  const std::string_view words = trimmed(rest);
  if (words.empty()) return Asked::card;
  const language::Cut cut = language::cut(words, {}, Day{});
  const auto fits = [&](const Form& form) { return language::fit(form, cut, words, days).has_value(); };
  if (fits(phone)) return Asked::phone;
  return std::any_of(card.begin(), card.end(), fits) ? Asked::card : Asked::nothing;
}

}  // namespace

std::vector<Listener> Card::listeners() {
  return {{.intents = {&shows},
           .understand = [this](const Utterance& said, const Context& context) { return read(said, context); }},
          {.intents = {&keeps}, .understand = [this](const Utterance& said, const Context& context) {
             return read_from_student(said, context);
           }}};
}

/// 张三今天量了没, 张三的记录 of a student: who may know it, and where whether there is a value shows.
std::optional<Interpretation> Card::read_from_student(const Utterance& said, const Context& context) const {
  using W = language::Word;
  constexpr auto of_health = W::temperature | W::report | W::deliver | W::report_or_not | W::record | W::data;
  const auto& self = context.speaker.person;
  if (context.message.place != Place::direct || !self || self->staff || said.text.size() > longest ||
      !said.quoted.empty())
    return std::nullopt;
  const std::string folded = normalised(said.text);
  const bool of_degrees = folded.find("度") != folded.npos;
  if (!of_degrees && !language::cut(folded, {}, Day{}).words.meets(of_health)) return std::nullopt;
  const auto students = members_.students(self->class_id);
  const auto asked = [&](const Person& one) {
    return one.id != self->id && asked_about(one.name, said.text) == Asked::card;
  };
  const auto one = std::find_if(students.begin(), students.end(), asked);
  if (one == students.end()) return std::nullopt;
  Interpretation heard{.intent = &keeps};
  heard.opened = context.sent.utc;
  heard.understood.fields = [name = one->name] { return nlohmann::ordered_json{{"who", name}}; };
  heard.understood.act = [name = one->name](const Context& call) {
    const auto& grants = call.speaker.grants;
    const bool cadre =
        std::any_of(grants.begin(), grants.end(), [](const Grant& grant) { return cadres.has(grant.role); });
    return Reply{}.add(Say{plain(cadre ? text::teachers_alone(name) : text::nobody_elses(name))});
  };
  return heard;
}

/// What is asked of somebody in the speaker's classes, by name or number.
std::optional<Interpretation> Card::read(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct || !context.speaker.person || said.text.size() > longest ||
      !said.quoted.empty())
    return std::nullopt;
  std::string name;
  Asked asked = Asked::nothing;
  std::vector<Person> students;
  for (const Class& klass : classes_of(members_, context, teachers)) {
    if (!context.speaker.holds(teachers, klass.id)) continue;
    for (Person& student : members_.students(klass.id)) {
      for (const std::string& called : {student.name, student.number}) {
        const Asked about = asked_about(called, said.text);
        if (about == Asked::nothing) continue;
        name = called;
        asked = about;
        students.push_back(std::move(student));
        break;
      }
    }
  }
  if (students.empty()) return std::nullopt;
  const bool phone = asked == Asked::phone;
  Interpretation heard{.intent = &shows};
  heard.opened = context.sent.utc;
  heard.understood.fields = [who = std::move(name), phone] {
    nlohmann::ordered_json fields{{"who", who}};
    if (phone) fields["phone"] = true;
    return fields;
  };
  heard.understood.act = [this, students = std::move(students), phone](const Context& call) {
    if (students.size() == 1) return phone ? show_phone(call, students.front()) : show(call, students.front());
    std::string numbers;
    for (const Person& one : students) numbers += (numbers.empty() ? "" : "、") + one.number;
    return privately(call, text::several(students.front().name, numbers));
  };
  return heard;
}

Reply Card::show(const Context& call, const Person& student) const {
  const auto klass = members_.class_by_id(student.class_id);
  std::string roles;
  for (const Grant& grant : members_.grants(student, call.now.utc))
    if (grant.role != Role::student) roles += (roles.empty() ? "" : " ") + wording::role_word(grant.role);
  std::string words = text::head(student, klass ? klass->name : "", roles);
  words += text::phone(members_.phone(student.id), student.name) + days_of(call, student);
  for (const storage::Alert& alert : alerts_.unseen_of(student.id)) {
    // That somebody is in distress is for the class's own teachers; what was said stands in the alert alone.
    const bool distress = alert.severity >= storage::Severity::distress_soon;
    if (distress && !call.speaker.holds(own_teachers, alert.class_id)) continue;
    words += text::open_alert(distress ? text::distress : in_words(alert), wording::month_day(alert.day));
  }
  // That there is a case at all is for its team.
  if (const auto open = cases_.open_of(student.id); open && shares(call.speaker, *open, cases_))
    words += text::open_case(open->id, static_cast<int>((call.sent.day() - open->day).count()) + 1);
  for (const storage::Leave& leave : leaves_.of_person(student.id, call.now.day())) words += text::leave(leave);
  note(call, student, "card");
  return privately(call, words);
}

void Card::note(const Context& call, const Person& student, const char* what) const {
  accesses_.add({.reader = call.speaker.person->id, .what = what, .message = call.message.id, .at = call.now.utc},
                std::array{student.id});
}

Reply Card::show_phone(const Context& call, const Person& student) const {
  note(call, student, "phone");
  return privately(call, text::whole_phone(student.name, members_.phone(student.id)));
}

/// Today's value, and of each of the last days whether there was one.
std::string Card::days_of(const Context& call, const Person& student) const {
  const Day today = call.now.day();
  const bool every = call.speaker.holds(own_teachers, student.class_id);
  const Day first = today - std::chrono::days{strip_days - 1};
  std::map<Day, int> highest;
  const auto alerts = alerts_.unseen_of(student.id);
  const bool told = std::any_of(alerts.begin(), alerts.end(), [&](const storage::Alert& one) {
    return one.day == today && one.centi > 0 && one.reading == 0;
  });
  std::string words = told ? text::unconfirmed_today : text::none_today;
  for (const storage::Reading& reading : readings_.history(student.id, first, today)) {
    if (reading.replaced_by || reading.withdrawn) continue;
    int& value = highest[reading.day];
    value = std::max(value, reading.centi);
    if (reading.day == today)
      words = text::today(every || fever(reading.centi) ? wording::degrees(reading.centi) : text::reported,
                          wording::hour_minute(zone_.at(reading.sent).time_of_day()));
  }
  words += text::fortnight;
  for (Day day = first; day <= today; day += std::chrono::days{1}) {
    const auto value = highest.find(day);
    words += value == highest.end() ? "⬜" : fever(value->second) ? "🟥" : "🟩";
  }
  return words + text::legend;
}

}  // namespace banwei::student_card
