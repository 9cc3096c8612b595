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
#include "handlers/reminder/reminder_change_grammar.h"

namespace banwei::reminder {

namespace {

using std::chrono::local_seconds;
using Kind = When::Kind;
using Open = When::Open;

// --- lists of words; of words with a common head the longer stands first -----------------------------------------

constexpr std::array<std::string_view, 14> set_words{"设置提醒", "设置一个提醒", "设置个提醒", "设个提醒", "设一个提醒",
                                                     "设提醒",   "新建提醒",     "添加提醒",   "加个提醒", "创建提醒",
                                                     "定时提醒", "定个提醒",     "发起提醒",   "预约提醒"};
constexpr std::string_view remind = "提醒";
/// 叫李四晚上7点记得开会: a reminder only with a time behind.
constexpr std::array<std::string_view, 3> bid_words{"叫", "喊", "让"};
/// 定个明早六点半的闹钟
constexpr std::array<std::string_view, 8> clock_verbs{"定一个", "定个", "设一个", "设个", "弄个", "来个", "定", "设"};
constexpr std::array<std::string_view, 4> clocks{"闹钟", "闹铃", "提醒", "定时"};
/// 帮我记着明天下午两点去拿快递: a reminder only with a time behind.
constexpr std::array<std::string_view, 6> note_words{"记着", "记一下", "记下", "记住", "记个事", "备忘"};

constexpr std::array<std::string_view, 14> polite_words{"请你",   "请",     "麻烦你",   "麻烦",    "帮我",
                                                        "帮忙",   "帮",     "可以",     "能",      "记得",
                                                        "别忘了", "别忘记", "不要忘了", "不要忘记"};
constexpr std::array<std::string_view, 17> joining_words{"的时候", "的",   "时",   "再",     "请",    "麻烦",
                                                         "帮我",   "帮忙", "记得", "准时",   "都",    "就",
                                                         "千万",   "一定", "要",   "别忘了", "别忘记"};

constexpr std::array<std::string_view, 5> self_words{"我自己", "自己", "我本人", "一下我", "我"};
constexpr std::array<std::string_view, 29> everyone_words{
    "全班同学们", "全班同学", "各位同学", "所有同学", "班里同学", "班上同学", "全体同学", "所有的人",
    "所有人",     "全班人",   "全体学生", "学生们",   "大伙儿",   "大伙",     "大家伙",   "同学们",
    "我们班",     "咱们班",   "全体",     "全班",     "大家",     "各位",     "班级",     "班里",
    "群里",       "本班",     "我们",     "咱们",     "同学"};

constexpr std::array<std::string_view, 9> not_words{"还没有", "还没", "没有", "没",  "还未",
                                                    "尚未",   "未",   "忘了", "忘记"};
constexpr std::array<std::string_view, 9> whose_words{"的那些同学", "的同学们", "的同学", "的学生", "的各位",
                                                      "的人",       "的那几个", "的",     "同学"};

/// Behind 提醒 these tell of something that has happened, or ask about it.
constexpr std::array<std::string_view, 8> told_words{"了", "过", "得", "的", "呢", "吗", "不", "功能"};
constexpr std::array<std::string_view, 6> told_ends{"了吗", "了没", "了没有", "过吗", "了么", "是谁"};

constexpr std::array<std::string_view, 9> snooze_words{"推迟到", "延后到", "延迟到", "改到", "推迟",
                                                       "延后",   "延迟",   "稍后",   "晚点"};
constexpr std::array<std::string_view, 6> wait_words{"再等", "再过", "过", "等", "晚", "隔"};
constexpr std::array<std::string_view, 6> again_words{"再提醒我一下", "再提醒我一次", "再提醒我",
                                                      "再提醒一下",   "再提醒",       "再说"};
constexpr std::chrono::minutes usual_snooze{10};
constexpr std::chrono::minutes shortest_snooze{1};
constexpr std::chrono::days longest_snooze{31};

constexpr std::array<std::string_view, 26> marks{" ",  "\t", "\n", "\r", "　", ",", "，", ":", "：",
                                                 "、", "。", ".",  ";",  "；", "~", "～", "!", "！",
                                                 "-",  "—",  "“",  "”",  "\"", "/", "#",  "＃"};

template <std::size_t n>
bool eat_any(std::string_view& text, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return eat(text, word); });
}

void skip_marks(std::string_view& text) {
  while (eat_any(text, marks)) {
  }
}

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
  if (!eat_any(rest, not_words)) return false;
  const auto* doing = longest_of(names.awaited, rest, [](const auto& one) -> const std::string& { return one.first; });
  if (doing == nullptr) return false;
  rest.remove_prefix(doing->first.size());
  if (!eat_any(rest, whose_words)) return false;
  request.to = To::missing;
  request.awaits = doing->second;
  text = rest;
  return true;
}

/// 李四, 李四和王五, 李四 王五; 李四的作业 names nobody.
bool eat_people(std::string_view& text, Request& request, const Names& names) {
  constexpr std::array<std::string_view, 8> parting{"、", "，", ",", "和", "跟", "与", "及", "@"};
  std::string_view rest = text;
  std::vector<std::string> people;
  constexpr std::size_t most = 20;
  while (people.size() < most) {
    std::string_view behind = rest;
    while (!people.empty() && (eat(behind, " ") || eat_any(behind, parting))) {
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
  if (eat_any(text, everyone_words)) {
    request.to = To::everyone;
    skip_marks(text);
    eat_missing(text, request, names);
    return true;
  }
  if (request.klass.empty() && eat_any(text, self_words)) {
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
  eat(text, "一下") || eat(text, "一次");
  skip_marks(text);
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
  const auto head = trimmed(std::string_view(words).substr(0, match->lead.begin));
  const auto tail = trimmed(std::string_view(words).substr(match->lead.end));
  request.when = std::string(head) + (tail.empty() ? "" : "，") + std::string(tail);
  if (request.text.empty()) request.text = words.substr(match->lead.begin, match->lead.event_bytes);
}

bool eat_time(std::string_view& text, Request& request, local_seconds now) {
  eat(text, "在") || eat(text, "于");
  const auto match = match_when(text, now);
  if (!match || text.substr(match->bytes).starts_with("的")) return false;  // 明天的课 is no time
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
  for (std::size_t at = code_point_size(text, 0); at < text.size(); at += code_point_size(text, at)) {
    if (text.size() - at > longest) continue;
    const bool open =
        request.meaning.kind == Kind::ask && (request.meaning.ask == Open::hm || request.meaning.ask == Open::date);
    if (match_limit(text.substr(at), now) != text.size() - at && !(open && understand_when(text.substr(at), now)))
      continue;
    const std::string words = request.words + "，" + std::string(trimmed(text.substr(at)));
    const auto match = match_when(words, now);
    if (!match || match->bytes != words.size() || (open && match->when.kind == Kind::ask)) continue;
    std::string what(trimmed(text.substr(0, at)));
    take_words(request, words, now);
    request.text = std::move(what);
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
  while (eat_any(text, joining_words)) skip_marks(text);
  if (eat(text, "叫") || eat(text, "喊")) {
    eat_target(text, request, names);
    if (request.to == To::unsaid || request.to == To::missing) return std::nullopt;
    request.loose = request.to != To::self;
    skip_marks(text);
    take_hour(text, request, now);
  } else {
    if (!eat(text, remind) || eat_any(text, told_words)) return std::nullopt;
    read_target(text, request, names);
  }
  add_text(request, text);
  return request;
}

/// 叫我明早7点起床, 定个明早六点半的闹钟.
std::optional<Request> bidden(std::string_view text, local_seconds now, const Names& names) {
  Request request;
  request.loose = true;
  if (eat_any(text, bid_words)) {
    if (!eat_target(text, request, names) || request.to == To::missing) return std::nullopt;
    skip_marks(text);
    if (!eat_time(text, request, now)) return std::nullopt;
    while (eat_any(text, joining_words)) skip_marks(text);
    add_text(request, text);
    return request.text.empty() ? std::nullopt : std::optional(request);
  }
  if (!eat_any(text, clock_verbs)) return std::nullopt;
  constexpr std::array<std::string_view, 2> alarms{"闹钟", "闹铃"};
  if (const std::string_view alarm = text; eat_any(text, alarms)) {  // 定个闹钟，明早六点半起来跑操
    skip_marks(text);
    if (!eat_time(text, request, now)) return std::nullopt;
    request.to = To::self;
    skip_marks(text);
    add_text(request, text.empty() ? alarm.substr(0, alarms.front().size()) : text);
    return request;
  }
  const auto match = match_when(text, now);
  if (!match) return std::nullopt;
  take_words(request, std::string(trim(text.substr(0, match->bytes))), now);
  text.remove_prefix(match->bytes);
  eat(text, "的");
  const std::string_view clock = text;
  if (!eat_any(text, clocks)) return std::nullopt;
  request.to = To::self;
  skip_marks(text);
  (eat_any(text, bid_words) || eat(text, remind)) && eat(text, "我");
  add_text(request, text.empty() ? clock : text);
  return request;
}

std::optional<Request> verb_first(std::string_view text, local_seconds now, const Names& names) {
  // 别忘了明天8点交表, where nobody else is spoken to.
  const bool unforgotten = text.starts_with("别忘") || text.starts_with("不要忘");
  while (eat_any(text, polite_words)) skip_marks(text);
  if (auto request = bidden(text, now, names)) return request;
  Request request;
  const bool set = eat_any(text, set_words);
  const bool noted = !set && (eat_any(text, note_words) || (unforgotten && !text.starts_with(remind)));
  if (!set && !noted && (!eat(text, remind) || eat_any(text, told_words))) return std::nullopt;
  if (noted) {
    skip_marks(text);
    request.to = To::self;
    if (!eat_time(text, request, now)) return std::nullopt;
    add_text(request, trimmed(text));
    request.loose = true;
    return request;
  }
  read_target(text, request, names);
  if (eat(text, "在")) skip_marks(text);
  if (eat_time(text, request, now)) {
    skip_marks(text);
    while (eat_any(text, joining_words)) skip_marks(text);
    if (eat(text, remind) || request.to == To::unsaid) read_target(text, request, names);
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

/// 报体温 每天10:30 提醒, 明天3点开会，提醒我: what happens and when, and then the verb.
std::optional<Request> verb_last(std::string_view text, local_seconds now, const Names& names) {
  constexpr std::array<std::string_view, 8> ends{"一下", "吧", "哦", "啊", "呀", "哈", "喔", "谢谢"};
  const auto at = text.rfind(remind);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  Request request;
  std::string_view behind = text.substr(at + remind.size());
  read_target(behind, request, names);
  while (eat_any(behind, ends)) skip_marks(behind);
  std::string_view head = trimmed(text.substr(0, at));
  if (head.find(remind) != std::string_view::npos) return std::nullopt;
  if (!behind.empty()) {  // 开班会提醒大家，明天下午4点
    const auto when = understand_when(behind, now);
    if (!when || when->kind == Kind::ask || request.to == To::unsaid) return std::nullopt;
    take_words(request, std::string(trim(behind)), now);
  }
  constexpr std::array<std::string_view, 8> before_verb{"请", "麻烦", "帮我", "记得", "到时候", "到时", "再", "的时候"};
  for (bool found = true; found;) {
    found = std::any_of(before_verb.begin(), before_verb.end(), [&](std::string_view word) {
      if (!head.ends_with(word)) return false;
      head = trimmed(head.substr(0, head.size() - word.size()));
      return true;
    });
  }
  // 开会提醒大家一下 asks; 开会提醒大家 may tell of somebody who does.
  const bool asked = request.to != To::unsaid && text.substr(at).find("一下") != std::string_view::npos;
  const bool parted = asked || trimmed(text.substr(0, at)).size() != at;
  while (eat_any(head, polite_words)) skip_marks(head);
  std::string_view mine = head;  // 我明天10点有面试
  const bool of_mine = eat_any(mine, self_words) && match_when(mine, now);
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
  constexpr std::array<std::string_view, 7> ends{"啊", "呀", "哦", "喔", "哈", "谢谢啦", "谢谢"};
  for (const std::string_view end : ends) {
    const std::string_view said = trimmed(text);
    if (said.size() > end.size() && said.ends_with(end)) text = trimmed(said.substr(0, said.size() - end.size()));
  }
}

std::optional<Request> read(std::string_view text, local_seconds now, const Names& names) {
  skip_marks(text);
  text = trim(text);
  if (std::any_of(told_ends.begin(), told_ends.end(), [&](std::string_view end) { return text.ends_with(end); }))
    return std::nullopt;
  if (understand_edit(text, now) || understand_cancelling(text)) return std::nullopt;
  auto request = verb_first(text, now, names);
  if (!request) request = time_first(text, now, names);
  if (!request) {
    std::string_view plain = text;
    while (eat_any(plain, polite_words)) skip_marks(plain);
    request = time_first(plain, now, names);
  }
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

std::optional<local_seconds> understand_snooze(std::string_view text, local_seconds now, bool quoting) {
  text = trimmed(text);
  const bool named = eat_any(text, snooze_words);
  if (!named) eat_any(text, wait_words);
  const auto again =
      std::find_if(again_words.begin(), again_words.end(), [&](std::string_view word) { return text.ends_with(word); });
  if (again != again_words.end()) text.remove_suffix(again->size());
  text = trimmed(text);
  if (text.empty()) return named ? std::optional(now + usual_snooze) : std::nullopt;
  if (!named && again == again_words.end() && !quoting) return std::nullopt;
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
  if (yes == false || folded == "不设" || folded == "不设了") return TimeAnswer{TimeAnswer::Kind::no};
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

std::string exact_words(local_seconds at) {
  const Day day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at - day).count();
  return fmt::format("{}年{}月{}日{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), minutes / 60, minutes % 60);
}

}  // namespace banwei::reminder
