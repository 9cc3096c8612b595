// What comes again: 每天, 每周一三五, 隔周周五, 每月1号, 工作日, 每隔一天, 每半小时.
#include <algorithm>
#include <array>

#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using Kind = When::Kind;
using std::chrono::minutes;

template <std::size_t n>
using Words = std::array<std::u32string_view, n>;

constexpr Words<8> daily_words{U"每天", U"每日", U"每一天", U"每一日", U"天天", U"日日", U"每个白天", U"每天都"};
constexpr std::u32string_view parts_of_each_day = U"早晚晨夜";
constexpr Words<8> weekly_words{U"每", U"每个", U"每逢", U"逢", U"每到", U"每一个", U"每到了", U"凡"};
constexpr Words<9> monthly_words{U"每月", U"每个月", U"每月的", U"每个月的", U"每逢",
                                 U"逢",   U"每月逢", U"月月",   U"每一个月"};
constexpr Words<10> last_day_words{U"最后一天", U"最后1天",    U"月底",         U"底",         U"末",
                                   U"月末",     U"月最后一天", U"月底最后一天", U"底最后一天", U"最后一日"};
constexpr Words<14> workday_words{U"工作日",     U"上班日",     U"上课日",     U"上学日",     U"教学日",
                                  U"法定工作日", U"工作日里",   U"工作天",     U"有课的日子", U"工作日每天",
                                  U"上学的日子", U"上课的日子", U"上班的日子", U"工作日期间"};
constexpr Words<14> holiday_words{U"节假日",       U"法定节假日",   U"休息日",       U"非工作日",     U"假日",
                                  U"放假日",       U"公休日",       U"公众假期",     U"周末和节假日", U"周末及节假日",
                                  U"节假日和周末", U"节假日及周末", U"周末、节假日", U"周末节假日"};
constexpr Words<6> weekend_words{U"双休日", U"双休", U"周末两天", U"周六日", U"周六周日", U"周六周天"};
constexpr Words<12> vague_repeats{U"每学期",   U"每节课",     U"每堂课",       U"每次上课",   U"每季度",   U"每个季度",
                                  U"每段时间", U"每一段时间", U"每隔一段时间", U"每隔一会儿", U"每隔一会", U"隔三差五"};

bool set(Expression& d, Kind kind) {
  if (d.repeat && d.repeat != kind) return false;
  d.repeat = kind;
  return true;
}

/// 两次 of 每周两次: how often, not when.
void eat_count(Scanner& s) {
  Scanner t = s;
  t.skip_spaces();
  if (eat_number(t) && t.eat_any(Words<2>{U"次", U"遍"})) s = t;
}

/// 隔周, 每两周, 每隔一周: every so many weeks.
std::optional<int> eat_weeks(Scanner& s) {
  Scanner t = s;
  if (t.eat_any(Words<3>{U"隔周", U"隔一周", U"每隔周"}) ||
      t.eat_any(Words<4>{U"每隔一周", U"每隔1周", U"隔1周", U"隔个星期"}) ||
      t.eat_any(Words<4>{U"隔一个星期", U"每隔一个星期", U"隔星期", U"隔一星期"})) {
    s = t;
    return 2;
  }
  if (!t.eat(U"每")) return std::nullopt;
  const bool between = t.eat(U"隔");
  const auto number = eat_number(t);
  if (!number || number->value < 1 || number->value > 52) return std::nullopt;
  t.eat(U"个");
  if (!eat_week_word(t)) return std::nullopt;
  s = t;
  return number->value + (between ? 1 : 0);
}

std::optional<int> eat_day_of_month(Scanner& s, bool& marked) {
  if (s.eat_any(last_day_words)) {
    marked = true;
    return last_day;
  }
  const auto number = eat_number(s);
  if (!number || number->length > 3) return std::nullopt;
  const bool own = s.eat_one_of(U"号日");
  if (!own && sees_clock_unit(s)) return std::nullopt;
  marked = own;
  return number->value > 31 ? 0 : number->value;
}

/// 1号, 11号和月底; the last must be marked as a day of the month.
bool eat_days_of_month(Scanner& s, Expression& d) {
  bool marked = false;
  auto day = eat_day_of_month(s, marked);
  if (!day) return false;
  std::vector<int> days{*day};
  Scanner end = s;
  bool end_marked = marked;
  for (;;) {
    Scanner t = end;
    t.skip_spaces();
    const bool span = t.eat_one_of(U"到至-~");
    const bool listed = span || t.eat_one_of(U"、,/和与及");
    t.skip_spaces();
    t.eat(U"每月");
    day = eat_day_of_month(t, marked);
    if (!day || (!listed && (!end_marked || !marked))) break;
    if (span) {
      if (*day <= days.back() || *day > 31) break;
      for (int next = days.back() + 1; next < *day; ++next) days.push_back(next);
    }
    days.push_back(*day);
    end = t;
    end_marked = marked;
    if (days.size() > 62) return false;
  }
  if (!end_marked) return false;
  s = end;
  for (const int value : days) {
    if (value < 1) d.invalid = true;
  }
  d.dom = days;
  std::sort(d.dom.begin(), d.dom.end());
  d.dom.erase(std::unique(d.dom.begin(), d.dom.end()), d.dom.end());
  return true;
}

bool interval(Expression& d, const Duration& length, int factor_days) {
  if (length.vague) {
    d.vague = true;
    return true;
  }
  if (length.months > 0 || (length.days > 0 && length.seconds.count() > 0)) {
    d.vague = true;
    return true;
  }
  if (length.days > 0) {
    if (length.weeks) return false;
    const int every = length.days + factor_days;
    if (every == 1) return set(d, Kind::daily);
    d.every = every;
    d.invalid = d.invalid || every > 366;
    return set(d, Kind::ndays);
  }
  d.every_min = std::chrono::duration_cast<minutes>(length.seconds);
  constexpr minutes shortest{5};  // A group hears from us at most twelve times an hour.
  constexpr minutes longest{31 * 24 * 60};
  d.too_often = d.every_min < shortest;
  d.invalid = d.invalid || d.every_min > longest;
  return set(d, Kind::interval);
}

/// 一三五早上8点: days of the week, by the two ways in which they are always listed, before a time of day.
bool eat_listed_weekdays(Scanner& s, Expression& d) {
  constexpr std::u32string_view before_a_time = U"早上中下晚夜凌傍每的零一二三四五六七八九十0123456789 ";
  Scanner t = s;
  const bool odd = t.eat(U"一三五");
  if (!odd && !t.eat(U"二四六")) return false;
  if (!t.sees_one_of(before_a_time)) return false;
  d.dow = odd ? std::vector{1, 3, 5} : std::vector{2, 4, 6};
  s = t;
  return true;
}

}  // namespace

bool eat_weekend(Scanner& s) {
  if (s.eat_any(weekend_words)) return true;
  Scanner t = s;
  if (!eat_week_word(t) || !t.eat(U"末")) return false;
  s = t;
  return true;
}

bool eat_holidays(Scanner& s) { return s.eat_any(holiday_words); }
bool eat_workdays(Scanner& s) { return s.eat_any(workday_words); }

bool daily_piece(Scanner& s, Expression& d, Now) {
  d.begin_rule();
  if (s.peek() == U'每' && std::u32string_view(parts_of_each_day).find(s.peek(1)) != std::u32string_view::npos) {
    ++s.at;  // 每晚: the part of the day is read as a piece of its own
  } else if (s.eat_any(daily_words)) {
    eat_count(s);
  } else if (s.eat_any(Words<2>{U"一天", U"一日"})) {
    Scanner t = s;
    eat_count(t);
    if (t.at == s.at) return false;
    s = t;
  } else {
    return false;
  }
  // 工作日每天, 下周一到周五每天: the narrower one stands.
  if (d.repeat && *d.repeat != Kind::interval && *d.repeat != Kind::ndays) return true;
  return set(d, Kind::daily);
}

/// 每周一、每周四8点: one more day of the rule that was begun.
bool one_more_weekday(Scanner& s, Expression& d) {
  s.eat(U"每");
  const auto days = eat_week_word(s) ? eat_days_of_week(s) : std::nullopt;
  if (!days) return false;
  d.dow.insert(d.dow.end(), days->begin(), days->end());
  std::sort(d.dow.begin(), d.dow.end());
  d.dow.erase(std::unique(d.dow.begin(), d.dow.end()), d.dow.end());
  return true;
}

/// What a weekly rule begins with.
enum class WeekHead {
  none,
  marked,   // 每周, 每两周
  bare,     // 周: a rule only with days behind it that make it one
  weekend,  // 双休日, 每到周末: the days are said with it
};

WeekHead eat_week_head(Scanner& s, Expression& d) {
  if (const auto weeks = eat_weeks(s)) {
    d.every = *weeks;
    eat_count(s);
    s.eat(U"的");
    s.skip_spaces();
    eat_week_word(s);
    return WeekHead::marked;
  }
  const bool marked = s.eat_any(Words<3>{U"每个", U"每到", U"每逢"}) || s.eat_any(Words<2>{U"每", U"逢"});
  if (marked ? s.eat_any(weekend_words) : s.eat(U"双休日")) return WeekHead::weekend;
  if (!eat_week_word(s)) return WeekHead::none;
  if (!marked) return WeekHead::bare;
  Scanner t = s;
  t.eat(U"的");
  t.skip_spaces();
  eat_week_word(t);
  if (Scanner u = t; u.at > s.at && eat_days_of_week(u)) s = t;
  return WeekHead::marked;
}

bool weekly_piece(Scanner& s, Expression& d, Now) {
  const bool in_rule = d.repeat.has_value();
  d.begin_rule();
  if (d.repeat == Kind::daily && d.dow.empty()) d.repeat.reset();  // 每天(周一至周五)
  if (d.repeat == Kind::weekly && d.clocks.empty() && !d.date_open && s.sees_one_of(U"每周星礼"))
    return one_more_weekday(s, d);
  if (d.repeat) return false;
  if (eat_listed_weekdays(s, d)) return set(d, Kind::weekly);
  if (s.eat_any(Words<4>{U"双周", U"单周", U"逢双周", U"逢单周"})) {
    s.eat(U"的");
    eat_week_word(s);
    if (!eat_days_of_week(s)) return false;
    d.date_open = true;  // Nobody knows whose count of weeks it is.
    return set(d, Kind::weekly);
  }
  const WeekHead head = eat_week_head(s, d);
  if (head == WeekHead::none) return false;
  if (head == WeekHead::weekend) {
    d.dow = {6, 7};
    return set(d, Kind::weekly);
  }
  const bool marked = head == WeekHead::marked;
  if (const auto days = eat_days_of_week(s)) {
    d.dow = *days;
    if (!marked && !in_rule && (d.dow.size() < 2 || s.text[s.at - 1] == U'末')) return false;
    s.eat(U"每天");
  } else if (!marked) {
    return false;
  } else {
    eat_count(s);
    d.date_open = true;
  }
  return set(d, Kind::weekly);
}

bool monthly_piece(Scanner& s, Expression& d, Now) {
  const bool in_rule = d.repeat == Kind::monthly;
  d.begin_rule();
  if (d.repeat) return false;
  const std::size_t begin = s.at;
  if (!s.eat_any(monthly_words) && !in_rule) return false;
  const bool month_said = s.text.substr(begin, s.at - begin).find(U'月') != std::u32string_view::npos;
  s.skip_spaces();
  if (Scanner t = s; eat_days_of_month(t, d)) {
    s = t;
    return set(d, Kind::monthly);
  }
  if (!month_said) return false;
  d.dom.clear();
  d.date_open = true;
  if (!s.eat_any(Words<7>{U"初", U"月初", U"中旬", U"上旬", U"下旬", U"月中", U"中"})) eat_count(s);
  if (Scanner t = s; t.eat_one_of(U"第最")) {  // 第一个周一
    if (t.text[t.at - 1] == U'最' ? t.eat(U"后一个") : eat_number(t) && t.eat(U"个")) {
      if (eat_week_word(t) && eat_day_of_week(t)) s = t;
    }
  }
  return set(d, Kind::monthly);
}

bool calendar_piece(Scanner& s, Expression& d, Now) {
  d.begin_rule();
  if (d.repeat == Kind::daily && d.dow.empty()) d.repeat.reset();
  if (d.repeat) return false;
  s.eat_any(weekly_words);
  s.skip_spaces();
  const bool work = s.eat_any(workday_words);
  if (!work && !s.eat_any(holiday_words)) return false;
  return set(d, work ? Kind::workday : Kind::holiday);
}

bool every_piece(Scanner& s, Expression& d, Now) {
  // 每天8点到20点每两小时: the hours of each day stand before it.
  if (d.repeat == Kind::daily && d.last_clock) d.repeat.reset();
  if (d.repeat) return false;
  if (s.eat_any(vague_repeats)) {
    d.vague = true;
    return true;
  }
  if (s.eat_any(Words<2>{U"每年", U"每一年"})) {
    d.date_open = true;
    return set(d, Kind::monthly);
  }
  if (s.eat_any(Words<2>{U"隔天", U"隔日"})) {
    d.every = 2;
    return set(d, Kind::ndays);
  }
  const bool each = s.eat_any(Words<4>{U"每", U"每过", U"每次", U"每间隔"});
  const bool between = s.eat_any(Words<3>{U"隔", U"间隔", U"相隔"});
  s.skip_spaces();
  if (each) {
    if (Scanner t = s; t.eat_any(Words<4>{U"小时", U"个小时", U"个钟头", U"个钟"}) && t.peek() != U'数') {
      d.every_min = minutes{60};
      t.eat_any(Words<2>{U"整点", U"一次"});
      s = t;
      return set(d, Kind::interval);
    }
    if (s.eat_any(Words<2>{U"个整点", U"整点"})) {
      d.every_min = minutes{60};
      return set(d, Kind::interval);
    }
    if (s.eat_any(Words<4>{U"分钟", U"秒", U"秒钟", U"一分钟"})) {
      d.too_often = true;
      return set(d, Kind::interval);
    }
    if (s.eat_any(Words<2>{U"个半小时", U"个半钟头"})) {
      d.every_min = minutes{30};
      return set(d, Kind::interval);
    }
    if (s.eat(U"刻钟")) {
      d.every_min = minutes{15};
      return set(d, Kind::interval);
    }
  }
  const auto length = eat_duration(s);
  if (!length) return false;
  const bool once = s.eat_any(Words<2>{U"一次", U"1次"});
  if (!each && !between && !once) return false;
  if (!interval(d, *length, between ? 1 : 0)) return false;
  return true;
}

}  // namespace banwei::times
