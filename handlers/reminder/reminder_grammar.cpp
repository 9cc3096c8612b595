#include "handlers/reminder/reminder_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "handlers/args.h"
#include "handlers/common/audience.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/names.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/traditional.h"
#include "handlers/language/yes_no.h"
#include "handlers/reminder/reminder_answer_grammar.h"
#include "handlers/reminder/reminder_change_grammar.h"
#include "handlers/reminder/reminder_words.h"

namespace banwei::reminder {

namespace {

using std::chrono::local_seconds;
using Kind = When::Kind;
using Open = When::Open;

constexpr std::string_view remind = "提醒";
constexpr std::string_view its_time = "到点了";  // Where only the time is said.

/// The longest of the names that stands here.
template <typename Names, typename Name>
auto longest_of(const Names& names, std::string_view text, Name name) -> decltype(&*names.begin()) {
  decltype(&*names.begin()) best = nullptr;
  for (const auto& one : names) {
    if (text.starts_with(name(one)) && (best == nullptr || name(one).size() > name(*best).size())) best = &one;
  }
  return best;
}

const std::string& itself(const std::string& name) { return name; }

bool eat_missing(std::string_view& text, Request& request, const Names& names) {
  std::string_view rest = text;
  if (!eat(rest, Word::undone)) return false;
  const auto* doing = longest_of(names.awaited, rest, [](const auto& one) -> const std::string& { return one.first; });
  if (doing == nullptr) return false;
  rest.remove_prefix(doing->first.size());
  if (!eat(rest, Word::whose)) return false;
  request.to = To::missing;
  request.awaits = doing->second;
  text = rest;
  return true;
}

/// 李四, 李四和王五, 李四 王五; 李四的作业 names nobody.
bool eat_people(std::string_view& text, Request& request, const Names& names) {
  std::string_view rest = text;
  std::vector<std::string> people;
  constexpr std::size_t most = 20;
  while (people.size() < most) {
    std::string_view behind = rest;
    while (!people.empty() && (eat(behind, " ") || eat(behind, Word::together))) {
    }
    eat(behind, "@");
    const auto* name = longest_of(names.people, behind, itself);
    if (name == nullptr || behind.substr(name->size()).starts_with("的")) break;
    behind.remove_prefix(name->size());
    eat(behind, "同学");
    people.push_back(*name);
    rest = behind;
  }
  if (people.empty()) return false;
  request.to = To::people;
  request.people = std::move(people);
  text = rest;
  return true;
}

/// 机电1901, and 1901的 or 1901班 for short where no other class is called so; "" when none stands here.
std::string_view eat_class(std::string_view& text, const Names& names) {
  std::string_view found;
  std::size_t length = 0;
  for (const std::string& name : names.classes) {
    const std::string_view figures = std::string_view(name).substr(name.find_last_not_of("0123456789") + 1);
    const std::string_view behind = text.substr(std::min(figures.size(), text.size()));
    const bool short_name = figures.size() > 2 && text.starts_with(figures) &&
                            (behind.starts_with("的") || behind.starts_with("班") || behind.starts_with("全"));
    const bool whole = text.starts_with(name) && !is_digit(text.size() > name.size() ? text[name.size()] : ' ');
    if (!whole && !short_name) continue;
    if (!found.empty() && !whole) return {};
    found = name;
    length = whole ? name.size() : figures.size();
    if (whole) break;
  }
  if (found.empty()) found = text.substr(0, length = class_shape(text));
  text.remove_prefix(length);
  return found;
}

/// 大家, 全班同学, 所有的人.
bool eat_everyone(std::string_view& text) {
  std::string_view rest = text;
  if (eat(rest, Word::all_classes)) {
    if (rest.starts_with("长") || rest.starts_with("委")) return false;
    eat(rest, "的");
    eat(rest, Word::pupils);
  } else if (eat(rest, "所有")) {
    eat(rest, "的");
    if (!eat(rest, Word::pupils)) return false;
  } else if (eat(rest, Word::whole_class)) {
    std::string_view people = rest;
    eat(people, "的");
    if (eat(people, Word::pupils)) rest = people;
  } else if (!eat(rest, Word::pupils)) {
    return false;
  }
  text = rest;
  return true;
}

/// Whom to remind, as far as it stands here: 机电1901没报体温的同学, 大家, 我.
bool eat_target(std::string_view& text, Request& request, const Names& names) {
  if (const std::string_view named = eat_class(text, names); !named.empty()) {
    request.klass = named;
    request.to = To::everyone;
    eat(text, "班");
    eat(text, "的");
    skip_marks(text);
  }
  if (eat_missing(text, request, names)) return true;
  if (eat_people(text, request, names)) return true;
  if (eat_everyone(text)) {
    request.to = To::everyone;
    skip_marks(text);
    eat_missing(text, request, names);
    return true;
  }
  if (request.klass.empty() && eat(text, Word::speaker)) {
    request.to = To::self;
    return true;
  }
  return request.to != To::unsaid;
}

/// Behind 提醒: 一下 and marks around whom.
void read_target(std::string_view& text, Request& request, const Names& names) {
  skip_marks(text);
  std::string_view rest = text;  // 提醒下大家, and not 提醒下午
  if (request.to == To::unsaid && !eat(text, "一下") && eat(rest, "下") && eat_target(rest, request, names))
    text = rest;
  eat_target(text, request, names);
  skip_marks(text);
  eat(text, Word::once);
  skip_marks(text);
}

/// 叫我, 叫醒我, 告诉大家一声, 跟我说一声: a verb other than 提醒, and whom.
bool eat_bidding(std::string_view& text, Request& request, const Names& names) {
  std::string_view rest = text;
  Request bidding = request;
  const bool bids = eat(rest, Word::bid);
  const bool wakes = bids && eat(rest, Word::awake);
  const bool tells = !bids && eat(rest, Word::tell);
  if (!bids && !tells && !eat(rest, Word::to_whom)) return false;
  if (sees(rest, Word::all_classes)) return false;  // 让各班把名单报上来 is a notice.
  if (!eat_target(rest, bidding, names) || bidding.to == To::missing) return false;
  if (!bids && !tells && !eat(rest, Word::say)) return false;
  eat(rest, Word::once);
  skip_marks(rest);
  if (bids && rest.empty() && bidding.text.empty()) bidding.text = wakes ? "起床" : its_time;
  bidding.loose = true;
  request = std::move(bidding);
  text = rest;
  return true;
}

/// Takes the words of a time, and from among them how long ahead and what happens then.
void take_words(Request& request, std::string words, local_seconds now) {
  const auto match = match_when(words, now);
  request.words = words;
  request.when = words;
  if (!match) return;
  request.meaning = match->when;
  request.ahead = match->lead.by;
  if (request.ahead == std::chrono::minutes{0}) return;
  auto head = trimmed(std::string_view(words).substr(0, match->lead.begin));
  eat(head, "在");        // 在3月25号上午9点，提前一天
  eat_end(head, {"的"});  // 两点的课，提前一刻钟
  const auto tail = trimmed(std::string_view(words).substr(match->lead.end));
  request.when = std::string(head) + (tail.empty() ? "" : "，") + std::string(tail);
  if (request.text.empty()) request.text = words.substr(match->lead.begin, match->lead.event_bytes);
}

/// 明天的课 is no time, where no `noun` is awaited: 明早六点的闹钟.
bool eat_time(std::string_view& text, Request& request, local_seconds now, bool noun = false) {
  eat(text, "在") || eat(text, "于");
  const auto match = match_when(text, now);
  if (!match || (!noun && text.substr(match->bytes).starts_with("的"))) return false;
  take_words(request, std::string(trim(text.substr(0, match->bytes))), now);
  text.remove_prefix(match->bytes);
  return true;
}

/// 提醒我交表，明早8点: the time stands behind.
bool take_time_behind(std::string_view& text, Request& request, local_seconds now) {
  constexpr std::size_t longest = 90;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    if (text.size() - at > longest || at == 0) continue;
    const auto when = understand_when(text.substr(at), now);
    if (!when) continue;
    if (when->kind == Kind::ask) {
      if (when->ask == Open::past) return false;  // 昨天8点 is not 8点
      continue;
    }
    take_words(request, std::string(trim(text.substr(at))), now);
    const auto head = text.substr(0, at);
    std::string_view behind = text.substr(at);
    skip_marks(behind);
    request.loose = at + behind.size() == text.size() && trimmed(head).size() == head.size();
    text = trimmed(head);
    return true;
  }
  return false;
}

/// 起床，周末除外: what limits the time may stand behind all, and so may the hour of a day.
void take_limit_behind(Request& request, local_seconds now) {
  constexpr std::size_t longest = 60;
  const std::string_view text = request.text;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    if (text.size() - at > longest) continue;
    const bool open = at > 0 && request.meaning.kind == Kind::ask &&
                      (request.meaning.ask == Open::hm || request.meaning.ask == Open::date);
    if (match_limit(text.substr(at), now) != text.size() - at && !(open && understand_when(text.substr(at), now)))
      continue;
    const std::string words = request.words + "，" + std::string(trimmed(text.substr(at)));
    const auto match = match_when(words, now);
    if (!match || match->bytes != words.size() ||
        (open && match->when.kind == Kind::ask && match->when.ask != Open::ampm))
      continue;
    std::string what(trimmed(text.substr(0, at)));
    take_words(request, words, now);
    request.text = what.empty() ? std::string(its_time) : std::move(what);
    return;
  }
}

/// What is said beside what happens: 带电脑 of 3点开会，提前10分钟提醒我带电脑.
void add_text(Request& request, std::string_view text) {
  text = trim(text);
  if (!request.text.empty() && !text.empty()) request.text += "，";
  request.text += text;
}

/// 明天叫我七点起床: the hour of the day stands behind whom.
void take_hour(std::string_view& text, Request& request, local_seconds now) {
  if (request.meaning.kind != Kind::ask || request.meaning.ask != Open::hm) return;
  const std::string words = request.words + std::string(text);
  const auto match = match_when(words, now);
  const bool still_open = match && match->when.kind == Kind::ask && match->when.ask == Open::hm;
  if (!match || still_open || match->bytes <= request.words.size()) return;
  text.remove_prefix(match->bytes - request.words.size());
  take_words(request, words.substr(0, match->bytes), now);
  skip_marks(text);
}

std::optional<Request> time_first(std::string_view text, local_seconds now, const Names& names) {
  Request request;
  if (!eat_time(text, request, now)) return std::nullopt;
  skip_marks(text);
  const bool to_people = text.starts_with("记得");  // 8点记得喊我打游戏
  skip(text, Word::joining);
  if (eat_bidding(text, request, names)) {
    request.loose = to_people || request.to != To::self;
    take_hour(text, request, now);
  } else {
    if (!eat(text, Word::remind) || eat(text, Word::told)) return std::nullopt;
    read_target(text, request, names);
    if (request.meaning.ask == Open::past && text.starts_with("的")) return std::nullopt;  // 昨天提醒我的那个
  }
  add_text(request, text);
  return request;
}

/// 叫我明早7点起床: a reminder only with a time behind; 告诉大家明天8点体检 is to be told now.
std::optional<Request> bidden(std::string_view text, local_seconds now, const Names& names) {
  Request request;
  const bool tells = !sees(text, Word::bid);
  if (!eat_bidding(text, request, names) || (tells && request.to != To::self)) return std::nullopt;
  if (!eat_time(text, request, now)) return std::nullopt;
  skip(text, Word::joining);
  add_text(request, text);
  return request.text.empty() ? std::nullopt : std::optional(request);
}

/// 定个闹钟，明早六点半起来跑操; 定个明早六点半的闹钟叫我跑操: behind 定个.
std::optional<Request> alarm(std::string_view text, local_seconds now) {
  Request request;
  request.to = To::self;
  request.loose = true;
  std::string_view name = text;
  const bool named = eat(text, Word::clock);
  skip_marks(text);
  if (!eat_time(text, request, now, !named)) return std::nullopt;
  if (!named) {
    eat(text, "的");
    name = text;
    if (!eat(text, {Word::clock, Word::remind})) return std::nullopt;
    skip_marks(text);
    if (eat(text, {Word::bid, Word::remind})) eat(text, "我");
  }
  skip_marks(text);
  constexpr std::size_t of_name = std::string_view("闹钟").size();
  add_text(request, text.empty() ? name.substr(0, of_name) : text);
  return request;
}

/// 记着明天下午两点去拿快递: a reminder only with a time behind.
std::optional<Request> noted(std::string_view text, local_seconds now) {
  Request request;
  skip_marks(text);
  request.to = To::self;
  if (!eat_time(text, request, now)) return std::nullopt;
  add_text(request, trimmed(text));
  request.loose = true;
  return request;
}

std::optional<Request> verb_first(std::string_view text, local_seconds now, const Names& names) {
  if (auto request = bidden(text, now, names)) return request;
  if (eat(text, Word::note)) return noted(text, now);
  bool set = eat(text, Word::set);
  if (set) {
    eat(text, Word::amount);
    eat(text, "定时");
    if (auto request = alarm(text, now)) return request;
  }
  if (!eat(text, Word::remind) || (!set && eat(text, Word::told))) return std::nullopt;
  Request request;
  read_target(text, request, names);
  if (eat(text, "在")) skip_marks(text);
  if (eat_time(text, request, now)) {
    skip_marks(text);
    skip(text, Word::joining);
    if (eat(text, Word::remind) || request.to == To::unsaid) read_target(text, request, names);
  } else if (!take_time_behind(text, request, now)) {
    // Without a time it must at least say that it is a reminder, or for whom.
    if (!set && request.to != To::self && request.to != To::everyone && request.to != To::people) return std::nullopt;
    if (text.empty()) return std::nullopt;
    request.meaning.ask = Open::hm;
    request.meaning.said = now;
  }
  add_text(request, text);
  request.loose = false;
  return request;
}

/// Where the last verb of an order stands, which has something before it; whom it names goes into the request, and
/// `behind` is what follows. npos without one. Other verbs than 提醒 end all: 明天有早八，7点叫醒我.
std::size_t last_verb(std::string_view text, const Names& names, Request& request, std::string_view& behind) {
  constexpr std::size_t longest = 30;  // bytes
  if (const auto at = text.rfind(remind); at != std::string_view::npos) {
    behind = text.substr(at + remind.size());
    read_target(behind, request, names);
    skip(behind, {Word::particle, Word::softly, Word::once});
    return at > 0 ? at : std::string_view::npos;
  }
  for (std::size_t at = text.size() - std::min(longest, text.size()); at < text.size(); ++at) {
    behind = text.substr(at);
    Request bidding;
    if (!eat_bidding(behind, bidding, names)) continue;
    skip(behind, {Word::particle, Word::softly});
    if (!behind.empty() || bidding.to != To::self) continue;
    request.to = To::self;
    return language::holds_one_of(text.substr(0, at), "， , 。 ；") ? at : std::string_view::npos;
  }
  return std::string_view::npos;
}

/// 报体温 每天10:30 提醒, 明天3点开会，提醒我: what happens and when, and then the verb.
std::optional<Request> verb_last(std::string_view text, local_seconds now, const Names& names) {
  Request request;
  std::string_view behind;
  const auto at = last_verb(text, names, request, behind);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view head = trimmed(text.substr(0, at));
  if (head.find(remind) != std::string_view::npos) return std::nullopt;
  if (!behind.empty()) {  // 开班会提醒大家，明天下午4点
    const auto when = understand_when(behind, now);
    if (!when || when->kind == Kind::ask || request.to == To::unsaid) return std::nullopt;
    take_words(request, std::string(trim(behind)), now);
  }
  while (eat_end(head, Word::before_verb)) head = trimmed(head);
  // 开会提醒大家一下 asks; 开会提醒大家 may tell of somebody who does.
  const bool asked = request.to != To::unsaid && text.substr(at).find("一下") != std::string_view::npos;
  const bool parted = asked || trimmed(text.substr(0, at)).size() != at;
  std::string_view mine = head;  // 我明天10点有面试
  const bool of_mine = eat(mine, Word::speaker) && match_when(mine, now);
  if (of_mine) head = mine;
  std::string_view rest = head;
  if (!request.words.empty()) {
    add_text(request, head);
    request.loose = true;
  } else if (eat_time(rest, request, now)) {
    if (of_mine) eat(rest, "有") || eat(rest, "要") || eat(rest, "得");
    add_text(request, trimmed(rest));
    take_limit_behind(request, now);
    request.loose = !parted && request.ahead == std::chrono::minutes{0};
  } else if (take_time_behind(head, request, now)) {
    add_text(request, head);
    request.loose = !asked && request.loose && request.ahead == std::chrono::minutes{0};
  } else {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 20> talking{"什么", "啥",   "几个", "哪些", "多少", "有没有", "是不是",
                                                     "谁",   "谢谢", "多谢", "感谢", "辛苦", "都会",   "都",
                                                     "总",   "经常", "已经", "刚",   "别",   "不"};
  const std::string& what = request.text;
  const bool talk = std::find(names.people.begin(), names.people.end(), what) != names.people.end() ||
                    std::any_of(talking.begin(), talking.end(), [&](std::string_view word) {
                      return word.size() > 3 ? what.find(word) != std::string::npos : what.ends_with(word);
                    });
  return what.empty() || talk ? std::nullopt : std::optional(request);
}

}  // namespace

namespace {

/// As it was written, but for traditional characters.
std::string in_simplified(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size(); at += std::max<std::size_t>(code_point_size(text, at), 1))
    points += language::simplified(code_point_at(text, at));
  return to_utf8(points);
}

/// What is to be said, without the particle that spoke to us: 去图书馆还书啊.
void drop_particles(std::string& text) {
  std::string_view said = trimmed(text);
  bool dropped = false;
  while (eat_end(said, Word::particle)) {
    said = trimmed(said);
    dropped = true;
  }
  if (dropped && !said.empty()) text = std::string(said);
}

std::optional<Request> read(std::string_view text, local_seconds now, const Names& names) {
  skip_marks(text);
  text = trim(text);
  if (std::string_view told = text; eat_end(told, Word::told_end)) return std::nullopt;
  if (understand_edit(text, now) || understand_cancelling(text)) return std::nullopt;
  bool unforgotten = false;  // 别忘了明天8点交表, where nobody else is spoken to.
  for (bool more = true; more; skip_marks(text)) {
    more = eat(text, Word::unforgotten);
    unforgotten = unforgotten || more;
    more = eat(text, Word::please) || more;
  }
  auto request = verb_first(text, now, names);
  if (!request) request = time_first(text, now, names);
  if (!request && unforgotten) request = noted(text, now);
  if (!request) return verb_last(text, now, names);
  if (!request->words.empty()) take_limit_behind(*request, now);
  return request;
}

}  // namespace

std::optional<Request> understand(std::string_view text, local_seconds now, const Names& names) {
  auto request = read(in_simplified(text), now, names);
  if (request) drop_particles(request->text);
  return request;
}

namespace {

bool same_days(const When& one, const When& other) {
  const auto day = [](const When& when) { return std::chrono::floor<std::chrono::days>(when.at); };
  return one.kind == other.kind && one.dow == other.dow && one.dom == other.dom && one.every == other.every &&
         one.hm.size() == other.hm.size() && day(one) == day(other);
}

/// Says all: when, and of what.
bool is_whole(const Request& request) {
  return !request.when.empty() && request.meaning.kind != Kind::ask &&
         (!request.text.empty() || request.to == To::missing);
}

/// 再说一次 of 十点再说一次: what was said before, once more. True where nothing else stands here.
bool says_again(std::string_view text, const Names& names) {
  skip_marks(text);
  skip(text, Word::joining);
  Request whom;
  if (!eat(text, {Word::remind, Word::bid, Word::say, Word::tell})) return false;
  eat_target(text, whom, names);
  eat(text, Word::once);
  skip(text, {Word::particle, Word::softly});
  return text.empty();
}

/// The order behind another one, which gives it what it leaves unsaid: the day, and of what.
std::optional<Request> further(std::string_view text, const Request& before, local_seconds now, const Names& names) {
  if (const auto lead = match_limit(text, now); lead > 0 && says_again(text.substr(lead), names)) {
    Request again = before;  // 提前10分钟再说一遍
    take_words(again, before.words + "，" + std::string(text.substr(0, lead)), now);
    again.text = before.text;
    return again;
  }
  std::optional<Request> request;
  Request again = before;
  std::string_view rest = text;
  if (eat_time(rest, again, now) && says_again(rest, names)) request = std::move(again);
  if (!request) request = understand(text, now, names);
  if (!request || request->loose || request->words.empty()) return std::nullopt;
  // 明天下午3点提醒我交表，4点提醒我开会: that of tomorrow, and in the afternoon.
  const auto fits = [&](const When& when) { return same_days(when, before.meaning); };
  if (auto words = led_by(before.words, request->words, now, fits)) take_words(*request, *words, now);
  return request;
}

}  // namespace

std::vector<Request> understand_each(std::string_view text, local_seconds now, const Names& names) {
  constexpr std::size_t most = 4;
  std::vector<Request> all;
  const auto read = [&](std::string_view words) {
    return all.empty() ? understand(words, now, names) : further(words, all.back(), now, names);
  };
  for (std::size_t at = 0; at < text.size() && all.size() + 1 < most; at += code_point_size(text, at)) {
    std::string_view tail = text.substr(at);
    if (!tail.starts_with(' ') && !sees(tail, {Word::mark, Word::besides})) continue;
    skip_marks(tail);
    skip(tail, Word::besides);
    if (!sees(tail, {Word::remind, Word::bid}) && !match_when(tail, now) && match_limit(tail, now) == 0) continue;
    auto first = read(text.substr(0, at));
    const auto second = first && is_whole(*first) ? further(tail, *first, now, names) : std::nullopt;
    if (!second || !is_whole(*second)) continue;
    all.push_back(std::move(*first));
    text = tail;
    at = 0;
  }
  if (auto last = read(text)) all.push_back(std::move(*last));
  return all;
}

bool asks_for_nothing(std::string_view behind_verb) {
  eat(behind_verb, Word::speaker);
  const bool asked = eat(behind_verb, Word::once);  // 谢谢你提醒我 asks for nothing at all.
  skip(behind_verb, {Word::particle, Word::softly});
  return asked && behind_verb.empty();
}

std::string_view name_before(std::string_view text) {
  constexpr std::array<std::string_view, 41> doings{
      "同学", "老师", "交", "报",   "开",   "上",   "带", "去", "来", "签", "填", "做", "写",  "发",
      "打",   "参加", "到", "看",   "把",   "还",   "领", "拿", "取", "别", "不", "记", "完",  "提",
      "确认", "回",   "吃", "准备", "起床", "值日", "测", "量", "缴", "买", "下", "补", "复查"};
  constexpr std::array<std::string_view, 20> no_names{"马上", "高考", "高铁", "周末", "周一", "周二", "周三",
                                                      "周四", "周五", "周六", "周日", "文件", "文档", "方便",
                                                      "安全", "任务", "金工", "钱包", "程序", "武汉"};
  constexpr std::string_view groups = "部会课书组社团院系处科表";
  for (const std::size_t length : {3, 2, 4}) {
    const std::string_view name = text.substr(0, length * std::string_view("名").size());
    const std::string_view behind = trimmed(text.substr(name.size()));
    const bool does = std::any_of(doings.begin(), doings.end(), [&](auto word) { return behind.starts_with(word); });
    const bool word = std::any_of(no_names.begin(), no_names.end(), [&](auto one) { return name.starts_with(one); });
    if (does && !word && looks_like_name(name) && groups.find(name.substr(name.size() - 3)) == groups.npos) return name;
  }
  return {};
}

bool like_talk(const Request& request) {
  if (request.loose || request.when.empty() || (request.text.empty() && request.to != To::missing)) return true;
  if (request.meaning.kind != Kind::ask) return false;
  if (request.meaning.ask == Open::vague) return true;
  constexpr std::string_view gone = "昨 前天 上周 上个 上次 刚";
  return request.meaning.ask == Open::past && language::holds_one_of(request.when, gone);
}

}  // namespace banwei::reminder
