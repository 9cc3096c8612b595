#include "handlers/reminder/reminder_answer_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"
#include "handlers/reminder/reminder_change_grammar.h"
#include "handlers/reminder/reminder_words.h"

namespace banwei::reminder {

using std::chrono::local_seconds;
using Kind = When::Kind;
using Open = When::Open;

namespace {

constexpr std::chrono::minutes usual_snooze{10};
constexpr std::chrono::minutes shortest_snooze{1};
constexpr std::chrono::days longest_snooze{31};

/// 稍后, 推迟, 推迟到, 改到.
bool eat_snooze(std::string_view& text) {
  std::string_view rest = text;
  if (eat(rest, Word::later_on) || (eat(rest, Word::later) && (eat(rest, Word::into), true)) ||
      (eat(rest, Word::change) && eat(rest, Word::into))) {
    text = rest;
    return true;
  }
  return false;
}

/// 不用提醒我了
bool not_wanted(std::string_view text) { return understand_cancelling(text).value_or(Cancelling{}).any; }

/// 再提醒我一下, 再说.
bool eat_again(std::string_view& text) {
  std::string_view rest = text;
  eat_end(rest, Word::once);
  eat_end(rest, Word::speaker);
  if (!eat_end(rest, {Word::remind, Word::say}) || !eat_end(rest, {"再"})) return false;
  text = rest;
  return true;
}

}  // namespace

std::optional<local_seconds> understand_snooze(std::string_view text, local_seconds now, bool quoting) {
  text = trimmed(text);
  const bool named = eat_snooze(text);
  if (!named) eat(text, Word::wait);
  const bool again = eat_again(text);
  text = trimmed(text);
  if (text.empty()) return named ? std::optional(now + usual_snooze) : std::nullopt;
  if (!named && !again && !quoting) return std::nullopt;
  if (const auto length = understand_minutes(text)) {
    return *length >= shortest_snooze && *length <= longest_snooze ? std::optional(now + *length) : std::nullopt;
  }
  const auto when = understand_when(text, now);
  return when && when->kind == Kind::once ? std::optional(when->at) : std::nullopt;
}

namespace {

/// The answer takes the place of the fewest characters with which the whole is a time: 明天7点 and 晚上 are
/// 明天晚上7点, and 19点 takes the place of 7点. "" when there is no such place.
std::string with_answer(std::string_view words, std::string_view answer, const When& asked, local_seconds said) {
  const auto means = [&](const std::string& whole) {
    const auto when = understand_when(whole, said);
    return when && when->kind != Kind::ask;
  };
  constexpr std::size_t longest = 90;  // Every place in the words is tried.
  if (words.size() > longest) return {};
  std::vector<std::size_t> ends{0};
  for (std::size_t at = 0; at < words.size();) ends.push_back(at += code_point_size(words, at));
  // 下周 and 周三 are 下周三.
  const std::string_view first = answer.substr(0, code_point_size(answer, 0));
  for (const std::size_t end : ends) {
    const auto head = words.substr(0, end);
    if (!head.ends_with(first)) continue;
    const std::string whole =
        std::string(head) + std::string(answer.substr(first.size())) + std::string(words.substr(end));
    if (means(whole)) return whole;
  }
  // What would add a second hour or day must replace the first.
  const bool has_hour =
      answer.find("点") != std::string_view::npos || std::any_of(answer.begin(), answer.end(), is_digit);
  const bool fills_gap = asked.ask == Open::hm || asked.ask == Open::date || (asked.ask == Open::ampm && !has_hour);
  constexpr std::size_t most_taken = 8;
  for (std::size_t taken = fills_gap ? 0 : 1; taken + 1 < ends.size() && taken <= most_taken; ++taken) {
    for (std::size_t i = ends.size() - taken; i-- > 0;) {
      const std::string whole =
          std::string(words.substr(0, ends[i])) + std::string(answer) + std::string(words.substr(ends[i + taken]));
      if (means(whole)) return whole;
    }
  }
  return {};
}

}  // namespace

std::optional<TimeAnswer> understand_answer(std::string_view answer, std::string_view words, const When& asked,
                                            local_seconds said, local_seconds now) {
  constexpr std::size_t longest = 90;
  answer = trimmed(answer);
  if (answer.empty() || answer.size() > longest) return std::nullopt;
  const std::string folded = normalised(answer);
  const auto yes = language::yes_or_no(folded);
  if (yes == false || folded == "不设" || folded == "不设了" || not_wanted(folded))
    return TimeAnswer{TimeAnswer::Kind::no};
  if (yes) return asked.guess ? std::optional(TimeAnswer{TimeAnswer::Kind::yes}) : std::nullopt;
  const auto alone = understand_when(answer, now);
  if (!alone && answer != "早" && answer != "晚") return std::nullopt;
  if (auto whole = with_answer(words, answer, asked, said); !whole.empty())
    return TimeAnswer{TimeAnswer::Kind::when, std::move(whole), false};
  // 后天 leads to the next question.
  const bool useful =
      alone && (alone->kind != Kind::ask || (alone->ask == Open::hm && answer.size() > 3) || alone->ask == Open::ampm);
  return useful ? std::optional(TimeAnswer{TimeAnswer::Kind::when, std::string(answer), true}) : std::nullopt;
}

std::optional<std::string> led_by(std::string_view words, std::string_view own, local_seconds now,
                                  const std::function<bool(const When&)>& fits) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < words.size(); at += code_point_size(words, at)) ends.push_back(at);
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    const auto head = words.substr(0, *end);
    if (!head.empty() && !understand_when(head, now)) continue;
    std::string both = std::string(head) + std::string(own);
    const auto when = understand_when(both, now);
    if (when && fits(*when)) return both;
  }
  return std::nullopt;
}

std::string exact_words(local_seconds at) {
  const Day day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at - day).count();
  return fmt::format("{}年{}月{}日{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), minutes / 60, minutes % 60);
}

}  // namespace banwei::reminder
