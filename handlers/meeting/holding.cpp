#include "handlers/meeting/holding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/meeting/meeting_intents.h"
#include "handlers/meeting/meeting_order.h"

namespace banwei::meeting {

namespace text {
namespace {

std::string soon(const std::string& length, const std::string& name, const std::string& where) {
  return fmt::format("⏰ {}后{}{}", length, name, where.empty() ? "" : "，" + where);
}
std::string hours(std::int64_t count) { return fmt::format("{}小时", count); }
std::string minutes(std::int64_t count) { return fmt::format("{}分钟", count); }
std::string turnout(const RollCaller::Turnout& turnout) {
  return fmt::format("到{}/{} ", turnout.present, turnout.due);
}
std::string took(std::int64_t minutes) { return fmt::format("用时{}分钟。", minutes); }
constexpr auto monitor_writes = "班长私聊我写三句话纪要：讲了什么/问题/建议";
std::string write_now(const std::string& name) {
  return fmt::format("{}开完了，写三句话纪要发给我，一句一行：讲了什么/问题/建议。没有就写“没有问题”", name);
}
std::string more(std::size_t count) { return fmt::format("记下了，还差{}句（讲了什么/问题/建议），接着发就行", count); }
std::string kept(const std::string& name) { return fmt::format("{} 纪要已收，谢谢", name); }
std::string kept_again(const std::string& name) { return fmt::format("{} 纪要已改", name); }
constexpr auto none_on = "现在没有在开的会。定时间说“班会 今晚7点”";
constexpr auto only_roll = "现在没有在开的会。正在点名，要结束说“结束点名”";
constexpr auto how_to_write =
    "班会纪要私聊发给我就行，三句话：讲了什么、问题、建议，如“班会纪要 讲了宅家作息。问题是熬夜。建议晚上点名”";
constexpr auto none_to_write = "没有等着写纪要的班会";
constexpr auto ended = "好的，散会";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes too_late{30};  // After that nobody is called any more.
constexpr std::chrono::days minutes_open{5};
constexpr std::size_t wanted = 3;            // sentences
constexpr std::size_t longest_kept = 2'000;  // bytes
constexpr std::size_t longest_said = 1'500;  // bytes

bool has_minutes(const Meeting& meeting) { return meeting.theme != 0 || is_of_class(meeting.title); }

std::string length_of(std::chrono::minutes lead) {
  const auto count = lead.count();
  return count % 60 == 0 ? text::hours(count / 60) : text::minutes(count);
}

}  // namespace

RollCaller* Holding::roll_caller() const {
  for (const auto& one : features_) {
    if (auto* caller = dynamic_cast<RollCaller*>(one.get())) return caller;
  }
  return nullptr;
}

Reply Holding::remind(std::int64_t id, const Moment& now) const {
  const auto meeting = meetings_.by_id(id);
  const auto klass = meeting ? members_.class_by_id(meeting->class_id) : std::nullopt;
  if (!klass || klass->group.empty() || !meeting->begins || *meeting->begins <= now.utc) return {};
  const auto left = std::chrono::ceil<std::chrono::minutes>(*meeting->begins - now.utc);
  return Reply{}.add(Post{klass->group, plain(text::soon(length_of(left), book_.name(*meeting), meeting->number)),
                          storage::Priority::answer, "", *meeting->begins});
}

Reply Holding::begin(std::int64_t id, const Moment& now) {
  auto meeting = meetings_.by_id(id);
  const auto klass = meeting ? members_.class_by_id(meeting->class_id) : std::nullopt;
  const auto by = meeting ? members_.by_id(meeting->by) : std::nullopt;
  RollCaller* caller = roll_caller();
  if (!klass || !by || !meeting->roll || meeting->roll_call != 0 || !meeting->begins || caller == nullptr) return {};
  if (now.utc > *meeting->begins + too_late) return {};
  // A theme's is the class's own: its roll call is the monitor's, not that of whoever planned it for all.
  const auto own = book_.keepers(*meeting, now.utc);
  const bool of_theme = meeting->theme != 0 && !own.empty();
  auto called = caller->call_roll(
      *klass,
      {.by = of_theme ? own.front() : *by,
       .title = meeting->theme == 0 ? meeting->title : std::string("班会"),
       .occasion = fmt::format("meeting/{}/{}", of_theme ? id : meeting->by, meeting->said.time_since_epoch().count()),
       .length = roll_length},
      now);
  meeting->roll_call = called.id;
  meetings_.save(*meeting);
  return std::move(called.reply);
}

Reply Holding::end(const Context& call) {
  const RollCaller* caller = roll_caller();
  bool rolls = false;
  Reply reply;
  for (const Class& klass : classes_of(members_, call, organizers)) {
    const auto meeting = book_.on_now(klass.id, call.now.utc);
    rolls = rolls || (caller != nullptr && caller->calls_roll(klass, call.now));
    if (!meeting) continue;
    reply.join(finish(*meeting, call.now, true));
    if (call.message.place == Place::direct && !has_minutes(*meeting)) reply.join(privately(call, text::ended));
  }
  return reply.actions.empty() ? privately(call, rolls ? text::only_roll : text::none_on) : reply;
}

Reply Holding::ask_for_minutes(std::int64_t id, const Moment& now) {
  const auto meeting = meetings_.by_id(id);
  if (!meeting || meeting->ended || !meeting->begins || !has_minutes(*meeting)) return {};
  return finish(*meeting, now, false);
}

/// `told`: somebody has said that it is over, so that its length is known.
Reply Holding::finish(Meeting meeting, const Moment& now, bool told) {
  meeting.ended = now.utc;
  RollCaller* caller = roll_caller();
  Reply reply;
  if (told && caller != nullptr && meeting.roll_call != 0) reply = caller->end_roll(meeting.roll_call, now);
  const auto turnout = caller != nullptr && meeting.roll_call != 0 ? caller->turnout(meeting.roll_call) : std::nullopt;
  if (turnout) {
    meeting.due = static_cast<int>(turnout->due);
    meeting.present = static_cast<int>(turnout->present);
  }
  meetings_.save(meeting);
  const auto klass = members_.class_by_id(meeting.class_id);
  if (!klass) return reply;
  const bool kept = has_minutes(meeting);
  std::string words = turnout ? text::turnout(*turnout) : "";
  if (told) words += text::took(std::chrono::duration_cast<std::chrono::minutes>(now.utc - *meeting.begins).count());
  if (!klass->group.empty() && (told || kept))
    reply.add(Post{klass->group, plain(words + (kept ? text::monitor_writes : "")), storage::Priority::answer});
  if (!kept || !meeting.minutes.empty()) return reply;
  for (const Person& keeper : book_.keepers(meeting, now.utc)) {
    questions_.ask({.person = keeper.id,
                    .feature = std::string(feature),
                    .kind = "minutes",
                    .payload = std::to_string(meeting.id),
                    .day = now.day(),
                    .asked = now.utc,
                    .until = now.utc + minutes_open});
    reply.join(privately(keeper, text::write_now(book_.name(meeting))));
  }
  return reply;
}

/// A line or two of plain words; whatever asks something of the bot is taken by its own feature before.
std::optional<Interpretation> Holding::hear_minutes(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct || said.text.size() > longest_said)
    return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question || question->kind != "minutes") return std::nullopt;
  const auto sentences = sentences_of(said.text);
  const auto meeting = meetings_.by_id(number(question->payload));
  if (!meeting || sentences.empty()) return std::nullopt;
  // 没有问题 is a whole sentence of what has begun, and so is 没有.
  constexpr std::array<std::string_view, 5> none{"无", "没有", "暂无", "没有了", "没了"};
  const bool begun = !meeting->minutes.empty();
  const bool is_none = begun && std::find(none.begin(), none.end(), said.text) != none.end();
  const std::size_t shortest = begun ? 4 : 5;  // characters
  if (!is_none && code_points(said.text) < shortest) return std::nullopt;
  // A question is one of the bot, not of the meeting; one sentence alone may be talk unless others stand already.
  if (said.text.ends_with("?") || said.text.ends_with("？") || said.text.ends_with("吗")) return std::nullopt;
  constexpr std::array<std::string_view, 10> heads{"讲",   "内容", "主题", "问题", "建议",
                                                   "学习", "传达", "强调", "开了", "本次"};
  const bool headed = std::any_of(heads.begin(), heads.end(), [&](auto head) { return said.text.starts_with(head); });
  if (sentences.size() == 1 && !begun && !headed) return std::nullopt;
  Interpretation heard{.intent = &intents::minutes, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [count = sentences.size()] { return nlohmann::ordered_json{{"sentences", count}}; };
  heard.understood.act = [this, meeting = *meeting](const Context& call) {
    return take(call, meeting, words_of(call.message));
  };
  return heard;
}

Reply Holding::write(const Context& call, std::string words) {
  std::optional<Meeting> meant;
  for (const Class& klass : classes_of(members_, call, organizers)) {
    for (Meeting& one : meetings_.of_class(klass.id, call.now.utc - minutes_open)) {
      const bool held = has_minutes(one) && one.begins && *one.begins <= call.now.utc;
      if (held && (!meant || one.begins > meant->begins)) meant = std::move(one);
    }
  }
  if (!meant) return privately(call, text::none_to_write);
  meant->minutes.clear();
  return take(call, *meant, words);
}

Reply Holding::tell_how_to_write(const Context& call) { return privately(call, text::how_to_write); }

Reply Holding::take(const Context& call, Meeting meeting, const std::string& words) {
  const bool again = meeting.minutes.empty() && meeting.minutes_by != 0;
  auto sentences = sentences_of(meeting.minutes);
  for (std::string& one : sentences_of(words)) sentences.push_back(std::move(one));
  std::string all = fmt::format("{}", fmt::join(sentences, "\n"));
  meeting.minutes = all.size() > longest_kept ? wording::head(all, longest_kept / 3) : all;
  const bool whole = sentences.size() >= wanted;
  if (whole) meeting.minutes_by = call.speaker.person->id;
  meetings_.save(meeting);
  if (!whole) return privately(call, text::more(wanted - sentences.size()));
  for (const Person& keeper : book_.keepers(meeting, call.now.utc)) {
    const auto question = questions_.open(keeper.id, feature, call.now.utc);
    if (question && question->payload == std::to_string(meeting.id)) questions_.close(keeper.id, feature, call.now.utc);
  }
  const std::string name = book_.name(meeting);
  return privately(call, again ? text::kept_again(name) : text::kept(name));
}

}  // namespace banwei::meeting
