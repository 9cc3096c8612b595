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
std::string to_missing(std::string_view act) { return fmt::format("只提醒没{}的同学", act); }
std::string to_people(std::string_view names) { return fmt::format("私聊提醒{}", names); }
std::string strangers(std::string_view names) { return fmt::format("\n{}还没加我好友，到点可能收不到", names); }
/// `next` is empty for what happens once.
std::string kept(bool changed, std::string_view when, std::string_view next, std::string_view whom, std::int64_t id,
                 std::string_view notes) {
  const std::string what =
      next.empty() ? fmt::format("{}{}", when, whom) : fmt::format("{}，{}，下次{}", when, whom, next);
  return changed ? fmt::format("好，提醒{}改为{}{}", id, what, notes)
                 : fmt::format("好，{}。编号{}，取消说“取消提醒{}”{}", what, id, id, notes);
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

}  // namespace

std::optional<std::string> Keeping::refusal(const Context& call, const storage::Reminder& draft,
                                            const When& when) const {
  const bool to_self = draft.audience == Audience::self;
  if (to_self && members_.reach(call.message.user) != Reach::friendly) return text::befriend;
  if (!to_self && when.kind != When::Kind::once && too_often_for_group(when)) return text::too_often_here;
  if (draft.id != 0) return std::nullopt;
  if (reminders_.of_owner(draft.owner).size() >= most_of_owner) return text::full("你", most_of_owner);
  if (draft.class_id != 0 && reminders_.of_class(draft.class_id).size() >= most_of_class)
    return text::full("这个班", most_of_class);
  return std::nullopt;
}

std::string Keeping::whom(const Context& call, const storage::Reminder& draft) const {
  const std::string what = wording::in_quotes(draft.text);
  if (draft.audience == Audience::self) return "提醒你" + what;
  if (draft.audience == Audience::people) return text::to_people(book_.whom(draft)) + what;
  std::string place;
  if (call.message.place != Place::group || !call.klass || call.klass->id != draft.class_id) {
    const auto klass = members_.class_by_id(draft.class_id);
    place = klass ? "在" + klass->name + "群里" : "在你的每个班群里";
  }
  return place + (draft.audience == Audience::group ? "提醒大家" : text::to_missing(book_.act_of(draft.awaits))) + what;
}

Reply Keeping::keep(const Context& call, storage::Reminder draft, std::string notes) {
  const bool everybody = draft.audience == Audience::group || draft.audience == Audience::missing;
  const When when = book_.meaning(draft);
  const local_seconds now = call.sent.local;
  const auto first = next_after(when, std::max(book_.moment(draft.said).local, draft.id != 0 ? now : local_seconds{}),
                                book_.calendar());
  if (!first) return tell(call, false, text::over);
  if (const auto refused = refusal(call, draft, when)) return tell(call, false, *refused);

  draft.next = book_.utc(*first);
  const bool changed = draft.id != 0;
  if (changed) {
    reminders_.change(draft);
  } else {
    draft.id = reminders_.add(draft);
  }
  book_.set_timer(draft);

  const bool once = when.kind == When::Kind::once;
  if (const auto quiet = book_.quiet_for(draft)) {
    const auto morning = spoken_at(*first, quiet);
    if (once && morning != *first) notes += text::waits_for(in_words(morning, now));
    if (!once && speaks_in(when, *quiet))
      notes += text::waits_till_morning(wording::hour_minute(quiet->from), wording::hour_minute(quiet->until));
  }
  if (const auto year = unknown_year(when, *first, book_.calendar()))
    notes += text::no_holidays(static_cast<int>(*year));
  if (draft.audience == Audience::people) {
    std::vector<std::string> strangers;
    for (const Person& person : book_.people_of(draft)) {
      if (members_.reach(person.account) != Reach::friendly) strangers.push_back(person.name);
    }
    if (!strangers.empty()) notes += text::strangers(wording::first_names(strangers));
  }
  return tell(
      call, everybody,
      text::kept(changed, in_words(when, now), once ? "" : in_words(*first, now), whom(call, draft), draft.id, notes));
}

}  // namespace banwei::reminder
