#include "handlers/announcement/notice_deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/topic.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string moved(std::int64_t id, const std::string& heading, const std::string& at) {
  return fmt::format("【通知{}】“{}”截止改到{}，别的不变", id, heading, at);
}
std::string moved_there(std::int64_t id, const std::string& at) {
  return fmt::format("好的，通知{}的截止改到{}，群里也说了", id, at);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours before_deadline{1};
constexpr std::size_t longest = 40;  // characters

/// The number behind 通知, as in 通知12截止推到周五.
std::optional<std::int64_t> numbered(std::string_view folded) {
  constexpr std::string_view word = "通知";
  const auto at = folded.find(word);
  if (at == folded.npos) return std::nullopt;
  const std::string_view rest = folded.substr(at + word.size());
  const std::size_t length =
      static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
  return length == 0 || length > 9 ? std::nullopt : std::optional(number(rest.substr(0, length)));
}

/// 体温截止改到11点, 以后截止改成10点半: of every day, and of no notice.
bool of_every_day(std::string_view folded) {
  constexpr std::string_view words = "体温 打卡 以后 每天 催报 点名";
  return language::holds_one_of(folded, words);
}

}  // namespace

std::optional<Interpretation> Deadlines::listen(const Utterance& said, const Context& context) {
  if (said.text.empty() || code_points(said.text) > longest || !context.speaker.person->staff) return std::nullopt;
  const std::string folded = normalised(said.text);
  if (folded.find("截止") == folded.npos || of_every_day(folded)) return std::nullopt;
  const auto notice = meant(folded, *context.speaker.person);
  if (!notice) return std::nullopt;
  // 通知截止改到周五, of one that had none: the end of that day's work.
  constexpr std::chrono::hours end_of_work{18};
  const auto before = notice->deadline ? book_.moment(*notice->deadline).local
                                       : std::chrono::local_seconds{context.sent.day() + end_of_work};
  const auto to = moved_deadline(folded, before, context.sent.local);
  if (!to || *to <= context.now.local) return std::nullopt;
  Interpretation heard{.intent = &intents::notice_due, .opened = *notice->posted};
  heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
  heard.understood.act = [this, id = notice->id, at = book_.utc(*to)](const Context& call) {
    return move(call, id, at);
  };
  return heard;
}

std::optional<Notice> Deadlines::meant(std::string_view folded, const Person& publisher) const {
  constexpr std::string_view word = "通知";
  const auto named = numbered(folded);
  std::optional<Notice> without;
  for (Notice& notice : notices_.by_publisher(publisher.id, most_answerable)) {
    const bool open = notice.posted && !notice.recalled && (!named || *named == notice.id);
    if (open && notice.deadline) return notice;
    if (open && notice.receipt && !without && folded.find(word) != folded.npos) without = std::move(notice);
  }
  return without;
}

void Deadlines::set_reminder(storage::Schedule& schedule, const Notice& notice, Utc now) {
  const std::string timer = Topic{.kind = "remind", .id = notice.id}.text();
  schedule.cancel_timer(feature, timer);
  if (!notice.receipt || !notice.deadline || *notice.deadline - before_deadline <= now) return;
  schedule.set_timer(feature, timer, *notice.deadline - before_deadline, std::to_string(notice.id));
}

Reply Deadlines::move(const Context& call, std::int64_t id, Utc to) {
  auto notice = notices_.by_id(id);
  if (!notice) return {};
  notices_.set_deadline(id, to);
  notice->deadline = to;
  set_reminder(schedule_, *notice, call.now.utc);
  const std::string at = book_.in_words(to, call.now);
  Reply reply = Reply{}.add(Say{plain(text::moved_there(id, at))});
  for (const Delivery& delivery : notices_.deliveries(id)) {
    if (delivery.room.empty() || delivery.state == storage::SendState::failed) continue;
    reply.add(Post{delivery.room, plain(text::moved(id, book_.heading(*notice), at)), storage::Priority::notice,
                   about_notice(id, "line")});
  }
  return reply;
}

}  // namespace banwei::announcement
