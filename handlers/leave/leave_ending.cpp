#include "handlers/leave/leave_ending.h"

#include <algorithm>
#include <utility>

#include "handlers/language/answers.h"

namespace banwei::leave {

namespace {

constexpr std::size_t most_unknown = 2;  // So many characters beside it may be such as no table knows.

/// 提前回来了, 我已经返校了, of somebody whose leave runs, and nothing beside it; in a group 我回来了 may be of
/// anything.
bool comes_back(const Cut& cut) {
  if (!cut.scene().away) return false;
  bool came = false;
  bool done = false;
  bool plainly = cut.scene().alone;
  for (std::size_t i = 0; i < cut.size(); ++i) {
    const std::string_view words = cut.words(i);
    const bool back = may_speak_of_return(words);
    came = came || back;
    done = done || is(cut[i], Meaning::done, Meaning::already) || (back && words.ends_with("了"));
    plainly = plainly || words == "提前" || words.find("校") != words.npos;
    const bool today = is_time(cut[i]) && (words.starts_with("今") || words.starts_with("刚"));
    if (!back && !today && !is_frame(cut[i])) return false;
  }
  return came && done && plainly && !cut.has(Meaning::asking, Meaning::may_i, Meaning::can);
}

/// 我好了 下午回来上课, of somebody whose leave runs: today, and nobody else.
bool is_well_again(const Cut& cut) {
  constexpr std::string_view recovered = "我好了 好多了 没事了 病好了 退烧了 不烧了 不疼了 舒服多了 恢复了";
  constexpr std::string_view attends = "回来上课 来上课 去上课 回校上课 返校 回学校";
  const bool says = language::holds_one_of(cut.text(), recovered) && language::holds_one_of(cut.text(), attends);
  if (!says || !cut.scene().away || !cut.scene().alone) return false;
  return !cut.has(Meaning::negation, Meaning::may_i, Meaning::asking, Meaning::question) && !cut.any(is_another) &&
         !cut.any([&](const Token& token) {
           const bool other_day = token.kind == Token::Kind::date && token.date.day != cut.scene().today;
           return other_day || is(token, Meaning::tomorrow_morning, Meaning::tomorrow_evening);
         });
}

}  // namespace

Ending read_ending(const Cut& cut) {
  bool back = comes_back(cut) || is_well_again(cut);
  bool undone = false;
  for (std::size_t i = 0; i < cut.size(); ++i) {
    back = back || is(cut[i], Meaning::back) ||
           (is(cut[i], Meaning::over) && i > 0 && (is_type(cut[i - 1]) || is(cut[i - 1], Meaning::close)));
    back = back || (is(cut[i], Meaning::ask) && i + 2 < cut.size() && is(cut[i + 1], Meaning::returning) &&
                    is(cut[i + 2], Meaning::done));  // 请假回来了
    for (std::size_t next = i + 1; next < std::min(i + 4, cut.size()) && cut[next].kind != Token::Kind::mark; ++next) {
      back =
          back || ((is(cut[i], Meaning::close) || is_leave(cut[i])) && is(cut[next], Meaning::strike));  // 假可以销了
      undone = undone || (is(cut[i], Meaning::undo) && is_leave(cut[next])) ||
               (is_leave(cut[i]) && is(cut[next], Meaning::undo));
    }
    undone = undone || (i + 2 < cut.size() && is(cut[i], Meaning::negation) && is(cut[i + 1], Meaning::ask) &&
                        is(cut[i + 2], Meaning::done));
    std::size_t no = i + 1;
    while (no < cut.size() && is(cut[no], Meaning::wish, Meaning::self, Meaning::small)) ++no;
    undone = undone || (no + 2 < cut.size() && (is(cut[i], Meaning::close) || is_leave(cut[i])) &&
                        is(cut[no], Meaning::negation) && is(cut[no + 1], Meaning::open) &&
                        is(cut[no + 2], Meaning::done));  // 假先不请了, 那个假我不请了
    const bool needless = no + 1 < cut.size() && (cut.words(no) == "不用" || cut.words(no) == "不需要");
    undone = undone || (needless && (is(cut[i], Meaning::close) || is_leave(cut[i])) && is(cut[no + 1], Meaning::done));
  }
  // 我周一能来了，不请了: in private alone, for in a group it may be anything that nobody is treated to.
  const std::size_t last = cut.size();
  undone = undone || (cut.scene().alone && last >= 3 && is(cut[last - 3], Meaning::negation) &&
                      is(cut[last - 2], Meaning::open) && is(cut[last - 1], Meaning::done));
  if (!back && !undone) return {};
  const bool denied = back && (cut.has(Meaning::negation, Meaning::open, Meaning::told) || cut.any(is_another));
  if (denied || cut.has(Meaning::question, Meaning::may_i, Meaning::asking, Meaning::maybe)) return {.spoken = true};
  // Words that no table knows stand in a clause of their own.
  std::size_t clause = 0;
  for (std::size_t i = 0; i <= cut.size(); ++i) {
    if (i < cut.size() && cut[i].kind != Token::Kind::mark && !cut[i].gap_before) continue;
    const auto part = [&](auto test) {
      return std::any_of(cut.begin() + static_cast<std::ptrdiff_t>(clause),
                         cut.begin() + static_cast<std::ptrdiff_t>(i), test);
    };
    const bool says = part(
        [](const Token& token) { return is(token, Meaning::back, Meaning::strike, Meaning::over, Meaning::undo); });
    const std::size_t unknown = static_cast<std::size_t>(
        std::count_if(cut.begin() + static_cast<std::ptrdiff_t>(clause), cut.begin() + static_cast<std::ptrdiff_t>(i),
                      [](const Token& token) { return token.kind == Token::Kind::unknown; }));
    if (says && unknown > most_unknown) return {.spoken = true};
    clause = i;
  }
  Statement said{.kind = back ? Statement::Kind::back : Statement::Kind::cancel};
  for (const Token& token : cut) {
    if (token.kind == Token::Kind::name && !cut.own(token) && token.who.size() == 1)
      said.who = cut.scene().people[token.who.front()];
  }
  return {.spoken = true, .said = std::move(said)};
}

}  // namespace banwei::leave
