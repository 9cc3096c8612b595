#include "handlers/leave/leave_cut.h"

#include <optional>

#include "handlers/common/courses.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/when/festivals.h"

namespace banwei::leave {

namespace {

using Kind = Token::Kind;

constexpr auto vocabulary = vocabulary_of<words>();

constexpr std::u32string_view figures = U"0123456789";

/// 3点, 14:30: the part of the day.
std::optional<std::string> eat_clock(Scanner& s, Day today) {
  times::Expression said;
  if (!times::clock_piece(s, said, today) || said.clocks.empty()) return std::nullopt;
  const times::Clock& clock = said.clocks.front();
  const bool late = clock.period >= times::Period::noon || clock.hour < 7;
  const int hour = clock.hour + (late && clock.hour < 12 ? 12 : 0);
  return hour < 12 ? "am" : hour < 18 ? "pm" : "eve";
}

/// 清明.
std::optional<times::Date> eat_feast(Scanner& s, Day today) {
  const auto festival = times::eat_festival(s);
  const auto day = festival ? times::next_festival(*festival, today) : std::nullopt;
  return day ? std::optional(times::Date{.day = *day}) : std::nullopt;
}

/// 38.5, 38度5, 39度: hundredths of a degree. A bare integer may be anything.
int eat_figure(Scanner& s) {
  Scanner t = s;
  int whole = 0;
  for (int i = 0; i < 2 && t.sees_one_of(figures); ++i) whole = whole * 10 + static_cast<int>(t.text[t.at++] - U'0');
  if (whole < 35 || whole > 42) return 0;
  int centi = whole * 100;
  const bool degrees = t.eat(U"度") || t.eat(U"℃") || t.eat(U"°c");
  bool exact = degrees;
  if (degrees || t.eat(U".") || t.eat(U"点")) {
    for (int unit = 10; unit > 0 && t.sees_one_of(figures); unit /= 10) {
      centi += unit * static_cast<int>(t.text[t.at++] - U'0');
      exact = true;
    }
  }
  if (!(t.eat(U"度") || t.eat(U"℃"))) t.eat(U"°c");
  if (!exact || t.sees_one_of(figures) || t.sees_one_of(U"节号月日块元个人岁路码班级楼室栋线寸页%/:位名分斤公"))
    return 0;
  s = t;
  return centi;
}

class Cutter {
 public:
  Cutter(std::string_view text, const Scene& scene)
      : text_(text), scene_(scene), runes_(fold(text)), class_name_(normalised(scene.class_name)) {}

  std::vector<Token> tokens() const {
    std::vector<Token> all;
    bool gap = false;
    for (std::size_t rune = 0; rune < runes_.points.size();) {
      if (runes_.points[rune] == U' ') {
        gap = true;
        ++rune;
        continue;
      }
      Token token = next(rune);
      token.gap_before = gap;
      gap = false;
      rune = static_cast<std::size_t>(std::lower_bound(runes_.begins.begin(), runes_.begins.end(), token.end) -
                                      runes_.begins.begin());
      all.push_back(std::move(token));
    }
    return all;
  }

 private:
  /// The longest token that stands at a place; of equals the first that was tried.
  struct Longest {
    std::size_t at = 0;
    Token token = {};
    std::size_t length = 0;

    template <class Fill>
    void consider(std::size_t its_length, Kind kind, Fill fill) {
      if (its_length <= length) return;
      length = its_length;
      token = {.kind = kind, .begin = at, .end = at + its_length};
      fill(token);
    }
    void consider(std::size_t its_length, Kind kind) {
      consider(its_length, kind, [](Token&) {});
    }
  };

  Token next(std::size_t rune) const {
    const std::size_t at = runes_.begins[rune];
    Longest best{.at = at, .token = {.begin = at, .end = runes_.begins[rune + 1]}};
    consider_names(best);
    if (const auto word = vocabulary.longest_at(text_, at))
      best.consider(word.length, Kind::word, [&](Token& token) { token.meaning = word.tag; });
    consider_times(best, rune);
    std::size_t polite = 0;
    language::courtesies.each_at(text_, at, [&](std::size_t length, language::Courtesy courtesy) {
      if (courtesy != language::Courtesy::request) polite = std::max(polite, length);
    });
    best.consider(polite, Kind::courtesy);
    constexpr std::string_view received = "收到";  // 收到 明天请假 is of no day until which.
    if (text_.substr(at).starts_with(received)) best.consider(received.size(), Kind::courtesy);
    if (auto health = health_phrase_at(text_, at); health && (!health->present.empty() || health->vague))
      best.consider(health->length, Kind::health, [&](Token& token) { token.health = std::move(*health); });
    if (best.length > 0) return best.token;
    const char32_t c = runes_.points[rune];
    if (c == U'?') {
      best.token.kind = Kind::word;
      best.token.meaning = Meaning::may_i;
    } else if (is_mark(c)) {
      best.token.kind = Kind::mark;
    }
    return best.token;
  }

  /// People, the class and courses.
  void consider_names(Longest& best) const {
    const std::size_t at = best.at;
    if (auto name = scene_.people.name_at(text_, at); name.length > 0)
      best.consider(name.length, Kind::name, [&](Token& token) { token.who = std::move(name.who); });
    const std::string_view rest = text_.substr(at);
    if (!class_name_.empty() && rest.starts_with(class_name_)) {
      const bool klass = rest.substr(class_name_.size()).starts_with("班");
      best.consider(class_name_.size() + (klass ? std::string_view("班").size() : 0), Kind::klass);
    }
    if (const auto course = lesson_named_at(at); course.length > 0)
      best.consider(course.length, Kind::course, [&](Token& token) { token.course = course.name; });
  }

  /// Lessons, days, hours and lengths, and a temperature, which is a figure as they are.
  void consider_times(Longest& best, std::size_t rune) const {
    const std::size_t at = best.at;
    if (const auto lessons = language::lesson_numbers_at(text_, at); lessons && lessons->spelled && lessons->exist()) {
      best.consider(lessons->length, Kind::lessons, [&](Token& token) {
        token.lessons = std::to_string(lessons->first);
        if (lessons->last > lessons->first) token.lessons += "-" + std::to_string(lessons->last);
      });
    }
    const auto eat = [&](Kind kind, auto read, auto fill) {
      Scanner s{runes_.view(), rune};
      if (auto found = read(s))
        best.consider(runes_.begins[s.at] - at, kind, [&](Token& token) { fill(token, *found); });
    };
    eat(
        Kind::figure,
        [](Scanner& s) {
          const int centi = eat_figure(s);
          return centi == 0 ? std::nullopt : std::optional(centi);
        },
        [](Token& token, int centi) { token.centi = centi; });
    eat(
        Kind::date, [&](Scanner& s) { return times::eat_date(s, scene_.today); },
        [](Token& token, const times::Date& date) { token.date = date; });
    eat(
        Kind::date, [&](Scanner& s) { return eat_feast(s, scene_.today); },
        [](Token& token, const times::Date& date) { token.date = date; });
    eat(
        Kind::clock, [&](Scanner& s) { return eat_clock(s, scene_.today); },
        [](Token& token, std::string& part) { token.part = std::move(part); });
    eat(Kind::length, times::eat_duration, [](Token& token, const times::Duration& length) { token.length = length; });
  }

  /// 高数课, 英语的课, 金工实训这节课: a course whose lesson is meant, and no examination of it.
  CourseMatch lesson_named_at(std::size_t at) const {
    CourseMatch course = course_at(text_, at);
    for (const std::string& own : scene_.courses) {
      if (own.size() > course.length && text_.substr(at).starts_with(own)) course = {own.size(), own};
    }
    if (course.length == 0) return {};
    constexpr std::string_view unit = "课";
    if (text_.substr(at, course.length).ends_with(unit)) return course;
    for (const std::string_view word : {"课", "的课", "这节课", "那节课", "这门课", "的这节课"}) {
      if (text_.substr(at + course.length).starts_with(word)) return {course.length + word.size(), course.name};
    }
    return {};
  }

  std::string_view text_;
  const Scene& scene_;
  Runes runes_;
  std::string class_name_;
};

/// 请三天假, 请个病假, 补昨天的病假: one asking with what stands in it beside.
void join_asking(std::vector<Token>& tokens, std::string_view text) {
  const auto closes = [&](const Token& token) {
    return is(token, Meaning::close, Meaning::sick, Meaning::private_, Meaning::official) ||
           (is(token, Meaning::uncertain) && text.substr(0, token.end).ends_with("假"));
  };
  constexpr std::size_t most = 6;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is(tokens[i], Meaning::open)) continue;
    const Meaning asking = text.substr(tokens[i].begin).starts_with("补") ? Meaning::retro : Meaning::ask;
    for (std::size_t j = i + 1; j < tokens.size() && j <= i + most; ++j) {
      if (closes(tokens[j])) {
        tokens[i].meaning = asking;
        if (is(tokens[j], Meaning::close)) tokens[j].meaning = Meaning::small;
        break;
      }
      const Token& between = tokens[j];
      // 请半天, and no 假.
      const bool ends = j + 1 == tokens.size() || tokens[j + 1].kind == Kind::mark || tokens[j + 1].gap_before;
      const bool alone = ends && asking == Meaning::ask;
      if (alone && (between.kind == Kind::length || is(between, Meaning::half))) tokens[i].meaning = asking;
      const bool inside = between.kind == Kind::date || between.kind == Kind::length || between.kind == Kind::lessons ||
                          is(between, Meaning::small, Meaning::half, Meaning::hours, Meaning::uncertain,
                             Meaning::forenoon, Meaning::afternoon, Meaning::evening, Meaning::tonight, Meaning::done,
                             Meaning::tomorrow_evening, Meaning::this_morning, Meaning::tomorrow_morning,
                             Meaning::both_days, Meaning::next_days, Meaning::ill, Meaning::meeting, Meaning::to);
      if (!inside) break;
    }
  }
}

}  // namespace

Cut::Cut(std::string_view folded, const Scene& scene)
    : text_(folded), scene_(scene), tokens_(Cutter(folded, scene).tokens()) {
  join_asking(tokens_, folded);
}

}  // namespace banwei::leave
