// The reader: pieces in any order a Chinese speaker would put them, then one decision. And the fields of the result.
#include "handlers/language/when.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/text.h"
#include "handlers/language/when/pieces.h"
#include "handlers/language/when/resolve.h"

namespace banwei {

namespace {

using namespace times;

using Piece = bool (*)(Scanner&, Expression&, Now);

/// Of pieces that eat as much, the first one counts.
constexpr std::array<Piece, 17> pieces{weekly_piece,   calendar_piece, monthly_piece, every_piece,  daily_piece,
                                       span_piece,     until_piece,    after_piece,   lead_piece,   vague_piece,
                                       festival_piece, date_piece,     clock_piece,   period_piece, except_piece,
                                       run_piece,      hours_piece};

constexpr std::array<std::u32string_view, 27> before_words{
    U"截止",   U"截止到",   U"截止至", U"截至",   U"截至到", U"截止时间", U"截止时间是", U"截止时间为", U"截止日期",
    U"最晚",   U"最晚到",   U"最迟",   U"最迟到", U"不晚于", U"不迟于",   U"不得晚于",   U"赶在",       U"务必在",
    U"务必于", U"deadline", U"ddl",    U"截止于", U"最晚在", U"最迟在",   U"截止是",     U"必须在",     U"截止时间:"};

constexpr std::array<std::u32string_view, 14> deadline_ends{U"前",   U"之前",   U"以前",   U"前截止", U"之前截止",
                                                            U"截止", U"止",     U"为止",   U"内",     U"之内",
                                                            U"以内", U"前结束", U"前完成", U"截至"};

constexpr std::array<std::u32string_view, 19> leading_words{
    U"只在", U"仅在", U"只",   U"在",   U"于",     U"就",   U"从", U"自",   U"自从",  U"定在",
    U"改到", U"改成", U"改为", U"大概", U"差不多", U"大约", U"到", U"等到", U"一直到"};

constexpr std::array<std::u32string_view, 16> joining_words{U"的",   U"在",     U"于", U"就",  U"约", U"大约",
                                                            U"大概", U"差不多", U"和", U"及",  U"与", U"、",
                                                            U",",    U"都",     U"/",  U"以及"};

constexpr std::size_t longest_time = 400;  // In bytes; nobody writes longer ones, and a message may go on for pages.
constexpr std::u32string_view ends_of_sentence = U" 。.!,~…;";

/// A mark or word between two pieces; it counts only when another piece follows.
void skip_joints(Scanner& s, bool at_start) {
  s.skip_spaces();
  for (int i = 0; i < 3; ++i) {
    const bool found = at_start ? s.eat_any(leading_words) : s.eat_any(joining_words) || s.eat_one_of(U"从自:;");
    if (!found) return;
    s.skip_spaces();
  }
}

bool eat_before_words(Scanner& s, Expression& d) {
  if (!s.eat_any(before_words)) return false;
  d.before = true;
  s.eat(U":");
  return true;
}

/// 前提交, 前提供: what is to be done before stands behind 前, which is no word with it.
bool begins_a_deed(const Scanner& s) {
  constexpr std::array<std::u32string_view, 5> deeds{U"前提交", U"前提供", U"前提出", U"前提醒", U"前前往"};
  return std::any_of(deeds.begin(), deeds.end(), [&](auto word) { return s.sees(word); });
}

/// Behind a deadline, what is to be done until then: 提交, 交到学委处, 来办公室.
bool is_deed(std::u32string_view words) {
  constexpr std::array<std::u32string_view, 42> deeds{
      U"提交", U"上交", U"交",   U"提供", U"来",   U"前往", U"去",   U"到",   U"完成", U"填",   U"上报",
      U"报",   U"发",   U"发送", U"回复", U"缴",   U"上传", U"打卡", U"集合", U"返回", U"返校", U"送",
      U"领",   U"签",   U"确认", U"办",   U"做",   U"写",   U"登记", U"反馈", U"汇总", U"更新", U"截止",
      U"结束", U"把",   U"将",   U"请",   U"务必", U"必须", U"要",   U"都",   U"进"};
  constexpr std::array<std::u32string_view, 8> about_people{U"的同学", U"的人", U"的学生", U"出生",
                                                            U"入学",   U"者",   U"的党员", U"的团员"};
  constexpr std::size_t longest = 12;
  if (words.size() > longest) return false;
  const auto has = [&](auto word) { return words.find(word) != std::u32string_view::npos; };
  return std::any_of(deeds.begin(), deeds.end(), [&](auto word) { return words.starts_with(word); }) &&
         std::none_of(about_people.begin(), about_people.end(), has) &&
         std::all_of(words.begin(), words.end(), [](char32_t c) { return is_han(c); });
}

bool eat_deadline_end(Scanner& s, Expression& d, Now now) {
  Scanner last = s;
  Expression dated = d;
  if (until_piece(last, dated, now)) return false;  // 每天10:30截止3月31日
  Scanner t = s;
  t.skip_spaces();
  if (t.peek() == U'前' && t.peek(1) != 0 && !begins_a_deed(t)) {
    if (std::u32string_view(U"往面台端期任辈途提").find(t.peek(1)) != std::u32string_view::npos) return false;
    if (t.peek(1) == U'后') {
      d.vague = true;  // 13号前后
      s.at = t.at + 2;
      return true;
    }
  }
  Scanner ahead = t;
  if (Expression lead = d; lead_piece(ahead, lead, now) && lead.event_begin == lead.event_end)
    return false;  // 3点前10分钟
  if (t.eat_any(deadline_ends)) {
    d.before = true;
  } else if ((!d.clocks.empty() || !d.dates.empty()) &&
             t.eat_any(std::array<std::u32string_view, 4>{U"以后", U"之后", U"过后", U"后"})) {
    if (t.sees_one_of(U"面来台天")) return false;
    d.after = true;
  } else {
    return false;
  }
  s = t;
  return true;
}

/// The longest single piece here.
bool eat_piece(Scanner& s, Expression& d, Now now) {
  Scanner best = s;
  Expression best_expression;
  for (const Piece piece : pieces) {
    Scanner t = s;
    Expression expression = d;
    if (piece(t, expression, now) && t.at > best.at) {
      best = t;
      best_expression = std::move(expression);
    }
  }
  if (best.at == s.at) return false;
  s = best;
  d = std::move(best_expression);
  return true;
}

struct Reading {
  Expression expression;
  std::size_t end = 0;  // The time ends before this rune.
};

/// Reads pieces as far as they go; `end` is behind the last piece after which the expression was a time.
Reading read(std::u32string_view text, bool with_leading_words, Now now) {
  Scanner s{text};
  Expression expression;
  Reading reading;
  s.skip_spaces();
  if (with_leading_words) skip_joints(s, true);
  constexpr int most_pieces = 24;
  for (int i = 0; i < most_pieces; ++i) {
    if (i > 0) skip_joints(s, false);
    Scanner plain = s;
    Expression plain_expression = expression;
    const bool found = eat_piece(plain, plain_expression, now);
    Scanner deadline = s;
    Expression deadline_expression = expression;
    bool dated = !expression.before && eat_before_words(deadline, deadline_expression);
    if (dated) skip_joints(deadline, true);
    dated = dated && eat_piece(deadline, deadline_expression, now);
    if (!found && !dated) break;
    // 每天截止到3月31日 is a last day and no deadline: of two that end alike the plain piece counts.
    const bool plainly = found && (!dated || plain.at >= deadline.at);
    s = plainly ? plain : deadline;
    expression = plainly ? std::move(plain_expression) : std::move(deadline_expression);
    if (expression.says_something()) {
      eat_deadline_end(s, expression, now);
      reading.expression = expression;
      reading.end = s.at;
    }
  }
  return reading;
}

/// With and without a word such as 在 at its head: 等下午3点 is not 等下.
Reading longest_reading(std::u32string_view text, Now now) {
  Reading plain = read(text, false, now);
  Reading led = read(text, true, now);
  return led.end > plain.end ? led : plain;
}

std::u32string_view without_end(std::u32string_view words) {
  while (!words.empty() && (ends_of_sentence.find(words.back()) != std::u32string_view::npos)) words.remove_suffix(1);
  return words;
}

/// 下班前: a deadline without a time.
bool ends_before(std::u32string_view text, std::size_t end) { return end > 0 && text[end - 1] == U'前'; }

std::string clock_words(std::chrono::minutes at) {
  return fmt::format("{:02}:{:02}", at.count() / 60, at.count() % 60);
}

std::string iso_minute(std::chrono::local_seconds at) {
  const Day day = std::chrono::floor<std::chrono::days>(at);
  return iso(day) + "T" + clock_words(std::chrono::floor<std::chrono::minutes>(at - day));
}

}  // namespace

std::optional<When> understand_when(std::string_view text, std::chrono::local_seconds now) {
  const Runes runes = fold(text);
  const Reading reading = longest_reading(runes.view(), now);
  if (reading.end == 0) return std::nullopt;
  Scanner rest{runes.view(), reading.end};
  if (rest.sees_one_of(U"吧哈哦")) ++rest.at;
  while (rest.sees_one_of(ends_of_sentence)) ++rest.at;
  if (!rest.done() &&
      !((reading.expression.before || ends_before(runes.view(), reading.end)) && is_deed(without_end(rest.rest()))))
    return std::nullopt;
  return resolve(reading.expression, now);
}

std::optional<WhenMatch> match_when(std::string_view text, std::chrono::local_seconds now) {
  const Runes runes = fold(text.substr(0, longest_time));
  const Reading reading = longest_reading(runes.view(), now);
  if (reading.end == 0) return std::nullopt;
  const Expression& expression = reading.expression;
  const auto byte = [&](std::size_t rune) { return runes.begins[rune]; };
  return WhenMatch{resolve(expression, now),
                   byte(reading.end),
                   {byte(expression.event_begin), byte(expression.event_end) - byte(expression.event_begin),
                    byte(expression.lead_end), expression.lead}};
}

std::size_t match_limit(std::string_view text, std::chrono::local_seconds now) {
  const Runes runes = fold(text.substr(0, longest_time));
  Scanner s{runes.view()};
  std::size_t end = 0;
  constexpr int most_limits = 4;
  for (int i = 0; i < most_limits; ++i) {
    s.skip_spaces();
    s.eat_one_of(U",、;");
    s.skip_spaces();
    Expression expression;
    expression.repeat = When::Kind::daily;
    expression.clocks.push_back({});
    Expression hourly;
    hourly.repeat = When::Kind::interval;
    const std::size_t begin = s.at;
    std::size_t longest = begin;
    if (Scanner t = s; hours_piece(t, hourly, now)) longest = t.at;
    for (const Piece piece : {Piece{except_piece}, Piece{run_piece}, Piece{lead_piece}, Piece{until_piece}}) {
      Scanner t{s.text, begin};
      Expression limited = expression;
      if (piece(t, limited, now) && limited.event_begin == limited.event_end) longest = std::max(longest, t.at);
    }
    if (longest == begin) break;
    s.at = end = longest;
  }
  return runes.begins[end];
}

std::optional<std::chrono::minutes> understand_minutes(std::string_view text) {
  const Runes runes = fold(text);
  Scanner s{runes.view()};
  s.skip_spaces();
  const auto length = eat_duration(s);
  if (!length || length->vague || length->months > 0) return std::nullopt;
  s.skip_spaces();
  while (s.sees_one_of(ends_of_sentence)) ++s.at;
  if (!s.done() || length->seconds.count() % 60 != 0) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(length->seconds + std::chrono::days{length->days});
}

std::string_view to_string(When::Kind kind) {
  constexpr std::array<std::string_view, 10> words{"once",    "daily", "weekly",   "workday", "holiday",
                                                   "monthly", "ndays", "interval", "several", "ask"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(When::Open open) {
  constexpr std::array<std::string_view, 10> words{"hm",       "date",  "ampm",  "past",    "invalid",
                                                   "conflict", "vague", "range", "holiday", "too_often"};
  return words.at(static_cast<std::size_t>(open));
}

nlohmann::ordered_json fields(const When& when) {
  using Kind = When::Kind;
  auto out = nlohmann::ordered_json::object();
  switch (when.kind) {
    case Kind::once:
      out["at"] = iso_minute(when.at);
      if (when.before) out["before"] = true;
      return out;
    case Kind::ask:
      out["ask"] = to_string(when.ask);
      if (when.guess) out["guess"] = iso_minute(*when.guess);
      return out;
    case Kind::interval:
      out["every_min"] = when.every_min.count();
      if (!when.hm.empty()) out["between"] = {clock_words(when.hm.front()), clock_words(when.hm.back())};
      break;
    case Kind::several:
      for (const When& rule : when.all) {
        nlohmann::ordered_json one{{"kind", to_string(rule.kind)}};
        one.update(fields(rule));
        out["all"].push_back(std::move(one));
      }
      return out;
    case Kind::ndays:
      out["every"] = when.every;
      break;
    case Kind::weekly:
      out["dow"] = when.dow;
      break;
    case Kind::monthly:
      for (const int day : when.dom)
        out["dom"].push_back(day == last_day ? nlohmann::ordered_json("last") : nlohmann::ordered_json(day));
      break;
    default:
      break;
  }
  if (when.kind != Kind::interval) {
    for (const auto at : when.hm) out["hm"].push_back(clock_words(at));
  }
  if (when.kind == Kind::weekly && when.every > 1) out["every"] = when.every;
  if (when.from) out["from"] = iso(*when.from);
  if (when.until) out["until"] = iso(*when.until);
  for (const Day day : when.except) out["except"].push_back(iso(day));
  if (when.except_holiday) out["except"] = "holiday";
  return out;
}

}  // namespace banwei
