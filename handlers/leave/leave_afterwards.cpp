#include "handlers/leave/leave_afterwards.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/exporting.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/leave/leave_cut.h"
#include "handlers/leave/leave_days.h"
#include "handlers/leave/leave_grammar.h"
#include "handlers/leave/leave_intents.h"

namespace banwei::leave {

namespace {

constexpr std::size_t longest = 90;  // bytes

Interpretation heard_as(const Intent& intent, std::function<Reply(const Context&)> act) {
  Interpretation heard{.intent = &intent, .opened = Utc::min()};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = std::move(act);
  return heard;
}

/// 老师咋还没批啊, 批没批, 怎么又不批了: of the word that is waited for.
bool asks_for_the_word(std::string_view folded) {
  constexpr std::string_view word = "批 准假 准了 同意 通过";
  constexpr std::string_view open = "没 不 还 吗 咋 怎么 为什么 为啥 啥时候 什么时候 几时";
  constexpr std::string_view else_said = "批发 批评 批次 一批 准备 标准 准时 考 论文 贷款 助学金 奖学金 入党";
  const bool plainly = language::holds_one_of(folded, "批 准") || language::holds_one_of(folded, "老师 导员 假");
  return plainly && language::holds_one_of(folded, word) && language::holds_one_of(folded, open) &&
         !language::holds_one_of(folded, else_said);
}

/// 能再申请一次吗, 还可以重新请不.
bool asks_to_ask_again(std::string_view folded) {
  return language::holds_one_of(folded, "再 重新 重") && language::holds_one_of(folded, "申请 请 交 提") &&
         language::holds_one_of(folded, "能 可以 可不可以 行") && language::holds_one_of(folded, "吗 不 么 嘛 ?") &&
         !language::holds_one_of(folded, "他 她 别人");
}

/// 我妈让我回家住两天，请假怎么弄; 请假最多能请几天, 周末回家要请假吗.
bool asks_how(std::string_view folded) {
  constexpr std::string_view leave = "请假 假条 请个假 请的假 请几天 天假";
  constexpr std::string_view how =
      "怎么弄 怎么请 怎么写 怎么办 怎么交 咋弄 咋请 咋写 咋整 咋办 如何 流程 手续 找谁 跟谁 向谁 给谁 规定";
  constexpr std::string_view proof = "证明 病历 假条 诊断 签字 家长";
  constexpr std::string_view wanted = "要不要 用不用 需不需要 要交 要带 要开 需要 得要";
  constexpr std::string_view sorts = "病假 事假 公假 请假 假";
  if (language::holds_one_of(folded, proof) && language::holds_one_of(folded, wanted) &&
      language::holds_one_of(folded, sorts) && language::holds_one_of(folded, "吗 不 么 ?"))
    return true;
  constexpr std::string_view rule = "最多 最长 要不要 用不用 需不需要 需要 必须 得要 要请假 要家长 提前";
  constexpr std::string_view open = "吗 么 不 几 多少 多久 ?";
  const bool asks = language::holds_one_of(folded, how) ||
                    (language::holds_one_of(folded, rule) && language::holds_one_of(folded, open));
  return language::holds_one_of(folded, leave) && asks && !language::holds_one_of(folded, "他 她 别人 谁请 病假条");
}

/// 能不能改成周四回来, 再多请一天行不行: of what was granted.
bool asks_for_change(std::string_view folded) {
  constexpr std::string_view change =
      "改成 改到 改为 换成 换到 推迟 延长 延到 多请 晚一天 晚两天 晚几天 晚点回 再延 延一 延两 延几 延期 提前回 提前返 "
      "早点回 续";
  constexpr std::string_view may = "能不能 能 可以 可不可以 行不行 行吗 想 成不";
  return language::holds_one_of(folded, change) && language::holds_one_of(folded, may) &&
         !language::holds_one_of(folded, "他 她 别人 体温 会 通知 课");
}

/// 老师看了没有啊, while he waits.
bool asks_whether_seen(std::string_view folded) {
  return language::holds_one_of(folded, "老师 导员 假") &&
         language::holds_one_of(folded, "看了 看到 看见 看没看 回了 回没回") &&
         language::holds_one_of(folded, "没 吗 么 不 ?");
}

/// 我周四晚上就到, 提前回来: before the last day of what was granted.
bool announces_return(std::string_view folded, Day today) {
  constexpr std::string_view arrives = "就到 能到 回来 返校 回校 到校 就回 能回 到学校 回学校";
  constexpr std::string_view not_it = "吗 ? 不 没 怎么 什么 谁";
  if (!language::holds_one_of(folded, arrives) || language::holds_one_of(folded, not_it)) return false;
  const Scene scene{.today = today};
  const Cut cut(folded, scene);
  return cut.any([](const Token& token) { return is_time(token); }) && !cut.any(is_another);
}

/// The days that are named: 明天, 这个星期; nothing for today.
std::optional<DaySpan> days_in(std::string_view folded, Day today) {
  const Scene scene{.today = today};
  const Cut cut(folded, scene);
  const auto dated = std::find_if(cut.begin(), cut.end(), [](const Token& token) {
    return token.kind == Token::Kind::date && !token.date.invalid;
  });
  if (dated == cut.end()) return std::nullopt;
  constexpr std::chrono::days week{7};
  const times::Date& date = dated->date;
  if (date.precision == times::Precision::day) return DaySpan{date.day, date.day};
  if (date.precision != times::Precision::week) return std::nullopt;
  // 这个星期 begins on its Monday, be that over.
  const auto since_monday = std::chrono::days{std::chrono::weekday{date.day}.iso_encoding() - 1};
  const Day monday = date.day - since_monday;
  return DaySpan{monday, monday + week - std::chrono::days{1}};
}

/// 谁请假了 3月16日: the command of it says no more.
bool is_plain_order(std::string_view folded, Day today) {
  for (const std::string_view order : {"谁请假了", "谁请假", "请假名单", "请假情况"}) {
    const auto at = folded.find(order);
    if (at == folded.npos) continue;
    std::string rest(folded.substr(0, at));
    rest += folded.substr(at + order.size());
    std::string_view days = trimmed(rest);  // 谁请假了 3月16日; not 明天谁请假
    return days.empty() || (eat_days(days, today) && trimmed(days).empty());
  }
  return false;
}

}  // namespace

std::optional<Interpretation> Afterwards::listen(const Utterance& said, const Context& context) {
  const bool fits = !said.text.empty() && said.text.size() <= longest && context.message.place == Place::direct;
  if (!fits || !context.speaker.person) return std::nullopt;
  const std::string folded = normalised(said.text);
  auto heard = of_leader(folded, context);
  return !heard && !context.speaker.person->staff ? of_student(folded, context) : std::move(heard);
}

std::optional<Interpretation> Afterwards::of_student(std::string_view folded, const Context& context) {
  const bool word = asks_for_the_word(folded);
  const bool again = asks_to_ask_again(folded);
  const bool early = announces_return(folded, context.sent.day());
  const bool change = asks_for_change(folded);
  const bool seen = asks_whether_seen(folded);
  if (asks_how(folded)) return heard_as(intents::after, answers_.how);
  if (!word && !again && !early && !change && !seen) return std::nullopt;
  const auto all = lately_of(book_.leaves(), *context.speaker.person, context.sent.day());
  const bool waits = std::any_of(all.begin(), all.end(), [](const Leave& leave) {
    return leave.state == Leave::State::waiting || leave.state == Leave::State::forwarded;
  });
  if (all.empty() || (seen && !word && !waits)) return std::nullopt;
  if (again && !change) return heard_as(intents::after, answers_.how);
  if (word || seen) return heard_as(intents::after, answers_.own);
  const auto runs = std::find_if(all.begin(), all.end(), [&](const Leave& leave) {
    return leave.state == Leave::State::approved && !leave.ended && leave.to >= context.sent.day() &&
           (leave.to > leave.from || change) && leave.decided_by != 0;
  });
  if (runs == all.end()) return std::nullopt;
  return heard_as(intents::after, [this, leave = *runs, early](const Context& call) {
    return letters_.tell_teacher(call, leave, early);
  });
}

std::optional<Interpretation> Afterwards::of_leader(std::string_view folded, const Context& context) {
  const bool who = language::holds_one_of(folded, "谁 哪些 哪几个 哪个 几个 多少");
  const bool leave = language::holds_one_of(folded, "请假 请了假 请的假 病假 事假 公假");
  const bool away = language::holds_one_of(folded, "不在 不来 来不了");
  const bool undone = language::holds_one_of(folded, "没处理 没批 待批 没审 没回") &&
                      language::holds_one_of(folded, "还有 有没有 有啥 有什么 哪些");
  const bool other = language::holds_one_of(folded, "为什么 为啥 怎么 咋 能不能 可以 我请 你");
  if (other || !(undone || (who && (leave || away)))) return std::nullopt;
  if (is_plain_order(folded, context.sent.day())) return std::nullopt;
  const auto classes = classes_of(book_.members(), context, in_charge);
  if (classes.empty()) return std::nullopt;
  const auto days = days_in(folded, context.sent.day());
  // 谁不在 of today is asked of a roll call.
  const bool to_come = days && days->to > context.sent.day();
  if (!leave && !undone && !to_come) return std::nullopt;
  if (undone && book_.waiting_for(context.speaker, false, context.now).empty()) return std::nullopt;
  return heard_as(intents::asked, [this, days](const Context& call) { return answers_.list(call, days); });
}

}  // namespace banwei::leave
