#include "handlers/meeting/meeting_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/wording.h"
#include "handlers/language/when.h"
#include "handlers/meeting/meeting_intents.h"

namespace banwei::meeting {

namespace text {
namespace {

std::string theme(const MeetingTheme& theme) { return fmt::format("主题{}“{}”", theme.id, theme.title); }
std::string where(const std::string& where) { return "，" + where; }
std::string reminded(const std::string& at) { return fmt::format("，{}提醒", at); }
constexpr auto with_roll = "，到时点名";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours lasts{4};       // A meeting may be spoken of as the one that is on for so long.
constexpr std::chrono::minutes usual{90};    // Then its minutes are asked for if nobody has ended it.
constexpr std::chrono::days looked_back{2};  // A meeting whose time is over may still be set anew.

std::string key(std::string_view kind, std::int64_t id) { return Topic{.kind = std::string(kind), .id = id}.text(); }

}  // namespace

std::optional<Meeting> Book::to_set(std::int64_t class_id, std::int64_t theme, Utc now) const {
  auto all = meetings_.of_class(class_id, now - looked_back);
  std::erase_if(
      all, [&](const Meeting& one) { return one.ended || one.roll_call != 0 || (theme != 0 && one.theme != theme); });
  const auto waits = std::find_if(all.begin(), all.end(), [](const Meeting& one) { return !one.begins; });
  if (waits != all.end()) return *waits;
  const auto next =
      std::find_if(all.begin(), all.end(), [&](const Meeting& one) { return one.begins > now || one.theme != 0; });
  return next == all.end() ? std::nullopt : std::optional(*next);
}

std::optional<Meeting> Book::on_now(std::int64_t class_id, Utc now) const {
  std::optional<Meeting> last;
  for (Meeting& one : meetings_.of_class(class_id, now - lasts)) {
    if (one.begins && *one.begins <= now && !one.ended) last = std::move(one);
  }
  return last;
}

void Book::set(const Meeting& meeting, Utc now) {
  meetings_.save(meeting);
  const auto id = std::to_string(meeting.id);
  const auto wake = [&](std::string_view kind, Utc at) {
    if (at > now)
      schedule_.set_timer(feature, key(kind, meeting.id), at, id);
    else
      schedule_.cancel_timer(feature, key(kind, meeting.id));
  };
  if (!meeting.begins) return;
  wake("remind", meeting.lead == std::chrono::minutes{0} ? now : *meeting.begins - meeting.lead);
  wake("begin", *meeting.begins);
  wake("minutes", *meeting.begins + usual);
}

void Book::cancel(const Meeting& meeting, Utc now) {
  meetings_.cancel(meeting.id, now);
  for (const std::string_view kind : {"remind", "begin", "minutes"})
    schedule_.cancel_timer(feature, key(kind, meeting.id));
}

std::string Book::name(const Meeting& meeting) const {
  const auto theme = meeting.theme == 0 ? std::nullopt : meetings_.theme(meeting.theme);
  return theme ? text::theme(*theme) : meeting.title;
}

std::string Book::time(Utc at, const Moment& now) const { return in_words(zone_.at(at).local, now.local); }

std::string Book::hour_minute(Utc at) const { return wording::hour_minute(zone_.at(at).time_of_day()); }

std::string Book::date(Day day) const {
  const std::string words = in_words(day + std::chrono::hours{12}, day);
  return words.substr(0, words.find(' '));
}

std::string Book::details(const Meeting& meeting) const {
  std::string words = meeting.number.empty() ? "" : text::where(meeting.number);
  if (meeting.lead != std::chrono::minutes{0}) words += text::reminded(hour_minute(*meeting.begins - meeting.lead));
  return words + (meeting.roll ? text::with_roll : "");
}

std::vector<Person> Book::keepers(const Meeting& meeting, Utc now) const {
  auto all = members_.holders(Role::monitor, meeting.class_id, now);
  if (all.empty()) all = members_.holders(Role::league_secretary, meeting.class_id, now);
  if (all.empty()) all = members_.holders(Role::counsellor, meeting.class_id, now);
  return all;
}

}  // namespace banwei::meeting
