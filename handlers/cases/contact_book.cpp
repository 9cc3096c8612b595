#include "handlers/cases/contact_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/common/own_teachers.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/when.h"

namespace banwei::cases {

using storage::Contact;

namespace text {
namespace {

std::string date(Day day) {
  const std::string words = in_words(day + std::chrono::hours{12}, day);
  return words.substr(0, words.find(' '));
}
std::string noted(bool company, const std::optional<Day>& next) {
  return (company ? std::string("已记（企业）") : std::string("已记")) +
         (next ? "，" + date(*next) + "10:00提醒你" : std::string());
}
std::string not_lately(const std::string& companies) { return "。一周没联系的企业：" + companies; }
constexpr auto past = "下次联系的日子已经过了，请写今天以后的，如“下次3/14”";
constexpr auto not_yours = "要写你名下班里的同学";
std::string several(const std::string& name, const std::vector<std::string>& numbers) {
  return fmt::format("叫“{}”的不止一位，请写学号再说一次：{}", name, fmt::join(numbers, "、"));
}
std::string none(const std::string& who) {
  return "还没有" + who + "的联系记录。这样记：联系记录 李四 家长 情绪稳定 下次3/14";
}
std::string heading(const std::string& who) { return who + "的联系记录"; }
std::string entry(const Contact& one, const std::string& by) {
  return "\n" + wording::month_day(one.day) + " " + by + (one.with.empty() ? "" : " " + one.with) + "：" + one.words +
         (one.next ? "（下次" + date(*one.next) + "）" : std::string());
}
std::string today(const std::string& lines) { return "今天该再联系：" + lines; }
std::string due_line(const std::string& who, const Contact& one) {
  return "\n" + who + (one.with.empty() ? "" : " " + one.with) + "（上次" + date(one.day) + "：" + one.words + "）";
}
std::string planned(const std::string& who, const Contact& one) {
  return "\n" + date(one.next.value()) + " " + who + (one.with.empty() ? "" : " " + one.with);
}
std::string families(const std::string& names) { return "\n在随访、一周没联系家里的：" + names; }
std::string companies(const std::string& names) { return "\n一周没联系的企业：" + names; }
std::string of_alerts(const std::string& names) {
  return "提醒过您、还没联系的：" + names + "\n联系上后回“已联系 姓名”";
}
constexpr auto somebody = "没说名字的同学";
constexpr auto to_come = "要再联系的：";
constexpr auto all_done = "没有该联系的了";

}  // namespace
}  // namespace text

namespace {

constexpr int most_shown = 8;
constexpr std::size_t most_words = 200;  // In code points, of one talk.
constexpr std::chrono::days lately{7};
constexpr std::chrono::days ahead{14};
constexpr Roles of_the_class{Role::counsellor, Role::class_teacher};

void list(std::string& names, const std::string& name) { names += (names.empty() ? "" : "、") + name; }

std::string companies_not_lately(const storage::ContactLog& contacts, std::int64_t by, Day today) {
  std::string names;
  for (const auto& [company, last] : contacts.companies_of(by)) {
    if (today - last >= lately) list(names, company);
  }
  return names;
}

}  // namespace

std::string ContactBook::about(const Contact& one) const {
  const auto person = members_.by_id(one.person);
  return person ? wording::name_in(*person, members_.students(person->class_id)) : one.company;
}

Reply ContactBook::add(const Context& call, const Order& order) {
  if (order.numbers.size() > 1) return privately(call, text::several(order.who, order.numbers));
  const Day today = call.sent.day();
  if (order.next && *order.next <= today) return privately(call, text::past);
  const Person& self = *call.speaker.person;
  Contact made{.with = wording::head(order.with, 20),
               .words = wording::head(order.note, most_words),
               .by = self.id,
               .at = call.now.utc,
               .day = today,
               .next = order.next};
  if (order.numbers.empty()) {
    made.company = order.who;
  } else {
    const auto person = members_.by_number(order.numbers.front());
    if (!person || !call.speaker.holds(teachers, person->class_id)) return privately(call, text::not_yours);
    made.person = person->id;
  }
  contacts_.add(made);
  const bool company = made.person == 0;
  const std::string others = company ? companies_not_lately(contacts_, self.id, today) : "";
  return privately(call, text::noted(company, order.next) + (others.empty() ? "" : text::not_lately(others)));
}

Reply ContactBook::show(const Context& call, const Order& order) {
  if (order.numbers.size() > 1) return privately(call, text::several(order.who, order.numbers));
  const Person& self = *call.speaker.person;
  std::vector<Contact> found;
  if (order.numbers.empty()) {
    found = contacts_.of_company(order.who, self.id, most_shown);
  } else {
    const auto person = members_.by_number(order.numbers.front());
    if (!person || !call.speaker.holds(teachers, person->class_id)) return privately(call, text::not_yours);
    found = contacts_.of_person(person->id, most_shown);
    const bool all = call.speaker.holds(of_the_class, person->class_id);
    std::erase_if(found, [&](const Contact& one) { return !all && one.by != self.id; });
  }
  if (found.empty()) return privately(call, text::none(order.who));
  std::string words = text::heading(order.who);
  for (const Contact& one : found) {
    const auto by = members_.by_id(one.by);
    words += text::entry(one, by ? wording::teacher(by->name) : "");
  }
  return privately(call, words);
}

std::string ContactBook::alerts_of(const Speaker& speaker) const {
  std::vector<storage::Alert> waiting = alerts_.unseen();
  std::erase_if(waiting, [&](const storage::Alert& alert) {
    const auto tellings = alerts_.tellings(alert.id);
    const bool told = std::any_of(tellings.begin(), tellings.end(),
                                  [&](const auto& telling) { return telling.person == speaker.person->id; });
    return !told && (alert.class_id == 0 || !speaker.holds(own_teachers, alert.class_id));
  });
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const auto& one, const auto& other) { return one.severity > other.severity; });
  std::string names;
  for (const storage::Alert& alert : waiting) {
    const std::string mark = alert.severity == storage::Severity::distress_now ? "‼ " : "";
    const std::string name = alert.person != 0    ? about(Contact{.person = alert.person})
                             : alert.name.empty() ? text::somebody
                                                  : alert.name;
    list(names, mark + name);
  }
  return names;
}

Reply ContactBook::due(const Context& call) {
  const Person& self = *call.speaker.person;
  const Day today = call.sent.day();
  std::string planned;
  for (const Contact& one : contacts_.due_of(self.id, today + ahead)) planned += text::planned(about(one), one);
  std::string families;
  for (const storage::Case& one : cases_.all_open()) {
    const bool own = one.owner == self.id || (one.owner == 0 && call.speaker.holds(of_the_class, one.class_id));
    if (!own || contacts_.talked_since(one.person, today - lately)) continue;
    list(families, about(Contact{.person = one.person}));
  }
  const std::string companies = companies_not_lately(contacts_, self.id, today);
  std::string words = planned.empty() ? "" : text::to_come + planned;
  if (!families.empty()) words += text::families(families);
  if (!companies.empty()) words += text::companies(companies);
  if (const std::string alerts = alerts_of(call.speaker); !alerts.empty())
    words = text::of_alerts(alerts) + (words.empty() || words.starts_with('\n') ? "" : "\n") + words;
  if (words.starts_with('\n')) words.erase(0, 1);
  return privately(call, words.empty() ? text::all_done : words);
}

Reply ContactBook::remind(const Moment& now) {
  std::map<std::int64_t, std::string> lines;
  for (const Contact& one : contacts_.due(now.day())) {
    contacts_.told(one.id);
    lines[one.by] += text::due_line(about(one), one);
  }
  Reply reply;
  for (const auto& [by, all] : lines) {
    const auto person = members_.by_id(by);
    if (!person || members_.grants(*person, now.utc).empty()) continue;  // Whoever is no teacher any more.
    reply.add(Whisper{.to = *person, .content = plain(text::today(all)), .discreet = true});
  }
  return reply;
}

}  // namespace banwei::cases
