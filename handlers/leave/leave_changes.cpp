#include "handlers/leave/leave_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"
#include "handlers/leave/leave_days.h"
#include "handlers/leave/leave_reason.h"
#include "storage/leave_types.h"

namespace banwei::leave {

namespace text {
namespace {

/// What is still asked, as one would say it: it is read again with the answer.
std::string half_of(std::string_view type, Day day) { return fmt::format("{}请半天{}", wording::month_day(day), type); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_correction = 90;  // bytes
constexpr std::chrono::hours plainly_until{12};

/// What a message says it should have been, with whether it says so in words: 改成上午, 不对，是后天, 我只请下午, 上午.
struct Correction {
  std::string words;
  bool plainly = false;
  bool adds = false;  // 后天也算上: it is to be granted with what was asked for.
};
Correction correction_in(const std::string& folded) {
  constexpr std::string_view marks =
      "对的 对 嗯 嗯嗯 好 不对 错了 写错了 说错了 搞错了 改成 改到 改为 改 换成 应该是 应该 等等 等下 等一下 能 可以 "
      "还是 "
      "只请 只 就请 就 那就 是 调到";
  constexpr std::string_view around = "我 把 那个 请的 请假 假 老师 ,";
  Correction out;
  std::string_view rest = trimmed(folded);
  const auto strip = [&](std::string_view words) {  // Something is always left.
    std::string_view behind = rest;
    if (!eat_longest(behind, words) || behind.empty()) return false;
    rest = trimmed(behind);
    return true;
  };
  for (bool mark = false; (mark = strip(marks)) || strip(around);) out.plainly = out.plainly || mark;
  const auto strip_end = [&](std::string_view word) {
    if (rest.size() <= word.size() || !rest.ends_with(word)) return false;
    rest = trimmed(rest.substr(0, rest.size() - word.size()));
    return true;
  };
  for (const std::string_view word : {"吧", "了", "哈", "哦", "呢", "啊", "吗", "不", "行"}) strip_end(word);
  // 上午就行: its 行 is gone.
  for (const std::string_view word : {"就", "就好", "就可以", "就够", "够"})
    out.plainly = strip_end(word) || out.plainly;
  for (const std::string_view word :
       {"也算上", "也加上", "一起算上", "也算进去", "也请上", "也请", "也一起请", "也要请", "也要", "也一起", "也算"})
    out.adds = strip_end(word) || out.adds;
  for (const std::string_view word : {"加上", "再加上", "再加", "还有", "连"}) {
    if (!rest.starts_with(word) || rest.size() <= word.size()) continue;
    rest = trimmed(rest.substr(word.size()));
    out.adds = true;
  }
  out.plainly = out.plainly || out.adds;
  out.words = std::string(rest);
  return out;
}

}  // namespace

namespace {

/// 后天也算上 of 明天: from the first of both to the last, where nothing is between them.
bool add_to(const Leave& before, Statement& said) {
  constexpr std::chrono::days next{1};
  const bool apart = said.from > before.to + next || before.from > said.to + next;
  if (apart || !before.part.empty() || !said.part.empty()) return false;
  said.from = std::min(said.from, before.from);
  said.to = std::max(said.to, before.to);
  return true;
}

}  // namespace

bool says_it_was_wrong(std::string_view words) { return correction_in(normalised(words)).plainly; }

std::optional<Request> Changes::of_read(const Leave& before, const std::string& words, const Context& context) const {
  Correction correction = correction_in(normalised(words));
  if (says_ill_alone(correction.words, context.sent.day())) correction.words = storage::leave_types::sick;
  auto request = instead_of(before, correction.words, words, context);
  if (request && correction.adds && !add_to(before, request->said)) return std::nullopt;
  const bool yes = request && request->said.sorted;  // 事假, of what is one already.
  // 今天, of what is today's already, is said of something else.
  const bool same = request && request->said.from == before.from && request->said.to == before.to &&
                    request->said.part == before.part && request->said.type == before.type;
  return same && !correction.plainly && !yes ? std::nullopt : std::move(request);
}

std::optional<Request> Changes::of_submitted(const std::string& words, const Context& context) const {
  if (context.message.place != Place::direct || words.size() > longest_correction) return std::nullopt;
  const Correction correction = correction_in(normalised(words));
  auto all = book_.leaves().of_person(context.speaker.person->id, context.sent.day());
  // 改成明天全天, when that was refused.
  if (correction.plainly) {
    for (Leave& leave : lately_of(book_.leaves(), *context.speaker.person, context.sent.day())) {
      if (leave.state == Leave::State::refused) all.push_back(std::move(leave));
    }
  }
  std::erase_if(all, [&](const Leave& leave) {
    const auto since = context.sent.utc - leave.said;
    return leave.by != leave.person || leave.roll_call != 0 || leave.retro || leave.words.empty() ||
           since > (correction.plainly ? plainly_until : std::chrono::hours{1});
  });
  const auto last =
      std::max_element(all.begin(), all.end(), [](const Leave& a, const Leave& b) { return a.id < b.id; });
  if (last == all.end() || (last->state == Leave::State::approved && !correction.plainly)) return std::nullopt;
  auto request = instead_of(*last, correction.words, words, context);
  if (!request || request->said.open != Statement::Open::nothing) return std::nullopt;
  if (correction.adds && !add_to(*last, request->said)) return std::nullopt;
  request->replaces = *last;
  return request;
}

/// That leave with the kind, the days or the part of the day that the correction names, where it names nothing else.
std::optional<Request> Changes::instead_of(const Leave& before, const std::string& correction, const std::string& words,
                                           const Context& context) const {
  auto request = reader_.understand(correction + "请假", context);
  if (!request || request->said.who || !(request->said.dated || request->said.sorted)) return std::nullopt;
  Statement& said = request->said;
  if (!said.sorted && !said.type.empty()) return std::nullopt;
  std::string_view when = correction;
  for (const std::string_view word : {"开始", "起"}) {
    if (when.ends_with(word)) when = trimmed(when.substr(0, when.size() - word.size()));
  }
  if (!said.sorted && !says_when_alone(when, context.sent.day())) return std::nullopt;
  const auto has = [&](std::string_view any) { return language::holds_one_of(correction, any); };
  const bool of_today = said.from == context.sent.day() && said.to == said.from;
  const bool part_alone = of_today && !said.part.empty() && !has("今 号");
  const bool whole_day = has("全天 整天 一天 整日");
  if (!said.dated || part_alone || (whole_day && of_today)) {
    said.from = before.from;
    said.to = before.to;
  }
  // 周二 is that of the week which was asked for.
  if (has("周 星期 礼拜") && !has("下周 下个 下下 下星期 下礼拜 这 本 上周 上个")) {
    constexpr std::chrono::days week{7};
    while (said.from + week <= before.to) {
      said.from += week;
      said.to += week;
    }
  }
  if (has("开始 起") && said.from <= before.to) said.to = before.to;
  if (said.part.empty() && said.from == said.to && !whole_day) said.part = before.part;
  if (!said.sorted) said.type = before.type;
  said.retro = before.retro;
  // 就半天: of which half nobody spoke.
  const bool half = said.open == Statement::Open::part && said.part.empty() && said.from == said.to;
  said.open = half ? Statement::Open::part : Statement::Open::nothing;
  request->roll_call = 0;
  if (half) request->words = text::half_of(said.type, said.from);
  request->shown = before.words + "，" + words;
  request->answers = true;
  return request;
}

}  // namespace banwei::leave
