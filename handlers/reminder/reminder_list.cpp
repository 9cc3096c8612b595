#include "handlers/reminder/reminder_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"
#include "handlers/reminder/reminder_grammar.h"

namespace banwei::reminder {

using storage::Audience;

namespace text {
namespace {

constexpr auto nothing_set = "没有设好的提醒。要设就说“明早8点提醒我交表”";
std::string none_with(std::int64_t id) { return fmt::format("你这里没有编号{}的提醒。“我的提醒”看编号", id); }
std::string cancelled(const std::string& line) { return fmt::format("已取消提醒{}", line); }
std::string listed(std::size_t count, const std::string& lines, std::size_t more) {
  return fmt::format("提醒{}个：\n{}{}\n取消说“取消提醒”加编号", count, lines,
                     more > 0 ? fmt::format("\n还有{}个更晚的", more) : "");
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_lines = 10;
constexpr std::size_t most_coming = 12;

}  // namespace

std::vector<storage::Reminder> Lists::known_to(const Context& call) const {
  auto known = reminders_.of_owner(call.speaker.person->id);
  for (const Class& klass : book_.own_classes(call.speaker.grants)) {
    for (storage::Reminder& reminder : reminders_.of_class(klass.id)) {
      if (reminder.owner != call.speaker.person->id) known.push_back(std::move(reminder));
    }
  }
  std::stable_sort(known.begin(), known.end(), [](const auto& a, const auto& b) { return a.next < b.next; });
  return known;
}

namespace {

/// Whether two characters in a row of the one stand in the other, or all of a short one.
bool share_a_word(std::string_view words, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = at + code_point_size(text, at);
    const std::size_t end = next < text.size() ? next + code_point_size(text, next) : next;
    if (words.find(text.substr(at, end - at)) != std::string_view::npos && (end > next || at == 0)) return true;
    at = next;
  }
  return false;
}

/// The day that words begin with: 周五 of 周五那个开会.
std::optional<Day> day_in(std::string_view words, std::chrono::local_seconds now) {
  constexpr std::size_t longest_day = 24;  // bytes
  std::optional<Day> day;
  for (std::size_t end = 0; end < std::min(words.size(), longest_day);) {
    end += code_point_size(words, end);
    const auto when = understand_when(std::string(words.substr(0, end)) + "12点", now);
    if (when && when->kind == When::Kind::once) day = std::chrono::floor<std::chrono::days>(when->at);
  }
  return day;
}

}  // namespace

/// 七点那个 is of seven in the morning or in the evening, 早上七点那个 of one.
std::vector<storage::Reminder> Lists::at_time(std::vector<storage::Reminder> all, std::string_view words) const {
  auto when = understand_when("每天" + std::string(words), {});
  if (when && when->kind == When::Kind::ask && when->ask == When::Open::ampm)
    when = understand_when("每天早上" + std::string(words), {});
  if (!when || when->kind != When::Kind::daily || when->hm.size() != 1) return {};
  constexpr std::chrono::hours half{12};
  std::erase_if(all, [&](const auto& one) {
    const std::chrono::minutes at =
        one.next ? std::chrono::floor<std::chrono::minutes>(book_.moment(*one.next).time_of_day()) : -half;
    return at != when->hm.front() && (at != when->hm.front() + half || language::holds_one_of(words, "早 上午 凌晨"));
  });
  return all;
}

std::vector<storage::Reminder> Lists::about(const Context& call, std::string_view words) const {
  const std::string said = normalised(words);
  std::vector<storage::Reminder> all = known_to(call);
  std::vector<storage::Reminder> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const auto& one) { return share_a_word(said, normalised(one.text)); });
  if (found.empty()) {
    if (auto timed = at_time(all, said); !timed.empty()) return timed;
  }
  const auto day = found.size() == 1 ? std::nullopt : day_in(said, call.now.local);
  if (!day) return found;
  if (found.empty()) found = std::move(all);
  std::erase_if(found, [&](const auto& one) { return !one.next || book_.moment(*one.next).day() != *day; });
  return found;
}

std::optional<storage::Reminder> Lists::last_set(const Context& call, bool repeating) const {
  constexpr std::chrono::minutes a_moment{10};
  std::vector<storage::Reminder> own = reminders_.of_owner(call.speaker.person->id);
  if (repeating) std::erase_if(own, [&](const auto& one) { return book_.meaning(one).kind == When::Kind::once; });
  if (repeating && own.size() == 1) return own.front();
  const auto last = std::max_element(own.begin(), own.end(), [](const auto& a, const auto& b) {
    return std::pair(a.said, a.id) < std::pair(b.said, b.id);
  });
  return last == own.end() || call.sent.utc - last->said > a_moment ? std::nullopt : std::optional(*last);
}

std::string Lists::line_of(const storage::Reminder& reminder, const Moment& now) const {
  const When when = book_.meaning(reminder);
  std::string line = fmt::format("{} {}", reminder.id, in_words(when, now.local));
  if (const auto whom = book_.whom(reminder); !whom.empty()) line += " " + whom;
  constexpr std::size_t most_of_text = 12;
  if (!reminder.text.empty()) line += " " + wording::head(reminder.text, most_of_text);
  return line;
}

std::string Lists::next_of(const storage::Reminder& reminder, const Moment& now) const {
  if (book_.meaning(reminder).kind == When::Kind::once) return {};
  return "，下次" + in_words(book_.moment(*reminder.next).local, now.local);
}

Reply Lists::list(const Context& call) {
  const auto known = known_to(call);
  if (known.empty()) return tell(call, false, text::nothing_set);
  std::string lines;
  const auto shown = std::min(known.size(), most_lines);
  for (std::size_t i = 0; i < shown; ++i)
    lines += (i > 0 ? "\n" : "") + line_of(known[i], call.now) + next_of(known[i], call.now);
  return tell(call, false, text::listed(known.size(), lines, known.size() - shown));
}

Reply Lists::cancel(const Context& call, std::optional<std::int64_t> id) {
  const auto known = known_to(call);
  if (!id && known.empty()) return tell(call, false, text::nothing_set);
  if (!id && known.size() > 1) return list(call);
  const auto reminder = one_of(call, id ? *id : known.front().id);
  if (!reminder) return tell(call, false, text::none_with(*id));
  end(*reminder, call.now);
  const bool of_this_group = call.klass && reminder->class_id == call.klass->id;
  return tell(call, of_this_group && reminder->audience != Audience::people,
              text::cancelled(line_of(*reminder, call.now)));
}

std::optional<storage::Reminder> Lists::one_of(const Context& call, std::int64_t id) const {
  auto reminder = reminders_.by_id(id);
  if (!reminder || !reminder->next) return std::nullopt;
  const bool own = reminder->owner == call.speaker.person->id;
  const bool in_charge_of_it = reminder->class_id != 0 && call.speaker.holds(in_charge, reminder->class_id);
  return own || in_charge_of_it ? reminder : std::nullopt;
}

void Lists::end(const storage::Reminder& reminder, const Moment& now) {
  reminders_.set_next(reminder.id, std::nullopt, now.utc);
  book_.cancel_timer(reminder.id);
}

std::vector<Upcoming> Lists::upcoming(const Context& call) const {
  if (!call.speaker.person) return {};
  const bool in_group = call.message.place == Place::group;
  auto known = in_group ? std::vector<storage::Reminder>{} : reminders_.of_owner(call.speaker.person->id);
  if (call.klass) {
    for (storage::Reminder& reminder : reminders_.of_class(call.klass->id)) {
      if (in_group || reminder.owner != call.speaker.person->id) known.push_back(std::move(reminder));
    }
  }
  std::vector<Upcoming> coming;
  for (const storage::Reminder& reminder : known) {
    const auto at = spoken_at(book_.moment(*reminder.next).local, book_.quiet_for(reminder));
    std::string what = fmt::format("提醒{}", reminder.id);
    if (reminder.audience == Audience::missing) what += "：没" + book_.act_of(reminder.awaits) + "的同学";
    if (reminder.audience == Audience::people && in_group) continue;
    if (reminder.audience == Audience::people) what += "：" + book_.whom(reminder);
    if (!reminder.text.empty()) what += "：" + wording::head(reminder.text, 20);
    coming.push_back({book_.utc(at), std::move(what)});
  }
  std::stable_sort(coming.begin(), coming.end(), [](const Upcoming& a, const Upcoming& b) { return a.at < b.at; });
  if (coming.size() > most_coming) coming.resize(most_coming);
  return coming;
}

}  // namespace banwei::reminder
