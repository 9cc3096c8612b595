// Chinese numerals: digits one after another (三六五) or with their places (三十六).
#include "handlers/language/numerals.h"

#include "handlers/language/strings.h"

namespace banwei {

namespace {

constexpr std::size_t most_digits = 12;

std::optional<int> chinese_digit(char32_t code) {
  switch (code) {
    case U'零':
    case U'〇':
      return 0;
    case U'一':
    case U'壹':
    case U'幺':
      return 1;
    case U'二':
    case U'贰':
    case U'两':
      return 2;
    case U'三':
    case U'叁':
      return 3;
    case U'四':
    case U'肆':
      return 4;
    case U'五':
    case U'伍':
      return 5;
    case U'六':
    case U'陆':
      return 6;
    case U'七':
    case U'柒':
      return 7;
    case U'八':
    case U'捌':
      return 8;
    case U'九':
    case U'玖':
      return 9;
    default:
      return std::nullopt;
  }
}

int place_value(char32_t code) {
  switch (code) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    case U'万':
      return 10000;
    default:
      return 0;
  }
}

Numeral ascii(std::string_view text, std::size_t at) {
  Numeral result;
  while (at + result.length < text.size() && is_digit(text[at + result.length])) ++result.length;
  result.digits = std::string(text.substr(at, result.length));
  if (result.length > most_digits) {
    result.value = -1;
    return result;
  }
  for (char c : result.digits) result.value = result.value * 10 + (c - '0');
  return result;
}

}  // namespace

std::optional<int> digit_at(std::string_view text, std::size_t at, std::size_t& length) {
  if (at >= text.size()) return std::nullopt;
  length = code_point_size(text, at);
  if (is_digit(text[at])) return text[at] - '0';
  return chinese_digit(code_point_at(text, at));
}

std::optional<Numeral> numeral_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (is_digit(text[at])) return ascii(text, at);
  const char32_t first = code_point_at(text, at);
  if (!chinese_digit(first) && place_value(first) == 0 && first != U'卅' && first != U'廿') return std::nullopt;
  Numeral result;
  result.chinese = true;
  std::int64_t total = 0;    // The places that are finished.
  std::int64_t section = 0;  // What stands below 万.
  std::int64_t pending = -1;
  int least = 10000;  // The last place that was said; 十一十二 are two numbers.
  std::string said;
  std::size_t pos = at;
  while (pos < text.size() && said.size() < most_digits) {
    const char32_t code = code_point_at(text, pos);
    if (const auto digit = chinese_digit(code)) {
      if (result.spelled && pending > 0) break;  // 三十六七: two numbers, not one
      pending = result.spelled ? *digit : (pending < 0 ? *digit : pending * 10 + *digit);
      said.push_back(static_cast<char>('0' + *digit));
    } else if (code == U'卅' || code == U'廿') {
      if (pending >= 0 || result.spelled) break;
      section = code == U'卅' ? 30 : 20;
      result.spelled = true;
    } else if (const int place = place_value(code); place > 0) {
      if (!result.spelled && said.size() > 1) break;  // 三六十
      if (pending < 0 && place != 10) break;          // 千, 万 do not stand alone
      if (pending < 0 && result.spelled) break;
      if (place < 10000 && place >= least) break;
      least = place;
      result.spelled = true;
      if (place == 10000) {
        total = (section + (pending > 0 ? pending : 0)) * place;
        section = 0;
      } else {
        section += (pending < 0 ? 1 : pending) * place;
      }
      pending = -1;
    } else {
      break;
    }
    pos += code_point_size(text, pos);
  }
  if (pos == at) return std::nullopt;
  result.length = pos - at;
  result.value = total + section + (pending > 0 ? pending : 0);
  result.digits = result.spelled ? std::to_string(result.value) : said;
  return result;
}

}  // namespace banwei
