#include "handlers/duty/duty_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::duty {

namespace {

constexpr std::string_view partings = ";|/\n";

struct Label {
  unsigned weekday = 0;
  std::size_t length = 0;  // In bytes, 0 when none stands here.
};

/// 周一, 星期天.
Label weekday_at(std::string_view text) {
  constexpr std::array<std::string_view, 3> heads{"周", "星期", "礼拜"};
  constexpr std::array<std::pair<std::string_view, unsigned>, 8> tails{
      {{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"日", 7}, {"天", 7}}};
  for (const std::string_view head : heads) {
    if (!text.starts_with(head)) continue;
    for (const auto& [tail, weekday] : tails) {
      if (text.substr(head.size()).starts_with(tail)) return {weekday, head.size() + tail.size()};
    }
  }
  return {};
}

/// Marks, words between names, and the number of a group: 第一组：, 和.
std::size_t skipped_at(std::string_view text) {
  if (is_mark(code_point_at(text, 0))) return code_point_size(text, 0);
  for (const std::string_view word : {"和", "跟", "与", "第", "组"}) {
    if (text.starts_with(word)) return word.size();
  }
  const auto numeral = numeral_at(text, 0);
  return numeral ? numeral->length : 0;
}

class Reader {
 public:
  explicit Reader(const language::People& people) : people_(people) {}

  Reading read(std::string_view text) {
    while (!text.empty() && reading_.fault == Fault::none) text.remove_prefix(take(text));
    flush();
    if (reading_.fault == Fault::none) check();
    return std::move(reading_);
  }

 private:
  using Fault = Reading::Fault;

  void check() {
    auto& groups = reading_.groups;
    if (groups.size() == 1 && !parted_ && !groups.front().weekday) {
      // 张三和李四，王五和赵六: those who are named together are one group, else each is one alone.
      const bool together = beside_.size() > 1 && std::any_of(beside_.begin(), beside_.end(),
                                                              [](const Group& each) { return each.who.size() > 1; });
      const Group all = std::exchange(groups.front(), {});
      groups.clear();
      for (const std::int64_t who : all.who) groups.push_back({.who = {who}});
      if (together) groups = std::move(beside_);
    }
    const auto weekly =
        std::count_if(groups.begin(), groups.end(), [](const Group& each) { return each.weekday.has_value(); });
    if (groups.empty()) reading_.fault = Fault::empty;
    if (groups.size() > most_groups) reading_.fault = Fault::too_many;
    if (weekly != 0 && weekly != std::ssize(groups)) reading_.fault = Fault::mixed;
  }

  /// The bytes that were taken from the front.
  std::size_t take(std::string_view text) {
    const auto match = people_.name_at(text, 0);
    if (match.length > 0) {
      if (match.who.size() > 1) return fail(Fault::namesake, text.substr(0, match.length));
      add(match.who.front());
      return match.length;
    }
    if (const Label label = weekday_at(text); label.length > 0) {
      flush();
      group_.weekday = label.weekday;
      return label.length;
    }
    if (partings.find(text.front()) != std::string_view::npos) {
      flush();
      parted_ = true;
      return 1;
    }
    if (const auto numeral = numeral_at(text, 0)) {
      const std::size_t place = people_.place_of(numeral->digits);
      if (place < people_.size()) add(place);
      return numeral->length;
    }
    if (const std::size_t skipped = skipped_at(text); skipped > 0) {
      constexpr std::string_view blanks = " \t,";
      (blanks.find(text.front()) != blanks.npos || text.starts_with("，") ? apart_ : joined_) = true;
      return skipped;
    }
    std::size_t end = 0;
    while (end < text.size() && !is_mark(code_point_at(text, end))) end += code_point_size(text, end);
    return fail(Fault::stranger, text.substr(0, end));
  }

  std::size_t fail(Fault fault, std::string_view about) {
    reading_.fault = fault;
    reading_.about = about;
    return about.size();
  }

  void add(std::size_t place) {
    const auto who = static_cast<std::int64_t>(place);
    if (std::find(group_.who.begin(), group_.who.end(), who) != group_.who.end()) return;
    group_.who.push_back(who);
    const bool together = !std::exchange(apart_, false) || joined_;
    joined_ = false;
    if (!together || beside_.empty()) beside_.push_back({});
    beside_.back().who.push_back(who);
  }

  /// Ends the group. One weekday has one group, however often it stands there.
  void flush() {
    const Group group = std::exchange(group_, {});
    if (group.who.empty()) return;
    const auto same = std::find_if(reading_.groups.begin(), reading_.groups.end(),
                                   [&](const Group& each) { return each.weekday && each.weekday == group.weekday; });
    if (same != reading_.groups.end()) {
      same->who.insert(same->who.end(), group.who.begin(), group.who.end());
    } else {
      reading_.groups.push_back(group);
    }
  }

  const language::People& people_;
  Reading reading_;
  Group group_;
  std::vector<Group> beside_;  // Those whom nothing but 和 or 、 parts, of the groups that no sign parts.
  bool apart_ = false;         // A blank or a comma stood before the name to come,
  bool joined_ = false;        // and 和 or 、.
  bool parted_ = false;        // A sign between groups stood somewhere.
};

unsigned weekday_of(Day day) { return std::chrono::weekday{day}.iso_encoding(); }

}  // namespace

Reading read_groups(std::string_view text, const language::People& people) { return Reader(people).read(text); }

const Group* on_duty(const Turns& turns, Day day, const Calendar& calendar) {
  if (turns.groups.empty() || day < turns.from || !calendar.workday(day)) return nullptr;
  if (turns.weekly()) {
    const auto group = std::find_if(turns.groups.begin(), turns.groups.end(),
                                    [&](const Group& each) { return each.weekday == weekday_of(day); });
    return group != turns.groups.end() ? &*group : nullptr;
  }
  std::size_t turn = 0;
  for (Day before = turns.from; before < day; before += std::chrono::days{1}) turn += calendar.workday(before) ? 1 : 0;
  return &turns.groups[turn % turns.groups.size()];
}

}  // namespace banwei::duty
