#include "handlers/attendance/rollcall_approvals.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string is_it_true(const std::string& by, const RollCall& rollcall) {
  return fmt::format("{}帮你在“{}”里签到。你在的话回“是”，或者自己在群里回“到”", by, title(rollcall));
}
std::string wants_leave(const std::string& who, const RollCall& rollcall) {
  return fmt::format("{}在“{}”里请假。准假回“是”，不准回“否”", who, title(rollcall));
}
std::string confirmed(const RollCall& rollcall) { return fmt::format("已签到（{}）", title(rollcall)); }
constexpr auto not_confirmed = "好的，没有给你签到";
constexpr auto no_longer_yours = "你现在不管这个班了，这一条不用你处理";
constexpr auto settled_before = "这一条已经处理过了";
std::string leave_given(const std::string& who, bool given) {
  return given ? fmt::format("已记：{} 请假", who) : fmt::format("好的，{}没有准假，不签到算未到", who);
}
std::string your_leave(const RollCall& rollcall, bool given) {
  return given ? fmt::format("“{}”的请假批了", title(rollcall))
               : fmt::format("“{}”的请假没有批，能来的话请回“到”", title(rollcall));
}

}  // namespace
}  // namespace text

void Approvals::ask(const Person& whom, std::string_view kind, const RollCall& rollcall, const Person& about,
                    const Moment& now) {
  questions_.ask({.person = whom.id,
                  .feature = std::string(feature),
                  .kind = std::string(kind),
                  .payload = nlohmann::json{{"roll_call", rollcall.id}, {"person", about.id}}.dump(),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = zone_.utc(now.day() + std::chrono::days{1})});
}

Reply Approvals::ask_whether_here(const Person& person, const Person& by, const RollCall& rollcall, const Moment& now) {
  ask(person, "behalf", rollcall, person, now);
  return privately(person, text::is_it_true(by.name, rollcall));
}

Reply Approvals::ask_for_leave(const RollCall& rollcall, const Moment& now) {
  const auto owner = book_.owner_of(rollcall, now.utc);
  const auto open = owner ? questions_.open(owner->id, feature, now.utc) : std::nullopt;
  if (!owner || (open && open->kind == "leave")) return {};
  const auto marks = calls_.marks(rollcall.id);
  const auto students = members_.students(rollcall.class_id);
  for (const Person& person : students) {
    const auto mark = marks.find(person.id);
    if (mark == marks.end() || mark->second.status != Mark::Status::leave) continue;
    ask(*owner, "leave", rollcall, person, now);
    return privately(*owner, text::wants_leave(wording::name_in(person, students), rollcall));
  }
  return {};
}

std::optional<Interpretation> Approvals::listen(const Utterance& said, const Context& context) {
  return yes_or_no(intents::answer, said, context, questions_, feature,
                   {.yes = {"同意", "准", "准了", "准假", "批准"}, .no = {"不同意", "不准", "不行", "不批"}},
                   std::bind_front(&Approvals::settle, this));
}

Reply Approvals::settle(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(question.person, feature, call.now.utc);
  const auto payload = nlohmann::json::parse(question.payload, nullptr, false);
  const auto rollcall = calls_.by_id(payload.value("roll_call", std::int64_t{0}));
  const auto person = members_.by_id(payload.value("person", std::int64_t{0}));
  const auto current = rollcall && person ? calls_.mark_of(rollcall->id, person->id) : std::nullopt;
  const bool leave = question.kind == "leave";
  const auto waiting = leave ? Mark::Status::leave : Mark::Status::behalf;
  if (!current || current->status != waiting) return Reply{}.add(Say{plain(text::settled_before)});

  if (!leave) {
    if (!yes) return Reply{}.add(Say{plain(text::not_confirmed)});
    Mark mark = book_.mark_of(call, *rollcall, *person, Mark::Status::present);
    mark.sent = current->sent;  // he confirms that he was there when the other said so
    book_.record(mark, false);
    return Reply{}.add(Say{plain(text::confirmed(*rollcall))});
  }
  Reply reply;
  if (!call.speaker.holds(callers, rollcall->class_id)) {
    reply.add(Say{plain(text::no_longer_yours)});
    append(reply, ask_for_leave(*rollcall, call.now));
    return reply;
  }
  book_.record(book_.mark_of(call, *rollcall, *person, yes ? Mark::Status::excused : Mark::Status::refused), true);
  const auto who = wording::name_in(*person, members_.students(person->class_id));
  reply.add(Say{plain(text::leave_given(who, yes))});
  if (members_.reach(person->account) == Reach::friendly)
    reply.add(Whisper{*person, plain(text::your_leave(*rollcall, yes))});
  append(reply, ask_for_leave(*rollcall, call.now));
  return reply;
}

}  // namespace banwei::attendance
