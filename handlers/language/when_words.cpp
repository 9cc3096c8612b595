// A time in the words we answer with: always with the date and the weekday, so that a misunderstanding is seen at once.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/language/when.h"

namespace banwei {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 8> day_names{"", "一", "二", "三", "四", "五", "六", "日"};

std::string_view day_name(int dow) { return day_names.at(static_cast<std::size_t>(dow)); }

std::string date_words(Day day, local_seconds now) {
  const year_month_day date{day};
  const bool this_year = date.year() == year_month_day{floor<days>(now)}.year();
  const int dow = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const auto month_day =
      fmt::format("{}/{}(周{})", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), day_name(dow));
  return this_year ? month_day : fmt::format("{}/{}", static_cast<int>(date.year()), month_day);
}

std::string time_words(minutes at) { return fmt::format("{:02}:{:02}", at.count() / 60, at.count() % 60); }

std::string times_words(const std::vector<minutes>& times) {
  std::string out;
  for (const minutes at : times) out += (out.empty() ? " " : "、") + time_words(at);
  return out;
}

std::string length_words(minutes length) {
  const auto total = length.count();
  if (total % 60 == 0) return total == 60 ? "小时" : fmt::format("{}小时", total / 60);
  if (total < 60) return total == 30 ? "半小时" : fmt::format("{}分钟", total);
  return fmt::format("{}小时{}分钟", total / 60, total % 60);
}

/// An amount of it: 1小时, where an interval says 每小时.
std::string amount_words(minutes length) {
  constexpr minutes day = std::chrono::hours{24};
  if (length % day == minutes{0}) return fmt::format("{}天", length / day);
  return length == std::chrono::hours{1} ? "1小时" : length_words(length);
}

std::string weekly_words(const When& when) {
  std::string out = when.every > 1 ? fmt::format("每{}周的周", when.every) : "每周";
  const auto size = static_cast<int>(when.dow.size());
  if (size > 2 && when.dow.back() - when.dow.front() == size - 1) {
    return out + fmt::format("{}至周{}", day_name(when.dow.front()), day_name(when.dow.back()));
  }
  for (std::size_t i = 0; i < when.dow.size(); ++i) {
    if (i > 0) out += "、";
    out += day_name(when.dow[i]);
  }
  return out;
}

std::string monthly_words(const When& when) {
  std::string out = "每月";
  for (std::size_t i = 0; i < when.dom.size(); ++i) {
    if (i > 0) out += "、";
    out += when.dom[i] == last_day ? "最后一天" : fmt::format("{}日", when.dom[i]);
  }
  return out;
}

std::string repeat_words(const When& when) {
  switch (when.kind) {
    case When::Kind::daily:
      return "每天" + times_words(when.hm);
    case When::Kind::weekly:
      return weekly_words(when) + times_words(when.hm);
    case When::Kind::workday:
      return "工作日(含调休补班)" + times_words(when.hm);
    case When::Kind::holiday:
      return "休息日(周末和节假日，不含补班)" + times_words(when.hm);
    case When::Kind::monthly:
      return monthly_words(when) + times_words(when.hm);
    case When::Kind::ndays:
      return fmt::format("每{}天", when.every) + times_words(when.hm);
    case When::Kind::interval:
      if (when.hm.empty()) return "每" + length_words(when.every_min);
      return fmt::format("每天 {}到{}每{}", time_words(when.hm.front()), time_words(when.hm.back()),
                         length_words(when.every_min));
    default:
      return {};
  }
}

std::string from_words(const When& when, local_seconds now) {
  return when.from ? "从" + date_words(*when.from, now) + "起" : std::string{};
}

/// Days left out, those in a row as one: 3/13(周五)、3/16(周一)到3/18(周三)除外.
std::string except_words(const When& when, local_seconds now) {
  std::string out;
  const auto add = [&](std::string_view words) { out += (out.empty() ? "，" : "、") + std::string(words); };
  for (std::size_t i = 0; i < when.except.size();) {
    std::size_t last = i;
    while (last + 1 < when.except.size() && when.except[last + 1] == when.except[last] + days{1}) ++last;
    std::string span = date_words(when.except[i], now);
    if (last > i) span += "到" + date_words(when.except[last], now);
    add(span);
    i = last + 1;
  }
  for (const int day : when.except_dow) add("周" + std::string(day_name(day)));
  if (when.except_holiday) add("节假日");
  return out.empty() ? out : out + "除外";
}

std::string end_words(const When& when, local_seconds now) {
  std::string out = except_words(when, now);
  if (when.times > 0) out += fmt::format("，共{}次", when.times);
  if (when.until) out += "，到" + date_words(*when.until, now) + "为止";
  return out;
}

std::string rule_words(const When& when) {
  std::string out = repeat_words(when);
  if (when.before) out += "前";
  if (when.lead > minutes{0}) out += "，提前" + amount_words(when.lead);
  if (when.lead < minutes{0}) out += "，推迟" + amount_words(-when.lead);
  return out;
}

/// What limits all rules is said once.
std::string several_words(const When& several, local_seconds now) {
  const auto same = [&](auto words) {
    return std::all_of(several.all.begin(), several.all.end(),
                       [&](const When& rule) { return words(rule, now) == words(several.all.front(), now); });
  };
  const bool from = same(from_words);
  const bool end = same(end_words);
  std::string out = from ? from_words(several.all.front(), now) : "";
  for (std::size_t i = 0; i < several.all.size(); ++i) {
    const When& rule = several.all[i];
    if (i > 0) out += i + 1 == several.all.size() ? "和" : "、";
    if (!from) out += from_words(rule, now);
    out += rule_words(rule);
    if (!end) out += end_words(rule, now);
  }
  return end ? out + end_words(several.all.front(), now) : out;
}

}  // namespace

std::string in_words(local_seconds at, local_seconds now) {
  const Day day = floor<days>(at);
  return date_words(day, now) + " " + time_words(floor<minutes>(at - day));
}

std::string in_words(const When& when, local_seconds now) {
  if (when.kind == When::Kind::ask) return when.guess ? in_words(*when.guess, now) : std::string{};
  if (when.kind == When::Kind::once) return in_words(when.at, now) + (when.before ? "前" : "");
  if (when.kind == When::Kind::several) return several_words(when, now);
  return from_words(when, now) + rule_words(when) + end_words(when, now);
}

}  // namespace banwei
