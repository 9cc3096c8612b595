#include "handlers/lesson/report_cut.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "handlers/common/course_names.h"
#include "handlers/common/courses.h"
#include "handlers/language/days.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::lesson {

namespace {

using Kind = Token::Kind;

constexpr auto vocabulary = vocabulary_of<words>();
constexpr auto apart_names = vocabulary_of<course_names::apart>();
constexpr auto platform_names = vocabulary_of<course_names::platforms>();

constexpr std::int64_t most_people = 999;

bool attached_number(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == ':')) ++at;
  return numeral_at(text, at).has_value();
}

Kind mark_kind(std::string_view text, std::size_t at) {
  constexpr std::u32string_view commas = U",;:。.!|";
  switch (const char32_t code = code_point_at(text, at)) {
    case U'\n':
      return Kind::line;
    case U'(':
    case U'[':
    case U'【':
      return Kind::open;
    case U')':
    case U']':
    case U'】':
      return Kind::close;
    case U'、':
    case U'&':
    case U'+':
    case U'/':
      return Kind::joint;
    default:
      return commas.find(code) == commas.npos ? Kind::other : Kind::comma;
  }
}

class Cutter {
 public:
  Cutter(std::string_view text, const Scene& scene)
      : text_(text), scene_(scene), class_name_(normalised(scene.class_name)) {}

  std::vector<Token> tokens() {
    std::vector<Token> all;
    bool gap = false;
    for (std::size_t at = 0; at < text_.size();) {
      if (text_[at] == ' ') {
        gap = true;
        ++at;
        continue;
      }
      Token token = next(at);
      token.gap_before = std::exchange(gap, false);
      at = token.end;
      const bool goes_on =
          token.kind == Kind::unknown && !token.gap_before && !all.empty() && all.back().kind == Kind::unknown;
      if (goes_on) {
        all.back().end = token.end;
      } else {
        all.push_back(std::move(token));
      }
    }
    return all;
  }

 private:
  /// The longest that stands here; of equals the first that is tried.
  Token next(std::size_t at) const {
    Token best{.begin = at, .end = at + code_point_size(text_, at)};
    std::size_t longest = 0;
    const auto consider = [&](std::size_t length, Kind kind) {
      if (length <= longest) return false;
      longest = length;
      best = {.kind = kind, .begin = at, .end = at + length};
      return true;
    };
    if (auto name = scene_.people.name_at(text_, at); consider(name.length, Kind::name))
      best.who = told_apart(std::move(name.who), best.end);
    if (const std::size_t length = class_at(at)) consider(length, Kind::klass);
    const auto look_up = [&](const auto& names, Kind kind) {
      const auto match = names.longest_at(text_, at);
      if (match && consider(match.length, kind)) best.means = match.tag;
    };
    if (const CourseMatch course = course_at(text_, at); consider(course.length, Kind::course))
      best.means = course.name;
    look_up(apart_names, Kind::apart);
    look_up(platform_names, Kind::platform);
    if (const auto word = vocabulary.longest_at(text_, at)) {
      constexpr std::size_t one_character = 3;
      const bool counts = word.tag == Meaning::due || word.tag == Meaning::present;  // 应 of 应用, 实 of 实训
      const bool bare = counts && word.length == one_character && !attached_number(text_, at + word.length);
      if (!bare && consider(word.length, Kind::word)) best.meaning = word.tag;
    }
    const auto lessons = language::lesson_numbers_at(text_, at);
    if (lessons && consider(lessons->length, Kind::lessons)) best.lessons = *lessons;
    if (const auto counted = number_at(at)) {
      if (counted->kind == Kind::share && !(lessons && lessons->spelled)) return *counted;
      if (consider(counted->end - at, counted->kind)) best = *counted;
    }
    if (const auto day = language::day_at(text_, at, scene_.today); day && consider(day->length, Kind::day))
      best.day = day->day;
    if (longest == 0 && is_mark(code_point_at(text_, at))) best.kind = mark_kind(text_, at);
    return best;
  }

  /// A number, a share of the class, a student's number, or a time of day.
  std::optional<Token> number_at(std::size_t at) const {
    const auto number = numeral_at(text_, at);
    if (!number || number->value < 0) return std::nullopt;
    Token token{.kind = Kind::number, .begin = at, .end = at + number->length};
    token.value = static_cast<int>(std::min(number->value, most_people));
    const std::size_t place = scene_.people.place_of(number->digits);
    if (place < scene_.people.size()) {
      token.kind = Kind::name;
      token.who = {place};
      return token;
    }
    const char next = token.end < text_.size() ? text_[token.end] : '\0';
    if (const std::size_t length = share_at(token.end)) {
      token.kind = Kind::other;
      token.end += length;
      return token;
    }
    const auto second = next == '/' || next == ':' ? numeral_at(text_, token.end + 1) : std::nullopt;
    if (!second || second->value > most_people || number->value > most_people) return token;
    const bool whole_class = std::max(number->value, second->value) == std::ssize(scene_.people);
    // 3/11 is a day, and 11/12 of twelve people a share.
    if (next == '/' && !whole_class && language::day_at(text_, at, scene_.today)) return token;
    token.kind = next == '/' ? Kind::share : Kind::other;
    token.end += 1 + second->length;
    token.value = static_cast<int>(std::min(number->value, second->value));
    token.whole = static_cast<int>(std::max(number->value, second->value));
    return token;
  }

  /// What makes the number before it a percentage: .4%, %.
  std::size_t share_at(std::size_t at) const {
    std::size_t end = at;
    if (end < text_.size() && text_[end] == '.') ++end;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end < text_.size() && text_[end] == '%' ? end + 1 - at : 0;
  }

  /// 机电1901, 机电1901班, 1901班.
  std::size_t class_at(std::size_t at) const {
    if (class_name_.empty()) return 0;
    const std::string_view rest = text_.substr(at);
    const std::string_view unit = "班";
    const std::size_t unit_size = unit.size();
    if (rest.starts_with(class_name_))
      return class_name_.size() + (rest.substr(class_name_.size()).starts_with(unit) ? unit_size : 0);
    std::size_t digits = 0;
    while (digits < class_name_.size() && !is_digit(class_name_[digits])) ++digits;
    const std::string_view brief = std::string_view(class_name_).substr(digits);
    const bool named = brief.size() > 1 && rest.starts_with(brief) && rest.substr(brief.size()).starts_with(unit);
    return named ? brief.size() + unit_size : 0;
  }

  /// 刘洋(29), 刘洋29: the one whose number ends so.
  std::vector<std::size_t> told_apart(std::vector<std::size_t> who, std::size_t& end) const {
    if (who.size() < 2) return who;
    std::size_t at = end;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '(')) ++at;
    const auto number = numeral_at(text_, at);
    if (!number || number->chinese || number->digits.size() < 2) return who;
    std::vector<std::size_t> fits;
    std::copy_if(who.begin(), who.end(), std::back_inserter(fits),
                 [&](std::size_t place) { return scene_.people.number(place).ends_with(number->digits); });
    if (fits.size() != 1) return who;
    const bool bracket = text_[at - 1] == '(';
    at += number->length;
    if (text_.substr(at).starts_with("号")) at += std::string_view("号").size();
    if (bracket && at < text_.size() && text_[at] == ')') ++at;
    end = at;
    return fits;
  }

  std::string_view text_;
  const Scene& scene_;
  std::string class_name_;
};

}  // namespace

std::vector<Token> cut(std::string_view folded, const Scene& scene) { return Cutter(folded, scene).tokens(); }

}  // namespace banwei::lesson
