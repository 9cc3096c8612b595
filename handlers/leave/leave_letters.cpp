#include "handlers/leave/leave_letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/leave/leave_cut.h"
#include "handlers/leave/leave_grammar.h"
#include "handlers/leave/leave_intents.h"

namespace banwei::leave {

namespace text {
namespace {

std::string asks(std::string_view teacher, std::string_view line) {
  return fmt::format("{}问你请假{}：", teacher, line);
}
constexpr auto how_to_answer = "\n直接回我就行，我转给老师";
std::string asked(std::string_view who) { return fmt::format("已替你问{}，回话我转给你", who); }
std::string says(std::string_view line) { return fmt::format("请假{} 本人说：", line); }
std::string how_to_decide(std::int64_t id) { return fmt::format("\n批就回“同意{}”，不批回“驳回{} 理由”", id, id); }
std::string how_to_grant(std::int64_t id) { return fmt::format("\n改主意要批就回“同意{}”", id); }
std::string told(std::string_view teacher) { return fmt::format("已转给{}，有回话我告诉你", teacher); }
std::string told_of_change(const std::string& teacher) { return fmt::format("已转给{}，回话以前还按批的算", teacher); }
std::string told_of_return(std::string_view teacher) {
  return fmt::format("已转给{}。到校了再说“销假”，之前还算请假", teacher);
}
std::string out_of_reach(std::string_view who) { return fmt::format("{}还没有加我好友，我私下问不到", who); }

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view letters = "leave/letters";  // The questions: what is open beside a request.
constexpr std::chrono::hours may_answer{12};
constexpr std::chrono::minutes may_explain{30};
constexpr std::size_t shortest = 2;   // characters
constexpr std::size_t longest = 200;  // characters

/// 可是派出所周末不开门啊老师: it is said to him who refused.
bool speaks_to_teacher(std::string_view words) {
  constexpr std::array<std::string_view, 9> turns{"可是", "但是", "但", "不过", "可我", "因为", "那我", "那能", "那可"};
  constexpr std::string_view bargains = "可以吗 可以不 可以么 行吗 行不 行么 好吗 成吗 能不能 可不可以";
  return words.find("老师") != words.npos || language::holds_one_of(words, bargains) ||
         std::any_of(turns.begin(), turns.end(), [&](auto turn) { return words.starts_with(turn); });
}

}  // namespace

std::optional<Interpretation> Letters::listen(const Utterance& said, const Context& context) {
  const std::size_t length = code_points(said.text);
  const bool fits = length >= shortest && length <= longest && said.quoted.empty();
  if (!fits || context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const std::string folded = normalised(said.text);
  Interpretation heard{.opened = Utc::min()};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  if (const auto leave = asked_about(folded, context)) {
    heard.intent = &intents::ask_back;
    heard.understood.act = [this, leave = *leave](const Context& call) { return ask_back(call, leave); };
    return heard;
  }
  const bool speaks = std::any_of(folded.begin(), folded.end(), [](char c) { return !is_digit(c) && c != '.'; });
  const auto question = speaks ? questions_.open(context.speaker.person->id, letters, context.now.utc) : std::nullopt;
  if (!question) return hear_reason(folded, context);
  if (question->kind == "refused" && !speaks_to_teacher(trimmed(folded))) return std::nullopt;
  const auto about = from_payload(question->payload);
  const auto leave = about.is_object() ? book_.leaves().by_id(about.value("leave", std::int64_t{0})) : std::nullopt;
  const bool open = leave && leave->state != Leave::State::approved && leave->state != Leave::State::withdrawn;
  if (!open) return std::nullopt;
  heard.intent = &intents::word;
  heard.understood.act = [this, question = *question](const Context& call) { return pass_on(call, question); };
  return heard;
}

/// 爷爷过寿, soon after he asked for leave and before the word of it: it belongs to that.
std::optional<Interpretation> Letters::hear_reason(std::string_view folded, const Context& context) const {
  constexpr std::size_t longest_reason = 20;  // characters
  constexpr std::string_view asks = "? 吗 么 谁 什么 啥 怎么 咋 哪 几 多少 不请 没请 体温 点名 通知 提醒";
  const Person& self = *context.speaker.person;
  if (self.staff || code_points(folded) > longest_reason || language::holds_one_of(folded, asks)) return std::nullopt;
  const Scene scene{.today = context.sent.day()};
  const Cut cut(folded, scene);
  const auto is_why = [](const Token& token) { return is_reason(token); };
  const auto is_else = [](const Token& token) {
    return token.kind == Token::Kind::health || is_time(token) || is(token, Meaning::cannot_come, Meaning::stays_out) ||
           is(token, Meaning::negation, Meaning::wish);
  };
  if (!cut.any(is_why) || cut.any(is_else)) return std::nullopt;
  const auto all = lately_of(book_.leaves(), self, context.sent.day());
  const auto waits = std::find_if(all.begin(), all.end(), [&](const Leave& leave) {
    const bool open = leave.state == Leave::State::waiting || leave.state == Leave::State::forwarded;
    const std::string words = normalised(leave.words);
    return open && leave.by == self.id && context.sent.utc - leave.said < may_explain && !Cut(words, scene).any(is_why);
  });
  if (waits == all.end()) return std::nullopt;
  Interpretation heard{.intent = &intents::word, .claim = Claim::other, .opened = waits->said};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this, leave = *waits](const Context& call) { return pass_on_reason(call, leave); };
  return heard;
}

Reply Letters::pass_on_reason(const Context& call, const Leave& leave) const {
  const auto chain = book_.deciders(leave, call.now.utc);
  if (chain.empty()) return {};
  Content content = plain(text::says(book_.line(leave, call.sent, false)));
  content.push_back({Part::Kind::text, std::string(trim(words_of(call.message)))});
  content.push_back({Part::Kind::text, text::how_to_decide(leave.id)});
  return Reply{}
      .add(Whisper{chain.front(), std::move(content), storage::Priority::answer})
      .add(Say{plain(text::told(wording::teacher(chain.front().name)))});
}

/// 冯天宇这个办什么事啊，让他说清楚: the leave of the one who is named that waits for this teacher's word.
std::optional<Leave> Letters::asked_about(std::string_view folded, const Context& context) const {
  const bool told_to = language::holds_one_of(folded, "让 叫他 叫她 问他 问她 问问 说清楚 说明白 问清楚");
  const bool of_leave = language::holds_one_of(folded, "假 事 清楚 明白 原因 理由 去哪 干嘛 回来 返校 太久 太长");
  // 他家长知道吗, before anything else is said to the last question.
  const bool of_him =
      language::holds_one_of(folded, "他 她") &&
      language::holds_one_of(folded,
                             "假 家长 父母 爸妈 家里 回来 返校 去哪 去几 干嘛 干啥 什么事 啥事 几天 "
                             "多久 几号 哪天 原因") &&
      language::holds_one_of(folded, "吗 么 没 干嘛 干啥 什么 啥 哪 几 多久 怎么 咋 ?") &&
      !language::holds_one_of(folded, "其他 他们 她们 体温 烧 医院 班长 电话 报 通知 同意 批 驳 准 行 可以");
  if (!context.speaker.person->staff || !(of_him || (told_to && of_leave))) return std::nullopt;
  std::optional<Leave> found;
  std::optional<Leave> named;
  // 让他周二回来: him of whom the last question was.
  const bool him = (of_him || language::holds_one_of(folded, "让他 让她 叫他 叫她 问他 问她")) &&
                   book_.attention().said_since(context.speaker.person->id) == 0;
  const auto asked = him ? book_.waiting_for(context.speaker, true, context.now) : std::vector<Leave>{};
  if (!asked.empty()) found = asked.front();
  for (const Leave& leave : book_.waiting_for(context.speaker, false, context.now)) {
    if (folded.find(normalised(book_.name_of(leave.person))) == folded.npos) continue;
    if (named && named->person != leave.person) return std::nullopt;
    if (!named) named = leave;
  }
  return named ? named : found;
}

void Letters::expect(const Leave& leave, const Person& from, Why why, const Moment& now) {
  questions_.ask({.person = leave.person,
                  .feature = std::string(letters),
                  .kind = why == Why::refused ? "refused" : "asked",
                  .payload = to_payload({{"leave", leave.id}, {"from", from.id}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + may_answer});
}

Reply Letters::ask_back(const Context& call, const Leave& leave) {
  const auto student = book_.members().by_id(leave.person);
  if (!student) return {};
  if (book_.members().reach(student->account) != Reach::friendly)
    return privately(call, text::out_of_reach(student->name));
  expect(leave, *call.speaker.person, Why::asked, call.now);
  Content content = plain(text::asks(wording::teacher(call.speaker.person->name), book_.own_line(leave, call.sent)));
  content.push_back({Part::Kind::text, std::string(trim(words_of(call.message)))});
  content.push_back({Part::Kind::text, text::how_to_answer});
  return Reply{}
      .add(Whisper{*student, std::move(content), storage::Priority::answer})
      .add(Say{plain(text::asked(student->name))});
}

Reply Letters::tell_teacher(const Context& call, const Leave& leave, bool returns) {
  const auto teacher = book_.members().by_id(leave.decided_by);
  if (!teacher) return {};
  Content content = plain(text::says(book_.line(leave, call.sent, false)));
  content.push_back({Part::Kind::text, std::string(trim(words_of(call.message)))});
  return Reply{}
      .add(Whisper{*teacher, std::move(content), storage::Priority::answer})
      .add(Say{plain(returns ? text::told_of_return(wording::teacher(teacher->name))
                             : text::told_of_change(wording::teacher(teacher->name)))});
}

Reply Letters::pass_on(const Context& call, const storage::Question& question) {
  const auto payload = from_payload(question.payload);
  if (!payload.is_object()) return {};
  const auto leave = book_.leaves().by_id(payload.value("leave", std::int64_t{0}));
  const auto teacher = book_.members().by_id(payload.value("from", std::int64_t{0}));
  if (!leave || !teacher) return {};
  // One answer to what was asked back: what he says next may be said to anybody.
  if (question.kind == "asked") questions_.close(question.person, letters, call.now.utc);
  Content content = plain(text::says(book_.line(*leave, call.sent, false)));
  content.push_back({Part::Kind::text, std::string(trim(words_of(call.message)))});
  const bool refused = leave->state == Leave::State::refused;
  content.push_back({Part::Kind::text, refused ? text::how_to_grant(leave->id) : text::how_to_decide(leave->id)});
  return Reply{}
      .add(Whisper{*teacher, std::move(content), storage::Priority::answer})
      .add(Say{plain(text::told(wording::teacher(teacher->name)))});
}

}  // namespace banwei::leave
