#include "handlers/announcement/notice_urge.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/when.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string no_such(std::int64_t id) { return fmt::format("没有你能催的通知{}。说“有什么通知”看编号", id); }
constexpr auto none_to_confirm = "最近没有要确认的通知";
std::string no_receipt(std::int64_t id) { return fmt::format("通知{}不需要确认，不用催", id); }
std::string recalled(std::int64_t id) { return fmt::format("通知{}已经撤回，不用催", id); }
std::string at_rest(const std::string& until) { return fmt::format("现在是休息时间，{}以后再催", until); }
std::string not_sent(std::int64_t id, const std::string& at) {
  return fmt::format("通知{}定于{}发，还没有要催的人", id, at);
}
std::string everybody(std::int64_t id) { return fmt::format("通知{}没有要催的人了", id); }
std::string nudge(std::int64_t id, const std::string& deadline) {
  return fmt::format("通知{}还没确认{}，看过请回“收到{}”", id, deadline.empty() ? "" : "，截止" + deadline, id);
}
std::string nudge_in_private(std::int64_t id, const std::string& klass, const std::string& heading,
                             const std::string& deadline) {
  return fmt::format("{}群里的通知{}还没确认，请看一下{}：{}\n看过回“收到”，有问题引用这条回我", klass, id,
                     deadline.empty() ? "" : "（截止" + deadline + "）", heading);
}
std::string in_groups(std::int64_t id, const std::string& names) {
  return fmt::format("已在群里催通知{}：{}", id, names);
}
std::string in_private(std::int64_t id, std::size_t count, bool over) {
  return fmt::format("通知{}{}，这次私聊提醒了{}位", id, over ? "已经过了截止时间，群里不再点名" : "群里提醒过两轮了",
                     count);
}
std::string out_of_reach(std::size_t count) {
  return fmt::format("还有{}位没加我好友，私聊不到，请打电话或请班委转告", count);
}
std::string too_many(std::size_t count) { return fmt::format("还有{}位下次再催", count); }
std::string too_soon(std::int64_t id, const std::string& names) {
  return fmt::format("通知{}刚催过，隔5分钟再催：{}", id, names);
}
std::string reminded(std::int64_t id, std::size_t count, std::size_t unreached) {
  std::string words = fmt::format("通知{}快到截止时间了，已私聊提醒没确认的{}位", id, count);
  return unreached == 0 ? words : words + fmt::format("，还有{}位私聊不到", unreached);
}

std::string say_again(const std::string& from, const std::string& to, const std::string& answers) {
  return fmt::format("{}–{}我掉线了，这段时间回的“收到”可能没看全。回过的请再回一次：{}", from, to, answers);
}
std::string answer(std::int64_t id) { return fmt::format("收到{}", id); }

}  // namespace
}  // namespace text

namespace {

using storage::SendState;

constexpr std::size_t most_whispers = 200;
constexpr std::chrono::hours fresh{24};        // A notice without a deadline is answered within that.
constexpr std::chrono::hours again_keeps{12};  // It keeps over a night.

}  // namespace

/// Whispers to those of the class who have not confirmed, as far as they can be reached.
Urges::Whispered Urges::whisper_missing(const Notice& notice, std::int64_t class_id, const std::vector<Person>& missing,
                                        std::size_t most, const Moment& now, Reply& reply) const {
  const std::string deadline = notice.deadline ? book_.in_words(*notice.deadline, now) : "";
  const std::string words =
      text::nudge_in_private(notice.id, book_.class_name(class_id), book_.heading(notice), deadline);
  Whispered whispered;
  for (const Person& person : missing) {
    if (members_.reach(person.account) != Reach::friendly) {
      ++whispered.out_of_reach;
    } else if (whispered.told >= most) {
      ++whispered.left;
    } else {
      ++whispered.told;
      reply.add(Whisper{person, plain(words), storage::Priority::ladder, about_notice(notice.id, "urge")});
    }
  }
  return whispered;
}

Reply Urges::urge(const Context& call, std::optional<std::int64_t> id) {
  const auto notice = id ? book_.known(call, *id) : book_.newest(call);
  if (!notice) return privately(call, id ? text::no_such(*id) : text::none_to_confirm);
  if (!notice->posted)
    return privately(call, text::not_sent(notice->id, book_.in_words(notice->due.value_or(notice->created), call.now)));
  if (notice->recalled) return privately(call, text::recalled(notice->id));
  if (!notice->receipt) return privately(call, text::no_receipt(notice->id));
  auto deliveries = book_.seen_by(call, *notice);
  std::erase_if(deliveries, [&](const Delivery& one) { return !call.speaker.holds(in_charge, one.class_id); });
  if (deliveries.empty()) return privately(call, text::no_such(notice->id));
  return remind(call, *notice, std::move(deliveries));
}

std::optional<Pending> Urges::pending(const Context& call, const Class& klass) const {
  for (const Received& one : notices_.of_class(klass.id, call.now.utc - answerable, most_answerable)) {
    const Notice& notice = one.notice;
    const bool open = notice.receipt && (!notice.deadline || call.now.utc < *notice.deadline) &&
                      (one.delivery.state == SendState::sent || one.delivery.state == SendState::unknown);
    if (!open || book_.collection(notice, one.delivery).sum.complete()) continue;
    return Pending{"notice", *notice.posted,
                   [this, one](const Context& at) { return remind(at, one.notice, {one.delivery}); }};
  }
  return std::nullopt;
}

Reply Urges::remind(const Context& call, const Notice& notice, std::vector<Delivery> deliveries) const {
  if (const auto morning = book_.awake_at(call.now.local); morning != call.now.local)
    return privately(call, text::at_rest(banwei::in_words(morning, call.now.local)));

  const std::string deadline = notice.deadline ? book_.in_words(*notice.deadline, call.now) : "";
  const bool over = notice.deadline && call.now.utc >= *notice.deadline;
  Reply reply;
  std::vector<std::string> in_groups;
  std::vector<std::string> too_soon;
  Whispered whispered;
  for (Delivery& delivery : deliveries) {
    if (delivery.state != SendState::sent && delivery.state != SendState::unknown) continue;
    const Collection asked = book_.collection(notice, delivery);
    const auto& missing = asked.sum.missing;
    const auto round = asked.round(call.now.utc);
    if (missing.empty()) continue;
    if (round == Collection::Round::too_soon) {
      too_soon.push_back(book_.class_name(delivery.class_id));
      continue;
    }
    if (!over && round == Collection::Round::next) {
      for (Content& content : calling(missing, text::nudge(notice.id, deadline)))
        reply.add(Post{delivery.room, std::move(content), storage::Priority::ladder, about_notice(notice.id, "urge")});
      in_groups.push_back(book_.class_name(delivery.class_id));
    } else if (whispered.told >= most_whispers) {
      whispered.left += missing.size();
      continue;
    } else {
      whispered += whisper_missing(notice, delivery.class_id, missing, most_whispers - whispered.told, call.now, reply);
    }
    ++delivery.rounds;
    delivery.reminded = call.now.utc;
    notices_.save(delivery);
  }
  std::string words;
  const auto say = [&words](const std::string& line) { words += (words.empty() ? "" : "\n") + line; };
  if (!in_groups.empty() && call.message.place == Place::direct)
    say(text::in_groups(notice.id, class_lines(in_groups)));
  if (whispered.told > 0) say(text::in_private(notice.id, whispered.told, over));
  if (whispered.out_of_reach > 0) say(text::out_of_reach(whispered.out_of_reach));
  if (whispered.left > 0) say(text::too_many(whispered.left));
  if (!too_soon.empty()) say(text::too_soon(notice.id, class_lines(too_soon)));
  if (words.empty() && in_groups.empty()) say(text::everybody(notice.id));
  if (!words.empty()) reply.join(privately(call, words));
  return reply;
}

Reply Urges::remind_before_deadline(std::int64_t id, const Moment& now) {
  const auto notice = notices_.by_id(id);
  if (!notice || notice->recalled || !notice->deadline || now.utc >= *notice->deadline) return {};
  if (book_.asleep(now)) return {};
  Reply reply;
  Whispered whispered;
  for (Delivery& delivery : notices_.deliveries(notice->id)) {
    if (delivery.state != SendState::sent && delivery.state != SendState::unknown) continue;
    const auto missing = book_.collection(*notice, delivery).sum.missing;
    if (missing.empty()) continue;
    whispered += whisper_missing(*notice, delivery.class_id, missing, most_whispers - whispered.told, now, reply);
    delivery.reminded = now.utc;
    notices_.save(delivery);
  }
  const auto publisher = book_.publisher_of(*notice);
  const std::size_t unreached = whispered.out_of_reach + whispered.left;
  if (publisher && whispered.told + unreached > 0)
    reply.add(Whisper{*publisher, plain(text::reminded(notice->id, whispered.told, unreached))});
  return reply;
}

Reply Urges::ask_again(const HistoryLost& lost, const Moment& now) {
  const auto klass = members_.class_of_group(lost.group);
  if (!klass || lost.only_private) return {};
  auto all = notices_.of_class(klass->id, now.utc - answerable, most_answerable);
  std::reverse(all.begin(), all.end());
  std::string answers;
  std::string about;
  for (auto& [notice, delivery] : all) {
    if (!notice.receipt || delivery.state == SendState::waiting) continue;
    const Collection asked = book_.collection(notice, delivery);
    const Utc until = notice.deadline.value_or(delivery.reminded.value_or(asked.opened) + fresh);
    if (!asked.lost_in(lost, until)) continue;
    delivery.reminded = now.utc;
    notices_.save(delivery);
    about = answers.empty() ? about_notice(notice.id, "urge") : "";
    answers += (answers.empty() ? "" : "、") + text::answer(notice.id);
  }
  if (answers.empty()) return {};
  // At night the line waits and is read on another day.
  Day day = book_.asleep(now) ? Day{} : now.day();
  const auto clock = [&](const Moment& at) {
    const std::string date = std::exchange(day, at.day()) == at.day() ? "" : wording::month_day(at.day());
    return date + wording::hour_minute(at.time_of_day());
  };
  const std::string from = clock(book_.moment(lost.from));
  const std::string words = text::say_again(from, clock(book_.moment(lost.to)), answers);
  return Reply{}.add(Post{klass->group, plain(words), storage::Priority::ladder, about, now.utc + again_keeps});
}

}  // namespace banwei::announcement
