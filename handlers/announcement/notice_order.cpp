#include "handlers/announcement/notice_order.h"

#include <algorithm>
#include <array>

#include "handlers/args.h"
#include "handlers/language/answers.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/tokens.h"
#include "handlers/language/when.h"
#include "handlers/language/yes_no.h"

namespace banwei::announcement {

namespace {

constexpr std::size_t longest_given = 60;  // In runes, between 给 and 发通知.
constexpr std::size_t longest_time = 40;   // runes

// 发个通知, 群发一条公告: to send, how many, and what.
constexpr std::array<std::u32string_view, 7> sending{U"发", U"发布", U"群发", U"下", U"下发", U"推送", U"播"};
constexpr std::array<std::u32string_view, 11> one_of_them{U"个",   U"条",   U"则",   U"份",   U"一下", U"一个",
                                                          U"一条", U"一则", U"一份", U"个新", U"下"};
constexpr std::array<std::u32string_view, 3> sent_things{U"通知", U"公告", U"通告"};
constexpr std::u32string_view told = U"通知";  // 通知机电1901：…
constexpr std::array<std::u32string_view, 2> letting{U"让", U"叫"};
constexpr std::array<std::u32string_view, 3> softly{U"一下", U"一声", U"下"};
constexpr std::array<std::u32string_view, 10> verbs_to_all{
    U"通知全班",   U"通知各班",     U"通知所有班级", U"通知大家", U"通知一下大家",
    U"通知同学们", U"通知全体同学", U"通知全体学生", U"通知全体", U"通知所有人"};
constexpr std::array<std::u32string_view, 8> changes{U"内容改成", U"内容改为", U"正文改成", U"正文改为",
                                                     U"内容换成", U"正文换成", U"通知改成", U"通知改为"};
constexpr std::array<std::u32string_view, 2> changes_of_either{U"改成", U"改为"};
// What somebody says first who changes his mind: 不对，改成….
constexpr std::array<std::u32string_view, 9> second_thoughts{U"不对", U"错了",   U"还有", U"另外", U"对了",
                                                             U"等等", U"等一下", U"那",   U"把"};
// 再加一句, 后面补上一句.
constexpr std::array<std::u32string_view, 5> places_behind{U"最后", U"后面", U"末尾", U"结尾", U"下面"};
constexpr std::array<std::u32string_view, 2> adds_onto{U"加上", U"补上"};
constexpr std::array<std::u32string_view, 4> adds{U"加上", U"补上", U"加", U"补"};
constexpr std::array<std::u32string_view, 7> added_things{U"一句", U"句",   U"一条",  U"一行",
                                                          U"一点", U"一段", U"上一句"};
constexpr std::array<std::u32string_view, 7> changes_of_time{U"时间改成", U"时间改为", U"时间改到", U"改到",
                                                             U"推迟到",   U"提前到",   U"延后到"};
constexpr std::array<std::u32string_view, 7> times_to_send{U"定在", U"定于",     U"定时到",  U"定时在",
                                                           U"定时", U"发送时间", U"发的时间"};
constexpr std::array<std::u32string_view, 9> sends{U"发",   U"发送",   U"发出",   U"发布", U"推送",
                                                   U"再发", U"准时发", U"发出去", U"群发"};

constexpr std::array<std::u32string_view, 5> all_alike{U"都", U"也", U"各", U"分别", U"一起"};  // 给两个班都发个通知
constexpr std::u32string_view blanks = U" \t\r\n";

void skip(Scanner& s, std::u32string_view marks) {
  while (s.eat_one_of(marks)) {
  }
}

bool at_border(const Scanner& s) { return s.done() || s.sees_one_of(parting); }

bool eat_verb(Scanner& s) {
  Scanner t = s;
  if (!t.eat_any(sending)) return false;
  t.eat_any(one_of_them);
  if (!t.eat_any(sent_things)) return false;
  s = t;
  return true;
}

/// 两个班, 我这3个班: how many of one's own; 0 when nobody counts them there. 3班 is the name of one.
int eat_counted_classes(Scanner& s) {
  constexpr std::array<std::u32string_view, 8> own{U"这",   U"我这",   U"我的", U"我带的",
                                                   U"名下", U"名下的", U"全部", U"我们"};
  constexpr std::u32string_view figures = U"123456789";
  constexpr std::u32string_view numerals = U"一二三四五六七八九";
  Scanner t = s;
  t.eat_any(own);
  const bool both = t.sees_one_of(U"两俩");
  const auto place = std::min(figures.find(t.peek()), numerals.find(t.peek()));
  if (t.done() || (!both && place == figures.npos)) return 0;
  ++t.at;
  if ((!t.eat(U"个") && !both) || !t.eat(U"班")) return 0;
  t.eat(U"级");
  if (!at_border(t) && !Scanner{t}.eat_any(all_alike)) return 0;
  s = t;
  return both ? 2 : static_cast<int>(place) + 1;
}

/// 给2019级、2020级发通知
bool eat_given(Scanner& s, Order& order, std::span<const Class> classes) {
  Scanner t = s;
  if (!t.eat(U"给")) return false;
  const auto head = t.rest().substr(0, longest_given);
  for (std::size_t i = 1; i < head.size(); ++i) {
    Scanner verb{t.text, t.at + i};
    if (!eat_verb(verb)) continue;
    Scanner given{head.substr(0, i)};
    skip(given, blanks);
    order.classes = eat_counted_classes(given);
    if (order.classes == 0) order.audience = eat_audiences(given, classes);
    skip(given, blanks);
    given.eat_any(all_alike);
    skip(given, blanks);
    if ((order.classes == 0 && order.audience.empty()) || !given.done()) return false;
    s = verb;
    return true;
  }
  return false;
}

/// 大家, 全体同学, where nobody but those who are told can be meant.
bool is_everybody(std::u32string_view words) {
  constexpr std::array<std::u32string_view, 8> all{U"大家",     U"同学们",   U"各位",     U"各位同学",
                                                   U"全体同学", U"全体学生", U"所有同学", U"全班同学"};
  return std::find(all.begin(), all.end(), words) != all.end();
}

/// Those who stand there, the most that reads as an audience: what is told may follow without a mark.
bool eat_whom(Scanner& s, Order& order, std::span<const Class> classes) {
  const auto head = s.rest().substr(0, longest_given);
  for (std::size_t size = head.size(); size > 0; --size) {
    Scanner given{head.substr(0, size)};
    const int counted = eat_counted_classes(given);
    auto named = counted == 0 ? eat_audiences(given, classes) : std::vector<Audience>{};
    if (is_everybody(given.rest())) {
      named.push_back({.word = to_utf8(given.rest())});
      given.at = given.text.size();
    }
    if (!given.done() || (counted == 0 && named.empty())) continue;
    order.classes = counted;
    order.audience = std::move(named);
    s.at += size;
    return true;
  }
  return false;
}

/// 麻烦帮我 before the order.
void eat_courtesy(Scanner& s, const Runes& runes, std::string_view text) {
  using language::Courtesy;
  while (!s.done()) {
    const std::size_t at = runes.begins[s.at];
    const auto word = language::courtesies.longest_at(text, at);
    if (!word || word.tag == Courtesy::particle || word.tag == Courtesy::laugh) return;
    while (!s.done() && runes.begins[s.at] < at + word.length) ++s.at;
    skip(s, parting);
  }
}

/// 通知机电1901：明天交表, 通知两个班今晚7点开会, 跟我们班说一下明天穿校服, 让各班周五前报名单.
bool eat_told(Scanner& s, Order& order, const Runes& runes, std::string_view text, std::span<const Class> classes) {
  constexpr std::array<std::u32string_view, 2> tells{U"通知", U"告诉"};
  constexpr std::array<std::u32string_view, 4> speaks{U"跟", U"和", U"给", U"向"};
  constexpr std::array<std::u32string_view, 4> says{U"说", U"讲", U"通知", U"交代"};
  Scanner t = s;
  eat_courtesy(t, runes, text);
  const bool with_verb = t.eat_any(tells);
  const bool speaking = !with_verb && t.eat_any(speaks);
  if (!with_verb && !speaking && !t.eat_any(letting)) return false;
  const bool softened = with_verb && t.eat_any(softly);
  const bool parted = at_border(t);
  skip(t, parting);
  Order whom;
  if (!eat_whom(t, whom, classes)) {  // 通知一下，明天下午3点开会: all whom one has
    constexpr std::size_t a_day = 2;  // runes
    if (!softened || t.done() || !(parted || names_a_day(to_utf8(t.rest().substr(0, a_day))))) return false;
    order.told = true;
    s = t;
    return true;
  }
  const bool known = whom.classes > 0 || whom.audience.front().kind != Audience::Kind::unknown;
  skip(t, blanks);
  if (speaking && !t.eat_any(says)) return false;
  t.eat_any(softly);
  if (t.done() || !(known || (with_verb && at_border(t)))) return false;
  order.classes = whom.classes;
  order.audience = std::move(whom.audience);
  order.told = true;
  s = t;
  return true;
}

/// 发个通知让大家交团费: behind the word of sending it is clear that they are to be told.
void eat_let(Scanner& s, Order& order, std::span<const Class> classes) {
  Scanner t = s;
  skip(t, parting);
  Order whom;
  if (!t.eat_any(letting) || !eat_whom(t, whom, classes) || t.done()) return;
  order.classes = whom.classes;
  order.audience = std::move(whom.audience);
  order.told = true;
  s = t;
}

/// 发通知给全体辅导员：…: for whom it is stands before the mark, whoever that is.
void eat_unknown_whom(Scanner& s, Order& order) {
  constexpr std::size_t longest_whom = 16;  // runes
  Scanner t = s;
  skip(t, blanks);
  if (!t.eat(U"给")) return;
  const auto end = t.rest().substr(0, longest_whom).find(U':');
  if (end == std::u32string_view::npos || end == 0) return;
  const auto whom = t.rest().substr(0, end);
  const auto kind = is_everybody(whom) ? Audience::Kind::all : Audience::Kind::unknown;
  order.audience.push_back({.kind = kind, .word = to_utf8(whom)});
  t.at += end;
  s = t;
}

/// 两个班都通知一下：…, 机电1901的同学也通知到：…: those who are to be told stand before the verb.
bool eat_told_behind(Scanner& s, Order& order, std::span<const Class> classes) {
  constexpr std::array<std::u32string_view, 5> all{U"也都", U"全都", U"都", U"也", U"全"};
  constexpr std::array<std::u32string_view, 2> arrivals{U"到位", U"到"};
  const std::size_t verb = s.rest().substr(0, longest_given).find(told);
  if (verb == std::u32string_view::npos || verb == 0) return false;
  std::u32string_view whom = s.rest().substr(0, verb);
  const auto ends = std::find_if(all.begin(), all.end(), [&](auto word) { return whom.ends_with(word); });
  if (ends != all.end()) whom.remove_suffix(ends->size());
  Scanner given{whom};
  const int counted = eat_counted_classes(given);
  auto named = counted == 0 ? eat_audiences(given, classes) : std::vector<Audience>{};
  skip(given, blanks);
  const bool known = counted > 0 || (!named.empty() && named.front().kind != Audience::Kind::unknown);
  Scanner t{s.text, s.at + verb + told.size()};
  if (!t.eat_any(arrivals)) t.eat_any(softly);
  if (!known || !given.done() || t.done() || !at_border(t)) return false;
  order.classes = counted;
  order.audience = std::move(named);
  order.told = true;
  s = t;
  return true;
}

/// 明早8点, when it stands where the time of sending does.
void eat_time(Scanner& s, Order& order, const Runes& runes, std::string_view text, std::chrono::local_seconds now,
              std::span<const Class> classes) {
  Scanner t = s;
  const bool surely = t.eat(U"定时");
  skip(t, blanks);
  const std::size_t end = std::min(t.at + longest_time, t.text.size());
  const auto match = match_when(text.substr(runes.begins[t.at], runes.begins[end] - runes.begins[t.at]), now);
  if (!match || match->when.before) return;
  const std::size_t begin = t.at;
  while (t.at < end && runes.begins[t.at] < runes.begins[begin] + match->bytes) ++t.at;
  const std::string words(text.substr(runes.begins[begin], runes.begins[t.at] - runes.begins[begin]));
  const bool sending = t.eat_any(sends);
  if (!at_border(t)) return;
  const bool parted = t.done() || t.sees_one_of(blanks);
  Scanner after = t;
  skip(after, parting);
  const bool aimed = eat_audience(after, classes).has_value();
  const bool once = match->when.kind == When::Kind::once && match->when.at > now;
  if (!surely && !sending && !aimed && !(once && parted)) return;
  order.at_words = words;
  order.at = match->when.at;
  order.timing = !once                        ? Order::Timing::vague
                 : surely || sending || aimed ? Order::Timing::then
                                              : Order::Timing::unsure;
  skip(t, parting);
  s = t;
}

/// 明早8点发 behind all else: how long the body is without it.
std::size_t body_without_time(std::string_view body, Order& order, std::chrono::local_seconds now) {
  const Runes runes = fold(body);
  const std::size_t size = runes.points.size();
  std::size_t end = size;
  while (end > 0 && std::u32string_view(U" 。.!吧)").find(runes.points[end - 1]) != std::u32string_view::npos) --end;
  std::size_t verb = 0;  // runes
  for (const auto word : sends) {
    if (runes.view().substr(0, end).ends_with(word)) verb = std::max(verb, word.size());
  }
  if (verb == 0) return body.size();
  const std::size_t first = end < longest_time ? 0 : end - longest_time;
  for (std::size_t at = first; at + verb < end; ++at) {
    const bool begins =
        at == 0 || std::u32string_view(U" \n,.。;!?、(").find(runes.points[at - 1]) != std::u32string_view::npos;
    if (!begins) continue;
    Scanner t{runes.view(), at};
    t.eat(U"定时");
    const auto words = body.substr(runes.begins[t.at], runes.begins[end - verb] - runes.begins[t.at]);
    const auto when = understand_when(words, now);
    if (!when || when->before) continue;
    const bool once = when->kind == When::Kind::once && when->at > now;
    order.at_words = words;
    order.at = when->at;
    order.timing = once ? Order::Timing::then : Order::Timing::vague;
    while (at > 0 && std::u32string_view(U" \n,;、(").find(runes.points[at - 1]) != std::u32string_view::npos) --at;
    return runes.begins[at];
  }
  return body.size();
}

/// 明早8点发通知, 明早8点给2019级发通知.
void eat_leading_time(Scanner& s, Order& order, const Runes& runes, std::string_view text,
                      std::chrono::local_seconds now) {
  const std::size_t start = s.at;
  s.eat(U"定时");
  const std::size_t stop = std::min(s.at + longest_time, s.text.size());
  const auto match = match_when(text.substr(runes.begins[s.at], runes.begins[stop] - runes.begins[s.at]), now);
  const std::size_t begin = s.at;
  s.at = start;
  if (!match || match->when.before) return;
  Scanner t{s.text, begin};
  while (t.at < stop && runes.begins[t.at] < runes.begins[begin] + match->bytes) ++t.at;
  const std::string words(text.substr(runes.begins[begin], runes.begins[t.at] - runes.begins[begin]));
  skip(t, parting);
  Scanner verb = t;
  if (!t.sees(U"给") && !eat_verb(verb) && !verb.eat_any(verbs_to_all)) return;
  order.at_words = words;
  order.at = match->when.at;
  const bool once = match->when.kind == When::Kind::once && match->when.at > now;
  order.timing = once ? Order::Timing::then : Order::Timing::vague;
  s = t;
}

/// 发通知了吗: what stands behind asks whether it was done, and is no body.
bool asks_whether(std::string_view rest) {
  using W = language::Word;
  constexpr std::size_t longest = 8;  // characters
  const std::string folded = normalised(rest, longest + 1);
  const std::string_view said = trimmed(folded);
  if (said.empty() || code_points(said) > longest) return false;
  const language::Cut cut = language::cut(said, {}, Day{});
  static constexpr language::Words asking = language::Words(W::asking) | W::done | W::no | W::mark | W::courtesy;
  return cut.words.meets(language::Words(W::asking) | W::no) &&
         std::all_of(cut.tokens.begin(), cut.tokens.end(),
                     [](const language::Token& token) { return token.words.meets(asking); });
}

bool is_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

bool names_a_day(std::string_view words) {
  constexpr std::string_view signs = "今 明 后 周 星期 礼拜 号 日 月 天 晚点 分钟";
  return language::holds_one_of(words, signs);
}

std::optional<Order> read_order(std::string_view text, std::chrono::local_seconds now, std::span<const Class> classes,
                                bool addressed) {
  const Runes runes = fold(text);
  Scanner s{runes.view()};
  skip(s, U" \t\r\n/#?");
  Order order;
  eat_leading_time(s, order, runes, text, now);
  const bool aimed = eat_given(s, order, classes);
  const bool to_all = !aimed && s.eat_any(verbs_to_all);
  if (!aimed && !to_all && !eat_verb(s) && !eat_told(s, order, runes, text, classes) &&
      !eat_told_behind(s, order, classes))
    return std::nullopt;
  if (to_all) {
    order.audience.push_back({.word = "全体"});
    order.told = !order.at_words.empty();  // 明天9点通知大家交团费
  }
  if (order.audience.empty() && !aimed) eat_let(s, order, classes);

  Scanner given = s;
  skip(given, blanks);
  if (!aimed && order.audience.empty() && given.eat_one_of(U"给到") &&
      (eat_counted_classes(given) > 0 || eat_audience(given, classes))) {
    skip(s, blanks);
    ++s.at;
    order.classes = eat_counted_classes(s);
  } else {
    if (!at_border(s) && ((!addressed && !order.told) || asks_whether(text.substr(runes.begins[s.at]))))
      return std::nullopt;
    if (!aimed && order.audience.empty()) eat_unknown_whom(s, order);
  }
  skip(s, parting);
  // The time stands before those it is for, behind them, or behind all.
  if (order.at_words.empty()) eat_time(s, order, runes, text, now, classes);
  if (order.classes == 0) order.classes = eat_counted_classes(s);
  for (Audience& audience : eat_audiences(s, classes)) order.audience.push_back(std::move(audience));
  skip(s, parting);
  if (order.at_words.empty()) eat_time(s, order, runes, text, now, classes);
  order.body = trim(text.substr(runes.begins[s.at]));
  if (order.at_words.empty()) order.body.resize(body_without_time(order.body, order, now));
  return order;
}

std::optional<std::string> with_time(std::string_view body, std::string_view time, std::chrono::local_seconds now) {
  const Runes runes = fold(body);
  const auto part = [&](std::size_t from, std::size_t to) {
    return body.substr(runes.begins[from], runes.begins[to] - runes.begins[from]);
  };
  const std::size_t size = runes.points.size();
  std::size_t begin = size;
  std::size_t end = size;
  for (std::size_t at = 0; at < size; ++at) {
    const auto match = match_when(part(at, std::min(at + longest_time, size)), now);
    if (!match || match->when.kind != When::Kind::once) continue;
    if (begin != size) return std::nullopt;  // Which of the two?
    begin = at;
    while (at < size && runes.begins[at] < runes.begins[begin] + match->bytes) ++at;
    end = at--;
  }
  if (begin == size) return std::nullopt;
  // 今晚7点 and 7点半: what the new one does not say of the day stays.
  std::size_t kept = begin;
  if (!names_a_day(time)) {
    for (std::size_t at = begin + 1; at < end; ++at) {
      if (understand_when(part(at, end), now)) kept = at;
    }
  }
  return std::string(part(0, kept)) + std::string(time) + std::string(part(end, size));
}

namespace {

/// 再加一句, 加上邮箱…; 加油 and 补考 begin a text of their own.
bool eat_addition(Scanner& s) {
  Scanner t = s;
  t.eat_any(places_behind);
  t.eat(U"再");
  const bool onto = Scanner{t}.eat_any(adds_onto);
  if (!t.eat_any(adds) || (!t.eat_any(added_things) && !onto)) return false;
  t.eat(U"话");
  s = t;
  return true;
}

/// Without what only leads up to the word that counts: 好，就这样 of 好，就这样发吧.
std::string_view without_lead(std::string_view said) {
  constexpr std::array<std::string_view, 22> leads{"好的", "好吧", "好",     "行吧",   "行",   "可以了", "可以", "嗯",
                                                   "ok",   "对",   "没问题", "就这样", "那就", "那",     "就",   "直接",
                                                   "赶紧", "快",   "算了",   "还是",   "先",   "帮我"};
  for (bool more = true; more;) {
    said.remove_prefix(std::min(said.find_first_not_of(" ,"), said.size()));
    const auto lead = std::find_if(leads.begin(), leads.end(), [&](auto word) { return said.starts_with(word); });
    more = lead != leads.end() && said.size() > lead->size();
    if (more) said.remove_prefix(lead->size());
  }
  return said;
}

}  // namespace

std::optional<PreviewAnswer> read_answer(std::string_view text) {
  using Kind = PreviewAnswer::Kind;
  const Runes runes = fold(text);
  Scanner s{runes.view()};
  skip(s, blanks);
  if (Scanner t = s; t.eat_any(second_thoughts)) {
    skip(t, parting);
    const Scanner after = t;
    if (t.eat_any(changes) || t.eat_any(changes_of_either) || eat_addition(t)) s = after;
  }
  const auto given = [&](Kind kind) {
    skip(s, parting);
    return PreviewAnswer{kind, std::string(trim(text.substr(runes.begins[s.at])))};
  };
  if (s.eat_any(changes)) return given(Kind::change);
  if (s.eat_any(changes_of_either)) return given(Kind::change_either);
  if (eat_addition(s)) return given(Kind::append);
  constexpr std::size_t longest_words_of_time = 40;  // runes
  const bool to_send = Scanner{s}.eat_any(times_to_send);
  if (Scanner t = s; (to_send ? t.eat_any(times_to_send) : t.eat_any(changes_of_time)) &&
                     runes.points.size() < longest_words_of_time) {
    if (to_send) t.eat_any(changes_of_either);
    skip(t, parting);
    if (!t.done()) {
      s = t;
      return given(to_send ? Kind::schedule : Kind::retime);
    }
  }
  if (text.size() > 60) return std::nullopt;
  const std::string whole = normalised(text);
  const std::string_view said = trimmed(whole);
  const auto answer = [](Kind kind) { return PreviewAnswer{kind, {}}; };
  if (is_one(said,
             {"不对",   "不对吧",   "不对啊", "不是",     "不是的",   "没有",   "没",   "错了", "有错",   "写错了",
              "有误",   "不好",     "不行",   "不可以",   "有问题",   "等一下", "等等", "等会", "搞错了", "弄错了",
              "时间错", "时间错了", "内容错", "内容错了", "班级错了", "班错了", "no",   "n"}))
    return answer(Kind::wrong);
  constexpr std::array<std::string_view, 8> go{"确认", "确定", "发", "发送", "发出", "发出去", "发布", "发了"};
  constexpr std::array<std::string_view, 6> stay{"不发", "不发了", "先不发", "取消发送", "别发", "别发了"};
  const language::OwnAnswers own{.yes = go, .no = stay};
  const auto plainly = language::yes_or_no(said, own);
  const auto yes = plainly ? plainly : language::yes_or_no(without_lead(said), own);
  if (yes == true) return answer(Kind::send);
  if (is_one(said, {"立即发", "马上发", "现在发", "立刻发"})) return answer(Kind::send_now);
  if (yes == false) return answer(Kind::cancel);
  if (is_one(said, {"要回执", "要确认", "需要确认", "需要回执"})) return answer(Kind::receipt_on);
  if (is_one(said, {"不要回执", "不用回执", "不用确认", "不需要确认", "不要确认", "不需要回执"}))
    return answer(Kind::receipt_off);
  if (is_one(said, {"定时", "是时间", "发送时间"})) return answer(Kind::is_time);
  if (is_one(said, {"正文", "是正文", "内容"})) return answer(Kind::is_body);
  return std::nullopt;
}

}  // namespace banwei::announcement
