// One cut of the sentence, then one decision each: is it a request at all, for whom, from when to when, and why.
#include "handlers/leave/leave_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/fever.h"
#include "handlers/common/symptoms.h"
#include "handlers/common/text.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/text.h"
#include "handlers/language/when/festivals.h"
#include "handlers/language/when/pieces.h"
#include "handlers/leave/leave_words.h"

namespace banwei::leave {

namespace {

using std::chrono::days;
using times::Precision;

constexpr std::size_t longest_request = 150;  // characters
constexpr std::size_t shortest_reason = 2;    // characters that no table knows
constexpr days longest_leave{180};

constexpr auto vocabulary = vocabulary_of<words>();

struct Token {
  enum class Kind { word, name, klass, date, clock, length, lessons, figure, health, courtesy, mark, unknown };
  Kind kind = Kind::unknown;
  std::size_t begin = 0;
  std::size_t end = 0;
  Meaning meaning{};
  std::vector<std::size_t> who = {};
  times::Date date = {};
  times::Duration length = {};
  std::string lessons = {};
  HealthPhrase health = {};
  int centi = 0;
  std::string part = {};  // of a clock
  bool gap_before = false;
};
using Kind = Token::Kind;

template <class... Meanings>
bool is(const Token& token, Meanings... meanings) {
  return token.kind == Kind::word && ((token.meaning == meanings) || ...);
}

constexpr std::u32string_view figures = U"0123456789";
constexpr std::u32string_view numerals = U"零一二三四五六七八九";

int lesson_at(Scanner& s) {
  if (s.eat(U"十")) return s.sees_one_of(U"一二") ? 11 + (s.text[s.at++] == U'二' ? 1 : 0) : 10;
  if (s.done()) return 0;
  if (const auto digit = numerals.find(s.peek()); digit != numerals.npos) {
    ++s.at;
    return static_cast<int>(digit);
  }
  int number = 0;
  for (int i = 0; i < 2 && s.sees_one_of(figures); ++i) number = number * 10 + static_cast<int>(s.text[s.at++] - U'0');
  return number <= 12 ? number : 0;
}

/// 第三四节课, 3-4节, 第1、2节: "3-4".
std::optional<std::string> eat_lessons(Scanner& s) {
  Scanner t = s;
  t.eat(U"第");
  const int first = lesson_at(t);
  int last = first;
  while (first > 0) {
    t.eat(U"节");
    Scanner next = t;
    next.eat_one_of(U"-~、,到至和/");
    next.eat(U"第");
    const int more = lesson_at(next);
    if (more <= last) break;
    last = more;
    t = next;
  }
  if (first == 0 || !(t.eat(U"节") || (t.at > 0 && t.text[t.at - 1] == U'节'))) return std::nullopt;
  t.eat(U"课");
  s = t;
  return first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

/// 3点, 14:30: the part of the day.
std::optional<std::string> eat_clock(Scanner& s, Day today) {
  times::Draft draft;
  if (!times::clock_piece(s, draft, today) || draft.clocks.empty()) return std::nullopt;
  const times::Clock& clock = draft.clocks.front();
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
  /// The longest that stands here; of equals the first that is tried.
  Token next(std::size_t rune) const {
    const std::size_t at = runes_.begins[rune];
    Token best{.begin = at, .end = runes_.begins[rune + 1]};
    std::size_t longest = 0;
    const auto consider = [&](std::size_t length, Kind kind, auto fill) {
      if (length <= longest) return;
      longest = length;
      best = {.kind = kind, .begin = at, .end = at + length};
      fill(best);
    };
    const auto nothing = [](Token&) {};
    if (auto name = scene_.people.name_at(text_, at); name.length > 0)
      consider(name.length, Kind::name, [&](Token& token) { token.who = std::move(name.who); });
    const std::string_view rest = text_.substr(at);
    if (!class_name_.empty() && rest.starts_with(class_name_)) {
      const bool klass = rest.substr(class_name_.size()).starts_with("班");
      consider(class_name_.size() + (klass ? std::string_view("班").size() : 0), Kind::klass, nothing);
    }
    if (const auto word = vocabulary.longest_at(text_, at))
      consider(word.length, Kind::word, [&](Token& token) { token.meaning = word.tag; });
    const auto eat = [&](Kind kind, auto read, auto fill) {
      Scanner s{runes_.view(), rune};
      if (auto found = read(s)) consider(runes_.begins[s.at] - at, kind, [&](Token& token) { fill(token, *found); });
    };
    eat(Kind::lessons, eat_lessons, [](Token& token, std::string& found) { token.lessons = std::move(found); });
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
    std::size_t polite = 0;
    language::courtesies.each_at(text_, at, [&](std::size_t length, language::Courtesy courtesy) {
      if (courtesy != language::Courtesy::request) polite = std::max(polite, length);
    });
    consider(polite, Kind::courtesy, nothing);
    if (auto health = health_phrase_at(text_, at); health && (!health->present.empty() || health->vague))
      consider(health->length, Kind::health, [&](Token& token) { token.health = std::move(*health); });
    if (longest > 0) return best;
    const char32_t c = runes_.points[rune];
    if (c == U'?') {
      best.kind = Kind::word;
      best.meaning = Meaning::may_i;
    } else if (is_mark(c)) {
      best.kind = Kind::mark;
    }
    return best;
  }

  std::string_view text_;
  const Scene& scene_;
  Runes runes_;
  std::string class_name_;
};

/// 请三天假, 请个病假: one asking with what stands in it beside.
void join_asking(std::vector<Token>& tokens, std::string_view text) {
  const auto closes = [&](const Token& token) {
    return is(token, Meaning::close, Meaning::sick, Meaning::private_, Meaning::official) ||
           (is(token, Meaning::uncertain) && text.substr(0, token.end).ends_with("假"));
  };
  constexpr std::size_t most = 6;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is(tokens[i], Meaning::open)) continue;
    for (std::size_t j = i + 1; j < tokens.size() && j <= i + most; ++j) {
      if (closes(tokens[j])) {
        tokens[i].meaning = Meaning::ask;
        if (is(tokens[j], Meaning::close)) tokens[j].meaning = Meaning::small;
        break;
      }
      const Token& between = tokens[j];
      const bool inside =
          between.kind == Kind::date || between.kind == Kind::length || between.kind == Kind::lessons ||
          is(between, Meaning::small, Meaning::half, Meaning::hours, Meaning::uncertain, Meaning::forenoon,
             Meaning::afternoon, Meaning::evening, Meaning::tonight, Meaning::done, Meaning::tomorrow_evening,
             Meaning::this_morning, Meaning::tomorrow_morning, Meaning::ill, Meaning::meeting, Meaning::to);
      if (!inside) break;
    }
  }
}

/// It has more methods than a class should: each reads one part of the same sentence, and they share its tokens.
class Reading {
 public:
  Reading(std::string_view text, const Scene& scene) : scene_(scene), tokens_(Cutter(text, scene).tokens()) {
    join_asking(tokens_, text);
    for (const Token& token : tokens_) said_in_.push_back(text.substr(token.begin, token.end - token.begin));
    size_ = tokens_.size();
  }

  std::optional<Said> said() {
    if (has(Meaning::talk)) return std::nullopt;
    if (auto other = taken_back()) return other;
    if (!find_core()) return std::nullopt;
    if (!whose() || !asks() || !stands_free()) return std::nullopt;
    why();
    if (!temperature()) return std::nullopt;
    if (!when()) return std::nullopt;
    if (said_.open == Said::Open::nothing && said_.type.empty()) said_.open = Said::Open::reason;
    return said_;
  }

 private:
  using Open = Said::Open;

  template <class... Meanings>
  bool has(Meanings... meanings) const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) { return is(token, meanings...); });
  }
  template <class Test>
  bool any(Test test) const {
    return std::any_of(tokens_.begin(), tokens_.end(), test);
  }

  static bool is_type(const Token& token) { return is(token, Meaning::sick, Meaning::private_, Meaning::official); }
  static bool is_leave(const Token& token) {
    return is_type(token) || is(token, Meaning::ask, Meaning::slip, Meaning::close, Meaning::bare_talk);
  }

  /// Says nothing of its own beside a request.
  static bool is_frame(const Token& token) {
    return token.kind == Kind::courtesy || token.kind == Kind::klass || token.kind == Kind::mark ||
           is(token, Meaning::done, Meaning::small, Meaning::grant, Meaning::may_i, Meaning::can, Meaning::asking,
              Meaning::already, Meaning::self);
  }

  static bool is_time(const Token& token) {
    return token.kind == Kind::date || token.kind == Kind::clock || token.kind == Kind::length ||
           token.kind == Kind::lessons ||
           is(token, Meaning::forenoon, Meaning::afternoon, Meaning::evening, Meaning::tonight,
              Meaning::tomorrow_evening, Meaning::this_morning, Meaning::tomorrow_morning, Meaning::meeting,
              Meaning::half, Meaning::hours, Meaning::uncertain, Meaning::to, Meaning::from, Meaning::begin);
  }

  static bool is_reason(const Token& token) {
    return token.kind == Kind::health || token.kind == Kind::figure ||
           is(token, Meaning::ill, Meaning::ache, Meaning::kin, Meaning::duty, Meaning::matter);
  }

  bool own(const Token& token) const {
    return token.kind == Kind::name && token.who.size() == 1 &&
           scene_.people[token.who.front()].number == scene_.speaker;
  }

  /// 销假, 病假结束; 取消请假, 不请假了.
  std::optional<Said> taken_back() {
    bool back = false;
    bool undone = false;
    for (std::size_t i = 0; i < size_; ++i) {
      back =
          back || is(tokens_[i], Meaning::back) ||
          (is(tokens_[i], Meaning::over) && i > 0 && (is_type(tokens_[i - 1]) || is(tokens_[i - 1], Meaning::close)));
      for (std::size_t next = i + 1; next < std::min(i + 4, size_) && tokens_[next].kind != Kind::mark; ++next) {
        undone = undone || (is(tokens_[i], Meaning::undo) && is_leave(tokens_[next])) ||
                 (is_leave(tokens_[i]) && is(tokens_[next], Meaning::undo));
      }
      undone = undone || (i + 2 < size_ && is(tokens_[i], Meaning::negation) && is(tokens_[i + 1], Meaning::ask) &&
                          is(tokens_[i + 2], Meaning::done));
    }
    if (!back && !undone) return std::nullopt;
    const bool denied = back && has(Meaning::negation, Meaning::open, Meaning::other, Meaning::told);
    if (denied || has(Meaning::question, Meaning::may_i, Meaning::asking, Meaning::maybe)) return none();
    // Words that no table knows stand in a clause of their own.
    std::size_t clause = 0;
    for (std::size_t i = 0; i <= size_; ++i) {
      if (i < size_ && tokens_[i].kind != Kind::mark && !tokens_[i].gap_before) continue;
      const auto part = [&](auto test) {
        return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(i), test);
      };
      const bool says = part([](const Token& token) { return is(token, Meaning::back, Meaning::over, Meaning::undo); });
      const std::size_t unknown = static_cast<std::size_t>(std::count_if(
          tokens_.begin() + static_cast<std::ptrdiff_t>(clause), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
          [](const Token& token) { return token.kind == Kind::unknown; }));
      if (says && unknown > shortest_reason) return none();
      clause = i;
    }
    said_.kind = back ? Said::Kind::back : Said::Kind::cancel;
    for (const Token& token : tokens_) {
      if (token.kind == Kind::name && !own(token) && token.who.size() == 1)
        said_.who = scene_.people[token.who.front()];
    }
    return said_;
  }

  /// It speaks of coming back, and says nothing of it: no request either.
  std::optional<Said> none() {
    size_ = 0;
    tokens_.clear();
    return std::nullopt;
  }

  /// The words that ask.
  bool find_core() {
    const auto at = [&](auto test) {
      return static_cast<std::size_t>(std::find_if(tokens_.begin(), tokens_.end(), test) - tokens_.begin());
    };
    core_ = at([](const Token& token) { return is(token, Meaning::ask); });
    if (core_ == size_) core_ = at([](const Token& token) { return is(token, Meaning::bare_talk); });
    if (core_ == size_) core_ = at(is_type);
    if (core_ == size_) core_ = at([](const Token& token) { return is(token, Meaning::label); });
    if (core_ == size_ && scene_.in_call)
      core_ = at([](const Token& token) { return is(token, Meaning::cannot_come); });
    return core_ < size_;
  }

  bool in_clause(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (tokens_[j].kind == Kind::mark) return false;
    }
    return true;
  }

  /// For whom: whoever is named nearest before the asking, else the speaker.
  bool whose() {
    const bool helped = has(Meaning::help);
    for (std::size_t i = core_; i-- > 0 && in_clause(i);) {
      const Token& token = tokens_[i];
      if (is(token, Meaning::self)) {
        explicit_ = true;
        break;
      }
      if (is(token, Meaning::other)) {
        if (!helped) return false;
        name_the_one_spoken_of();
        break;
      }
      if (token.kind != Kind::name) continue;
      if (own(token)) break;
      if (std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](const Token& before) { return before.kind == Kind::name && before.who != token.who; }) ||
          token.who.size() > 1) {
        said_.open = Open::who;
      } else {
        said_.who = scene_.people[token.who.front()];
      }
      break;
    }
    if (said_.who || said_.open == Open::who) {
      // 李四请假了 tells it; in a roll call it is why he does not answer.
      const bool told = has(Meaning::already) || (core_ + 1 < size_ && is(tokens_[core_ + 1], Meaning::done));
      if (told && !scene_.in_call) return false;
    } else if (scene_.speaker.empty()) {
      return false;
    }
    return true;
  }

  /// 王五家里有事，帮他请假.
  void name_the_one_spoken_of() {
    for (const Token& token : tokens_) {
      if (token.kind != Kind::name || own(token)) continue;
      const bool clear =
          token.who.size() == 1 && (!said_.who || said_.who->number == scene_.people[token.who[0]].number);
      if (!clear) said_.open = Open::who;
      if (clear) said_.who = scene_.people[token.who.front()];
    }
    if (!said_.who) said_.open = Open::who;
  }

  bool asks() {
    if (has(Meaning::question) || (has(Meaning::asking) && !has(Meaning::can, Meaning::may_i))) return false;
    if (core_ > 0 && is(tokens_[core_ - 1], Meaning::negation)) return false;
    if (core_ > 1 && is(tokens_[core_ - 1], Meaning::small, Meaning::wish, Meaning::self) &&
        is(tokens_[core_ - 2], Meaning::negation))
      return false;
    const auto wishes = [&](const Token& token) {
      return is(token, Meaning::wish, Meaning::help, Meaning::grant) || (token.kind == Kind::name && own(token));
    };
    explicit_ = explicit_ || any(wishes) || said_.who || !whole_word();
    if (is(tokens_[core_], Meaning::bare_talk) && !explicit_) return false;
    const bool told = has(Meaning::already) && is(tokens_[core_], Meaning::ask);
    if (told && !scene_.in_call) return false;
    if (has(Meaning::maybe)) said_.open = said_.open == Open::nothing ? Open::confirm : said_.open;
    said_.polite = has(Meaning::may_i, Meaning::asking);
    return true;
  }

  /// 请假 itself, not 请个假 and 请三天假, which nobody says who only speaks of it.
  bool whole_word() const {
    const Token& core = tokens_[core_];
    return !is(core, Meaning::ask) || core.end - core.begin == std::string_view("请假").size();
  }

  /// Words that no table knows are a reason before the asking or behind it, where they cannot be a sentence about it.
  bool stands_free() {
    for (const Token& token : tokens_) {
      if (token.kind == Kind::unknown) unknown_ += 1;
    }
    const auto behind = [&](auto test) {
      return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(core_) + 1, tokens_.end(), test);
    };
    const bool at_end = behind([](const Token& token) {
      return is_frame(token) || is_time(token) || is_type(token) || is(token, Meaning::cannot_come);
    });
    const bool led =
        std::all_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(core_), [&](const Token& token) {
          return is_frame(token) || is_time(token) || token.kind == Kind::name ||
                 is(token, Meaning::wish, Meaning::help);
        });
    const Token* next = core_ + 1 < size_ ? &tokens_[core_ + 1] : nullptr;
    const bool at_head = led && (next == nullptr || next->kind == Kind::mark || next->gap_before || is_time(*next) ||
                                 is_reason(*next) || is_frame(*next) || is(*next, Meaning::doing));
    const bool known = unknown_ == 0 && !has(Meaning::other);
    if (is(tokens_[core_], Meaning::cannot_come) && !known) return false;
    if (said_.polite && !(known || explicit_)) return false;
    return known || explicit_ || at_end || at_head || is(tokens_[core_], Meaning::label);
  }

  /// Which kind of leave, and how the person feels.
  void why() {
    const bool kin = speaks_of_kin();
    for (const Token& token : tokens_) {
      said_.complains = said_.complains || is(token, Meaning::ache);
      if (token.kind != Kind::health || kin) continue;
      for (const std::string& one : token.health.present) {
        said_.complains = true;
        if (std::find(said_.symptoms.begin(), said_.symptoms.end(), one) == said_.symptoms.end())
          said_.symptoms.push_back(one);
      }
    }
    const bool unwell = any([](const Token& token) {
      return token.kind == Kind::health || token.kind == Kind::figure || is(token, Meaning::ill, Meaning::ache);
    });
    said_.type = has(Meaning::sick)                                    ? "病假"
                 : has(Meaning::private_)                              ? "事假"
                 : has(Meaning::official)                              ? "公假"
                 : has(Meaning::duty)                                  ? "公假"
                 : kin                                                 ? "事假"
                 : unwell                                              ? "病假"
                 : has(Meaning::matter) || unknown_ >= shortest_reason ? "事假"
                                                                       : "";
    said_.urgent = std::any_of(said_.symptoms.begin(), said_.symptoms.end(), is_urgent_symptom);
  }

  /// 我是张三的妈妈 says who speaks.
  bool speaks_of_kin() const {
    for (std::size_t i = 0; i < size_; ++i) {
      const bool introduces =
          i > 1 && is(tokens_[i - 1], Meaning::small) && (own(tokens_[i - 2]) || is(tokens_[i - 2], Meaning::self));
      if (is(tokens_[i], Meaning::kin) && !introduces && !(i > 0 && own(tokens_[i - 1]))) return true;
    }
    return false;
  }

  /// A fever is a reason; any other value is said beside the request, and is not leave's.
  bool temperature() {
    if (said_.polite && said_.type.empty() && !any(is_time)) return false;
    for (const Token& token : tokens_) {
      if (token.kind != Kind::figure) continue;
      if (!fever(token.centi) || scene_.in_call || speaks_of_kin() || said_.centi != 0) return false;
      said_.centi = token.centi;
      said_.urgent = true;
    }
    return true;
  }

  /// Whether a time belongs to the asking: no mark and no unknown word between them.
  bool attached(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (tokens_[j].kind == Kind::mark || tokens_[j].kind == Kind::unknown) return false;
    }
    return true;
  }

  void leave_open(Open what) {
    if (said_.open == Open::nothing) said_.open = what;
  }

  struct Dated {
    std::size_t at = 0;
    times::Date date = {};
    bool until = false;  // 到 stands before it
  };

  std::vector<Dated> dates() const {
    std::vector<Dated> all;
    for (std::size_t i = 0; i < size_; ++i) {
      const bool until = i > 0 && is(tokens_[i - 1], Meaning::to);
      const auto add = [&](Day day) { all.push_back({i, {.day = day}, until}); };
      if (tokens_[i].kind == Kind::date) all.push_back({i, tokens_[i].date, until});
      if (is(tokens_[i], Meaning::tonight, Meaning::this_morning)) add(scene_.today);
      if (is(tokens_[i], Meaning::tomorrow_evening, Meaning::tomorrow_morning)) add(scene_.today + days{1});
    }
    return all;
  }

  bool when() {
    std::vector<Dated> all = dates();
    const auto is_attached = [&](const Dated& one) { return attached(one.at); };
    const auto over = [&](const Dated& one) {
      return one.date.day < scene_.today && one.date.precision == Precision::day;
    };
    // 周日返校: that day is the last, wherever it stands.
    std::optional<Day> returns;
    for (const Dated& one : all) {
      for (std::size_t i = one.at + 1; i < size_ && i <= one.at + 2; ++i) {
        if (is(tokens_[i], Meaning::returning) && !over(one)) returns = one.date.day;
      }
    }
    if (std::any_of(all.begin(), all.end(), is_attached)) {
      std::erase_if(all, [&](const Dated& one) { return !is_attached(one); });
    } else {
      std::erase_if(all, over);
    }
    said_.dated = any(is_time);
    if (std::any_of(all.begin(), all.end(), [](const Dated& one) { return one.date.invalid; })) leave_open(Open::date);
    const bool past = !all.empty() && std::all_of(all.begin(), all.end(), over);
    if (past && core_ + 1 < size_ && is(tokens_[core_ + 1], Meaning::done)) return false;
    if (past && !reasons_between(all.back().at)) leave_open(Open::past);
    std::erase_if(all, over);

    said_.from = said_.to = scene_.today;
    bool closed = false;  // both ends were said
    if (!all.empty()) {
      const Dated& first = all.front();
      const Dated& last = all.back();
      if (!first.until) said_.from = std::max(first.date.day, scene_.today);
      said_.to = last_day(last.date);
      if (all.size() > 1 && said_.to < said_.from) said_.to += days{7};
      closed = all.size() > 1 || first.until || first.date.precision != Precision::day;
      const bool vague = last.date.precision == Precision::month || last.date.precision == Precision::year ||
                         (last.until && last.date.precision != Precision::day);
      if (vague) leave_open(Open::range);
    }
    if (returns) {
      said_.to = std::max(*returns, said_.from);
      closed = true;
    }
    if (!closed) length();
    part();
    if (said_.to < said_.from) leave_open(Open::date);
    if (said_.to - said_.from > longest_leave) leave_open(Open::range);
    return true;
  }

  static Day last_day(const times::Date& date) {
    if (date.precision == Precision::week) return date.day + days{6};
    if (date.precision == Precision::weekend) return date.day + days{1};
    return date.day;
  }

  /// 昨天淋了雨请假: the day is a part of the reason.
  bool reasons_between(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (is_reason(tokens_[j]) || tokens_[j].kind == Kind::unknown) return true;
    }
    return false;
  }

  void length() {
    bool certain = false;
    bool uncertain = false;
    for (std::size_t i = 0; i < size_; ++i) {
      uncertain = uncertain || is(tokens_[i], Meaning::uncertain);
      if (tokens_[i].kind != Kind::length) continue;
      // 烧了三天了: how long it has lasted.
      const bool lasted = i < core_ && i + 1 < size_ && is(tokens_[i + 1], Meaning::done);
      if (lasted) continue;
      const times::Duration& length = tokens_[i].length;
      uncertain = uncertain || length.vague;
      certain = certain || (!length.vague && length.days + length.months > 0);
      if (length.vague) continue;
      if (length.days > 0) {
        said_.to = said_.from + days{std::min(length.days, 1000) - 1};
      } else if (length.months > 0) {
        said_.to = said_.from + days{30 * std::min(length.months, 30) - 1};
      } else {
        less_than_a_day_ = true;
      }
    }
    if (uncertain && !certain) leave_open(Open::range);
  }

  void part() {
    std::string of_day;
    const bool any_part = std::any_of(tokens_.begin(), tokens_.end(),
                                      [](const Token& token) { return is(token, Meaning::half, Meaning::hours); });
    for (std::size_t i = 0; i < size_; ++i) {
      const Token& token = tokens_[i];
      less_than_a_day_ = less_than_a_day_ || is(token, Meaning::half, Meaning::hours);
      if (is(token, Meaning::meeting) && said_.part.empty()) said_.part = said_in_[i];
      if (token.kind == Kind::lessons) said_.part = token.lessons;
      const bool dated = i > 0 && tokens_[i - 1].kind == Kind::date && said_.symptoms.empty();  // 今天下午去医院，请假
      if (!attached(i) && !token.gap_before && !any_part && !dated) continue;
      if (token.kind == Kind::clock && of_day.empty()) of_day = token.part;
      if (is(token, Meaning::forenoon, Meaning::this_morning, Meaning::tomorrow_morning)) of_day = "am";
      if (is(token, Meaning::afternoon)) of_day = "pm";
      if (is(token, Meaning::evening, Meaning::tonight, Meaning::tomorrow_evening)) of_day = "eve";
    }
    if (said_.part.empty()) said_.part = of_day;
    if (said_.from != said_.to) said_.part.clear();
    if (less_than_a_day_ && said_.part.empty()) leave_open(Open::part);
  }

  const Scene& scene_;
  std::vector<Token> tokens_;
  std::vector<std::string_view> said_in_;  // the words of each token
  std::size_t size_ = 0;
  std::size_t core_ = 0;
  std::size_t unknown_ = 0;
  bool explicit_ = false;
  bool less_than_a_day_ = false;
  Said said_;
};

}  // namespace

std::optional<Said> understand(std::string_view text, const Scene& scene) {
  const std::string folded = normalised(text, longest_request + 1);
  if (code_points(folded) > longest_request) return std::nullopt;
  return Reading(folded, scene).said();
}

bool may_speak_of_leave(std::string_view text) {
  constexpr std::array<std::string_view, 12> signs{"假",   "请加", "请家", "請加", "qingjia", "不了",
                                                   "不成", "不能", "没法", "无法", "不来",    "不去"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

bool may_be_reason(std::string_view text) {
  constexpr std::size_t longest_reason = 60;  // characters
  const std::string folded = normalised(text, longest_reason + 1);
  const std::string_view words = trimmed(folded);
  if (words.empty() || code_points(words) > longest_reason || code_points(words) < shortest_reason) return false;
  const Scene nobody;
  const auto tokens = Cutter(words, nobody).tokens();
  const bool asks = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return is(token, Meaning::question, Meaning::may_i, Meaning::undo, Meaning::back);
  });
  const bool says = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == Kind::unknown || token.kind == Kind::health ||
           is(token, Meaning::ill, Meaning::ache, Meaning::kin, Meaning::duty, Meaning::matter, Meaning::sick,
              Meaning::private_, Meaning::official);
  });
  return says && !asks;
}

std::string_view to_string(Said::Open open) {
  constexpr std::array<std::string_view, 8> names{"", "reason", "part", "confirm", "who", "range", "past", "date"};
  return names.at(static_cast<std::size_t>(open));
}

nlohmann::ordered_json fields(const Said& said) {
  auto out = nlohmann::ordered_json::object();
  if (said.kind != Said::Kind::leave) return out;
  if (said.open != Said::Open::nothing && said.open != Said::Open::reason) return {{"ask", to_string(said.open)}};
  if (!said.type.empty()) out["type"] = said.type;
  out["from"] = iso(said.from);
  out["to"] = iso(said.to);
  if (!said.part.empty()) out["part"] = said.part;
  if (said.open == Said::Open::reason) out["missing"] = {"reason"};
  if (said.who) out["who"] = said.who->name;
  if (said.complains) out["sym"] = said.symptoms;
  if (said.centi != 0) out["t"] = said.centi / 100.0;
  if (said.urgent) out["urgent"] = true;
  return out;
}

}  // namespace banwei::leave
