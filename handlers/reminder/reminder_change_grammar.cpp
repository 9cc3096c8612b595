#include "handlers/reminder/reminder_change_grammar.h"

#include <algorithm>
#include <array>

#include "handlers/args.h"
#include "handlers/language/eat.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::reminder {

namespace {

template <std::size_t n>
using Words = std::array<std::string_view, n>;

constexpr std::size_t longest = 400;       // bytes
constexpr std::int64_t highest = 999'999;  // No reminder's number is higher.

constexpr Words<10> heads{"请帮我", "麻烦", "帮我", "帮忙", "请", "能不能", "可以", "把", "将", "给我"};
constexpr Words<5> change_words{"修改一下", "改一下", "修改", "改动", "调整一下"};
constexpr Words<21> to_words{"时间改到", "时间改成", "时间改为", "改到",   "改成",   "改为",   "改在",
                             "换到",     "换成",     "调到",     "调整到", "调整为", "挪到",   "移到",
                             "延到",     "推迟到",   "延后到",   "延迟到", "提前到", "更改为", "变更为"};
constexpr Words<12> later_words{"往后推", "往后挪", "往后拖", "往后延", "后推", "推迟",
                                "延后",   "延迟",   "推后",   "顺延",   "往后", "晚"};
constexpr Words<5> sooner_words{"往前提", "往前挪", "往前调", "提前", "早"};
constexpr Words<10> text_words{"改内容",   "改一下内容", "内容改成", "内容改为", "内容换成",
                               "文字改成", "文字改为",   "的话改成", "正文改成", "正文改为"};
constexpr Words<16> remove_words{"取消掉", "取消", "删除", "删掉", "删了", "删",   "关闭", "关掉",
                                 "去掉",   "撤销", "撤掉", "停掉", "停止", "清空", "清除", "不要"};
constexpr Words<28> removed_words{"不用提醒了", "不用提醒", "别提醒了", "别提醒", "甭提醒了", "不要提醒了", "不提醒了",
                                  "甭要了",     "清了",     "清",       "不要了", "不用了",   "不需要了",   "取消掉",
                                  "取消了",     "取消",     "删除",     "删掉",   "删了",     "删",         "关掉",
                                  "关了",       "停掉",     "停了",     "清空",   "清掉",     "去掉",       "作废"};
constexpr Words<10> all_words{"全",   "全部的",   "全部",     "所有的",   "所有",
                              "全都", "我的所有", "我所有的", "我的全部", "都"};
constexpr Words<3> reminder_words{"提醒", "闹钟", "闹铃"};
constexpr Words<5> number_words{"编号", "第", "No.", "no.", "#"};
constexpr Words<6> joints{"、", "，", ",", "和", "及", "跟"};
constexpr Words<5> spans{"到", "至", "-", "~", "—"};
constexpr Words<9> endings{"吧", "了吧", "一下", "呗", "哦", "啊", "。", "！", "!"};

template <std::size_t n>
bool eat_any(std::string_view& text, const Words<n>& words) {
  std::size_t taken = 0;
  for (const std::string_view word : words) {
    if (word.size() > taken && text.starts_with(word)) taken = word.size();
  }
  text.remove_prefix(taken);
  return taken > 0;
}

void skip_blanks(std::string_view& text) {
  text = text.substr(std::min(text.find_first_not_of(" \t\n,:"), text.size()));
}

template <std::size_t n>
void drop_ends(std::string_view& text, const Words<n>& words) {
  for (bool found = true; found;) {
    text = trim(text);
    found = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      if (!text.ends_with(word)) return false;
      text.remove_suffix(word.size());
      return true;
    });
  }
}

/// 3, 3号, 第3个, 编号三; a bare number must be no part of a time: 提醒9点交表 names none.
std::optional<std::int64_t> eat_number(std::string_view& text) {
  std::string_view rest = text;
  skip_blanks(rest);
  const bool ordinal = rest.starts_with("第");
  eat_any(rest, number_words);
  skip_blanks(rest);
  const auto number = numeral_at(rest, 0);
  if (!number || number->value < 1 || number->value > highest) return std::nullopt;
  rest.remove_prefix(number->length);
  for (const std::string_view unit : {"点", ":", "：", "月", "分", "小时", "天", "个小时", "个人", "日", "周", "位"}) {
    if (rest.starts_with(unit)) return std::nullopt;
  }
  if (ordinal && rest.starts_with("个")) return std::nullopt;  // It is a place in the list.
  eat(rest, "号") || eat(rest, "条") || eat(rest, "个");
  text = rest;
  return number->value;
}

/// 第一个: a place in the list, 0 when none stands here.
int eat_place(std::string_view& text) {
  constexpr std::int64_t most = 99;
  std::string_view rest = text;
  if (!eat(rest, "第")) return 0;
  const auto number = numeral_at(rest, 0);
  if (!number || number->value < 1 || number->value > most) return 0;
  rest.remove_prefix(number->length);
  if (!eat(rest, "个")) return 0;
  text = rest;
  return static_cast<int>(number->value);
}

/// 1、2和5, 1到3.
std::vector<std::int64_t> eat_numbers(std::string_view& text) {
  std::vector<std::int64_t> ids;
  constexpr std::size_t most = 40;
  auto id = eat_number(text);
  while (id && ids.size() < most) {
    ids.push_back(*id);
    std::string_view rest = text;
    skip_blanks(rest);
    const bool span = eat_any(rest, spans);
    if (!span && !eat_any(rest, joints) && rest.size() == text.size()) break;
    eat(rest, "提醒");
    id = eat_number(rest);
    if (!id) break;
    for (auto next = ids.back() + 1; span && next < *id && ids.size() < most; ++next) ids.push_back(next);
    text = rest;
  }
  return ids;
}

/// 提醒3, 3号提醒, 编号3的提醒, 第一个提醒, 提醒. False where no reminder is named.
bool eat_reminder(std::string_view& text, Edit& edit) {
  std::string_view rest = text;
  skip_blanks(rest);
  if (eat(rest, "提醒")) {
    edit.id = eat_number(rest);
  } else {
    edit.place = eat_place(rest);
    if (edit.place == 0) edit.id = eat_number(rest);
    if (!edit.id && edit.place == 0) return false;
    eat(rest, "的");
    if (!eat(rest, "提醒")) return false;
  }
  text = rest;
  return true;
}

/// 吃药那个, 周五那个开会提醒: what it is about; "" where nothing is pointed at.
std::string eat_about(std::string_view& text) {
  constexpr std::size_t longest_about = 60;  // bytes
  constexpr Words<6> pointing{"的那个", "那个", "的那条", "那条", "这个", "的"};
  std::size_t end = text.npos;
  for (const std::string_view word : reminder_words) end = std::min(end, text.find(word));
  std::string_view rest = text.substr(std::min(end, text.size()));
  eat_any(rest, reminder_words);
  for (std::size_t at = 0; end == text.npos && at < std::min(text.size(), longest_about);
       at += code_point_size(text, at)) {
    rest = text.substr(at);
    if (eat_any(rest, Words<4>{"的那个", "那个", "的那条", "那条"})) end = at;
  }
  if (end == text.npos || end > longest_about) return {};
  std::string_view about = text.substr(0, end);
  drop_ends(about, pointing);
  eat_any(about, Words<5>{"我那个", "我的那个", "我的", "我", "那个"});
  text = rest;
  return std::string(about);
}

/// 那个提醒: one that is pointed at and named by nothing.
bool eat_pointed(std::string_view& text) {
  std::string_view rest = text;
  if (!eat_any(rest, Words<8>{"刚才那个", "刚刚那个", "刚才的", "上一个", "那个", "这个", "那条", "这条"}) ||
      !rest.starts_with("提醒"))
    return false;
  text = rest;
  return true;
}

/// 改成周六, 改到九点吧: a new time and nothing else.
std::optional<Edit> change_of_the_last(std::string_view text, std::chrono::local_seconds now) {
  eat_any(text, Words<4>{"还是", "那就", "那", "就"});
  if (!eat_any(text, to_words) || !understand_when(text, now)) return std::nullopt;
  return Edit{.when = std::string(text), .last = true};
}

/// 周末不用提醒: when a reminder that repeats is to be silent.
std::optional<Edit> exception(std::string_view text, std::chrono::local_seconds now) {
  if (text.ends_with("我")) text.remove_suffix(std::string_view("我").size());
  constexpr std::array<std::string_view, 6> silent{"就不用提醒", "不用提醒", "不要提醒", "别提醒", "不提醒", "不用喊"};
  const auto word = std::find_if(silent.begin(), silent.end(), [&](auto each) { return text.ends_with(each); });
  if (word == silent.end()) return std::nullopt;
  const std::string_view days = trim(text.substr(0, text.size() - word->size()));
  const std::string limit = "，" + std::string(days) + "除外";
  if (days.empty() || match_limit(limit, now) != limit.size()) return std::nullopt;
  return Edit{.last = true, .except = std::string(days)};
}

/// 一小时, 推迟: by how much.
std::optional<std::chrono::minutes> eat_delay(std::string_view text) {
  std::string_view rest = text;
  drop_ends(rest, Words<4>{"再说", "提醒", "再提醒", "一点"});
  return understand_minutes(rest);
}

}  // namespace

std::optional<Edit> understand_edit(std::string_view text, std::chrono::local_seconds now) {
  std::string_view rest = trim(text);
  const auto has = [&](std::string_view word) { return rest.find(word) != std::string_view::npos; };
  if (rest.size() > longest || rest.ends_with("了")) return std::nullopt;
  const bool names_one = has("提醒") || has("闹钟") || has("那个") || has("那条");
  while (eat_any(rest, heads)) skip_blanks(rest);
  drop_ends(rest, endings);
  if (auto silent = exception(rest, now)) return silent;
  if (!names_one) return change_of_the_last(rest, now);
  Edit edit;
  const bool change = eat_any(rest, change_words);
  const bool leading_later = !change && eat_any(rest, later_words);
  const bool leading_sooner = !change && !leading_later && eat_any(rest, sooner_words);
  if (!eat_reminder(rest, edit)) {
    edit.about = eat_about(rest);
    if (edit.about.empty()) return std::nullopt;
  }
  skip_blanks(rest);
  if (leading_later || leading_sooner) {
    const auto delay = eat_delay(rest);
    if (!delay) return std::nullopt;
    edit.delay = leading_later ? *delay : -*delay;
    return edit;
  }
  if (change && rest.empty()) return edit;
  eat(rest, "的");
  skip_blanks(rest);
  std::string_view said = rest;
  if (eat_any(said, text_words)) {
    skip_blanks(said);
    eat(said, "：") || eat(said, ":");
    edit.text = said;
    return edit.text.empty() ? std::nullopt : std::optional(edit);
  }
  bool to = eat_any(said, to_words);
  // 洗澡那个改九点
  if (std::string_view time = said; !to && eat(time, "改") && understand_when(time, now)) {
    to = true;
    said = time;
  }
  if (to || change) {
    skip_blanks(said);
    const bool is_time = understand_when(said, now).has_value();
    if (!is_time && (!to || (!edit.id && edit.place == 0) || said.empty())) return std::nullopt;
    (is_time ? edit.when : edit.text) = said;
    return edit;
  }
  const bool later = eat_any(said, later_words);
  if (!later && !eat_any(said, sooner_words)) return std::nullopt;
  if (said.empty()) return later ? std::optional(edit) : std::nullopt;
  const auto delay = eat_delay(said);
  if (!delay) return std::nullopt;
  edit.delay = later ? *delay : -*delay;
  return edit;
}

std::optional<Cancelling> understand_cancelling(std::string_view text) {
  const std::string plain = normalised(text);
  std::string_view rest = trimmed(plain);
  constexpr std::size_t longest_order = 200;  // bytes
  const auto holds = [&](std::string_view word) { return rest.find(word) != std::string_view::npos; };
  if (rest.size() > longest_order || !(holds("提醒") || holds("闹钟") || holds("第") || holds("那个") || holds("那条")))
    return std::nullopt;
  while (eat_any(rest, heads)) skip_blanks(rest);
  drop_ends(rest, endings);
  Cancelling cancelling;
  if (std::string_view bare = rest; holds("提醒")) {  // 不用提醒我了
    drop_ends(bare, Words<3>{"了", "我", "啦"});
    eat_any(bare, Words<4>{"以后", "你", "就", "都"});
    cancelling.any =
        eat_any(bare, Words<7>{"不用提醒", "别提醒", "不要提醒", "不用再提醒", "别再提醒", "不要再提醒", "甭提醒"}) &&
        bare.empty();
    if (cancelling.any) return cancelling;
  }
  bool removed = rest.starts_with("清空") || rest.starts_with("清除");
  cancelling.all = removed;
  removed = eat_any(rest, remove_words) || removed;
  skip_blanks(rest);
  cancelling.all = eat_any(rest, all_words) || cancelling.all;
  eat(rest, "我的");
  cancelling.place = eat_place(rest);
  if (cancelling.place > 0) {
    const bool named = eat(rest, "提醒");
    if (removed ? rest.empty() : named && eat_any(rest, removed_words) && rest.empty()) return cancelling;
    return std::nullopt;
  }
  cancelling.last = !cancelling.all && eat_pointed(rest);
  bool named = eat(rest, "提醒");
  cancelling.ids = eat_numbers(rest);
  eat(rest, "的");
  eat(rest, "这几个") || eat(rest, "这些");
  named = eat(rest, "提醒") || named;
  if (!named && cancelling.ids.empty() && !cancelling.all) {
    cancelling.about = eat_about(rest);
    named = !cancelling.about.empty();
  }
  skip_blanks(rest);
  if (!named) return std::nullopt;
  if (!removed) {
    cancelling.all = eat_any(rest, all_words) || cancelling.all;
    if (!cancelling.ids.empty()) cancelling.all = false;
    if (!eat_any(rest, removed_words)) return std::nullopt;
  }
  if (removed && rest == "了") rest = {};
  const bool said = cancelling.all || cancelling.last || !cancelling.ids.empty() || !cancelling.about.empty();
  if (!rest.empty() || !said) return std::nullopt;
  if (!cancelling.ids.empty()) cancelling.all = cancelling.last = false;
  return cancelling;
}

}  // namespace banwei::reminder
