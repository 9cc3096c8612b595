#include "handlers/announcement/notice_rules.h"

#include <algorithm>
#include <array>
#include <random>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/when.h"

namespace banwei::announcement {

namespace {

constexpr std::size_t most_own = 4;
constexpr std::size_t longest_own = 12;       // runes
constexpr std::size_t longest_deadline = 30;  // runes
constexpr std::size_t most_tries = 200;

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

/// Words after which, or before which, a time is a deadline.
constexpr std::array<std::u32string_view, 5> signs{U"截", U"前", U"最", U"止", U"内"};

/// Places from which a deadline may be read: not farther from such a word than a time is long.
std::vector<bool> near_a_sign(std::u32string_view text) {
  std::vector<bool> near(text.size(), false);
  for (const auto sign : signs) {
    for (auto at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
      const std::size_t first = at < longest_deadline ? 0 : at - longest_deadline;
      std::fill(near.begin() + static_cast<std::ptrdiff_t>(first), near.begin() + static_cast<std::ptrdiff_t>(at + 1),
                true);
    }
  }
  return near;
}

/// 出生在3月13日前的同学, 3月13日前返校的同学: a time that says who, not until when.
bool says_who(std::u32string_view before, std::u32string_view behind) {
  constexpr std::array<std::u32string_view, 7> since{U"出生", U"生于", U"入学", U"毕业", U"入党", U"入团", U"注册"};
  constexpr std::array<std::u32string_view, 7> whose{U"的同学", U"的人", U"的学生",  U"的党员",
                                                     U"的团员", U"者",   U"的毕业生"};
  constexpr std::array<std::u32string_view, 12> deeds{U"将",   U"把", U"请", U"交", U"提交", U"上交",
                                                      U"务必", U"发", U"报", U"填", U"完成", U"都"};
  constexpr std::size_t near = 6;  // runes
  constexpr std::size_t far = 12;
  before = before.substr(before.size() < near ? 0 : before.size() - near);
  before = before.substr(before.find_last_of(U",.;。!") == before.npos ? 0 : before.find_last_of(U",.;。!") + 1);
  behind = behind.substr(0, std::min(behind.find_first_of(U",.;。! \n"), far));
  const auto stands = [](std::u32string_view text) {
    return [text](std::u32string_view word) { return text.find(word) != text.npos; };
  };
  const auto begins = [behind](std::u32string_view word) { return behind.starts_with(word); };
  if (std::any_of(since.begin(), since.end(), stands(before)) || std::any_of(since.begin(), since.end(), begins))
    return true;
  return std::any_of(whose.begin(), whose.end(), stands(behind)) && std::none_of(deeds.begin(), deeds.end(), begins);
}

/// 一天, 半天, 2小时, 一周: by how much.
std::optional<std::chrono::minutes> length_of(std::string_view words) {
  if (const auto minutes = understand_minutes(words)) return minutes;
  constexpr std::chrono::hours day{24};
  if (words == "半天") return day / 2;
  const auto count = numeral_at(words, 0);
  if (!count || count->value < 1 || count->value > 30) return std::nullopt;
  std::string_view unit = words.substr(count->length);
  if (unit.starts_with("个")) unit.remove_prefix(std::string_view("个").size());
  if (unit == "天" || unit == "日") return day * count->value;
  if (unit == "周" || unit == "星期" || unit == "礼拜") return day * 7 * count->value;
  return std::nullopt;
}

/// A day alone, 3月15日前, ends with its last minute.
std::optional<When> last_minute_of(std::string_view words, std::chrono::local_seconds now) {
  const Runes runes = fold(words);
  const auto sign = runes.points.find_first_of(U"前之以截止内");
  if (sign == 0 || sign == std::u32string::npos) return understand_when(std::string(words) + "23:59", now);
  return understand_when(std::string(words.substr(0, runes.begins[sign])) + "23:59前", now);
}

}  // namespace

std::vector<std::string> own_receipts(std::string_view words) {
  const Runes runes = fold(words);
  const std::u32string_view text = runes.view();
  std::vector<std::string> own;
  for (std::size_t at = 0; at < text.size() && own.size() < most_own; ++at) {
    constexpr std::u32string_view quotes = U"“”\"「」‘’'";
    const bool asked = text[at] == U'回' || (at > 0 && text.substr(at - 1, 2) == U"回复");
    if (!asked || at + 1 >= text.size() || quotes.find(text[at + 1]) == quotes.npos) continue;
    const auto end = text.find_first_of(quotes, at + 2);
    if (end == text.npos || end == at + 2 || end - at - 2 > longest_own) continue;
    const std::string folded = normalised(words.substr(runes.begins[at + 2], runes.begins[end] - runes.begins[at + 2]));
    if (const auto word = trimmed(folded); !word.empty()) own.emplace_back(word);
  }
  return own;
}

bool asks_for_receipt(std::string_view words) {
  return has(words, "收到") || has(words, "回复") || has(words, "确认") || !own_receipts(words).empty();
}

std::optional<std::chrono::local_seconds> deadline_in(std::string_view words, std::chrono::local_seconds now) {
  const Runes runes = fold(words);
  const auto near = near_a_sign(runes.view());
  std::size_t tries = 0;
  for (std::size_t at = 0; at < near.size() && tries < most_tries; ++at) {
    if (!near[at]) continue;
    ++tries;
    const std::size_t end = std::min(at + longest_deadline, near.size());
    const auto part = words.substr(runes.begins[at], runes.begins[end] - runes.begins[at]);
    const auto match = match_when(part, now);
    if (!match) continue;
    When when = match->when;
    const bool only_a_day = when.kind == When::Kind::ask && when.ask == When::Open::hm;
    if (only_a_day) when = last_minute_of(part.substr(0, match->bytes), now).value_or(when);
    const std::size_t begin = at;
    const std::size_t stop = runes.begins[at] + match->bytes;
    while (at + 1 < near.size() && runes.begins[at + 1] < stop) ++at;
    const bool until = when.kind == When::Kind::once && when.before && when.at > now;
    if (until && !says_who(runes.view().substr(0, begin), runes.view().substr(at + 1))) return when.at;
  }
  return std::nullopt;
}

std::optional<std::chrono::local_seconds> moved_deadline(std::string_view folded, std::chrono::local_seconds deadline,
                                                         std::chrono::local_seconds now) {
  constexpr std::array<std::string_view, 12> verbs{"推迟", "往后推", "推后", "推", "延长", "延期",
                                                   "延后", "延",     "顺延", "改", "宽限", "提前到"};
  constexpr std::array<std::string_view, 9> behind{"到", "至", "成", "为", "了", "一下", "后", "再", " "};
  std::size_t at = folded.npos;
  std::size_t end = 0;
  for (const std::string_view verb : verbs) {
    const std::size_t found = folded.find(verb);
    if (found == folded.npos || (found > at) || (found == at && found + verb.size() <= end)) continue;
    at = found;
    end = found + verb.size();
  }
  if (at == folded.npos) return std::nullopt;
  std::string_view rest = trimmed(folded.substr(end));
  const auto taken_off = [&rest](std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest = trimmed(rest.substr(word.size()));
    return true;
  };
  while (std::any_of(behind.begin(), behind.end(), taken_off)) {
  }
  for (const std::string_view word : {"吧", "哈", "啊", "可以吗", "行吗"}) {
    if (rest.ends_with(word)) rest = trimmed(rest.substr(0, rest.size() - word.size()));
  }
  if (const auto by = length_of(rest)) return deadline + *by;
  auto when = understand_when(rest, now);
  const bool only_a_day = when && when->kind == When::Kind::ask && when->ask == When::Open::hm;
  const auto of_day = std::chrono::hh_mm_ss{deadline - std::chrono::floor<std::chrono::days>(deadline)};
  if (only_a_day) {
    const std::string clock = std::to_string(of_day.hours().count()) + ":" +
                              (of_day.minutes().count() < 10 ? "0" : "") + std::to_string(of_day.minutes().count());
    when = understand_when(std::string(rest) + clock, now);
  }
  return when && when->kind == When::Kind::once ? std::optional(when->at) : std::nullopt;
}

std::size_t words_taken_up(std::string_view question, std::string_view notice) {
  // What stands in any notice and in any question.
  constexpr std::u32string_view any =
      U"的了吗呢啊吧么那个这是给谁老师我你您他她们什怎不没还要去今明后天早晚上下午周月日号点几时候最在有到请问收知道回"
      U"复截止通大家同学各位一二三四五六七八九十能可以会人班就和跟及或把将对来着哪里说看着过前";
  const Runes asked = fold(question);
  const Runes read = fold(notice);
  const auto says = [&](char32_t c) { return is_han(c) && any.find(c) == any.npos; };
  std::size_t single = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < asked.points.size(); ++i) {
    const char32_t c = asked.points[i];
    if (!says(c) || read.points.find(c) == read.points.npos) continue;
    if (asked.points.find(c) == i) ++single;
    if (i + 1 < asked.points.size() && says(asked.points[i + 1]) &&
        read.points.find(asked.points.substr(i, 2)) != read.points.npos)
      ++pairs;
  }
  return single < 2 ? 0 : single + 2 * pairs;
}

bool is_plain_receipt(std::string_view text) {
  const std::string folded = normalised(text);
  for (const std::string_view word : {"收到", "收悉", "签收", "阅", "已读", "确认", "知悉", "明白", "回执", "通知"}) {
    if (has(folded, word)) return true;
  }
  return false;
}

std::vector<storage::Delivery> shuffled(std::vector<storage::Delivery> deliveries, std::int64_t notice) {
  std::mt19937 dice(static_cast<std::mt19937::result_type>(notice));
  for (std::size_t left = deliveries.size(); left > 1; --left)
    std::swap(deliveries[left - 1], deliveries[dice() % left]);
  return deliveries;
}

}  // namespace banwei::announcement
