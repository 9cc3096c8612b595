#include "handlers/language/tokens.h"

#include <limits>

#include "handlers/language/days.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::language {

namespace {

constexpr std::size_t most_bytes = 4 * longest_clause;
constexpr unsigned unknown_costs = 100;

/// The best path that leads to a place in the text.
struct Path {
  unsigned cost = std::numeric_limits<unsigned>::max();
  std::size_t from = 0;
  const NameScope::Name* name = nullptr;
  Words words = {};
  bool known = false;
  bool shorthand = false;
  Slot slot = Slot::none;
  std::int64_t number = 0;
  Day day{};
  bool also_day = false;  // 9号
  std::string_view date = {};
};

class Cutter {
 public:
  Cutter(std::string_view text, const NameScope& scope, Day today)
      : text_(text), scope_(scope), today_(today), paths_(text.size() + 1) {}

  Cut run() {
    paths_[0].cost = 0;
    for (std::size_t at = 0; at < text_.size(); at += code_point_size(text_, at)) {
      if (paths_[at].cost == std::numeric_limits<unsigned>::max()) continue;
      offer_all(at);
    }
    return read_back();
  }

 private:
  void offer(std::size_t at, std::size_t length, Path path) {
    path.from = at;
    path.cost = paths_[at].cost + (path.known ? 1 : unknown_costs);
    Path& best = paths_[at + length];
    if (path.cost < best.cost || (path.cost == best.cost && path.from > best.from)) {
      best = path;
    } else if (path.cost == best.cost && path.from == best.from && path.known) {
      merge(best, path);
    }
  }

  /// A name that is a word too, a date that is a number too: which of them counts is for the form to say.
  static void merge(Path& best, const Path& path) {
    best.words |= path.words;
    if (path.name != nullptr) best.name = path.name;
    if (!path.date.empty()) best.date = path.date;
    if ((best.slot == Slot::number && path.slot == Slot::day) ||
        (best.slot == Slot::day && path.slot == Slot::number)) {
      if (path.slot == Slot::day) best.day = path.day;
      if (path.slot == Slot::number) best.number = path.number;
      best.slot = Slot::number;
      best.also_day = true;
    } else if (best.slot == Slot::none) {
      best.slot = path.slot;
      best.number = path.number;
      best.day = path.day;
    }
  }

  void offer_all(std::size_t at) {
    const char32_t code = code_point_at(text_, at);
    const std::size_t size = code_point_size(text_, at);
    if (code == U' ' || (is_mark(code) && code != U'@' && code != U'℃' && code != U'%')) {
      offer(at, size, {.words = Word::mark, .known = true});
    } else {
      offer(at, size, {});
    }
    for (const Meant& meant : words_at(text_, at))
      offer(at, meant.length, {.words = meant.words, .known = true, .shorthand = meant.shorthand});
    if (const auto* name = scope_.name_at(text_, at); name != nullptr && !inside_number(at, name->said.size())) {
      const std::string_view rest = text_.substr(at + name->said.size());
      constexpr std::string_view klass = "班";
      const bool named_class = name->is_class && rest.starts_with(klass);
      offer(at, name->said.size(), {.name = name, .known = true});  // 1902 of 1902班里
      if (named_class) offer(at, name->said.size() + klass.size(), {.name = name, .known = true});
    }
    if (const auto day = day_at(text_, at, today_); day && !inside_number(at, day->length)) offer_day(at, *day);
    if (const auto span = span_at(text_, at, today_); span && !inside_number(at, span->length))
      offer(at, span->length, {.known = true, .slot = Slot::span});
    if (const auto date = named_date_at(text_, at)) offer(at, date->length, {.known = true, .date = date->said});
    offer_number(at);
  }

  /// 今天的 is the day, too, where a word holds both.
  void offer_day(std::size_t at, const DayMatch& day) {
    constexpr std::string_view of = "的";
    const Path path{.known = true, .slot = Slot::day, .day = day.day};
    offer(at, day.length, path);
    // 昨天下午 is the day, too, and 周五下午 the date; never the part alone.
    const auto named = named_date_at(text_, at);
    const std::string_view date = named && named->length == day.length ? named->said : std::string_view{};
    for (const Meant& meant : words_at(text_, at + day.length)) {
      if (!meant.words.has(feature_words::part)) continue;
      Path with_part = path;
      with_part.date = date;
      offer(at, day.length + meant.length, with_part);
    }
    if (text_.substr(at + day.length).starts_with(of)) offer(at, day.length + of.size(), path);
  }

  bool inside_number(std::size_t at, std::size_t length) const {
    const auto digit = [&](std::size_t i) { return i < text_.size() && is_digit(text_[i]); };
    if (!digit(at)) return false;
    return (at > 0 && (digit(at - 1) || text_[at - 1] == '.')) || (digit(at + length) && digit(at + length - 1));
  }

  /// 12, #12, 12号, 第12条, 三号; and 10分钟, 3-4节.
  void offer_number(std::size_t at) {
    constexpr std::string_view nth = "第";
    std::size_t begin = at;
    const bool ordinal = text_.substr(at).starts_with(nth);
    if (ordinal) begin += nth.size();
    const auto numeral = numeral_at(text_, begin);
    if (!numeral && !text_.substr(at).starts_with("半")) return;
    if (numeral && inside_number(begin, numeral->length)) return;
    if (numeral) offer_lessons(at);
    if (!ordinal) offer_length(at, numeral ? numeral->length : 0);
    if (numeral && !ordinal) offer_hour(at, numeral->length);
    if (!numeral || numeral->value < 1 || numeral->digits.size() > 9) return;
    std::size_t end = begin + numeral->length;
    const std::string_view rest = text_.substr(end);
    if (rest.starts_with(".") && rest.size() > 1 && is_digit(rest[1])) return;
    for (const std::string_view amount : {"天", "周", "年", "次", "遍"}) {  // 暂停三天 is none.
      if (!ordinal && rest.starts_with(amount)) return;
    }
    for (const std::string_view unit : {"号", "条", "个"}) {
      const bool counts = unit == "号" || ordinal;
      if (counts && rest.starts_with(unit)) {
        end += unit.size();
        break;
      }
    }
    offer(at, end - at, {.known = true, .slot = Slot::number, .number = numeral->value});
  }

  /// 第一节课, 3-4节, 七八节: which part of a day it is, as 上午 is.
  void offer_lessons(std::size_t at) {
    const auto lessons = lesson_numbers_at(text_, at);
    if (lessons && lessons->spelled && lessons->exist())
      offer(at, lessons->length, {.words = feature_words::part, .known = true});
  }

  void offer_length(std::size_t at, std::size_t figures) {
    for (const std::string_view unit :
         {"分钟", "分", "小时", "个小时", "刻钟", "个半小时", "半小时", "半个小时", "min"}) {
      const std::string_view words = text_.substr(at, figures + unit.size());
      if (words.substr(std::min(figures, words.size())) != unit || !understand_minutes(words)) continue;
      offer(at, words.size(), {.known = true, .slot = Slot::length});
    }
  }

  /// 8点, 10:30: no command takes one, but it is no number of a notice either.
  void offer_hour(std::size_t at, std::size_t figures) {
    for (const std::string_view unit : {"点", ":"}) {
      if (!text_.substr(at + figures).starts_with(unit)) continue;
      std::size_t length = figures + unit.size();
      const auto minutes = numeral_at(text_, at + length);
      if (minutes) length += minutes->length;
      if (!minutes && text_.substr(at + length).starts_with("半")) length += std::string_view("半").size();
      if (minutes || unit != ":") offer(at, length, {.known = true, .slot = Slot::hour});
    }
  }

  Cut read_back() const {
    Cut cut;
    for (std::size_t end = text_.size(); end > 0; end = paths_[end].from) {
      const Path& path = paths_[end];
      Token token{
          .begin = path.from, .end = end, .words = path.words, .known = path.known, .shorthand = path.shorthand};
      if (path.name != nullptr)
        token.values.push_back({path.name->is_class ? Slot::klass : Slot::person, path.name->means});
      if (path.slot == Slot::number) token.values.push_back({Slot::number, std::to_string(path.number)});
      if (path.slot == Slot::day || path.also_day) token.values.push_back({Slot::day, iso(path.day)});
      if (path.slot == Slot::length || path.slot == Slot::span || path.slot == Slot::hour)
        token.values.push_back({path.slot, std::string(text_.substr(path.from, end - path.from))});
      if (!path.date.empty()) token.values.push_back({Slot::date, std::string(path.date)});
      if (path.words.has(Word::meeting))
        token.values.push_back({Slot::title, std::string(text_.substr(path.from, end - path.from))});
      cut.words |= path.words;
      cut.unknown += path.known ? 0 : 1;
      cut.slips += path.shorthand ? 1 : 0;
      cut.tokens.push_back(std::move(token));
    }
    return {{std::make_move_iterator(cut.tokens.rbegin()), std::make_move_iterator(cut.tokens.rend())},
            cut.words,
            cut.unknown,
            cut.slips};
  }

  std::string_view text_;
  const NameScope& scope_;
  Day today_;
  std::vector<Path> paths_;  // By the byte that each leads to.
};

/// What only its neighbours tell: 老师 is courtesy when it stands apart, 吗 when 能不能 stands before it, and 不 at the
/// end of what began with 能 is its 吗.
void add_courtesy(Cut& cut, std::string_view folded) {
  const auto apart = [&](std::size_t i) {
    return i >= cut.tokens.size() || cut.tokens[i].words.meets(Word::mark | Word::courtesy | Word::may_i);
  };
  bool asked_politely = false;
  for (std::size_t i = 0; i < cut.tokens.size(); ++i) {
    Token& token = cut.tokens[i];
    if (token.words.has(Word::may_i)) asked_politely = true;
    if (asked_politely && i > 0 && i + 1 == cut.tokens.size() && folded.substr(token.begin) == "不") {
      token.words = Word::asking;
      cut.words |= token.words;
    }
    const bool you_can =
        token.words.has(Word::you) && i + 1 < cut.tokens.size() && cut.tokens[i + 1].words.has(Word::may_i);
    const bool asks = token.words.has(Word::asking) && !token.words.has(Word::no);
    const bool calls = token.words.has(Word::teacher) && apart(i + 1) && (i == 0 || apart(i - 1));
    if ((asks && asked_politely) || calls || you_can || token.words.meets(Word::may_i | Word::mark))
      token.words |= Word::courtesy;
  }
}

}  // namespace

Cut cut(std::string_view folded, const NameScope& scope, Day today) {
  if (folded.size() > most_bytes || code_points(folded) > longest_clause)
    return {.tokens = {{.begin = 0, .end = folded.size(), .known = false}}, .unknown = code_points(folded)};
  Cut cut = Cutter(folded, scope, today).run();
  add_courtesy(cut, folded);
  return cut;
}

}  // namespace banwei::language
