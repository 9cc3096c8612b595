#include "handlers/attendance/rollcall_marks.h"

#include <algorithm>

#include "handlers/attendance/attendance_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string to_say(Mark::Status to) { return to == Mark::Status::excused ? "请假" : status(to); }
std::string which_person(const std::string& who, const std::vector<std::string>& people, Mark::Status to) {
  std::string words = fmt::format("叫“{}”的有{}位，是哪一位？回", who, people.size());
  for (const std::string& one : people)
    words += fmt::format("{}“{}记{}”", &one == &people.front() ? "" : "或", one, to_say(to));
  return words;
}
std::string which_call(const std::string& calls, const RollCall& one) {
  const std::string how =
      one.title.empty() ? "引用它的开头那句再说一次" : fmt::format("先说“点名结果 {}”再记", one.title);
  return fmt::format("今天有几次点名：{}。是哪一次就{}", calls, how);
}
std::string nobody_called(const std::string& who) {
  return fmt::format("班里没有叫“{}”的同学，请写全名或学号，如：2019010102记到", who);
}
std::string marked(const std::string& who, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("已记：{} {}（{}）", who, status(to), title(rollcall));
}
std::string marked_by(const std::string& by, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("{}把你在“{}”里记为{}。不对的话直接找{}", by, title(rollcall), status(to), by);
}

}  // namespace
}  // namespace text

Arg<std::string> HandMarks::somebody() const {
  auto read = [this](std::string_view& text, const Context& context) -> std::optional<std::string> {
    std::string_view who = trimmed(text);
    // 马上 三分钟: by how much somebody was late.
    if (const auto last = who.rfind(' '); last != who.npos && understand_minutes(who.substr(last + 1)))
      who = trimmed(who.substr(0, last));
    const bool by_staff =
        context.message.place == Place::direct && context.speaker.person && context.speaker.person->staff;
    if (who.empty() || code_points(who) > 20 || (!by_staff && called(who, context).empty())) return std::nullopt;
    text = {};
    return std::string(who);
  };
  return {"姓名", "who", read, true, language::Slot::person};
}

std::vector<Person> HandMarks::called(std::string_view who, const Context& context) const {
  std::vector<Person> found;
  for (const Class& klass : classes_of(members_, context, callers)) {
    const auto students = members_.students(klass.id);
    for (const Person& person : students) {
      const std::string shown = normalised(wording::name_in(person, students));
      const bool is = who == normalised(person.name) || who == normalised(person.number) || who == trimmed(shown);
      if (is) found.push_back(person);
    }
  }
  return found;
}

Reply HandMarks::mark_as(const Context& call, const std::string& who, Mark::Status status) {
  const auto people = called(who, call);
  if (people.empty()) return privately(call, text::nobody_called(who));
  if (people.size() > 1) {
    std::vector<std::string> names;
    const bool one_class = people.front().class_id == people.back().class_id;
    for (const Person& one : people) names.push_back(one_class ? wording::name_in(one, people) : one.number);
    return privately(call, text::which_person(who, names, status));
  }
  const Person& person = people.front();
  const auto klass = members_.class_by_id(person.class_id).value();
  const auto meant = book_.to_change(call, {klass}, std::nullopt, false);
  if (meant.calls.empty()) return privately(call, text::none_today);
  const RollCall& rollcall = meant.calls.front();
  if (!meant.sure) {
    std::vector<std::string> titles;
    for (const RollCall& one : meant.calls)
      titles.push_back(fmt::format("{} {}", book_.hour_minute(one.opened), text::title(one)));
    return privately(call, text::which_call(fmt::format("{}", fmt::join(titles, "、")), rollcall));
  }
  const Person& self = *call.speaker.person;
  Reply reply;
  if (book_.record(book_.mark_of(call, rollcall, person, status), true) && person.id != self.id &&
      members_.reach(person.account) == Reach::friendly) {
    reply.add(Whisper{person, plain(text::marked_by(self.name, rollcall, status))});
  }
  const auto today = book_.of_today(klass.id, call.sent);
  const bool one_of_several =
      std::count_if(today.begin(), today.end(), [](const auto& one) { return !one.closed; }) > 1;
  if (call.message.place == Place::group && call.can.react && !one_of_several) {
    reply.add(React{"👌"});
  } else {
    const auto shown = wording::name_in(person, members_.students(person.class_id));
    reply.actions.insert(reply.actions.begin(), privately(call, text::marked(shown, rollcall, status)).actions.front());
  }
  return reply;
}

}  // namespace banwei::attendance
