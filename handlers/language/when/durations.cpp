// Lengths of time, and the moments that are so far away: 半小时后, 1小时20分钟, 过两天, 三天内.
#include <array>

#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using std::chrono::days;
using std::chrono::seconds;

enum class Unit { second, minute, quarter, hour, day, week, month, year };

struct UnitWord {
  std::u32string_view word;
  Unit unit;
};

constexpr std::array<UnitWord, 34> unit_words{
    {{U"秒", Unit::second},      {U"秒钟", Unit::second},    {U"s", Unit::second},     {U"分钟", Unit::minute},
     {U"分", Unit::minute},      {U"min", Unit::minute},     {U"mins", Unit::minute},  {U"m", Unit::minute},
     {U"minute", Unit::minute},  {U"minutes", Unit::minute}, {U"刻钟", Unit::quarter}, {U"刻", Unit::quarter},
     {U"个刻钟", Unit::quarter}, {U"小时", Unit::hour},      {U"个小时", Unit::hour},  {U"钟头", Unit::hour},
     {U"个钟头", Unit::hour},    {U"个钟", Unit::hour},      {U"h", Unit::hour},       {U"hour", Unit::hour},
     {U"hours", Unit::hour},     {U"天", Unit::day},         {U"日", Unit::day},       {U"周", Unit::week},
     {U"星期", Unit::week},      {U"个星期", Unit::week},    {U"礼拜", Unit::week},    {U"个礼拜", Unit::week},
     {U"个周", Unit::week},      {U"个月", Unit::month},     {U"年", Unit::year},      {U"个多小时", Unit::hour},
     {U"个多月", Unit::month},   {U"整年", Unit::year}}};

constexpr int length_of(Unit unit) {
  switch (unit) {
    case Unit::second:
      return 1;
    case Unit::minute:
      return 60;
    case Unit::quarter:
      return 900;
    case Unit::hour:
      return 3600;
    default:
      return 0;
  }
}

constexpr int longest = 100'000;  // More of any unit is a slip.

struct Quantity {
  double value = 0;
  bool vague = false;
  bool chinese_two = false;
  bool half_only = false;
};

/// 1, 1.5, 半, 两, 几, 十几, 两三, 3-5
std::optional<Quantity> eat_quantity(Scanner& s) {
  Quantity quantity;
  if (s.eat_any(std::array<std::u32string_view, 7>{U"几", U"好几", U"数", U"若干", U"大半", U"小半", U"多少"})) {
    quantity.vague = true;
    return quantity;
  }
  if (s.eat(U"半")) {
    quantity.value = 0.5;
    quantity.half_only = true;
    return quantity;
  }
  const auto number = eat_number(s);
  if (!number || number->value > longest) return std::nullopt;
  quantity.value = number->value;
  quantity.chinese_two = s.text[s.at - 1] == U'两';
  if (!number->chinese && s.peek() == U'.' && is_figure(s.peek(1))) {
    ++s.at;
    const auto part = eat_number(s);
    if (!part || part->length > 2) return std::nullopt;
    quantity.value += part->value / (part->length == 1 ? 10.0 : 100.0);
  } else if (number->chinese && s.peek() != U'零' && chinese_digit(s.peek()) > 0) {
    ++s.at;
    quantity.vague = true;
  } else if (s.peek() == U'-' || s.peek() == U'~' || s.peek() == U'到') {
    Scanner t = s;
    ++t.at;
    if (eat_number(t)) {
      s = t;
      quantity.vague = true;
    }
  }
  if (s.eat_one_of(U"几多来")) quantity.vague = true;
  return quantity;
}

void add(Duration& total, Unit unit, double amount) {
  switch (unit) {
    case Unit::day:
      total.days += static_cast<int>(amount);
      break;
    case Unit::week:
      total.days += static_cast<int>(amount) * 7;
      total.weeks = true;
      break;
    case Unit::month:
      total.months += static_cast<int>(amount);
      break;
    case Unit::year:
      total.months += static_cast<int>(amount) * 12;
      break;
    default:
      total.seconds += seconds{static_cast<long>(amount * length_of(unit) + 0.5)};
  }
  const bool clock_unit = length_of(unit) > 0;
  if (!clock_unit && amount != static_cast<int>(amount)) total.vague = true;
}

/// One 两个半小时 or 20分钟.
bool eat_component(Scanner& s, Duration& total, std::optional<Unit>& unit) {
  Scanner t = s;
  auto quantity = eat_quantity(t);
  if (!quantity) return false;
  t.skip_spaces();
  if (t.sees(U"个半") && !quantity->half_only) {
    t.eat(U"个半");
    quantity->value += 0.5;
    if (t.sees(U"小时") || t.sees(U"钟头") || t.sees(U"钟")) t.eat(U"个");
  }
  const auto* word = eat_entry(t, unit_words);
  Unit found = Unit::hour;
  if (word != nullptr) {
    found = word->unit;
    if (word->word.find(U'多') != word->word.npos) quantity->vague = true;
  } else if (quantity->value != static_cast<int>(quantity->value) && t.eat(U"钟")) {
    found = Unit::hour;  // 两个半钟
  } else if (quantity->value != static_cast<int>(quantity->value) && t.eat(U"月")) {
    found = Unit::month;
  } else if (quantity->half_only && t.eat_any(std::array<std::u32string_view, 2>{U"个月", U"月"})) {
    found = Unit::month;
  } else {
    return false;
  }
  if (unit && length_of(found) >= length_of(*unit) && length_of(found) > 0 && length_of(*unit) > 0) return false;
  if (unit && found != Unit::day && length_of(found) == 0) return false;
  if (t.peek() == U'半' && t.peek(1) != U'天' && t.peek(1) != U'个' && t.peek(1) != U'小') {
    ++t.at;
    quantity->value += 0.5;
  }
  if (t.eat(U"多")) quantity->vague = true;
  if (quantity->half_only && length_of(found) == 0) quantity->vague = true;
  if (quantity->vague) total.vague = true;
  if (found == Unit::day && quantity->chinese_two) total.two_days = true;
  add(total, found, quantity->value);
  unit = found;
  s = t;
  return true;
}

bool eat_after_word(Scanner& s) {
  if (s.sees(U"后面") || s.sees(U"后来") || s.sees(U"后天")) return false;
  return s.eat_any(std::array<std::u32string_view, 5>{U"后", U"之后", U"以后", U"过后", U"后的"});
}

Date date_after(const Duration& length, Now now) {
  const Day today = std::chrono::floor<days>(now);
  Date date;
  date.day = today;
  if (length.months > 0) {
    const auto month = std::chrono::year_month_day{today} + std::chrono::months{length.months};
    date.day = month.ok() ? Day{month} : Day{month.year() / month.month() / std::chrono::last};
  }
  date.day += days{length.days};
  date.same_time = true;
  date.weeks_after = length.weeks && length.months == 0;
  return date;
}

}  // namespace

std::optional<Duration> eat_duration(Scanner& s) {
  Duration total;
  std::optional<Unit> unit;
  while (eat_component(s, total, unit)) {
    s.skip_spaces();
    Scanner t = s;
    if (t.eat_one_of(U"零又加")) s = t;
  }
  if (!unit) return std::nullopt;
  while (s.text[s.at - 1] == U' ') --s.at;
  if (*unit == Unit::hour) {
    Scanner t = s;
    if (const auto minutes = eat_number(t);
        minutes && minutes->value < 60 && minutes->length == 2 && (t.done() || t.sees(U"后"))) {
      total.seconds += seconds{minutes->value * 60};
      s = t;
    }
  }
  return total;
}

bool after_piece(Scanner& s, Expression& d, Now now) {
  if (d.in || !d.dates.empty()) return false;
  const bool passing = s.eat_any(std::array<std::u32string_view, 5>{U"过", U"再过", U"再等", U"等", U"再"});
  s.skip_spaces();
  const auto length = eat_duration(s);
  if (!length) return false;
  s.skip_spaces();
  const bool after = eat_after_word(s);
  if (after && length->seconds.count() == 0) s.eat_any(std::array<std::u32string_view, 2>{U"今天", U"的今天"});
  const bool within =
      !after && !passing && s.eat_any(std::array<std::u32string_view, 4>{U"内", U"之内", U"以内", U"里"});
  if (!after && !within && !passing) return false;
  if (d.repeat && (!within || length->vague || length->seconds.count() > 0)) return false;
  d.before = d.before || within;
  if (length->vague || (passing && !after && length->two_days && length->seconds.count() == 0)) {
    d.vague = true;
  } else if (length->seconds.count() > 0) {
    d.in = length->seconds;
    if (length->days > 0 || length->months > 0) *d.in += date_after(*length, now).day - std::chrono::floor<days>(now);
  } else if (length->days > 0 || length->months > 0) {
    d.dates.push_back(date_after(*length, now));
    d.dates.back().within = within;
  } else {
    return false;
  }
  return true;
}

}  // namespace banwei::times
