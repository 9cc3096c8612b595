#include "handlers/leave/leave_inquiry.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"

namespace banwei::leave {

namespace text {
namespace {

std::string nobody_called(std::string_view who) { return fmt::format("你名下没有叫“{}”的同学，请写全名或学号", who); }
std::string several(std::string_view who, const std::string& numbers) {
  return fmt::format("叫{}的不止一位，请写学号：{}", who, numbers);
}
std::string none_of(std::string_view who) {
  return fmt::format("{}这几天没有请假。到没到看“点名结果”，别的请直接问本人", who);
}
std::string none_on(std::string_view who, Day day) {
  return fmt::format("{}{}没有请假。到没到看“点名结果”，别的请直接问本人", who, wording::month_day(day));
}
constexpr auto waits = "（待批）";
constexpr auto teachers_alone = "\n原因只有老师看得到";
std::string ask_him(std::string_view who) { return fmt::format("\n想再问本人，说“让{}说清楚去办什么事”", who); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_listed = 5;

}  // namespace

Command Inquiry::command() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::of | W::there_is | W::this_one | W::holiday | W::done | W::now | W::still | W::see |
                          W::one | W::leave | W::excused | W::lesson | own::asked_leave | own::course | own::part;
  constexpr auto why = own::why | W::how | W::do_what;
  return {.kind = "leave_why",
          .words = {"为什么请假", "*为什么请假", "*为什么没来", "*请的什么假"},
          .forms = {{.needs = {W::leave | W::excused | own::asked_leave, own::why},
                     .may = around,
                     .addressed = true,
                     .pointed = true},
                    {.needs = {own::leave_sort}, .may = around, .addressed = true, .pointed = true},
                    {.needs = {own::why}, .may = around, .addressed = true, .pointed = true},
                    {.needs = {why, W::away}, .may = around, .ordered = true, .addressed = true, .pointed = true},
                    {.needs = {why, W::no, W::come | W::arrive | W::lesson | own::course},
                     .may = around,
                     .ordered = true,
                     .addressed = true,
                     .pointed = true},
                    // 许诺请假请到哪天, 许诺啥时候回来
                    {.needs = {W::leave | W::excused | own::asked_leave | own::returning, W::when},
                     .may = around | W::arrive | own::returning,
                     .ordered = false,
                     .addressed = true,
                     .pointed = true},
                    {.needs = {W::leave | W::excused, W::asking},
                     .may = around,
                     .ordered = true,
                     .addressed = true,
                     .pointed = true}},
          .help = "看一位同学请的什么假（只给你看）",
          .example = "李四为什么请假",
          .who = in_charge,
          .cost = 2,
          .run = takes(somebody(), maybe(past_day())).then(this, &Inquiry::tell)};
}

std::vector<Person> Inquiry::called(std::string_view who, const Context& context) const {
  std::vector<Person> found;
  for (const Class& klass : classes_of(book_.members(), context, in_charge)) {
    if (!context.speaker.holds(in_charge, klass.id)) continue;
    const auto students = book_.members().students(klass.id);
    for (const Person& person : students) {
      const std::string shown = normalised(wording::name_in(person, students));
      if (who == normalised(person.name) || who == normalised(person.number) || who == trimmed(shown))
        found.push_back(person);
    }
  }
  return found;
}

Arg<std::string> Inquiry::somebody() const {
  auto read = [this](std::string_view& text, const Context& context) -> std::optional<std::string> {
    constexpr std::size_t longest_name = 4;
    const std::string_view all = trimmed(text);
    const std::string_view who = all.substr(0, all.find(' '));
    // In the group a name alone makes an order of it; 谁 and 大家 name nobody.
    using W = language::Word;
    constexpr auto nobody = W::who | W::what | W::how | W::me | W::you | W::people | W::everyone | W::our_class |
                            W::several_classes | W::other;
    const bool may_be_name = context.message.place == Place::direct && code_points(who) >= 2 &&
                             code_points(who) <= longest_name && !language::cut(who, {}, Day{}).words.meets(nobody);
    if (who.empty() || (!may_be_name && called(who, context).empty())) return std::nullopt;
    std::string name(who);
    text = all.substr(who.size());
    return name;
  };
  return {"姓名", "who", read, true, language::Slot::person};
}

Reply Inquiry::tell(const Context& call, std::string who, std::optional<Day> day) {
  const auto people = called(who, call);
  if (people.empty()) return privately(call, text::nobody_called(who));
  if (people.size() > 1) {
    std::string numbers;
    for (const Person& one : people) numbers += (numbers.empty() ? "" : "、") + one.number;
    return privately(call, text::several(who, numbers));
  }
  const Person& person = people.front();
  auto all = lately_of(book_.leaves(), person, call.sent.day());
  std::erase_if(all, [&](const Leave& leave) {
    const bool off = leave.state == Leave::State::refused || leave.state == Leave::State::withdrawn;
    return off || (day && (leave.from > *day || leave.to < *day));
  });
  const std::string name = book_.name_of(person.id);
  if (all.empty()) return privately(call, day ? text::none_on(name, *day) : text::none_of(name));
  const bool why = call.speaker.holds(teachers, person.class_id);
  std::string lines;
  bool waits = false;
  for (std::size_t i = 0; i < std::min(all.size(), most_listed); ++i) {
    lines += (i == 0 ? "" : "\n") + book_.line(all[i], call.sent, why);
    if (all[i].state == Leave::State::approved) continue;
    waits = true;
    lines += text::waits;
  }
  if (why) {
    accesses_.add({.reader = call.speaker.person->id, .what = "leave", .message = call.message.id, .at = call.now.utc},
                  std::vector{person.id});
    if (waits) lines += text::ask_him(name);
  } else {
    lines += text::teachers_alone;
  }
  return privately(call, lines);
}

}  // namespace banwei::leave
