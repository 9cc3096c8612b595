#include "handlers/common/audience.h"

#include <algorithm>
#include <array>

#include "handlers/language/strings.h"
#include "handlers/language/text.h"

namespace banwei {

namespace {

constexpr std::size_t most_words = 100;  // An audience has so many at most.

constexpr std::array<std::u32string_view, 17> everybody{
    U"全体",   U"全院",     U"全部",   U"所有", U"所有班级", U"所有班", U"全部班级", U"各班级", U"全体班级",
    U"我的班", U"我带的班", U"我们班", U"我班", U"咱们班",   U"各班",   U"全班",     U"所有人"};

/// 机电1901和1902
constexpr std::u32string_view joining = U"和跟与及";

bool is_figure(char32_t c) { return c >= U'0' && c <= U'9'; }

bool at_border(const Scanner& s) { return s.done() || s.sees_one_of(parting) || s.sees_one_of(joining); }

constexpr std::array<std::u32string_view, 6> students{U"的同学们", U"的同学", U"同学们", U"同学", U"的学生", U"学生"};

/// Whether an audience ends here, with those that it is made of: 2019级的同学.
bool eat_end(Scanner& s) {
  Scanner t = s;
  if (!t.eat_any(students) || !at_border(t)) return at_border(s);
  s = t;
  return true;
}

void skip(Scanner& s) {
  while (s.eat_one_of(parting)) {
  }
}

std::u32string_view token(const Scanner& s) {
  const auto end = s.rest().find_first_of(parting);
  const std::u32string_view whole = s.rest().substr(0, end);
  return whole.substr(0, whole.find_first_of(joining));
}

std::u32string folded(std::string_view text) { return fold(text).points; }

/// The major whose name begins so, as it was said.
bool is_major(std::u32string_view word, std::span<const Class> classes) {
  return word.size() >= 2 && std::any_of(classes.begin(), classes.end(),
                                         [&](const Class& klass) { return folded(klass.major).starts_with(word); });
}

/// 机电1950: looks like a class.
bool like_a_class(std::u32string_view word) {
  if (word.ends_with(U"班")) word.remove_suffix(1);
  constexpr std::size_t year_and_number = 4;
  if (word.size() < year_and_number + 2 || word.size() > year_and_number + 8) return false;
  const auto name = word.substr(0, word.size() - year_and_number);
  const auto figures = word.substr(name.size());
  return std::all_of(name.begin(), name.end(), [](char32_t c) { return is_han(c); }) &&
         std::all_of(figures.begin(), figures.end(), is_figure);
}

std::optional<Audience> eat_major(Scanner& s, std::span<const Class> classes) {
  std::u32string_view word = token(s);
  const std::size_t whole = word.size();
  for (const std::u32string_view suffix : students) {
    if (word.ends_with(suffix)) word.remove_suffix(suffix.size());
  }
  if (word.ends_with(U"专业")) word.remove_suffix(2);
  if (!is_major(word, classes)) return std::nullopt;
  s.at += whole;
  return Audience{.kind = Audience::Kind::major, .word = to_utf8(word), .major = to_utf8(word)};
}

std::size_t figures_at(const Scanner& s) {
  std::size_t figures = 0;
  while (is_figure(s.peek(figures))) ++figures;
  return figures;
}

/// 2018 of 2018、2019级
bool shares_its_unit(Scanner s) {
  while (figures_at(s) == 4) {
    s.at += 4;
    if (s.peek() == U'级') return true;
    if (!s.eat_one_of(U"、,和及")) return false;
  }
  return false;
}

std::optional<Audience> eat_grade(Scanner& s, std::span<const Class> classes) {
  const std::size_t figures = figures_at(s);
  if (figures == 4 && s.peek(figures) != U'级' && shares_its_unit(s)) {
    const std::string grade = to_utf8(s.rest().substr(0, figures));
    s.at += figures;
    return Audience{.kind = Audience::Kind::grade, .word = grade + "级", .grade = grade};
  }
  if ((figures != 2 && figures != 4) || s.peek(figures) != U'级') return std::nullopt;
  std::string grade = to_utf8(s.rest().substr(0, figures));
  if (figures == 2) grade = "20" + grade;
  Scanner t = s;
  t.at += figures + 1;
  Audience audience{.kind = Audience::Kind::grade, .word = grade + "级", .grade = grade};
  if (!eat_end(t)) {
    t.eat(U"的");
    const auto major = eat_major(t, classes);
    if (!major) return std::nullopt;
    audience.word += major->word;
    audience.major = major->major;
  }
  s = t;
  return audience;
}

/// 1901, of the only class whose name ends so.
std::optional<Audience> eat_figures(Scanner& s, std::span<const Class> classes) {
  constexpr std::size_t year_and_number = 4;
  if (figures_at(s) != year_and_number) return std::nullopt;
  const auto figures = s.rest().substr(0, year_and_number);
  Scanner t = s;
  t.at += year_and_number;
  t.eat(U"班");
  if (!eat_end(t)) return std::nullopt;
  const auto ends_so = [&](const Class& klass) { return folded(klass.name).ends_with(figures); };
  const auto meant = std::find_if(classes.begin(), classes.end(), ends_so);
  if (meant == classes.end() || std::any_of(meant + 1, classes.end(), ends_so)) return std::nullopt;
  s = t;
  return Audience{.kind = Audience::Kind::klass, .word = meant->name, .class_id = meant->id};
}

/// What follows an audience, joined to it, or named by its figures alone: the other classes of 机电1901和1902.
std::optional<Audience> eat_further(Scanner& s, std::string_view before, std::span<const Class> classes) {
  Scanner t = s;
  const bool joined = t.eat_one_of(joining);
  if (joined) {
    if (auto audience = eat_audience(t, classes)) {
      s = t;
      return audience;
    }
  }
  std::u32string_view figures = token(t);
  if (figures.ends_with(U"班")) figures.remove_suffix(1);
  if (figures.size() < 4 || !std::all_of(figures.begin(), figures.end(), is_figure)) return std::nullopt;
  const auto ends_so = [&](const Class& klass) { return folded(klass.name).ends_with(figures); };
  const auto meant = std::find_if(classes.begin(), classes.end(), ends_so);
  if (meant == classes.end() && joined) {  // No class is called 机电1902.
    const std::string name(before.substr(0, before.find_first_of("0123456789")));
    s.at = t.at + token(t).size();
    return Audience{.kind = Audience::Kind::unknown, .word = name + to_utf8(figures)};
  }
  if (meant == classes.end() || std::any_of(meant + 1, classes.end(), ends_so)) return std::nullopt;
  s.at = t.at + token(t).size();
  return Audience{.kind = Audience::Kind::klass, .word = meant->name, .class_id = meant->id};
}

}  // namespace

std::optional<Audience> eat_audience(Scanner& s, std::span<const Class> classes) {
  Scanner t = s;
  if (t.eat_any(everybody) && at_border(t)) {
    Audience all{.word = to_utf8(s.text.substr(s.at, t.at - s.at))};
    s = t;
    return all;
  }
  for (const Class& klass : classes) {
    t = s;
    if (!t.eat(folded(klass.name))) continue;
    t.eat(U"班");
    if (!eat_end(t)) continue;
    s = t;
    return Audience{.kind = Audience::Kind::klass, .word = klass.name, .class_id = klass.id};
  }
  if (auto grade = eat_grade(s, classes)) return grade;
  if (auto klass = eat_figures(s, classes)) return klass;
  if (auto major = eat_major(s, classes)) return major;
  const auto word = token(s);
  if (!like_a_class(word)) return std::nullopt;
  s.at += word.size();
  return Audience{.kind = Audience::Kind::unknown, .word = to_utf8(word)};
}

std::vector<Audience> eat_audiences(Scanner& s, std::span<const Class> classes) {
  std::vector<Audience> all;
  while (all.size() < most_words) {
    Scanner t = s;
    if (!all.empty()) skip(t);
    auto audience = eat_audience(t, classes);
    if (!audience && !all.empty()) audience = eat_further(t, all.back().word, classes);
    if (!audience) break;
    all.push_back(std::move(*audience));
    s = t;
  }
  return all;
}

std::vector<Audience> audiences_in(std::string_view words, std::span<const Class> classes) {
  const std::u32string text = folded(words);
  Scanner s{text};
  skip(s);
  auto all = eat_audiences(s, classes);
  skip(s);
  return s.done() ? all : std::vector<Audience>{};
}

std::size_t class_shape(std::string_view text) {
  constexpr std::size_t most_characters = 6;
  constexpr std::size_t figures = 4;  // of a year and a number
  std::size_t at = 0;
  std::size_t characters = 0;
  while (at < text.size() && is_han(code_point_at(text, at)) && ++characters <= most_characters)
    at += code_point_size(text, at);
  const std::string_view tail = text.substr(at, figures);
  const bool year = tail.starts_with("1") || tail.starts_with("2");
  const bool fits = characters > 0 && characters <= most_characters && year && tail.size() == figures &&
                    std::all_of(tail.begin(), tail.end(), is_digit);
  const std::string_view behind = text.substr(std::min(at + figures, text.size()));
  return fits && (behind.empty() || !is_digit(behind.front())) ? at + figures : 0;
}

bool Audience::takes(const Class& klass) const {
  switch (kind) {
    case Kind::all:
      return true;
    case Kind::klass:
      return klass.id == class_id;
    case Kind::grade:
      return klass.grade == grade && (major.empty() || normalised(klass.major).starts_with(major));
    case Kind::major:
      return normalised(klass.major).starts_with(major);
    case Kind::unknown:
      return false;
  }
  return false;
}

std::vector<Class> named_of(std::span<const Class> held, std::span<const Audience> whose) {
  std::vector<Class> named;
  for (const Class& klass : held) {
    const bool meant = std::any_of(whose.begin(), whose.end(), [&](const Audience& one) { return one.takes(klass); });
    if (meant || (whose.empty() && held.size() == 1)) named.push_back(klass);
  }
  return named;
}

const Audience* names_none(std::span<const Audience> whose, std::span<const Class> classes) {
  for (const Audience& one : whose) {
    if (std::none_of(classes.begin(), classes.end(), [&](const Class& klass) { return one.takes(klass); })) return &one;
  }
  return nullptr;
}

}  // namespace banwei
