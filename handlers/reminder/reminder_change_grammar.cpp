#include "handlers/reminder/reminder_change_grammar.h"

#include <algorithm>
#include <array>

#include "handlers/args.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"
#include "handlers/reminder/reminder_words.h"

namespace banwei::reminder {

namespace {

constexpr std::size_t longest = 400;       // bytes
constexpr std::int64_t highest = 999'999;  // No reminder's number is higher.
constexpr Words heads{Word::please, Word::taking, Word::once};
constexpr Words later_words{Word::later, Word::late};
constexpr Words sooner_words{Word::sooner, Word::early};
constexpr Words reminders{Word::remind, Word::clock};

void skip_blanks(std::string_view& text) {
  text = text.substr(std::min(text.find_first_not_of(" \t\n,:"), text.size()));
}

void drop_ends(std::string_view& text, Words words) {
  while (text = trim(text), eat_end(text, words)) {
  }
}

/// 改到, 时间换成, 推迟到: what stands before the new.
bool eat_to(std::string_view& text) {
  std::string_view rest = text;
  eat(rest, Word::time_of);
  if (!eat(rest, {Word::change, Word::later, Word::sooner}) || !eat(rest, Word::into)) return false;
  text = rest;
  return true;
}

/// 推迟, 往后挪, 晚: 1, 提前, 往前提, 早: -1, and 0 where neither stands here.
int eat_shift(std::string_view& text) {
  const int way = eat(text, later_words) ? 1 : eat(text, sooner_words) ? -1 : 0;
  if (way != 0) eat(text, Word::moved);
  return way;
}

/// 内容改成, 改内容, 改一下内容: what stands before new words.
bool eat_to_text(std::string_view& text) {
  std::string_view rest = text;
  const bool first = eat(rest, Word::content);
  if (!eat(rest, Word::change)) return false;
  if (!first) eat(rest, Word::once);
  if (!eat(rest, first ? Word::into : Word::content)) return false;
  text = rest;
  return true;
}

/// 所有的, 我的全部: and 我的 alone is none.
bool eat_all(std::string_view& text) {
  eat(text, Word::mine);
  const bool all = eat(text, Word::all);
  if (all) eat(text, Word::mine);
  return all;
}

/// 取消掉, 删了, 不用了, 别再提醒我了: what says that it is not wanted.
bool eat_removal(std::string_view& text) {
  std::string_view rest = text;
  skip(rest, Word::adverb);
  if (eat(rest, Word::needless)) {
    skip(rest, Word::adverb);
    const bool said = eat(rest, Word::remind) ? (eat(rest, Word::speaker), true) : eat_one_of(rest, {"要", "发"});
    if (!eat(rest, Word::away) && !said) return false;
  } else if (!eat(rest, Word::remove)) {
    return false;
  }
  skip(rest, {Word::away, Word::particle});
  text = rest;
  return true;
}

/// 3, 3号, 第3个, 编号三; a bare number must be no part of a time: 提醒9点交表 names none.
std::optional<std::int64_t> eat_number(std::string_view& text) {
  std::string_view rest = text;
  skip_blanks(rest);
  const bool ordinal = rest.starts_with("第");
  eat(rest, Word::number);
  skip_blanks(rest);
  const auto number = numeral_at(rest, 0);
  if (!number || number->value < 1 || number->value > highest) return std::nullopt;
  rest.remove_prefix(number->length);
  if (sees(rest, Word::of_amount)) return std::nullopt;
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
    const bool span = eat(rest, Word::span);
    if (!span && !eat(rest, Word::between_numbers) && rest.size() == text.size()) break;
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
std::string eat_about(std::string_view& text, bool& named) {
  constexpr std::size_t longest_about = 60;  // bytes
  for (std::size_t at = 0; at < std::min(text.size(), longest_about); at += code_point_size(text, at)) {
    std::string_view rest = text.substr(at);
    const bool pointed = eat(rest, Word::pointing);
    named = eat(rest, reminders);
    const bool named_later = text.find("提醒") != text.npos || text.find("闹") != text.npos;
    if (!named && (!pointed || named_later)) continue;
    std::string_view about = text.substr(0, at);
    drop_ends(about, Word::pointing);
    eat(about, Word::mine);
    eat(about, Word::pointing);
    text = rest;
    return std::string(about);
  }
  return {};
}

/// 那个提醒, 刚才那个提醒: one that is pointed at and named by nothing.
bool eat_pointed(std::string_view& text) {
  std::string_view rest = text;
  const bool before = eat(rest, Word::just_now);
  if ((!eat(rest, Word::pointing) && !before) || !rest.starts_with("提醒")) return false;
  text = rest;
  return true;
}

/// 改成周六, 改到九点吧, 诶不对 是六点四十: a new time and nothing else, or 查寝改成9点半, of what is called so.
std::optional<Edit> change_of_the_last(std::string_view text, std::chrono::local_seconds now) {
  skip(text, {Word::then, Word::oh});
  std::string_view meant = text;
  if (eat(meant, Word::misspoken)) {
    skip_marks(meant);
    skip(meant, {Word::misspoken, Word::is});
    if (understand_when(meant, now)) return Edit{.when = std::string(meant), .last = true};
  }
  constexpr std::size_t longest_about = 30;  // bytes
  for (std::size_t at = 0; at < std::min(text.size(), longest_about); at += code_point_size(text, at)) {
    std::string_view time = text.substr(at);
    if (!eat_to(time) || !understand_when(time, now)) continue;
    std::string_view about = text.substr(0, at);
    eat(about, Word::mine);
    return Edit{.about = std::string(trim(about)), .when = std::string(time), .last = at == 0};
  }
  return std::nullopt;
}

/// 周末不用提醒: when a reminder that repeats is to be silent.
std::optional<Edit> exception(std::string_view text, std::chrono::local_seconds now) {
  eat_end(text, Word::speaker);
  if (!eat_end(text, Word::remind) && !eat_end(text, Word::bid)) return std::nullopt;
  if (!eat_end(text, Word::needless)) return std::nullopt;
  eat_end(text, {"就"});
  const std::string_view days = trim(text);
  const std::string limit = "，" + std::string(days) + "除外";
  if (days.empty() || match_limit(limit, now) != limit.size()) return std::nullopt;
  return Edit{.last = true, .except = std::string(days)};
}

/// 一小时, 推迟: by how much.
std::optional<std::chrono::minutes> eat_delay(std::string_view text) {
  while (eat_end(text, {"再说", "再提醒", "提醒", "一点"})) {
  }
  return understand_minutes(trim(text));
}

/// 停三天, 先停一个礼拜: for how many days it is to be silent, 0 where it says no such thing.
int eat_pause(std::string_view text) {
  constexpr std::int64_t longest_pause = 60;
  if (!eat(text, Word::pause)) return 0;
  const auto number = numeral_at(text, 0);
  if (!number || number->value < 1 || number->value > longest_pause) return 0;
  text.remove_prefix(number->length);
  eat(text, "个");
  const bool weeks = eat_one_of(text, {"星期", "礼拜", "周"});
  if ((!weeks && !eat(text, "天")) || !trim(text).empty()) return 0;
  constexpr int week = 7;
  return static_cast<int>(number->value) * (weeks ? week : 1);
}

/// What is to become of it, behind its name.
std::optional<Edit> change_of(Edit edit, std::string_view text, bool named_to_change, std::chrono::local_seconds now) {
  if (eat_to_text(text)) {
    skip_blanks(text);
    eat(text, "：") || eat(text, ":");
    edit.text = text;
    return edit.text.empty() ? std::nullopt : std::optional(edit);
  }
  bool to = eat_to(text);
  // 洗澡那个改九点
  if (std::string_view time = text; !to && eat(time, Word::change) && understand_when(time, now)) {
    to = true;
    text = time;
  }
  if (to || named_to_change) {
    skip_blanks(text);
    const bool is_time = understand_when(text, now).has_value();
    if (!is_time && (!to || (!edit.id && edit.place == 0) || text.empty())) return std::nullopt;
    (is_time ? edit.when : edit.text) = text;
    return edit;
  }
  if (edit.pause = eat_pause(text); edit.pause > 0) return edit;
  const int way = eat_shift(text);
  if (way == 0) return std::nullopt;
  if (text.empty()) return way > 0 ? std::optional(edit) : std::nullopt;
  const auto delay = eat_delay(text);
  if (!delay) return std::nullopt;
  edit.delay = way * *delay;
  return edit;
}

}  // namespace

std::optional<Edit> understand_edit(std::string_view text, std::chrono::local_seconds now) {
  std::string_view rest = trim(text);
  const auto has = [&](std::string_view word) { return rest.find(word) != std::string_view::npos; };
  if (rest.size() > longest || rest.ends_with("了")) return std::nullopt;
  const bool names_one = has("提醒") || has("闹钟") || has("那个") || has("那条") || has("停");
  while (eat(rest, heads)) skip_blanks(rest);
  drop_ends(rest, {Word::particle, Word::softly});
  if (auto silent = exception(rest, now)) return silent;
  if (!names_one) return change_of_the_last(rest, now);
  Edit edit;
  const bool change = eat(rest, Word::change);
  if (change) eat(rest, Word::once);
  const int way = change ? 0 : eat_shift(rest);
  if (!eat_reminder(rest, edit)) {
    edit.about = eat_about(rest, edit.named);
    if (edit.about.empty()) return std::nullopt;
  }
  skip_blanks(rest);
  if (way != 0) {
    const auto delay = eat_delay(rest);
    if (!delay) return std::nullopt;
    edit.delay = way * *delay;
    return edit;
  }
  if (change && rest.empty()) return edit;
  eat(rest, "的");
  skip_blanks(rest);
  return change_of(std::move(edit), rest, change, now);
}

namespace {

/// 药吃完了，不用提醒了: what it is about stands before.
std::optional<Cancelling> silenced_behind(std::string_view text) {
  drop_ends(text, {Word::away, Word::particle});
  eat_end(text, Word::speaker);
  if (!eat_end(text, Word::remind)) return std::nullopt;
  eat_end(text, Word::adverb);
  if (!eat_end(text, Word::needless)) return std::nullopt;
  text = trimmed(text);
  const bool orders = text.find("提醒") != text.npos;  // 每天8点提醒我背单词 周末别提醒
  return text.empty() || orders ? std::nullopt : std::optional(Cancelling{.about = std::string(text), .any = true});
}

/// 不用提醒我了: whichever there is; 别再提醒我吃药了: what it is about stands behind, as in 别叫了，药我早停了.
std::optional<Cancelling> silenced(std::string_view text) {
  bool named = false;
  bool hushed = false;
  const auto eat_hush = [&] {  // 别叫了别叫了
    std::string_view rest = text;
    skip(rest, Word::adverb);
    if (!eat(rest, Word::needless)) return false;
    skip(rest, Word::adverb);
    named = eat(rest, Word::remind);
    if (!named && !eat_one_of(rest, {"叫", "喊", "响"})) return false;
    eat(rest, Word::speaker);
    hushed = eat(rest, Word::away);
    skip_marks(rest);
    if (!named && !hushed && !rest.empty()) return false;  // 别叫醒他
    text = rest;
    return true;
  };
  if (!eat_hush()) return std::nullopt;
  while (hushed && eat_hush()) {
  }
  drop_ends(text, {Word::away, Word::particle});
  return Cancelling{.about = std::string(text), .any = text.empty() || hushed, .named = named};
}

/// 取消提醒1、2, 吃药那个不要了: which, and that it is not wanted, in either order.
std::optional<Cancelling> taken_away(std::string_view rest) {
  Cancelling cancelling;
  cancelling.all = eat(rest, Word::clear);
  const bool removed = cancelling.all || (eat(rest, Word::remove) && (eat(rest, Word::away), true));
  skip_blanks(rest);
  cancelling.all = eat_all(rest) || cancelling.all;
  cancelling.place = eat_place(rest);
  if (cancelling.place > 0) {
    const bool named = eat(rest, "提醒");
    if (removed ? rest.empty() : named && eat_removal(rest) && rest.empty()) return cancelling;
    return std::nullopt;
  }
  cancelling.last = !cancelling.all && eat_pointed(rest);
  bool named = eat(rest, "提醒");
  cancelling.ids = eat_numbers(rest);
  eat(rest, "的");
  eat(rest, "这几个") || eat(rest, "这些");
  named = eat(rest, "提醒") || named;
  if (!named && cancelling.ids.empty() && !cancelling.all) {
    cancelling.about = eat_about(rest, cancelling.named);
    named = !cancelling.about.empty();
  }
  skip_blanks(rest);
  if (!named) return std::nullopt;
  if (!removed) {
    cancelling.all = eat(rest, Word::all) || cancelling.all;
    if (!cancelling.ids.empty()) cancelling.all = false;
    if (!eat_removal(rest)) return std::nullopt;
  }
  if (removed && rest == "了") rest = {};
  const bool said = cancelling.all || cancelling.last || !cancelling.ids.empty() || !cancelling.about.empty();
  if (!rest.empty() || !said) return std::nullopt;
  if (!cancelling.ids.empty()) cancelling.all = cancelling.last = false;
  return cancelling;
}

std::optional<Cancelling> cancelling_of(std::string_view text) {
  while (eat(text, heads)) skip_blanks(text);
  drop_ends(text, {Word::particle, Word::softly});
  if (auto silent = silenced(text)) return silent;
  if (auto named = taken_away(text)) return named;
  return silenced_behind(text);
}

}  // namespace

std::optional<Cancelling> understand_cancelling(std::string_view text) {
  constexpr std::size_t longest_order = 200;  // bytes
  constexpr std::string_view marks = "提醒 闹钟 第 那个 那条 叫 喊 响 不用了 不要了";
  const std::string plain = normalised(text);
  const std::string_view whole = trimmed(plain);
  if (whole.size() > longest_order || !language::holds_one_of(whole, marks)) return std::nullopt;
  if (auto cancelling = cancelling_of(whole)) return cancelling;
  // 带身份证那个取消吧 老师说不用了: why stands behind.
  const auto mark = whole.find_first_of(" ,\n");
  if (mark == whole.npos || language::holds_one_of(whole.substr(mark), "提醒 闹钟")) return std::nullopt;
  return cancelling_of(whole.substr(0, mark));
}

}  // namespace banwei::reminder
