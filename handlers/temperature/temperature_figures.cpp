// One reader per spelling, tried from the most to the least specific; what a number measures is decided by what follows
// it.
#include "handlers/temperature/temperature_figures.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "handlers/language/places.h"
#include "handlers/temperature/temperature_dates.h"
#include "handlers/temperature/temperature_words.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

// --- units ---

constexpr std::array<std::string_view, 10> degree_words{"摄氏度", "摄氏", "度c", "°c",  "°",
                                                        "度",     "'c",   "oc",  "deg", "c"};
constexpr std::array<std::string_view, 4> fahrenheit_words{"华氏度", "华氏", "°f", "f"};

std::size_t unit_at(std::string_view text, std::size_t at) {
  const std::size_t length = any_of(text, at, degree_words);
  if (length == 0) return 0;
  const std::size_t end = at + length;
  if (is_latin(text[end - 1]) && end < text.size() && is_latin(text[end])) return 0;  // It is cm.
  if (starts(text, at, "度") && (starts(text, end, "电") || starts(text, end, "角"))) return 0;
  return length;
}

/// Steps over spaces and units (℃℃ too); tells whether there was one.
std::size_t skip_units(std::string_view text, std::size_t at, bool& found) {
  for (int i = 0; i < 4; ++i) {
    const std::size_t behind = skip_spaces(text, at);
    const std::size_t length = unit_at(text, behind);
    if (length == 0) break;
    at = behind + length;
    found = true;
  }
  return at;
}

// --- decimals ---

struct Fraction {
  std::size_t end = 0;
  std::string digits;
};

/// The digits at `at` in one script, ASCII or Chinese.
Fraction digits_at(std::string_view text, std::size_t at) {
  Fraction result{at, {}};
  const bool ascii = digit_here(text, at);
  for (std::size_t length = 0; result.digits.size() < 16; result.end += length) {
    const auto digit = digit_at(text, result.end, length);
    if (!digit || (digit_here(text, result.end) != ascii && result.digits != "0")) break;  // 零5
    result.digits.push_back(static_cast<char>('0' + *digit));
  }
  return result;
}

int centi_of(std::int64_t whole, std::string_view fraction) {
  int centi = static_cast<int>(whole) * 100;
  if (!fraction.empty()) centi += (fraction[0] - '0') * 10;
  if (fraction.size() > 1) centi += fraction[1] - '0';
  return centi;
}

/// The end of a run of decimal separators with spaces around, or `at`; `comma` when it may as well part a list.
std::size_t skip_point(std::string_view text, std::size_t at, bool& comma) {
  std::size_t pos = skip_spaces(text, at);
  bool found = false;
  comma = false;
  for (int i = 0; i < 8 && pos < text.size(); ++i) {
    std::size_t length = 0;
    if (text[pos] == '.' || starts(text, pos, "·") || starts(text, pos, "。")) {
      length = code_point_size(text, pos);
    } else if (text[pos] == ',' || starts(text, pos, "、")) {
      length = code_point_size(text, pos);
      comma = true;
    }
    if (length == 0) break;
    found = true;
    pos = skip_spaces(text, pos + length);
  }
  return found ? pos : at;
}

// --- sizes ---

/// Hundredths of a degree Fahrenheit as hundredths Celsius, to the tenth.
int fahrenheit(int centi) { return ((centi - 3200) * 10 / 18 + 5) / 10 * 10; }

/// A number spelled like a temperature but of another size: what was meant, if one digit tells.
void classify(Figure& figure) {
  const int c = figure.centi;
  if (c >= lowest && c <= highest) {
    figure.form = figure.decimal || figure.unit ? Form::reading : Form::whole;
    if (figure.form == Form::whole) figure.guess = c;
    return;
  }
  if (c >= 3000 && c <= 4500) {
    figure.form = figure.decimal || figure.unit ? Form::range : Form::odd;
    figure.guess = c;
    return;
  }
  figure.form = Form::odd;
  if (!figure.decimal || c < 1000 || c > 9999) return;
  if (const int celsius = fahrenheit(c); c >= 9500 && c < 9800 && celsius >= lowest) {
    figure.form = Form::typo;
    figure.guess = celsius;
    return;
  }
  const int tens_fixed = 3000 + c % 1000;
  const int swapped = (c / 100 % 10) * 1000 + (c / 1000) * 100 + c % 100;
  for (int guess : {tens_fixed, swapped}) {
    if (guess < 3600 || guess >= 3800) continue;
    figure.form = Form::typo;
    figure.guess = guess;
    return;
  }
}

bool plausible(int centi) { return centi >= lowest && centi <= highest; }

Figure typo(std::size_t length, int guess) {
  Figure figure;
  figure.length = length;
  figure.form = Form::typo;
  figure.guess = guess;
  figure.centi = guess;
  return figure;
}

// --- temperatures ---

constexpr std::array<std::string_view, 9> vague_words{"几", "多点", "多", "来", "x", "好几", "?几", "零几", "出头"};

/// 36 点 4: the word stands at `point`.
std::optional<Figure> tenth_apart(std::string_view text, std::size_t at, const Numeral& number, std::size_t point) {
  const std::size_t tenth = skip_spaces(text, point + std::string_view("点").size());
  const Fraction fraction = digits_at(text, tenth);
  if (fraction.digits.size() != 1 || goes_on(text, fraction.end)) return std::nullopt;
  Figure figure;
  figure.decimal = true;
  figure.centi = centi_of(number.value, fraction.digits);
  figure.length = skip_units(text, fraction.end, figure.unit) - at;
  classify(figure);
  return figure;
}

/// 度5, 点五, °5, 度半 behind two digits.
std::optional<Figure> degree_and_tenth(std::string_view text, std::size_t at, const Numeral& number,
                                       std::size_t behind) {
  if (const std::size_t apart = skip_spaces(text, behind); starts(text, apart, "点") && apart > behind)
    return tenth_apart(text, at, number, apart);
  std::size_t word = any_of(text, behind, std::array<std::string_view, 5>{"点", "度", "°c", "°", "d"});
  if (word == 0) return std::nullopt;
  const bool point_word = starts(text, behind, "点");
  const bool letter = starts(text, behind, "d");
  std::size_t pos = behind + word;
  for (std::string_view extra : {"点", ".", "。"}) {
    if (!point_word && starts(text, pos, extra)) pos += extra.size();
  }
  Figure figure;
  figure.unit = !letter;
  figure.decimal = true;
  if (any_of(text, pos, vague_words) > 0 && !letter) {
    figure.form = Form::vague;
    figure.centi = centi_of(number.value, {});
    pos += any_of(text, pos, vague_words);
    bool unit = false;
    figure.length = skip_units(text, pos, unit) - at;
    return figure;
  }
  std::string tenths;
  if (starts(text, pos, "半")) {
    tenths = "5";
    pos += std::string_view("半").size();
  } else if (starts(text, pos, "整")) {
    tenths = "0";
    pos += std::string_view("整").size();
  } else {
    const Fraction fraction = digits_at(text, pos);
    if (fraction.digits.empty() || fraction.digits.size() > 2 || goes_on(text, fraction.end)) return std::nullopt;
    tenths = fraction.digits;
    if (tenths.size() == 2 && !digit_here(text, pos) && tenths[1] == tenths[0] + 1) {  // 三十七度五六
      figure.form = Form::vague;
      figure.centi = centi_of(number.value, tenths.substr(0, 1));
    }
    pos = fraction.end;
    if (starts(text, pos, "分") && !point_word) pos += std::string_view("分").size();
  }
  figure.centi = centi_of(number.value, tenths);
  bool unit = false;
  figure.length = skip_units(text, pos, unit) - at;
  if (figure.form == Form::vague) return figure;
  classify(figure);
  if (letter) {
    if (figure.form != Form::reading) return std::nullopt;
    figure = typo(figure.length, figure.centi);
  }
  return figure;
}

/// 36.5 in all its separators.
std::optional<Figure> decimal(std::string_view text, std::size_t at, const Numeral& number, std::size_t behind) {
  bool comma = false;
  const std::size_t pos = skip_point(text, behind, comma);
  if (pos == behind) return std::nullopt;
  Figure figure;
  figure.decimal = true;
  if (!comma && (starts(text, pos, "几") || starts(text, pos, "多") || starts(text, pos, "x"))) {
    figure.form = Form::vague;
    figure.centi = centi_of(number.value, {});
    bool unit = false;
    figure.length = skip_units(text, pos + code_point_size(text, pos), unit) - at;
    return figure;
  }
  const Fraction fraction = digits_at(text, pos);
  const std::size_t size = fraction.digits.size();
  if (size == 0) return std::nullopt;
  const bool apart = comma || pos > behind + 1;  // Not "36." and digits, so it may also be a list.
  if (apart && (size > 2 || goes_on(text, fraction.end))) return std::nullopt;
  if (comma && size == 2) {
    const int second = std::atoi(fraction.digits.c_str());
    if (second >= 35 && second <= 42) return std::nullopt;  // 36,37: two numbers
  }
  figure.centi = centi_of(number.value, fraction.digits);
  std::size_t end = fraction.end;
  if (starts(text, end, ".") && digit_here(text, end + 1)) {  // 36.5.12.7
    const Fraction third = digits_at(text, end + 1);
    if (size == 1 && third.digits.size() == 1 && plausible(figure.centi) && !goes_on(text, third.end)) {
      return typo(third.end - at, figure.centi);  // 36.5.5
    }
    while (end < text.size() && (digit_here(text, end) || (text[end] == '.' && digit_here(text, end + 1)))) ++end;
    return plain(end - at, Form::foreign);
  }
  if (size > 2) {
    if (size > 4 || !plausible(figure.centi)) return plain(end - at, Form::foreign, figure.centi);
    return typo(end - at, figure.centi);
  }
  end = skip_units(text, end, figure.unit);
  if (const std::size_t f = any_of(text, skip_spaces(text, end), fahrenheit_words); f > 0 && number.value >= 90) {
    end = skip_spaces(text, end) + f;
    return typo(end - at, fahrenheit(figure.centi));
  }
  figure.length = end - at;
  if (any_of(text, end, std::array<std::string_view, 2>{"几", "多"}) > 0) {
    figure.form = Form::vague;
    figure.length += std::string_view("几").size();
    return figure;
  }
  classify(figure);
  return figure;
}

/// 36 5, 36:5, 36/5: the point was lost or another key was hit.
std::optional<Figure> broken_decimal(std::string_view text, std::size_t at, const Numeral& number, std::size_t behind) {
  if (number.chinese || behind >= text.size()) return std::nullopt;
  constexpr std::string_view keys = "/-:;'^*+=_|\\&#@!~\"<>?`ol";
  std::size_t pos = skip_spaces(text, behind);
  const bool space = pos > behind;
  if (!space) {
    if (keys.find(text[behind]) == std::string_view::npos) return std::nullopt;
    pos = behind + 1;
  }
  if (!digit_here(text, pos) || digit_here(text, pos + 1)) return std::nullopt;
  const std::size_t end = pos + 1;
  if (goes_on(text, end) || measure_at(text, end).length > word_at(text, end).length) return std::nullopt;
  if (space && digit_here(text, skip_spaces(text, end))) return std::nullopt;
  const int centi = centi_of(number.value, text.substr(pos, 1));
  if (!plausible(centi)) return std::nullopt;
  bool unit = false;
  Figure figure = typo(skip_units(text, end, unit) - at, centi);
  figure.unit = unit;
  return figure;
}

Figure two_digits(std::string_view text, std::size_t at, const Numeral& number) {
  const std::size_t behind = at + number.length;
  if (auto figure = degree_and_tenth(text, at, number, behind)) return *figure;
  if (auto figure = decimal(text, at, number, behind)) return *figure;
  if (auto figure = broken_decimal(text, at, number, behind)) return *figure;
  Figure figure;
  figure.centi = static_cast<int>(number.value) * 100;
  std::size_t end = skip_units(text, behind, figure.unit);
  if (starts(text, end, "整")) end += std::string_view("整").size();
  if (const std::size_t f = any_of(text, end, fahrenheit_words); f > 0 && number.value >= 95) {
    return typo(end + f - at, fahrenheit(figure.centi));
  }
  figure.length = end - at;
  if (any_of(text, end, vague_words) > 0 && !starts(text, end, "来了")) {
    end += any_of(text, end, vague_words);
    figure.length = skip_units(text, end, figure.unit) - at;  // 38多度
    figure.form = figure.unit && plausible(figure.centi) ? Form::vague : Form::foreign;
    return figure;
  }
  classify(figure);
  return figure;
}

Figure one_digit(std::string_view text, std::size_t at, const Numeral& number) {
  const std::size_t behind = at + number.length;
  if (number.value == 3 && behind < text.size() && text[behind] == ' ') {  // 3 6.5, 3 65, 3 6 5
    const std::size_t next = skip_spaces(text, behind);
    const Fraction rest = digits_at(text, next);
    bool comma = false;
    if (rest.digits.size() == 2 && rest.digits[0] >= '5' && !goes_on(text, rest.end)) {
      return typo(rest.end - at, centi_of(30 + (rest.digits[0] - '0'), rest.digits.substr(1)));
    }
    if (rest.digits.size() == 1 && rest.digits[0] >= '5') {
      const std::size_t spaced = skip_spaces(text, rest.end);
      const std::size_t pointed = skip_point(text, rest.end, comma);
      const std::size_t point = pointed > rest.end ? pointed : spaced;
      const Fraction tenths = digits_at(text, point);
      if (point > rest.end && tenths.digits.size() == 1 && !goes_on(text, tenths.end)) {
        return typo(tenths.end - at, centi_of(30 + (rest.digits[0] - '0'), tenths.digits));
      }
    }
  }
  const bool word = starts(text, behind, "点");
  bool comma = false;
  const std::size_t pos = word ? behind + std::string_view("点").size() : skip_point(text, behind, comma);
  const Fraction fraction = digits_at(text, pos);
  if (pos == behind || fraction.digits.empty())
    return plain(number.length, Form::odd, static_cast<int>(number.value) * 100);
  std::size_t end = fraction.end;
  if (starts(text, end, ".") && digit_here(text, end + 1)) {  // 3.6.5
    const Fraction last = digits_at(text, end + 1);
    const int thrice =
        static_cast<int>(number.value) * 1000 + (fraction.digits[0] - '0') * 100 + (last.digits[0] - '0') * 10;
    if (fraction.digits.size() == 1 && last.digits.size() == 1 && plausible(thrice) && !goes_on(text, last.end)) {
      return typo(last.end - at, thrice);
    }
    return plain(last.end - at, Form::foreign);
  }
  bool unit = false;
  end = skip_units(text, end, unit);
  const std::string digits = number.digits + fraction.digits;
  const int value = std::atoi(digits.substr(0, 6).c_str());
  if (digits.size() == 3 && number.value > 0 && plausible(value * 10)) return typo(end - at, value * 10);   // 3.65
  if (digits.size() == 4 && number.value > 0 && plausible(value)) return typo(end - at, value);             // 3.655
  if (number.value == 0 && digits.size() == 4 && plausible(value * 10)) return typo(end - at, value * 10);  // 0.365
  Figure figure = plain(end - at, Form::odd, centi_of(number.value, fraction.digits));
  figure.decimal = true;
  figure.unit = unit;
  return figure;
}

Figure many_digits(std::string_view text, std::size_t at, const Numeral& number) {
  std::size_t end = at + number.length;
  const auto value = static_cast<int>(number.value);
  if (number.digits.size() == 3) {
    bool comma = false;
    const std::size_t pos = skip_point(text, end, comma);
    const Fraction fraction = digits_at(text, pos);
    if (pos > end && !comma && fraction.digits.size() == 1 && !goes_on(text, fraction.end)) {  // 336.5: a key twice
      bool unit = false;
      const std::size_t behind = skip_units(text, fraction.end, unit);
      const std::size_t f = any_of(text, skip_spaces(text, behind), fahrenheit_words);
      if (f > 0 && number.value <= 108)
        return typo(skip_spaces(text, behind) + f - at, fahrenheit(centi_of(number.value, fraction.digits)));
      const std::string& d = number.digits;
      const std::string once = d[0] == '0'                    ? d.substr(1)
                               : d[0] == d[1] || d[1] == d[2] ? std::string{d[0], d[2]}
                                                              : std::string();
      const int guess = once.empty() ? value * 10 : centi_of(std::atoi(once.c_str()), fraction.digits);
      if (plausible(guess)) return typo(behind - at, guess);
      return plain(behind - at, Form::odd, 0);
    }
    bool unit = false;
    end = skip_units(text, end, unit);
    const std::size_t f = any_of(text, skip_spaces(text, end), fahrenheit_words);
    if (f > 0 && value >= 100 && value <= 108) return typo(skip_spaces(text, end) + f - at, fahrenheit(value * 100));
    Figure figure = typo(end - at, value * 10);
    figure.unit = unit;
    if (plausible(value * 10) && (number.chinese ? !number.spelled : true)) return figure;
    return plain(end - at, Form::odd, 0);
  }
  if (number.digits.size() == 4 && !number.chinese) {
    bool unit = false;
    end = skip_units(text, end, unit);
    if (value / 10 % 10 == 0 && value / 100 >= 35 && value % 10 > 0) {  // 3605: 0 for the point
      const int guess = value / 100 * 100 + value % 10 * 10;
      if (plausible(guess)) return typo(end - at, guess);
    }
    if (plausible(value)) return typo(end - at, value);
    return plain(end - at, Form::odd, 0);
  }
  return plain(end - at, Form::foreign);
}

/// 华氏98.2.
std::optional<Figure> led_by_fahrenheit(std::string_view text, std::size_t at) {
  const std::size_t lead = any_of(text, at, std::array<std::string_view, 3>{"华氏", "华氏度", "华氏温度"});
  if (lead == 0) return std::nullopt;
  const std::size_t begin = skip_spaces(text, at + lead);
  const auto number = numeral_at(text, begin);
  if (!number || number->value < 90 || number->value > 110) return std::nullopt;
  bool comma = false;
  const std::size_t behind = begin + number->length;
  const Fraction fraction = digits_at(text, skip_point(text, behind, comma));
  bool unit = false;
  const std::size_t end = skip_units(text, std::max(behind, fraction.end), unit);
  return typo(end - at, fahrenheit(centi_of(number->value, fraction.digits)));
}

/// 11.30, 17.05: a time of day, whatever it looks like otherwise.
std::optional<Figure> dotted_clock(std::string_view text, std::size_t at, const Numeral& number) {
  const std::size_t point = at + number.length;
  const Fraction minutes = digits_at(text, point + 1);
  if (number.chinese || number.value > 24 || number.digits.size() > 2 || !starts(text, point, ".")) return std::nullopt;
  if (minutes.digits.size() != 2 || minutes.digits[0] > '5' || !digit_here(text, point + 1) ||
      goes_on(text, minutes.end))
    return std::nullopt;
  bool unit = false;
  if (skip_units(text, minutes.end, unit) > minutes.end) return std::nullopt;
  Figure figure = plain(minutes.end - at, Form::clock);
  figure.minutes = static_cast<int>(number.value) * 60 + std::atoi(minutes.digits.c_str());
  return figure;
}

/// Whether another thing is measured: 36.5元 36个 36.5kg 36V.
bool is_measured_otherwise(std::string_view text, const Figure& figure, std::size_t end) {
  if (figure.unit) return false;
  const std::size_t behind = skip_spaces(text, end);
  const auto measure = measure_at(text, behind);
  if (measure.length > 0 && measure.length >= word_at(text, behind).length) {
    const std::size_t after = behind + measure.length;
    const bool latin_cut = is_latin(text[after - 1]) && after < text.size() && is_latin(text[after]);
    const std::string_view said = text.substr(behind, measure.length);
    const bool money = said == "元" || said == "块" || said == "分" || said == "斤" || said == "岁" || said == "米";
    const bool close =
        behind == end || is_latin(text[behind]) || (measure.tag == Measure::any && (said.size() > 3 || money));
    const auto place = place_phrase_at(text, behind);  // 36.8 安徽
    if (place && place->length > measure.length) return false;
    if (!latin_cut && close && (measure.tag == Measure::any || !figure.decimal)) return true;
  }
  return end < text.size() && is_latin(text[end]) && word_at(text, end).length == 0;
}

}  // namespace

std::optional<Figure> figure_at(std::string_view text, std::size_t at, Day today) {
  if (auto figure = led_by_fahrenheit(text, at)) return figure;
  const auto number = numeral_at(text, at);
  if (!number) return std::nullopt;
  const std::size_t behind = at + number->length;
  if (number->value < 0) return plain(number->length, Form::foreign);
  if (number->chinese && !number->spelled && number->digits.size() == 1 && !starts(text, behind, "点") &&
      !starts(text, behind, "月")) {
    return std::nullopt;
  }
  if (auto clock = clock_at(text, at, *number)) return clock;
  auto date = date_at(text, at, *number, today);
  if (date && date->form == Form::day) return date;
  if (auto clock = dotted_clock(text, at, *number)) return clock;
  if (date) return date;
  Figure figure;
  const std::size_t size = number->digits.size();
  if (size == 2) {
    figure = two_digits(text, at, *number);
  } else if (size == 1) {
    figure = one_digit(text, at, *number);
  } else {
    figure = many_digits(text, at, *number);
  }
  if (is_measured_otherwise(text, figure, at + figure.length)) {
    figure.form = Form::foreign;
    figure.guess.reset();
  }
  return figure;
}

}  // namespace banwei::temperature
