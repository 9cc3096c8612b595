#include "handlers/reminder/reminder_due.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/mentions.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/reminder/reminder_grammar.h"

namespace banwei::reminder {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

std::string to_self(std::string_view words, std::string_view due) {
  return fmt::format("⏰ {}{}（晚点再说就回“稍后10分钟”）", due, words.empty() ? "你定的时间到了" : words);
}
std::string to_person(std::string_view words, std::string_view due, std::string_view owner) {
  return fmt::format("⏰ {}{}（{}让我提醒你）", due, words.empty() ? "定好的时间到了" : words, owner);
}
std::string to_group(std::string_view words, std::string_view due) {
  return fmt::format("⏰ {}{}", due, words.empty() ? "定好的时间到了" : words);
}
std::string still_missing(std::size_t count, std::string_view act, std::string_view words) {
  return fmt::format("还差{}位没{}，{}", count, act, words.empty() ? "忘了的现在补一下就行" : words);
}
std::string was_due(std::string_view at) { return fmt::format("（{}的提醒）", at); }
std::string missed(std::string_view at, std::string_view words) {
  return fmt::format("{}的提醒{}错过了，那时我没在线", at, wording::in_quotes(words));
}
std::string nobody_left(std::int64_t id) {
  return fmt::format("提醒{}要提醒的同学已经不在班里了，所以没有出声。不要了说“取消提醒{}”", id, id);
}
std::string nobody_waits(std::int64_t id, std::string_view act) {
  return fmt::format("提醒{}到点时没有在等“{}”的事，所以没有出声。时间不对就“取消提醒{}”再设一个", id, act, id);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes on_time{2};

}  // namespace

Reply Occurrences::fall_due(std::int64_t id, const Moment& now) {
  const auto reminder = reminders_.by_id(id);
  if (!reminder || !reminder->next) return {};
  const auto owner = members_.by_id(reminder->owner);
  if (!owner || !may_still(*reminder, *owner, now.utc)) {
    reminders_.set_next(reminder->id, std::nullopt, now.utc);
    return {};
  }
  const auto quiet = book_.quiet_for(*reminder);
  const Due due = book_.due(*reminder, now);
  storage::Reminder later = *reminder;
  later.next = due.next ? std::optional(book_.utc(*due.next)) : std::nullopt;
  reminders_.set_next(later.id, later.next, now.utc);
  if (later.next) book_.set_timer(later);

  const auto claim = [&](local_seconds occurrence, bool missed) {
    return schedule_.claim({.job = Topic{.kind = std::string(about_reminder), .id = reminder->id}.text(),
                            .key = key_of(occurrence),
                            .name = fmt::format("提醒{}", reminder->id),
                            .due = book_.utc(spoken_at(occurrence, quiet))},
                           now.utc, missed);
  };
  for (const local_seconds occurrence : due.missed) claim(occurrence, true);
  if (due.too_late && claim(*due.too_late, true)) {
    const Day day = floor<days>(*due.too_late);
    const bool yesterday = now.day() - day == days{1};
    const std::string at =
        yesterday ? "昨天" + wording::hour_minute(*due.too_late - day) : in_words(*due.too_late, now.local);
    const std::string words = reminder->text.empty() && reminder->audience == Audience::missing
                                  ? "没" + book_.act_of(reminder->awaits) + "的"
                                  : reminder->text;
    return Reply{}.add(Whisper{*owner, plain(text::missed(at, words))});
  }
  if (due.speaks && claim(*due.speaks, false)) return speak(*reminder, *owner, *due.speaks, now);
  return {};
}

Reply Occurrences::speak(const storage::Reminder& reminder, const Person& owner, local_seconds occurrence,
                         const Moment& now) {
  Reply reply;
  const std::string about = Topic{.kind = std::string(about_reminder), .id = reminder.id}.text();
  const bool late = now.local - spoken_at(occurrence, book_.quiet_for(reminder)) > on_time;
  const std::string due = late ? text::was_due(wording::hour_minute(occurrence - floor<days>(occurrence))) : "";
  reminders_.mark_fired(reminder.id, now.utc);
  if (reminder.audience == Audience::self) {
    return reply.add(Whisper{owner, plain(text::to_self(reminder.text, due)), storage::Priority::answer, about});
  }
  if (reminder.audience == Audience::people) {
    const std::string by = owner.staff ? wording::teacher(owner.name) : owner.name;
    const auto people = book_.people_of(reminder);
    if (people.empty()) return reply.add(Whisper{owner, plain(text::nobody_left(reminder.id))});
    for (const Person& person : people)
      reply.add(Whisper{person, plain(text::to_person(reminder.text, due, by)), storage::Priority::answer, about});
    return reply;
  }
  const auto classes = classes_of(reminder, owner, now.utc);
  if (reminder.audience == Audience::group) {
    for (const Class& klass : classes)
      reply.add(Post{klass.group, plain(text::to_group(reminder.text, due)), storage::Priority::notice, about});
    return reply;
  }
  const auto feature = std::find_if(features_.begin(), features_.end(),
                                    [&](const auto& one) { return one->title() == reminder.awaits; });
  bool waited_for = false;
  for (const Class& klass : classes) {
    const auto missing = feature == features_.end() ? std::nullopt : (*feature)->missing(klass, now);
    waited_for = waited_for || missing;
    if (!missing || missing->empty()) continue;
    for (Content& content :
         calling(*missing, text::still_missing(missing->size(), book_.act_of(reminder.awaits), reminder.text)))
      reply.add(Post{klass.group, std::move(content), storage::Priority::notice, about});
  }
  // A time at which nobody waits for it any more, 体温 after its deadline, is told to the owner once.
  if (!waited_for && !late && schedule_.claim({.job = about + "/idle", .key = "told", .due = now.utc}, now.utc))
    reply.add(Whisper{owner, plain(text::nobody_waits(reminder.id, book_.act_of(reminder.awaits)))});
  return reply;
}

bool Occurrences::may_still(const storage::Reminder& reminder, const Person& owner, Utc now) const {
  if (reminder.audience == Audience::self) return !owner.account.empty();
  if (reminder.audience == Audience::people)
    return Speaker{owner, members_.grants(owner, now)}.holds(in_charge, reminder.class_id);
  return !classes_of(reminder, owner, now).empty();
}

std::vector<Class> Occurrences::classes_of(const storage::Reminder& reminder, const Person& owner, Utc now) const {
  const Speaker speaker{owner, members_.grants(owner, now)};
  std::vector<Class> classes;
  if (reminder.class_id == 0) {
    classes = book_.own_classes(speaker.grants);
  } else if (speaker.holds(in_charge, reminder.class_id)) {
    if (auto klass = members_.class_by_id(reminder.class_id)) classes.push_back(std::move(*klass));
  }
  std::erase_if(classes, [](const Class& klass) { return klass.group.empty(); });
  return classes;
}

}  // namespace banwei::reminder
