#include "handlers/announcement/notice_fates.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/announcement/notice_order.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string no_such(std::int64_t id) { return fmt::format("没有你发的通知{}。说“有什么通知”看编号", id); }
constexpr auto none = "最近没有你发的、能撤回的通知";
std::string newest(std::int64_t id, const std::string& heading, bool posted, std::int64_t other) {
  std::string words = posted ? fmt::format("要撤回通知{}“{}”吗？回“是”撤回", id, heading)
                             : fmt::format("通知{}“{}”还没发出去，要取消吗？回“是”取消", id, heading);
  return words + (other == 0 ? "" : fmt::format("；是别的一条就说“撤回通知{}”这样", other));
}
constexpr auto left = "好的，没有撤回";
std::string settled(std::int64_t id, std::size_t sent) { return fmt::format("通知{}：已发{}个群", id, sent); }
std::string failed(const std::string& names) { return "\n没发出去：" + names + "（可能被禁言）"; }
std::string unknown(const std::string& names) { return "\n不确定发没发到：" + names; }
std::string how_to_resend(std::int64_t id, bool some_failed, const std::string& unknown_one) {
  std::string words = "\n";
  if (!unknown_one.empty()) words += fmt::format("先到群里看一眼，没有的话回“补发通知{} {}”。", id, unknown_one);
  if (some_failed) words += fmt::format("解除禁言后回“补发通知{}”", id);
  return words;
}
std::string cancelled(std::int64_t id) { return fmt::format("通知{}已取消，没有发出去", id); }
std::string being_recalled(std::int64_t id, const std::string& whom) {
  return fmt::format("正在撤回通知{}，结果告诉{}", id, whom.empty() ? "你" : whom + "老师");
}
std::string recalled_by(const std::string& who, std::int64_t id) { return fmt::format("{}撤回了你的通知{}", who, id); }
std::string recalled_before(std::int64_t id) { return fmt::format("通知{}已经撤回过了", id); }
std::string voided(std::int64_t id, const std::string& heading) {
  return fmt::format("上条作废：【通知{}】{}，请不要再按它办", id, heading);
}
std::string recalled(std::int64_t id, std::size_t gone, std::size_t voided) {
  std::string words = fmt::format("通知{}：", id);
  if (gone > 0 || voided == 0) words += fmt::format("已撤回{}个群", gone);
  if (gone > 0 && voided > 0) words += "；";
  return voided == 0 ? words : words + fmt::format("{}个群撤不回，改发“上条作废”", voided);
}
std::string not_voided(std::int64_t id, const std::string& klass) {
  return fmt::format("通知{}在{}群里撤不回，“上条作废”也没发出去，请你自己到群里说一声", id, klass);
}

}  // namespace
}  // namespace text

namespace {

using storage::Priority;
using storage::SendState;

constexpr std::string_view recall_asked = "announcement/recall";  // Beside a draft, which is a question of its own.
constexpr std::chrono::minutes recall_waits{10};
constexpr int most_listed = 20;

}  // namespace

/// Remembers what became of it in one group. When nothing is on its way any more and something went wrong, the
/// publisher hears of it in one line.
Reply Fates::on_send_result(const SendResult& result, const Moment& now) {
  const auto about = read_about(result.about);
  const auto notice = about && result.group ? notices_.by_id(about->id) : std::nullopt;
  const auto publisher = notice ? book_.publisher_of(*notice) : std::nullopt;
  if (!publisher) return {};
  auto deliveries = notices_.deliveries(notice->id);
  const auto delivery = std::find_if(deliveries.begin(), deliveries.end(),
                                     [&](const Delivery& one) { return one.room == result.target; });
  if (delivery == deliveries.end()) return {};
  if (about->tail == "void" && result.state == SendState::failed)
    return Reply{}.add(Whisper{*publisher, plain(text::not_voided(notice->id, book_.class_name(delivery->class_id)))});
  if (!about->tail.empty()) return {};

  delivery->state = result.state;
  delivery->settled = now.utc;
  notices_.save(*delivery);
  if (notice->recalled) {
    // It arrived after it was called back.
    if (result.state == SendState::sent) return Reply{}.add(Retract{result.about});
    if (result.state == SendState::unknown) return stays({result.about, result.target}, now);
    return recalled_so_far(*notice, now);
  }
  const auto waits = [](const Delivery& one) { return one.state == SendState::waiting; };
  if (std::any_of(deliveries.begin(), deliveries.end(), waits)) return {};
  std::size_t sent = 0;
  std::vector<std::string> failed;
  std::vector<std::string> unknown;
  for (const Delivery& one : deliveries) {
    if (one.state == SendState::sent) ++sent;
    if (one.state == SendState::failed && !one.room.empty()) failed.push_back(book_.class_name(one.class_id));
    if (one.state == SendState::unknown) unknown.push_back(book_.class_name(one.class_id));
  }
  if (failed.empty() && unknown.empty()) return {};
  std::string words = text::settled(notice->id, sent);
  if (!failed.empty()) words += text::failed(class_lines(failed));
  if (!unknown.empty()) words += text::unknown(class_lines(unknown));
  words += text::how_to_resend(notice->id, !failed.empty(), unknown.empty() ? "" : unknown.front());
  return Reply{}.add(Whisper{*publisher, plain(words)});
}

/// What cannot be taken back is called void where it stands.
Reply Fates::stays(const StillThere& there, const Moment& now) {
  const auto about = read_about(there.about);
  const auto notice = about && about->tail.empty() ? notices_.by_id(about->id) : std::nullopt;
  if (!notice) return {};
  for (Delivery& delivery : notices_.deliveries(notice->id)) {
    if (delivery.room != there.target || delivery.stays) continue;
    delivery.stays = true;
    notices_.save(delivery);
    Reply reply;
    reply.add(Post{delivery.room, plain(text::voided(notice->id, book_.heading(*notice))), Priority::answer,
                   about_notice(notice->id, "void")});
    reply.join(recalled_so_far(*notice, now));
    return reply;
  }
  return {};
}

/// Tells the publisher once nothing of it is left to take back.
Reply Fates::recalled_so_far(const Notice& notice, const Moment& now) {
  std::size_t gone = 0;
  std::size_t voided = 0;
  for (const Delivery& delivery : notices_.deliveries(notice.id)) {
    if (delivery.stays) {
      ++voided;
    } else if (delivery.state == SendState::retracted) {
      ++gone;
    } else if (delivery.state != SendState::failed) {
      return {};
    }
  }
  const auto publisher = book_.publisher_of(notice);
  const storage::Occurrence once{
      .job = fmt::format("announcement/recalled/{}", notice.id), .key = "told", .due = now.utc};
  if (!publisher || !schedule_.claim(once, now.utc)) return {};
  return Reply{}.add(Whisper{*publisher, plain(text::recalled(notice.id, gone, voided))});
}

/// The notice that the message quotes: 撤回 under it.
std::optional<std::int64_t> Fates::quoted(const Context& call) const {
  for (const Part& part : call.message.content) {
    if (part.kind != Part::Kind::quote) continue;
    if (const auto about = read_about(outbox_.about(call.message.room, part.value))) return about->id;
  }
  return std::nullopt;
}

/// 撤回刚才的通知: which one is said, and asked about, for what is taken back is gone.
Reply Fates::ask_for_the_newest(const Context& call) {
  auto own = notices_.by_publisher(call.speaker.person->id, most_listed);
  std::erase_if(own, [&](const Notice& notice) {
    return notice.recalled || notice.posted.value_or(notice.created) < call.now.utc - answerable;
  });
  if (own.empty()) return privately(call, text::none);
  const Notice& newest = own.front();
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(recall_asked),
                  .kind = "recall",
                  .payload = to_payload({{"id", newest.id}, {"room", call.message.room}}),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + recall_waits});
  return privately(
      call, text::newest(newest.id, book_.heading(newest), newest.posted.has_value(), own.size() > 1 ? own[1].id : 0));
}

std::optional<Interpretation> Fates::listen(const Utterance& said, const Context& context) {
  return yes_or_no(intents::notice_gone, said, context, questions_, recall_asked,
                   {.yes = {"撤", "撤回", "撤吧", "撤回吧", "取消"}, .no = {"不撤", "不撤了", "别撤", "先不撤"}},
                   [this](const Context& call, const storage::Question& question, bool yes) {
                     questions_.close(call.speaker.person->id, recall_asked, call.now.utc);
                     if (!yes) return privately(call, text::left);
                     return recall(call, from_payload(question.payload).value("id", std::int64_t{0}));
                   });
}

std::optional<Interpretation> Fates::hear_not_to_send(const Utterance& said, const Context& context) {
  const auto given = read_answer(said.text);
  if (!given || given->kind != PreviewAnswer::Kind::cancel ||
      !language::holds_one_of(normalised(said.text), "发 定时 通知"))
    return std::nullopt;
  const auto waiting = notices_.waiting_of(context.speaker.person->id);
  if (waiting.empty()) return std::nullopt;
  const auto newest =
      std::max_element(waiting.begin(), waiting.end(), [](const Notice& a, const Notice& b) { return a.id < b.id; });
  Interpretation heard{.intent = &intents::notice_gone, .claim = Claim::answer, .opened = newest->created};
  heard.understood.fields = [id = newest->id] { return nlohmann::ordered_json{{"id", id}}; };
  heard.understood.act = [this, one = waiting.size() == 1, id = newest->id](const Context& call) {
    return one ? recall(call, id) : ask_for_the_newest(call);
  };
  return heard;
}

Reply Fates::recall(const Context& call, std::optional<std::int64_t> id) {
  if (!id) id = quoted(call);
  if (!id) return ask_for_the_newest(call);
  const auto notice = notices_.by_id(*id);
  const bool may = notice && (notice->publisher == call.speaker.person->id || call.speaker.holds({Role::office}, 0));
  if (!may) return privately(call, text::no_such(*id));
  if (notice->recalled) return privately(call, text::recalled_before(*id));
  notices_.mark_recalled(*id, call.now.utc);
  schedule_.cancel_timer(feature, fmt::format("post/{}", *id));
  schedule_.cancel_timer(feature, fmt::format("remind/{}", *id));
  const Person& self = *call.speaker.person;
  const auto publisher = book_.publisher_of(*notice);
  const bool own = !publisher || publisher->id == self.id;
  Reply reply;
  if (!own) reply.add(Whisper{*publisher, plain(text::recalled_by(self.name, *id))});
  const std::string words =
      notice->posted ? text::being_recalled(*id, own ? "" : publisher->name) : text::cancelled(*id);
  reply.join(privately(call, words));
  if (!notice->posted) return reply;
  // What may be there without our knowing its number cannot be taken back, nor what was sent long ago.
  std::set<std::string> remembered;
  for (const storage::OutboxMessage& entry : outbox_.under(about_notice(*id))) remembered.insert(entry.target);
  for (const Delivery& delivery : notices_.deliveries(*id)) {
    const bool forgotten = delivery.state == SendState::sent && !remembered.contains(delivery.room);
    if (delivery.state != SendState::unknown && !forgotten) continue;
    reply.join(stays({about_notice(*id), delivery.room}, call.now));
  }
  reply.add(Retract{about_notice(*id)});
  for (const std::string_view tail : {"urge", "line"}) reply.add(Retract{about_notice(*id, tail)});
  reply.join(recalled_so_far(*notice, call.now));
  return reply;
}

}  // namespace banwei::announcement
