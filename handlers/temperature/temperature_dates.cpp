// Dates in the ways people write them, and times of day; a date of the coming weeks or of long ago is a foreign number.
#include "handlers/temperature/temperature_dates.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int oldest_day = -60;

/// The figure of a date; of the coming or a far year it is a foreign number.
Figure dated(std::size_t length, std::optional<int> y, int m, int d, Day today, bool weak) {
  const year_month_day now{today};
  year_month_day date{year{y.value_or(static_cast<int>(now.year()))}, month{static_cast<unsigned>(m)},
                      day{static_cast<unsigned>(d)}};
  if (!y && date.ok() && Day{date} > today + std::chrono::days{1})
    date = (now.year() - std::chrono::years{1}) / date.month() / date.day();
  Figure figure = plain(length, Form::foreign);
  if (!date.ok()) return figure;
  const auto offset = (Day{date} - today).count();
  if (offset < oldest_day || offset > 0) {
    if (weak) figure.form = Form::odd;  // 6.5 is no day of these weeks
    figure.decimal = weak;
    return figure;
  }
  figure.form = Form::day;
  figure.offset = static_cast<int>(offset);
  figure.weak_day = weak;
  return figure;
}

bool is_month_day(int m, int d) { return m >= 1 && m <= 12 && d >= 1 && d <= 31; }

struct Small {
  int value = 0;
  std::size_t end = 0;
};

/// A number of at most two digits at `at`.
std::optional<Small> small_at(std::string_view text, std::size_t at) {
  const auto number = numeral_at(text, at);
  if (!number || number->digits.size() > 2) return std::nullopt;
  return Small{static_cast<int>(number->value), at + number->length};
}

/// 月D日 behind a month, or the like with . / - between digits.
std::optional<Figure> month_day(std::string_view text, std::size_t at, std::size_t behind, std::optional<int> y, int m,
                                Day today) {
  const bool spelled = starts(text, behind, "月");
  const bool mark = behind < text.size() && (text[behind] == '.' || text[behind] == '/' || text[behind] == '-');
  if (!spelled && !mark) return std::nullopt;
  const std::size_t next = behind + (spelled ? std::string_view("月").size() : 1);
  const auto d = small_at(text, spelled ? skip_spaces(text, next) : next);
  if (!d || !is_month_day(m, d->value)) return std::nullopt;
  std::size_t end = d->end;
  const std::size_t suffix = any_of(text, end, std::array<std::string_view, 3>{"日", "号", "曰"});
  end += suffix;
  if (suffix == 0 && end < text.size() && (text[end] == '.' || text[end] == '/') && digit_here(text, end + 1)) {
    return std::nullopt;
  }
  return dated(end - at, y, m, d->value, today, !spelled && suffix == 0 && !y);
}

/// Steps over what may follow a clock time: 左右, 多, 前.
std::size_t skip_about(std::string_view text, std::size_t at) {
  for (std::string_view word : {"左右", "之前", "以前", "之后", "以后", "多", "许", "整", "钟"}) {
    if (starts(text, at, word)) at += word.size();
  }
  return at;
}

}  // namespace

bool goes_on(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (digit_here(text, at)) return true;
  if ((text[at] == ':' || text[at] == '.' || text[at] == '/' || text[at] == '-') && digit_here(text, at + 1))
    return true;
  for (std::string_view word : {"月", "点", "个", "人", "号", "楼", "天", "位", "份", "题", "页"}) {
    if (starts(text, at, word)) return true;
  }
  return false;
}

std::optional<Figure> date_at(std::string_view text, std::size_t at, const Numeral& number, Day today) {
  const std::size_t behind = at + number.length;
  if (number.digits.size() == 8 && !number.chinese) {
    const int y = static_cast<int>(number.value / 10000);
    const int m = static_cast<int>(number.value / 100 % 100);
    const int d = static_cast<int>(number.value % 100);
    if (y >= 2019 && y <= 2100 && is_month_day(m, d)) return dated(number.length, y, m, d, today, true);
    return std::nullopt;
  }
  if (number.digits.size() == 4 && number.value >= 2019 && number.value <= 2100) {
    std::size_t next = behind;
    if (starts(text, next, "年")) {
      next += std::string_view("年").size();
    } else if (next < text.size() && (text[next] == '.' || text[next] == '-' || text[next] == '/')) {
      ++next;
    } else {
      return std::nullopt;
    }
    const auto m = small_at(text, next);
    if (!m) return std::nullopt;
    return month_day(text, at, m->end, static_cast<int>(number.value), m->value, today);
  }
  if (number.digits.size() > 2 || number.value < 1 || number.value > 31) return std::nullopt;
  const int n = static_cast<int>(number.value);
  if (n <= 12 && (!number.chinese || starts(text, behind, "月"))) {
    if (auto figure = month_day(text, at, behind, std::nullopt, n, today)) return figure;
  }
  const std::size_t suffix = any_of(text, behind, std::array<std::string_view, 2>{"日", "号"});
  if (suffix > 0 && !starts(text, behind + suffix, "楼") && !starts(text, behind + suffix, "线")) {
    const year_month_day now{today};
    const int this_month = static_cast<int>(static_cast<unsigned>(now.month()));
    const bool before = n > static_cast<int>(static_cast<unsigned>(now.day()));
    const int m = before ? (this_month + 10) % 12 + 1 : this_month;
    return dated(behind + suffix - at, std::nullopt, m, n, today, true);
  }
  return std::nullopt;
}

std::optional<Figure> clock_at(std::string_view text, std::size_t at, const Numeral& number) {
  if (number.digits.size() > 2) return std::nullopt;
  const std::size_t behind = at + number.length;
  const bool colon = behind < text.size() && text[behind] == ':' && !number.chinese;
  if (colon) {
    if (!digit_here(text, behind + 1) || !digit_here(text, behind + 2) || digit_here(text, behind + 3))
      return std::nullopt;
    const int minute = (text[behind + 1] - '0') * 10 + (text[behind + 2] - '0');
    std::size_t end = behind + 3;
    if (end + 2 < text.size() && text[end] == ':' && digit_here(text, end + 1) && digit_here(text, end + 2)) end += 3;
    if (starts(text, end, "分")) end += std::string_view("分").size();
    if (number.value > 24 || minute > 59) return plain(end - at, Form::foreign);
    Figure figure = plain(skip_about(text, end) - at, Form::clock);
    figure.minutes = static_cast<int>(number.value) * 60 + minute;
    return figure;
  }
  const std::size_t mark = any_of(text, behind, std::array<std::string_view, 2>{"点", "时"});
  if (mark == 0 || number.value > 24) return std::nullopt;
  std::size_t end = behind + mark;
  int minute = 0;
  if (starts(text, end, "半")) {
    minute = 30;
    end += std::string_view("半").size();
  } else if (starts(text, end, "一刻")) {
    minute = 15;
    end += std::string_view("一刻").size();
  } else if (starts(text, end, "三刻")) {
    minute = 45;
    end += std::string_view("三刻").size();
  } else if (const auto minutes = small_at(text, end); minutes && minutes->value < 60 && !goes_on(text, minutes->end)) {
    const bool spelled_out = starts(text, minutes->end, "分");
    if (spelled_out || minutes->end - end >= 2) {
      minute = minutes->value;
      end = minutes->end + (spelled_out ? std::string_view("分").size() : 0);
    }
  }
  Figure figure = plain(skip_about(text, end) - at, Form::clock);
  figure.minutes = static_cast<int>(number.value) * 60 + minute;
  return figure;
}

}  // namespace banwei::temperature
