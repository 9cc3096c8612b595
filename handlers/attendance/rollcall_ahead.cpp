#include "handlers/attendance/rollcall_ahead.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/common/privately.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string not_by_itself(const std::string& hour) {
  return fmt::format(
      "到点自动点名我还不会。要我到时叫你，说“{}提醒我点名”；要现在点，在群里说“点名10分钟”；开班会说“班会 "
      "{}”，到点我会自己开签到",
      hour, hour);
}
std::string not_here_yet(const std::string& who) {
  return fmt::format("还没给{}记到。到了让本人回“到”，或你说“{}记到”；算迟到就说“{}迟到”", who, who, who);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_said = 60;  // bytes

/// 帮我点个名, 发起签到: an order, and nothing beside it.
bool orders_the_roll(std::string_view words, Day today) {
  using language::Form;
  using W = language::Word;
  constexpr auto around = W::roll | W::sign_in | W::sign | W::again | W::one | W::give | W::everyone | W::begin |
                          W::our_class | W::lesson | W::meeting | W::send;
  static const Form form{.needs = {W::roll | W::sign_in}, .may = around};
  static constexpr std::array slots{language::Slot::length, language::Slot::title};
  return language::fit(form, language::cut(words, {}, today), words, slots).has_value();
}

}  // namespace

std::optional<Interpretation> Ahead::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_said) return std::nullopt;
  const std::string folded = normalised(said.text);
  if (language::holds_one_of(folded, "? 吗 么 谁 提醒 叫我 班会 开会")) return std::nullopt;
  if (auto heard = hear_hour(trimmed(folded), said, context)) return heard;
  return hear_coming(trimmed(folded), context);
}

/// 七点帮我点个名: no roll call is set for an hour.
std::optional<Interpretation> Ahead::hear_hour(std::string_view folded, const Utterance& said,
                                               const Context& context) const {
  const bool calls =
      context.klass ? context.speaker.holds(callers, context.klass->id) : !context.speaker.grants.empty();
  if (!calls || !said.addressed || !language::holds_one_of(folded, "点 签")) return std::nullopt;
  std::string_view rest = folded;
  for (const std::string_view lead : {"帮我", "麻烦", "请", "到", "等"}) {
    if (rest.starts_with(lead)) rest.remove_prefix(lead.size());
  }
  const auto match = match_when(rest, context.sent.local);
  if (!match || match->bytes == 0 || match->bytes >= rest.size() || match->when.kind == When::Kind::daily)
    return std::nullopt;
  const std::string hour(trimmed(rest.substr(0, match->bytes)));
  const std::string_view order = trimmed(rest.substr(match->bytes));
  if (!language::holds_one_of(hour, "点 : 分钟 小时") || !orders_the_roll(order, context.sent.day()))
    return std::nullopt;
  Interpretation heard{.intent = &intents::call, .opened = context.sent.utc};
  heard.understood.fields = [hour] { return nlohmann::ordered_json{{"later", hour}}; };
  heard.understood.act = [hour](const Context& call) { return privately(call, text::not_by_itself(hour)); };
  return heard;
}

/// 许诺堵车晚点到, of one who is named, while the roll is called.
std::optional<Interpretation> Ahead::hear_coming(std::string_view folded, const Context& context) {
  constexpr std::string_view signs =
      "晚点到 迟点到 晚到 晚几分钟 晚一点 晚一会 堵车 堵路上 路上 马上到 快到了 就到 一会到 一会儿到 等会到 等下到 "
      "要迟到 会迟到 "
      "可能迟到 没赶上 在赶";
  constexpr std::size_t longest_rest = 45;  // bytes
  if (!context.klass || !context.speaker.holds(callers, context.klass->id)) return std::nullopt;
  const auto calls = book_.of_today(context.klass->id, context.sent);
  if (std::all_of(calls.begin(), calls.end(), [](const RollCall& one) { return one.closed.has_value(); }))
    return std::nullopt;
  const auto& people = rosters_.of(context.klass->id);
  const auto named = people.name_at(folded, 0);
  if (named.length == 0 || named.who.size() != 1) return std::nullopt;
  const std::string_view rest = folded.substr(named.length);
  if (rest.size() > longest_rest || !language::holds_one_of(rest, signs)) return std::nullopt;
  const std::string who = people[named.who.front()].name;
  Interpretation heard{.intent = &intents::correct, .claim = Claim::answer, .opened = context.sent.utc};
  heard.understood.fields = [who] { return nlohmann::ordered_json{{"coming", who}}; };
  heard.understood.act = [who](const Context& call) { return privately(call, text::not_here_yet(who)); };
  return heard;
}

}  // namespace banwei::attendance
