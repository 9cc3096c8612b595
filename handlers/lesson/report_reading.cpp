#include "handlers/lesson/report_reading.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/common/courses.h"
#include "handlers/language/names.h"
#include "handlers/language/strings.h"
#include "storage/leave_types.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto stalled = "卡顿";

}  // namespace
}  // namespace text

namespace {

using Kind = Token::Kind;
using Open = Statement::Open;
namespace leave_types = storage::leave_types;

constexpr std::size_t longest_course = 20;  // characters

std::optional<Sort> sort_of(const Token& token) {
  if (token.kind != Kind::word) return std::nullopt;
  switch (token.meaning) {
    case Meaning::absent:
      return Sort{Status::absent, {}};
    case Meaning::late:
      return Sort{Status::late, {}};
    case Meaning::early:
      return Sort{Status::early, {}};
    case Meaning::leave:
      return Sort{Status::leave, {}};
    case Meaning::sick:
      return Sort{Status::leave, leave_types::sick};
    case Meaning::private_:
      return Sort{Status::leave, leave_types::personal};
    case Meaning::official:
      return Sort{Status::leave, leave_types::official};
    default:
      return std::nullopt;
  }
}

/// (病), (事): what stands so in brackets behind a name.
std::optional<Sort> brief_sort(std::string_view words) {
  static const std::array<std::pair<std::string_view, Sort>, 8> brief{{{"病", {Status::leave, leave_types::sick}},
                                                                       {"事", {Status::leave, leave_types::personal}},
                                                                       {"公", {Status::leave, leave_types::official}},
                                                                       {"假", {Status::leave, {}}},
                                                                       {"旷", {Status::absent, {}}},
                                                                       {"缺", {Status::absent, {}}},
                                                                       {"迟", {Status::late, {}}},
                                                                       {"早", {Status::early, {}}}}};
  const auto found = std::find_if(brief.begin(), brief.end(), [&](const auto& one) { return one.first == words; });
  return found == brief.end() ? std::nullopt : std::optional(found->second);
}

std::string_view words_at(Tokens tokens, std::string_view text, std::size_t at) {
  return at < tokens.size() ? text.substr(tokens[at].begin, tokens[at].end - tokens[at].begin) : std::string_view{};
}

/// Of 石磊和请假的贾一诺 the leave at `at` is said of who follows.
bool qualifies_next(Tokens tokens, std::string_view text, std::size_t at) {
  const bool joined =
      at > 0 && (tokens[at - 1].kind == Kind::joint || parts(tokens[at - 1]) || is(tokens[at - 1], Meaning::joint));
  return joined && words_at(tokens, text, at + 1) == "的" && at + 2 < tokens.size() &&
         tokens[at + 2].kind == Kind::name;
}

/// Of 38应到 and 38人应到 the place of the word; 0 where the number at `at` has none.
std::size_t counted_by(Tokens tokens, std::string_view text, std::size_t at) {
  if (at >= tokens.size() || tokens[at].kind != Kind::number) return 0;
  const auto glued = [&](std::size_t i) { return i < tokens.size() && !tokens[i].gap_before; };
  const std::size_t word = glued(at + 1) && words_at(tokens, text, at + 1) == "人" ? at + 2 : at + 1;
  return glued(word) && is(tokens[word], Meaning::due, Meaning::present) ? word : 0;
}

/// 38应到 37实到, but not the 3 of 大学英语3应到38实到37.
bool figures_lead(Tokens tokens, std::string_view text, std::size_t from) {
  std::size_t at = from;
  while (const std::size_t word = counted_by(tokens, text, at)) at = word + 1;
  return at > from && (at == tokens.size() || (tokens[at].kind != Kind::number && words_at(tokens, text, at) != ":"));
}

}  // namespace

bool starts_lesson(const Token& token) { return token.kind == Kind::lessons || token.kind == Kind::apart; }

bool parts(const Token& token) {
  return token.kind == Kind::comma || token.kind == Kind::line || token.kind == Kind::open || token.kind == Kind::close;
}

void Reading::read() {
  amends_ = scene_.amending;
  for (at_ = 0; at_ < tokens_.size();) take();
}

/// Whether it says who was there; 1-2节高数 alone says nothing.
bool Reading::says() const {
  const bool named =
      std::any_of(marks_.begin(), marks_.end(), [](const Mark& mark) { return mark.sort.status != Status::leave; });
  const bool several = lessons_ && known_course_ && marks_.size() > 1;  // 12节高数 李四病假 王五事假
  return full_ || present_ >= 0 || zero_ || named || several || bracketed_ || amends_ ||
         std::any_of(counts_.begin(), counts_.end(), [](const auto& one) { return one.second > 0; }) ||
         ((unknown_name_ || !among_.empty()) && !only_leave());
}

/// Nothing where it is talk.
std::optional<Statement> Reading::said(Day day) const {
  Statement said{.sure = scene_.sure, .platform = std::string(platform_), .day = day_.value_or(day)};
  bool course = name_course(said);
  if (talk_ || !says()) return std::nullopt;
  if (!lessons_ && !apart_ && !known_course_ && !(full_ && of_lessons_)) return std::nullopt;
  if (lessons_ && !lessons_->spelled && !course) return std::nullopt;
  const bool vouched = due_ >= 0 && present_ >= 0;
  if (!pending_.empty() && !vouched && !(full_ && except_)) return std::nullopt;
  if (leftover_ + (runs_.size() > 1 ? runs_.size() - 1 : 0) > 0 && !vouched) return std::nullopt;
  if (lessons_ && lessons_->exist()) {
    said.first = lessons_->first;
    said.last = lessons_->last;
  }
  if (!tokens_.empty()) said.words = text_.substr(tokens_.front().begin, tokens_.back().end - tokens_.front().begin);
  count(said);
  said.counted = full_ || others_ || zero_ || due_ >= 0 || present_ >= 0;
  said.amends = amends_ && !full_ && due_ < 0 && present_ < 0;
  if (said.amends) said.cleared = cleared_;
  if (said.amends && said.absences.empty() && said.cleared.empty()) return std::nullopt;
  if (stalled_) said.teaching = text::stalled;
  complete(said, course);
  said.open = open(said, course);
  return said;
}

void Reading::take() {
  const Token& token = tokens_[at_];
  of_lessons_ = of_lessons_ || words(token) == "课" || words(token) == "节课";
  switch (token.kind) {
    case Kind::name:
      return take_name(token);
    case Kind::word:
      return take_word(token);
    case Kind::number:
      return take_number(token);
    case Kind::share:
      present_ = token.value;
      due_ = token.whole;
      break;
    case Kind::lessons:
      if (!lessons_ || !lessons_->spelled) lessons_ = token.lessons;
      break;
    case Kind::apart:
      apart_ = &token;
      break;
    case Kind::platform:
      platform_ = token.means;
      break;
    case Kind::day:
      day_ = token.day;
      break;
    case Kind::open:
      return take_bracket();
    case Kind::course:
    case Kind::unknown:
      return take_run();
    case Kind::other:
      talk_ = talk_ || words(token) == "?";
      break;
    case Kind::klass:
    case Kind::comma:
    case Kind::line:
    case Kind::close:
    case Kind::joint:
      break;
  }
  ++at_;
}

void Reading::take_name(const Token& token) {
  if (token.who.size() > 1 && among_.empty()) {
    about_ = words(token);
    among_ = token.who;
    namesake_sort_ = open_ ? open_->status : Status::absent;
  } else if (token.who.size() == 1) {
    add(token.who.front());
  }
  ++at_;
}

void Reading::add(std::size_t who) {
  if (!open_) {
    // Whoever reports may sign in front.
    const bool signs =
        at_ == 0 && scene_.people[who].number == scene_.speaker && tokens_.size() > 1 && parts(tokens_[1]);
    if (!signs) pending_.push_back({who, {}, at_});
  } else {
    set({who, *open_, at_});
  }
}

void Reading::set(Mark mark) {
  const auto same = std::find_if(marks_.begin(), marks_.end(), [&](const Mark& one) { return one.who == mark.who; });
  if (same == marks_.end()) {
    marks_.push_back(std::move(mark));
  } else {
    *same = std::move(mark);
  }
}

void Reading::take_word(const Token& token) {
  if (const auto sort = sort_of(token)) return take_sort(*sort);
  switch (token.meaning) {
    case Meaning::due:
    case Meaning::present:
      return take_count(token.meaning == Meaning::due);
    case Meaning::full:
      full_ = true;
      break;
    case Meaning::fine:
      if (const Token* next = ahead(1); next != nullptr && next->kind == Kind::number) return take_count(false);
      full_ = full_ || others_;
      break;
    case Meaning::others:
      others_ = true;
      break;
    case Meaning::except:
      except_ = true;
      break;
    case Meaning::none:
      return take_none();
    case Meaning::title:
      ++at_;
      while (at_ < tokens_.size() && words(tokens_[at_]) == ":") ++at_;
      if (at_ < tokens_.size() && tokens_[at_].kind == Kind::name) ++at_;
      return;
    case Meaning::label:
    case Meaning::teacher:
      return skip_value();
    case Meaning::stalls:
      stalled_ = true;
      break;
    case Meaning::talk:
      talk_ = true;
      break;
    case Meaning::denied:
      return take_denial();
    case Meaning::amended:
      amends_ = true;
      break;
    case Meaning::each:
    case Meaning::joint:
    case Meaning::unit:
    case Meaning::noise:
    default:
      break;
  }
  ++at_;
}

/// 不是旷课, 不是李四、马超: what was reported before.
void Reading::take_denial() {
  amends_ = true;
  ++at_;
  if (at_ < tokens_.size() && sort_of(tokens_[at_])) {
    ++at_;
    return;
  }
  const auto goes_on = [&](const Token& token) {
    return token.kind == Kind::name || token.kind == Kind::joint || is(token, Meaning::joint);
  };
  for (; at_ < tokens_.size() && goes_on(tokens_[at_]); ++at_) {
    if (tokens_[at_].kind == Kind::name && tokens_[at_].who.size() == 1) cleared_.push_back(tokens_[at_].who.front());
  }
}

/// 应到38, 应到人数：38, 应到实到均为38.
void Reading::take_count(bool due) {
  std::size_t next = at_ + 1;
  const auto passes = [&](const Token& token) {
    return words(token) == ":" || words(token) == "=" || is(token, Meaning::noise, Meaning::each, Meaning::joint) ||
           token.kind == Kind::joint;
  };
  while (next < tokens_.size() && passes(tokens_[next])) ++next;
  if (next < tokens_.size() && tokens_[next].kind == Kind::number) {
    (due ? due_ : present_) = tokens_[next].value;
    if (!due && both_) due_ = tokens_[next].value;
    at_ = next + 1;
  } else {
    both_ = due && next < tokens_.size() && is(tokens_[next], Meaning::present);
    ++at_;
  }
}

void Reading::take_sort(const Sort& sort) {
  const Token* next = ahead(1);
  if (!pending_.empty() && !qualifies_next(tokens_, text_, at_)) {
    for (Mark& mark : pending_) set({mark.who, sort, mark.token});
    pending_.clear();
    counts_[sort.status] += std::exchange(group_, 0);
    ++at_;
    return;
  }
  const bool attached = before() != nullptr && before()->kind == Kind::name && !tokens_[at_].gap_before;
  const bool ends = next == nullptr || parts(*next) || next->kind == Kind::joint || sort_of(*next) ||
                    is(*next, Meaning::noise, Meaning::except, Meaning::unit, Meaning::others, Meaning::full);
  if (attached && ends && !marks_.empty()) {
    // 缺李四，王五病假: all of his part; 缺李四、王五病假: him alone.
    std::size_t begin = at_;
    while (begin > 0 && !parts(tokens_[begin - 1])) --begin;
    const bool part = begin > opened_;
    for (Mark& mark : marks_) {
      if (mark.token + 1 == at_ || (part && mark.token >= begin && mark.token < at_)) mark.sort = sort;
    }
    ++at_;
    return;
  }
  open_ = sort;
  opened_ = at_++;
  std::size_t count = at_;
  while (count < tokens_.size() && (words(tokens_[count]) == ":" || is(tokens_[count], Meaning::noise))) ++count;
  const bool counted = count < tokens_.size() && tokens_[count].kind == Kind::number &&
                       !(count + 1 < tokens_.size() && is(tokens_[count + 1], Meaning::unit));
  if (!counted) return;
  at_ = count + 1;
  zero_ = zero_ || tokens_[count].value == 0;
  if (tokens_[count].value > 0) counts_[sort.status] += tokens_[count].value;
}

/// 旷课：无; 无旷课、迟到.
void Reading::take_none() {
  std::size_t last = at_++;
  while (last > 0 && (words(tokens_[last - 1]) == ":" || is(tokens_[last - 1], Meaning::noise))) --last;
  const bool behind = open_ && last == opened_ + 1;
  const auto denied = [&](const Token& token) {
    return sort_of(token) || token.kind == Kind::joint || is(token, Meaning::joint);
  };
  const std::size_t begin = at_;
  while (!behind && at_ < tokens_.size() && denied(tokens_[at_])) ++at_;
  if (behind || at_ > begin) {
    zero_ = true;
    open_.reset();
  } else {
    ++leftover_;
  }
}

void Reading::take_number(const Token& token) {
  const Token* next = ahead(1);
  if (figures_lead(tokens_, text_, at_)) {
    const std::size_t word = counted_by(tokens_, text_, at_);
    (is(tokens_[word], Meaning::due) ? due_ : present_) = token.value;
    at_ = word + 1;
    return;
  }
  const Token* prior = before();
  const bool people = next != nullptr && !next->gap_before && is(*next, Meaning::noise) &&
                      (words(*next) == "人" || words(*next) == "名" || words(*next) == "位" || words(*next) == "个");
  // 五分钟, and 两节课 of 上午两节课
  const bool unit = next != nullptr && (is(*next, Meaning::unit) || words(*next) == "节课");
  of_lessons_ = of_lessons_ || (unit && words(*next) == "节课");
  const bool heads = prior == nullptr || token.gap_before || parts(*prior);
  const bool listed = heads && (prior == nullptr || parts(*prior) || next == nullptr || !next->gap_before);
  if (people && 2 * token.value > static_cast<int>(scene_.people.size())) {
    if (present_ < 0) present_ = token.value;  // 高数38人
  } else if (people) {
    group_ = token.value;
  } else if (!unit && !listed) {
    if (!runs_.empty() && runs_.back().end == token.begin) {
      runs_.back().end = token.end;  // 大学英语3
    } else {
      ++leftover_;
    }
  }
  at_ += people || unit ? 2 : 1;
}

/// 李四(病假), 李四、王五(均病假), 李四缺席(已请假), 大学体育(篮球); in others stands what could stand without them.
void Reading::take_bracket() {
  const std::size_t open = at_++;
  std::size_t close = at_;
  while (close < tokens_.size() && tokens_[close].kind != Kind::close && tokens_[close].kind != Kind::line) ++close;
  const Tokens inside = tokens_.subspan(at_, close - at_);
  const auto holds = [&](auto test) { return std::any_of(inside.begin(), inside.end(), test); };
  if (holds([](const Token& token) { return token.kind == Kind::name; })) return;
  std::size_t named = open > 0 ? open - 1 : 0;
  if (named > 0 && sort_of(tokens_[named])) --named;
  if (open == 0 || tokens_[named].kind != Kind::name) {
    const bool says = holds([](const Token& token) {
      return token.kind == Kind::word || token.kind == Kind::share || starts_lesson(token) ||
             token.kind == Kind::course;
    });
    if (!says) at_ = close;
    return;
  }
  std::optional<Sort> sort;
  bool each = false;
  for (; at_ < close; ++at_) {
    if (const auto here = sort_of(tokens_[at_])) sort = here;
    if (const auto here = brief_sort(words(tokens_[at_]))) sort = here;
    each = each || is(tokens_[at_], Meaning::each);
  }
  if (!sort) return;
  bracketed_ = true;
  for (Mark& mark : pending_) set({mark.who, *sort, mark.token});
  pending_.clear();
  for (Mark& mark : marks_) {
    if (mark.token == named || (each && mark.token > opened_)) mark.sort = *sort;
  }
}

/// Words that no table knows, and courses: all that is written together.
void Reading::take_run() {
  std::size_t last = at_;
  const auto glued = [&](std::size_t i) {
    const Token& token = tokens_[i];
    if (token.gap_before) return false;
    if (token.kind == Kind::course || token.kind == Kind::unknown) return true;
    const bool more = i + 1 < tokens_.size() && !tokens_[i + 1].gap_before &&
                      (tokens_[i + 1].kind == Kind::unknown || tokens_[i + 1].kind == Kind::course);
    return more && words(token) != "的" && (is(token, Meaning::noise, Meaning::joint) || (token.kind == Kind::number));
  };
  while (last + 1 < tokens_.size() && glued(last + 1)) ++last;
  if (brief_bracket(last + 1)) last += 3;
  Run run{.begin = tokens_[at_].begin, .end = tokens_[last].end};
  // 人工智能 begins as if somebody counted people.
  const bool widens = at_ > 0 && !tokens_[at_].gap_before && tokens_[at_].kind == Kind::unknown &&
                      is(tokens_[at_ - 1], Meaning::noise) && !(at_ > 1 && tokens_[at_ - 2].kind == Kind::number);
  if (widens) run.begin = tokens_[at_ - 1].begin;
  const std::string_view said = text_.substr(run.begin, run.end - run.begin);
  const Token* next = last + 1 < tokens_.size() ? &tokens_[last + 1] : nullptr;
  const Token* prior = before();
  at_ = last + 1;
  if (next != nullptr && !next->gap_before && is(*next, Meaning::teacher) && course_called(said).empty()) {
    ++at_;  // 李强老师
    return;
  }
  run.known = !course_called(said).empty();
  if (!run.known && next != nullptr && !next->gap_before && words(*next) == "课") run.end = tokens_[at_++].end;
  const auto beside = [](const Token* token) { return token != nullptr && starts_lesson(*token); };
  run.beside = beside(next) || beside(prior);
  const bool alone = next == nullptr || parts(*next) || next->kind == Kind::joint || next->gap_before || sort_of(*next);
  const bool listed = prior != nullptr && (sort_of(*prior) || words(*prior) == ":" || prior->kind == Kind::joint ||
                                           is(*prior, Meaning::joint));
  const bool may_name = open_ && !run.known && !run.beside && alone && listed && looks_like_name(said);
  if (may_name) {
    if (!unknown_name_) unknown_name_ = said;
    return;
  }
  if (prior != nullptr && prior->kind == Kind::name && !tokens_[last].gap_before && !run.known) {
    ++leftover_;  // 李四堵车
    return;
  }
  known_course_ = known_course_ || run.known;
  runs_.push_back(run);
}

/// (二), (上)
bool Reading::brief_bracket(std::size_t at) const {
  return at + 2 < tokens_.size() && tokens_[at].kind == Kind::open && tokens_[at + 2].kind == Kind::close &&
         !tokens_[at].gap_before && code_points(words(tokens_[at + 1])) == 1 &&
         (tokens_[at + 1].kind == Kind::number || is(tokens_[at + 1], Meaning::noise) ||
          tokens_[at + 1].kind == Kind::unknown);
}

/// 任课教师：陈红, 老师好; but not 到教室了.
void Reading::skip_value() {
  const bool heads = before() == nullptr || tokens_[at_].gap_before || parts(*before());
  if (!heads) ++leftover_;
  std::size_t first = ++at_;
  while (at_ < tokens_.size() && words(tokens_[at_]) == ":") first = ++at_ + 1;
  while (at_ < tokens_.size() && !parts(tokens_[at_]) && !starts_lesson(tokens_[at_]) &&
         (at_ < first || !tokens_[at_].gap_before))
    ++at_;
}

bool Reading::name_course(Statement& said) const {
  if (apart_ != nullptr) said.course = apart_->means;
  if (apart_ != nullptr || runs_.empty()) return apart_ != nullptr;
  const auto best = std::max_element(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) {
    return std::pair(a.known, a.beside) < std::pair(b.known, b.beside);
  });
  const std::string_view words = text_.substr(best->begin, best->end - best->begin);
  said.course = course_called(words);
  if (!said.course.empty()) return true;
  if (code_points(words) < 2 || code_points(words) > longest_course) return false;
  said.course = words;
  for (char& c : said.course) {
    if (is_latin(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return true;
}

void Reading::count(Statement& said) const {
  auto marks = marks_;
  for (const Mark& mark : pending_) marks.push_back({mark.who, {Status::absent, {}}, mark.token});
  for (const Mark& mark : marks) said.absences.push_back({mark.who, mark.sort.status, mark.sort.type});
  const auto named = [&](Status status) { return static_cast<int>(said.count(status)); };
  int away = named(Status::absent) + named(Status::leave);
  if (!among_.empty() && (namesake_sort_ == Status::absent || namesake_sort_ == Status::leave)) ++away;
  said.due = due_ >= 0 ? due_ : static_cast<int>(scene_.people.size());
  int lacking = 0;
  int late_or_early = 0;  // They were there.
  for (const auto& [status, number] : counts_) {
    const int have = status == Status::absent && number > named(status) ? away : named(status);
    lacking += std::max(0, number - have);
    if (status == Status::late || status == Status::early) late_or_early += std::max(0, number - have);
  }
  said.present = present_ >= 0 ? present_ : said.due - away - (lacking - late_or_early);
  said.unnamed = present_ >= 0 ? said.due - said.present - away : lacking;
  said.contradicts = present_ >= 0 && said.unnamed == 0 && lacking > 0;
  if (!said.contradicts) return;
  said.unnamed = late_or_early;
  said.contradicts = said.unnamed < lacking;
}

Statement::Open Reading::open(Statement& said, bool course) const {
  if (apart_ == nullptr && said.first == 0) return Open::period;
  if (!course) return Open::course;
  if (unknown_name_) {
    said.about = *unknown_name_;
    return Open::who;
  }
  if (!among_.empty()) {
    said.about = about_;
    said.among = among_;
    return Open::which;
  }
  const auto size = static_cast<int>(scene_.people.size());
  if (!scene_.sure && (said.due > size || said.due < size - scene_.away)) return Open::due;
  if (said.contradicts || said.unnamed < 0 || said.present < 0 || said.present > said.due) return Open::mismatch;
  return said.unnamed > 0 ? Open::names : Open::nothing;
}

/// What the timetable knows of it: 高数 全勤 is that of its lessons, 1-2节 全勤 that of their course.
void Reading::complete(Statement& said, bool& course) const {
  if (!scene_.timetable || apart_ != nullptr || (said.first != 0) == course) return;
  const auto day = scene_.timetable(said.day);
  if (said.first != 0) {
    const TimetableLesson* one = lesson_at(day, said.first, said.last);
    course = one != nullptr;
    if (course) said.course = one->course;
    return;
  }
  const TimetableLesson* only = nullptr;
  for (const TimetableLesson& one : day) {
    if (!same_course(one.course, said.course)) continue;
    if (only != nullptr) return;
    only = &one;
  }
  if (only == nullptr) return;
  said.first = only->first;
  said.last = only->last;
}

}  // namespace banwei::lesson
