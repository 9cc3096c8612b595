#include "handlers/attendance/rollcall_approvals.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string is_it_true(const std::string& by, const RollCall& rollcall) {
  return fmt::format("{}帮你在“{}”里签到。你在的话回“是”，或者自己在群里回“到”", by, title(rollcall));
}
std::string confirmed(const RollCall& rollcall) { return fmt::format("已签到（{}）", title(rollcall)); }
constexpr auto not_confirmed = "好的，没有给你签到";
constexpr auto settled_before = "这一条已经处理过了";
}  // namespace
}  // namespace text

namespace {

/// A 是 that is said later is about something else.
constexpr std::chrono::hours answerable{1};

}  // namespace

Reply Approvals::ask_whether_here(const Person& person, const Person& by, const RollCall& rollcall, const Moment& now) {
  questions_.ask(
      {.person = person.id,
       .feature = std::string(feature),
       .kind = "behalf",
       .payload = to_payload({{"roll_call", rollcall.id}, {"person", person.id}}),
       .day = now.day(),
       .asked = now.utc,
       .until = std::min(zone_.utc(now.day() + std::chrono::days{1}), std::max(now.utc, rollcall.due) + answerable)});
  return privately(person, text::is_it_true(by.name, rollcall));
}

std::optional<Interpretation> Approvals::listen(const Utterance& said, const Context& context) {
  return yes_or_no(intents::answer, said, context, questions_, feature, {}, std::bind_front(&Approvals::decide, this));
}

Reply Approvals::decide(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(question.person, feature, call.now.utc);
  const auto payload = from_payload(question.payload);
  const auto rollcall = calls_.by_id(payload.value("roll_call", std::int64_t{0}));
  const auto person = members_.by_id(payload.value("person", std::int64_t{0}));
  const auto current = rollcall && person ? calls_.mark_of(rollcall->id, person->id) : std::nullopt;
  if (!current || current->status != Mark::Status::behalf) return Reply{}.add(Say{plain(text::settled_before)});
  if (!yes) return Reply{}.add(Say{plain(text::not_confirmed)});
  Mark mark = book_.mark_of(call, *rollcall, *person, Mark::Status::present);
  mark.sent = current->sent;  // He confirms that he was there when the other said so.
  book_.record(mark, false);
  return Reply{}.add(Say{plain(text::confirmed(*rollcall))});
}

}  // namespace banwei::attendance
