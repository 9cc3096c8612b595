#include "handlers/language/days.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>
#include <utility>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::language {

namespace {

using std::chrono::days;

/// How far a day with a name is from today.
struct NamedDay {
  int offset = 0;
  bool begun = true;  // 今晚 is of a day that has been only once it is over.
};
using DayNames = WordGroup<NamedDay>;
constexpr std::array day_names{
    DayNames{{-3}, "大前天"},
    DayNames{{-2}, "前天 前日 前儿个 前儿"},
    DayNames{{-1}, "昨天 昨日 昨儿个 昨儿 昨晚"},
    DayNames{{0}, "今天 今日 今儿个 今儿 今早"},
    DayNames{{0, false}, "今晚"},
    DayNames{{1}, "明天 明日 明儿个 明儿 明早 明晚"},
    DayNames{{2}, "后天 后日 后儿个 后儿"},
    DayNames{{3}, "大后天"},
};
constexpr auto named_days = vocabulary_of<day_names>();
/// What each is called in short, from three days ago on.
constexpr std::array<std::string_view, 7> said_as{"大前天", "前天", "昨天", "今天", "明天", "后天", "大后天"};

enum class NamedSpan { this_week, last_week, this_month, last_month, weekend, last_weekend };
using SpanNames = WordGroup<NamedSpan>;
constexpr std::array span_names{
    SpanNames{NamedSpan::this_week, "本周 这周 这一周 本星期 这个星期 这星期 这个礼拜 这礼拜"},
    SpanNames{NamedSpan::last_week, "上周 上星期 上个星期 上一周 上个礼拜 上礼拜"},
    SpanNames{NamedSpan::this_month, "本月 这个月 这月"},
    SpanNames{NamedSpan::last_month, "上个月 上月"},
    SpanNames{NamedSpan::weekend, "周末 周末两天 这周末 这个周末 这周末两天 周六周日 周六日 周六周天 双休日"},
    SpanNames{NamedSpan::last_weekend, "上周末 上个周末 上周末两天"},
};
constexpr auto named_spans = vocabulary_of<span_names>();

constexpr std::array<std::string_view, 3> weeks{"星期", "礼拜", "周"};
/// What named days and days of the week begin with; every other day begins with a number.
constexpr std::u32string_view initials = U"大前昨今上这本星礼周";

struct Small {
  unsigned value = 0;
  std::size_t end = 0;
};

/// A number of one or two digits at `at`.
std::optional<Small> small_at(std::string_view text, std::size_t at) {
  const auto number = numeral_at(text, at);
  if (!number || number->value < 1 || number->value > 31 || number->digits.size() > 2) return std::nullopt;
  return Small{static_cast<unsigned>(number->value), at + number->length};
}

std::size_t after(std::string_view text, std::size_t at, std::string_view word) {
  return text.substr(std::min(at, text.size())).starts_with(word) ? at + word.size() : at;
}

std::optional<Day> last(unsigned month, unsigned day, Day today) {
  using namespace std::chrono;
  year_month_day date{year_month_day{today}.year(), std::chrono::month{month}, std::chrono::day{day}};
  if (date.ok() && Day{date} > today) date = (date.year() - years{1}) / date.month() / date.day();
  return date.ok() ? std::optional(Day{date}) : std::nullopt;
}

std::optional<DayMatch> date_at(std::string_view text, std::size_t at, Day today) {
  const auto first = small_at(text, at);
  if (!first) return std::nullopt;
  std::size_t next = after(text, first->end, "月");
  const bool spelled = next != first->end;
  const bool dotted = !spelled && is_digit(text[at]) && next < text.size() &&
                      (text[next] == '.' || text[next] == '/' || text[next] == '-');
  if (spelled || dotted) {
    const auto second = small_at(text, dotted ? next + 1 : next);
    if (!second || (dotted && !is_digit(text[next + 1]))) return std::nullopt;
    const auto day = last(first->value, second->value, today);
    if (!day) return std::nullopt;
    std::size_t end = after(text, second->end, "日");
    if (end == second->end) end = after(text, end, "号");
    return DayMatch{end - at, *day};
  }
  std::size_t end = after(text, first->end, "号");
  if (end == first->end) end = after(text, first->end, "日");
  if (end == first->end) return std::nullopt;
  const std::chrono::year_month_day now{today};
  const std::chrono::year_month_day date{now.year(), now.month(), std::chrono::day{first->value}};
  if (!date.ok() || Day{date} > today) return std::nullopt;
  return DayMatch{end - at, Day{date}};
}

std::optional<DayMatch> weekday_at(std::string_view text, std::size_t at, Day today) {
  std::size_t next = after(text, at, "上个");
  if (next == at) next = after(text, at, "上");
  const bool last_week = next != at;
  if (!last_week) next = after(text, at, "这");
  if (!last_week && next == at) next = after(text, at, "本");
  for (const std::string_view week : weeks) {
    const std::size_t end = after(text, next, week);
    if (end == next) continue;
    std::size_t length = 0;
    auto number = digit_at(text, end, length);
    for (const std::string_view sunday : {"日", "天"}) {
      if (!number && after(text, end, sunday) != end) std::tie(number, length) = std::pair(7, sunday.size());
    }
    if (!number || *number < 1 || *number > 7) return std::nullopt;
    const Day monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
    Day day = monday + days{*number - 1};
    if (last_week || day > today) day -= days{7};
    return DayMatch{end + length - at, day};
  }
  return std::nullopt;
}

Day first_of_month(std::chrono::year_month_day date) { return Day{date.year() / date.month() / 1}; }
Day last_of_month(std::chrono::year_month_day date) { return Day{date.year() / date.month() / std::chrono::last}; }

/// 近7天, 最近三天, with today.
std::optional<SpanMatch> last_days_at(std::string_view text, std::size_t at, Day today) {
  constexpr std::int64_t longest = 999;
  for (const std::string_view recent : {"最近", "近", "过去"}) {
    const std::size_t next = after(text, at, recent);
    if (next == at) continue;
    const auto count = numeral_at(text, next);
    if (!count || count->value < 1 || count->value > longest) continue;
    const std::size_t end = after(text, next + count->length, "天");
    if (end == next + count->length) continue;
    return SpanMatch{end - at, today - days{static_cast<int>(count->value) - 1}, today};
  }
  return std::nullopt;
}

/// 3月, the last one that has begun.
std::optional<SpanMatch> month_at(std::string_view text, std::size_t at, Day today) {
  const auto number = numeral_at(text, at);
  if (!number || number->value < 1 || number->value > 12) return std::nullopt;
  const std::size_t end = after(text, at + number->length, "月");
  if (end == at + number->length) return std::nullopt;
  if (end < text.size() && is_digit(text[end])) return std::nullopt;  // 3月9日
  const std::chrono::year_month_day now{today};
  const std::chrono::month named{static_cast<unsigned>(number->value)};
  const std::chrono::year_month_day month =
      (named > now.month() ? now.year() - std::chrono::years{1} : now.year()) / named / 1;
  return SpanMatch{after(text, end, "份") - at, Day{month}, std::min(today, last_of_month(month))};
}

/// 下周三, 下周, 周五, 第5周: where it ends, or `at`.
std::size_t after_week(std::string_view text, std::size_t at) {
  constexpr std::string_view week = "周";
  if (const std::size_t nth = after(text, at, "第"); nth != at) {
    const auto number = numeral_at(text, nth);
    const std::size_t end = number ? after(text, nth + number->length, week) : at;
    return number && end != nth + number->length ? end : at;
  }
  std::size_t next = at;
  for (const std::string_view which : {"下下个", "下下", "下个", "下", "这个", "这", "本", "上个", "上"}) {
    if (next == at) next = after(text, at, which);
  }
  for (const std::string_view word : weeks) {
    const std::size_t end = after(text, next, word);
    if (end == next) continue;
    std::size_t length = 0;
    const auto number = digit_at(text, end, length);
    if (number && *number <= 7) return end + length;
    for (const std::string_view sunday : {"日", "天", "末"}) {
      if (after(text, end, sunday) != end) return end + sunday.size();
    }
    return next == at ? at : end;
  }
  return at;
}

}  // namespace

std::optional<NamedDate> named_date_at(std::string_view text, std::size_t at) {
  constexpr std::u32string_view first = U"大后明今昨前下本这上周星礼第";
  if (first.find(code_point_at(text, at)) == first.npos) return std::nullopt;
  NamedDate found;
  if (const auto day = named_days.longest_at(text, at))
    found = {day.length, said_as[static_cast<std::size_t>(day.tag.offset + 3)]};
  if (found.length == 0) {
    found.length = after_week(text, at) - at;
    found.said = text.substr(at, found.length);
  }
  if (found.length == 0) return std::nullopt;
  std::size_t end = at + found.length;
  for (const std::string_view part : {"上午", "下午", "晚上", "早上"}) {
    if (found.said == "今天") end = after(text, end, part);
  }
  return NamedDate{end - at, found.said};
}

std::optional<DayMatch> day_at(std::string_view text, std::size_t at, Day today) {
  if (initials.find(code_point_at(text, at)) == initials.npos) return date_at(text, at, today);
  const auto day = named_days.longest_at(text, at);
  if (day && day.tag.offset <= 0 && day.tag.begun) return DayMatch{day.length, today + days{day.tag.offset}};
  return weekday_at(text, at, today);
}

std::optional<SpanMatch> span_at(std::string_view text, std::size_t at, Day today) {
  if (const auto span = named_spans.longest_at(text, at)) {
    const Day monday = monday_of(today);
    const Day first = first_of_month(std::chrono::year_month_day{today});
    const std::chrono::year_month_day before{first - days{1}};
    switch (span.tag) {
      case NamedSpan::this_week:
        return SpanMatch{span.length, monday, today};
      case NamedSpan::last_week:
        return SpanMatch{span.length, monday - days{7}, monday - days{1}};
      case NamedSpan::this_month:
        return SpanMatch{span.length, first, today};
      case NamedSpan::last_month:
        return SpanMatch{span.length, first_of_month(before), last_of_month(before)};
      case NamedSpan::weekend:
      case NamedSpan::last_weekend: {
        Day saturday = monday + days{5};
        if (saturday > today || span.tag == NamedSpan::last_weekend) saturday -= days{7};
        return SpanMatch{span.length, saturday, std::min(saturday + days{1}, today)};
      }
    }
  }
  if (const auto recent = last_days_at(text, at, today)) return recent;
  return month_at(text, at, today);
}

}  // namespace banwei::language
