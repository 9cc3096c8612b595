#include "handlers/leave/leave_second_thoughts.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/leave/leave_intents.h"

namespace banwei::leave {

namespace text {
namespace {

std::string reopened(std::string_view line, std::int64_t id) {
  return fmt::format("已收回，现在算没有批：{}\n批就回“同意{}”，不批回“驳回{} 理由”", line, id, id);
}
std::string taken_back(std::string_view teacher, std::string_view line) {
  return fmt::format("{}收回了刚才的批准：请假{} 现在不算请假，定了再告诉你", teacher, line);
}
std::string not_granted(std::string_view line) { return fmt::format("这条还没有批，不用收回：{}", line); }
std::string put_off(std::string_view line, std::int64_t id) {
  return fmt::format("好，先放着，没有批也没有驳回：{}\n想好了回“同意{}”，不批回“驳回{} 理由”", line, id, id);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest = 120;  // bytes
constexpr std::string_view slips =
    "点错 批错 按错 弄错 搞错 看错 同意错 通过错 点岔 手滑 手误 误批 不该批 不应该批 批早了 错批";
constexpr std::string_view refusals = "不批 不准 驳回 不同意 拒绝 不通过 不予";
constexpr std::string_view returns = "撤回 收回 撤销 撤掉 撤了 取消 作废 退回";
constexpr std::string_view granting = "批 准 同意 通过";
constexpr std::string_view waits = "先放 放着 放一放 先等 先别批 先不批 先不动 先不管 先缓 缓一缓";
constexpr std::chrono::hours still_meant{12};  // So long a word that names nobody means what was granted last.

Interpretation heard_as(std::function<Reply(const Context&)> act, const Context& context) {
  Interpretation heard{.intent = &intents::approve, .claim = Claim::answer, .opened = context.sent.utc};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"ask", "which"}}; };
  heard.understood.act = std::move(act);
  return heard;
}

}  // namespace

std::optional<Interpretation> SecondThoughts::listen(const Utterance& said, const Context& context) {
  const bool fits = !said.text.empty() && said.text.size() <= longest;
  if (!fits || context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const std::string folded = normalised(said.text);
  const auto says = [&](std::string_view any) { return language::holds_one_of(folded, any); };
  if (says(slips) || (says(returns) && says(granting))) return takes_back(folded, context);
  return says(waits) || says(language::not_now) ? puts_off(folded, context) : std::nullopt;
}

/// Those whose student is named, or whose number stands there.
std::vector<Leave> SecondThoughts::named_in(std::string_view folded, std::vector<Leave> all) const {
  std::erase_if(all, [&](const Leave& leave) {
    const bool named = folded.find(normalised(book_.name_of(leave.person))) != folded.npos;
    return !named && folded.find("#" + std::to_string(leave.id)) == folded.npos;
  });
  return all;
}

std::optional<Interpretation> SecondThoughts::takes_back(std::string_view folded, const Context& context) {
  const auto last_decided = [](const Leave& a, const Leave& b) {
    return std::tie(a.decided, a.id) < std::tie(b.decided, b.id);
  };
  const auto all = book_.granted_by(context.speaker, context.now);
  auto granted = named_in(folded, all);
  const auto waiting = named_in(folded, book_.waiting_for(context.speaker, false, context.now));
  const bool refuses = language::holds_one_of(folded, refusals);
  if (granted.empty() && waiting.empty()) {
    const auto last = std::max_element(all.begin(), all.end(), last_decided);
    // 弄错了 alone may be said of anything.
    const bool of_it = language::holds_one_of(folded, granting) || language::holds_one_of(folded, returns);
    if (last == all.end() || !of_it || !last->decided || context.now.utc - *last->decided > still_meant)
      return std::nullopt;
    granted.push_back(*last);
  }
  if (granted.empty()) {
    const Leave& leave = waiting.front();
    if (!refuses && !language::holds_one_of(folded, returns)) return std::nullopt;
    return heard_as(
        [this, leave, refuses](const Context& call) {
          if (refuses) return approvals_.refuse(call, leave.id);
          return privately(call, text::not_granted(book_.line(leave, call.sent, false)));
        },
        context);
  }
  const Leave leave = *std::max_element(granted.begin(), granted.end(), last_decided);
  return heard_as(
      [this, leave, refuses](const Context& call) {
        if (!refuses) return reopen(call, leave);
        book_.leaves().set_state(leave.id, Leave::State::waiting, 0, call.now.utc);
        return approvals_.refuse(call, leave.id);
      },
      context);
}

/// It waits for its teacher again, and its student is told that it holds no more.
Reply SecondThoughts::reopen(const Context& call, const Leave& leave) {
  const Person& self = *call.speaker.person;
  book_.leaves().set_state(leave.id, Leave::State::waiting, 0, call.now.utc);
  book_.leaves().ask(leave.id, std::max(leave.told, 1), self.id, call.now.utc);
  Reply reply = privately(call, text::reopened(book_.line(leave, call.sent, false), leave.id));
  const std::string teacher = self.staff ? wording::teacher(self.name) : self.name;
  const auto student = book_.members().by_id(leave.person);
  if (student && book_.members().reach(student->account) == Reach::friendly)
    reply.add(Whisper{*student, plain(text::taken_back(teacher, book_.own_line(leave, call.sent)))});
  return reply;
}

/// 何静的我要问下，先放着: nothing is decided, and that is said.
std::optional<Interpretation> SecondThoughts::puts_off(std::string_view folded, const Context& context) {
  auto waiting = named_in(folded, book_.waiting_for(context.speaker, false, context.now));
  const bool others = waiting.empty() || language::holds_one_of(folded, "同意 可以 批了 驳回 通过 除了 其他 别的");
  if (others) return std::nullopt;
  return heard_as(
      [this, leave = waiting.front()](const Context& call) {
        book_.attention().drawn(call.speaker.person->id);
        return privately(call, text::put_off(book_.line(leave, call.sent, false), leave.id));
      },
      context);
}

}  // namespace banwei::leave
