#include "handlers/reminder/reminder_keeping.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/wording.h"
#include "handlers/reminder/reminder_grammar.h"

namespace banwei::reminder {

using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

constexpr auto befriend = "请先加我好友，到点我才能私聊你";
constexpr auto too_often_here = "群里的提醒至少隔30分钟一次，请把时间放宽一点";
constexpr auto over = "这个时间已经过了，请换一个时间再说，如 明早8点提醒我交表";
std::string full(std::string_view whose, std::size_t most) {
  return fmt::format("{}已经有{}个提醒了，先取消一个再设。“我的提醒”看编号", whose, most);
}
std::string whom(const storage::Reminder& reminder, std::string_view place) {
  if (reminder.audience == Audience::self) return "提醒你" + wording::in_quotes(reminder.text);
  std::string words(place);
  words +=
      reminder.audience == Audience::group ? "提醒大家" : fmt::format("只提醒没{}的同学", awaited_act(reminder.awaits));
  return words + wording::in_quotes(reminder.text);
}
/// `next` is empty for what happens once.
std::string kept(std::string_view when, std::string_view next, std::string_view whom, std::int64_t id,
                 std::string_view notes) {
  const std::string what =
      next.empty() ? fmt::format("{}{}", when, whom) : fmt::format("{}，{}，下次{}", when, whom, next);
  return fmt::format("好，{}。编号{}，取消说“取消提醒{}”{}", what, id, id, notes);
}
std::string waits_for(std::string_view morning) { return fmt::format("\n夜里不打扰大家，{}再说", morning); }
std::string waits_till_morning(std::string_view from, std::string_view until) {
  return fmt::format("\n{}到{}之间的不打扰大家，{}再说", from, until, until);
}
std::string no_holidays(int year) { return fmt::format("\n{}年的放假安排还没录入，先按周一至周五算", year); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_of_owner = 20;
constexpr std::size_t most_of_class = 20;
constexpr std::chrono::days kept_when_over{40};

}  // namespace

Reply Keeping::keep(const Call& call, storage::Reminder draft, std::string notes) {
  const bool everybody = draft.audience != Audience::self;
  const When when = book_.meaning(draft);
  const auto first = next_after(when, book_.moment(draft.said).local, book_.calendar());
  if (!first) return tell(call, false, text::over);
  if (!everybody && members_.reach(call.message.user) != Reach::friendly) return tell(call, false, text::befriend);
  if (everybody && when.kind != When::Kind::once && too_often_for_group(when))
    return tell(call, false, text::too_often_here);
  if (reminders_.of_owner(draft.owner).size() >= most_of_owner)
    return tell(call, false, text::full("你", most_of_owner));
  if (draft.class_id != 0 && reminders_.of_class(draft.class_id).size() >= most_of_class)
    return tell(call, false, text::full("这个班", most_of_class));

  reminders_.purge(call.now.utc - kept_when_over);
  draft.next = book_.utc(*first);
  draft.id = reminders_.add(draft);
  book_.set_timer(draft);

  const local_seconds now = call.sent.local;
  const bool once = when.kind == When::Kind::once;
  if (const auto quiet = book_.quiet_for(draft)) {
    const auto morning = spoken_at(*first, quiet);
    if (once && morning != *first) notes += text::waits_for(in_words(morning, now));
    if (!once && std::any_of(when.hm.begin(), when.hm.end(), [&](auto at) { return quiet->at(at); }))
      notes += text::waits_till_morning(wording::hour_minute(quiet->from), wording::hour_minute(quiet->until));
  }
  if (const auto year = unknown_year(when, *first, book_.calendar()))
    notes += text::no_holidays(static_cast<int>(*year));
  std::string place;
  const bool here = call.message.place == Place::group && call.klass && call.klass->id == draft.class_id;
  if (everybody && !here) {
    const auto klass = members_.class_by_id(draft.class_id);
    place = klass ? "在" + klass->name + "群里" : "在你的每个班群里";
  }
  return tell(
      call, everybody,
      text::kept(in_words(when, now), once ? "" : in_words(*first, now), text::whom(draft, place), draft.id, notes));
}

}  // namespace banwei::reminder
