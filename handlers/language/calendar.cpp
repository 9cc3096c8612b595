// Reading a calendar and asking it.
#include "handlers/language/calendar.h"

#include <optional>
#include <utility>

#include "handlers/language/calendar_data.h"

namespace banwei {

namespace {

constexpr std::chrono::days longest_entry{200};  // A longer holiday is a slip of the pen.

/// The turn of the year belongs to the notice of the other year as often as to its own, so it proves nothing of this
/// one.
bool turn_of_the_year(std::chrono::year_month_day date) {
  using std::chrono::day;
  return (date.month() == std::chrono::January && date.day() <= day{3}) ||
         (date.month() == std::chrono::December && date.day() >= day{29});
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string_view up_to(std::string_view& rest, char mark) {
  const auto end = rest.find(mark);
  const auto head = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return without_blanks(head);
}

std::optional<Calendar::Entry> entry(std::string_view line) {
  const auto dates = up_to(line, ',');
  const auto kind = up_to(line, ',');
  const auto dots = dates.find("..");
  const auto first = day_from_iso(without_blanks(dates.substr(0, dots)));
  const auto last = dots == std::string_view::npos ? first : day_from_iso(without_blanks(dates.substr(dots + 2)));
  if (!first || !last || *last < *first || *last - *first > longest_entry) return std::nullopt;
  if (kind != "off" && kind != "work") return std::nullopt;
  return Calendar::Entry{*first, *last, kind == "off" ? Calendar::Kind::off : Calendar::Kind::work,
                         std::string(without_blanks(line))};
}

}  // namespace

Calendar::Parsed Calendar::parse(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Parsed parsed;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto line = up_to(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    if (const auto found = entry(line)) {
      parsed.calendar.add(*found);
    } else {
      parsed.bad_lines.push_back(number);
    }
  }
  return parsed;
}

Calendar Calendar::shipped() { return parse(shipped_calendar).calendar; }

void Calendar::add(const Entry& entry) {
  for (Day day = entry.first; day <= entry.last; day += std::chrono::days{1}) {
    days_[day] = {entry.kind, entry.name};
    const std::chrono::year_month_day date{day};
    if (!turn_of_the_year(date)) years_.insert(date.year());
  }
}

void Calendar::replace_years_by(const Calendar& other) {
  std::erase_if(days_, [&](const auto& item) { return other.knows(std::chrono::year_month_day{item.first}.year()); });
  for (const auto& [day, mark] : other.days_) days_.insert_or_assign(day, mark);
  years_.insert(other.years_.begin(), other.years_.end());
}

bool Calendar::workday(Day day) const {
  if (const auto found = days_.find(day); found != days_.end()) return found->second.kind == Kind::work;
  return std::chrono::weekday{day}.iso_encoding() <= 5;
}

std::string_view Calendar::name(Day day) const {
  const auto found = days_.find(day);
  return found == days_.end() ? std::string_view{} : std::string_view(found->second.name);
}

std::vector<Calendar::Entry> Calendar::entries(std::chrono::year year) const {
  std::vector<Entry> found;
  for (const auto& [day, mark] : days_) {
    if (std::chrono::year_month_day{day}.year() != year) continue;
    if (!found.empty() && found.back().last + std::chrono::days{1} == day && found.back().kind == mark.kind &&
        found.back().name == mark.name) {
      found.back().last = day;
    } else {
      found.push_back({day, day, mark.kind, mark.name});
    }
  }
  return found;
}

}  // namespace banwei
