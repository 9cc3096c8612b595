#include "handlers/attendance/rollcall_marks.h"

#include "handlers/attendance/attendance_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string which_person(const std::string& who) {
  return fmt::format("叫“{}”的不止一位，请用学号，如：2019010102记到", who);
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
    const std::string_view who = trimmed(text);
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
      const bool is = who == normalised(person.name) || who == normalised(person.number) ||
                      who == normalised(wording::name_in(person, students));
      if (is) found.push_back(person);
    }
  }
  return found;
}

Reply HandMarks::mark_as(const Context& call, const std::string& who, Mark::Status status) {
  const auto people = called(who, call);
  if (people.empty()) return privately(call, text::nobody_called(who));
  if (people.size() > 1) return privately(call, text::which_person(who));
  const Person& person = people.front();
  const auto rollcall = book_.meant(call, {members_.class_by_id(person.class_id).value()}, std::nullopt);
  if (!rollcall) return privately(call, text::none_today);
  const Person& self = *call.speaker.person;
  Reply reply;
  if (book_.record(book_.mark_of(call, *rollcall, person, status), true) && person.id != self.id &&
      members_.reach(person.account) == Reach::friendly) {
    reply.add(Whisper{person, plain(text::marked_by(self.name, *rollcall, status))});
  }
  if (call.message.place == Place::group && call.can.react) {
    reply.add(React{"👌"});
  } else {
    const auto shown = wording::name_in(person, members_.students(person.class_id));
    reply.actions.insert(reply.actions.begin(),
                         privately(call, text::marked(shown, *rollcall, status)).actions.front());
  }
  return reply;
}

}  // namespace banwei::attendance
