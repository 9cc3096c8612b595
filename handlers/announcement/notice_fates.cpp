// A notice on its way: into the groups, what became of it in each, and back again.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "handlers/announcement/announcement.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string head(std::int64_t id) { return fmt::format("【通知{}】", id); }
std::string no_such(std::int64_t id) { return fmt::format("没有你发的通知{}。说“有什么通知”看编号", id); }
constexpr auto which = "要撤回哪一条？说“撤回通知12”这样。编号在“有什么通知”里";
constexpr auto nothing_waits = "没有在等时间的通知了";
std::string on_its_way(std::int64_t id, std::size_t groups) {
  return fmt::format("通知{}正在发到{}个群。看进度说“通知{}”", id, groups, id);
}
std::string missed(std::int64_t id, const std::string& at) {
  return fmt::format("通知{}定于{}，我那时不在线，没有发。现在要发就回“补发通知{}”", id, at, id);
}
std::string no_right(std::int64_t id) {
  return fmt::format("通知{}到时间了，可这些班已经不在你名下或没有绑群，没有发", id);
}
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
constexpr auto recalled_is_over = "这条通知已经撤回，不能补发。要发请重新“发通知 …”";
std::string nothing_to_resend(std::int64_t id) {
  return fmt::format("通知{}没有要补发的班。不确定的要写班名：补发通知{} 机电1901", id, id);
}
std::string arrived(const std::string& names) { return "已经发到了或正在发，不重复发：" + names; }
std::string not_for(const std::string& names) { return "不在这条通知里，或不在你名下：" + names; }
std::string no_group(const std::string& names) { return "还没有绑定班级群：" + names; }
constexpr auto in_the_morning = "现在是休息时间，早上才会发出去";
std::string resent(std::int64_t id, const std::string& names) { return fmt::format("通知{}正在补发：{}", id, names); }

}  // namespace
}  // namespace text

namespace {

using storage::Priority;
using storage::SendState;

constexpr std::chrono::hours still_in_time{2};  // a notice that is later than this is left to its publisher
constexpr std::chrono::hours before_deadline{1};
constexpr std::size_t most_named = 30;  // classes in one command

}  // namespace

/// Into the groups of all its classes that still wait, in one turn. Who has lost a class since may not speak to it any
/// more.
Reply Announcement::go(const Notice& notice, Priority priority, const Moment& now) {
  Reply reply;
  notices_.mark_posted(notice.id, now.utc);
  const auto publisher = publisher_of(notice);
  const Speaker speaker{publisher, publisher ? members_.grants(*publisher, now.utc) : std::vector<Grant>{}};
  const Content content = to_content(text::head(notice.id), body_of(notice.body));
  for (Delivery& delivery : shuffled(notices_.deliveries(notice.id), notice.id)) {
    if (delivery.state != SendState::waiting) continue;
    const auto klass = members_.class_by_id(delivery.class_id);
    delivery.room = klass && speaker.holds(publishers, klass->id) ? klass->group : "";
    if (delivery.room.empty()) {
      delivery.state = SendState::failed;
      delivery.settled = now.utc;
    } else {
      reply.add(Post{delivery.room, content, priority, about_notice(notice.id)});
    }
    notices_.save(delivery);
  }
  if (notice.receipt && notice.deadline && *notice.deadline - before_deadline > now.utc) {
    schedule_.set_timer(title(), fmt::format("remind/{}", notice.id), *notice.deadline - before_deadline,
                        std::to_string(notice.id));
  }
  return reply;
}

/// 立即发: it waits for nothing any more, not even for the morning.
Reply Announcement::go_now(const Call& call, std::int64_t id) {
  const auto notice = notices_.by_id(id);
  if (!notice || notice->posted || notice->recalled) return Reply{}.add(Say{plain(text::nothing_waits)});
  schedule_.cancel_timer(title(), fmt::format("post/{}", id));
  Reply reply = go(*notice, Priority::answer, call.now);
  const std::size_t groups = reply.actions.size();
  return reply.add(Say{plain(text::on_its_way(id, groups))});
}

Reply Announcement::go_on_time(const storage::Timer& timer, const Moment& now) {
  const auto notice = notices_.by_id(std::stoll(timer.payload));
  const auto publisher = notice ? publisher_of(*notice) : std::nullopt;
  if (!publisher || notice->posted || notice->recalled) return {};
  const bool missed = now.utc - timer.due > still_in_time;
  schedule_.claim({.job = fmt::format("announcement/post/{}", notice->id),
                   .key = "due",
                   .name = fmt::format("通知{}", notice->id),
                   .due = timer.due},
                  now.utc, missed);
  if (missed) {
    return Reply{}.add(Whisper{*publisher, plain(text::missed(notice->id, in_words(timer.due, now)))});
  }
  Reply reply = go(*notice, Priority::notice, now);
  if (reply.actions.empty()) reply.add(Whisper{*publisher, plain(text::no_right(notice->id))});
  return reply;
}

/// Remembers what became of it in one group. When nothing is on its way any more and something went wrong, the
/// publisher hears of it in one line.
Reply Announcement::settle(const Settled& settled, const Moment& now) {
  const auto about = read_about(settled.about);
  const auto notice = about && settled.group ? notices_.by_id(about->notice) : std::nullopt;
  const auto publisher = notice ? publisher_of(*notice) : std::nullopt;
  if (!publisher) return {};
  auto deliveries = notices_.deliveries(notice->id);
  const auto delivery = std::find_if(deliveries.begin(), deliveries.end(),
                                     [&](const Delivery& one) { return one.room == settled.target; });
  if (delivery == deliveries.end()) return {};
  if (about->tail == "void" && settled.state == SendState::failed)
    return Reply{}.add(Whisper{*publisher, plain(text::not_voided(notice->id, class_name(delivery->class_id)))});
  if (!about->tail.empty()) return {};

  delivery->state = settled.state;
  delivery->settled = now.utc;
  notices_.save(*delivery);
  if (notice->recalled) {
    // It arrived after it was called back.
    if (settled.state == SendState::sent) return Reply{}.add(Retract{settled.about});
    if (settled.state == SendState::unknown) return stays({settled.about, settled.target}, now);
    return recalled_so_far(*notice, now);
  }
  const auto waits = [](const Delivery& one) { return one.state == SendState::waiting; };
  if (std::any_of(deliveries.begin(), deliveries.end(), waits)) return {};
  std::size_t sent = 0;
  std::vector<std::string> failed;
  std::vector<std::string> unknown;
  for (const Delivery& one : deliveries) {
    if (one.state == SendState::sent) ++sent;
    if (one.state == SendState::failed && !one.room.empty()) failed.push_back(class_name(one.class_id));
    if (one.state == SendState::unknown) unknown.push_back(class_name(one.class_id));
  }
  if (failed.empty() && unknown.empty()) return {};
  std::string words = text::settled(notice->id, sent);
  if (!failed.empty()) words += text::failed(class_lines(failed));
  if (!unknown.empty()) words += text::unknown(class_lines(unknown));
  words += text::how_to_resend(notice->id, !failed.empty(), unknown.empty() ? "" : unknown.front());
  return Reply{}.add(Whisper{*publisher, plain(words)});
}

/// What cannot be taken back is called void where it stands.
Reply Announcement::stays(const StillThere& there, const Moment& now) {
  const auto about = read_about(there.about);
  const auto notice = about && about->tail.empty() ? notices_.by_id(about->notice) : std::nullopt;
  if (!notice) return {};
  for (Delivery& delivery : notices_.deliveries(notice->id)) {
    if (delivery.room != there.target || delivery.stays) continue;
    delivery.stays = true;
    notices_.save(delivery);
    Reply reply;
    reply.add(Post{delivery.room, plain(text::voided(notice->id, heading(*notice))), Priority::answer,
                   about_notice(notice->id, "void")});
    append(reply, recalled_so_far(*notice, now));
    return reply;
  }
  return {};
}

/// Tells the publisher once nothing of it is left to take back.
Reply Announcement::recalled_so_far(const Notice& notice, const Moment& now) {
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
  const auto publisher = publisher_of(notice);
  const storage::Occurrence once{
      .job = fmt::format("announcement/recalled/{}", notice.id), .key = "told", .due = now.utc};
  if (!publisher || !schedule_.claim(once, now.utc)) return {};
  return Reply{}.add(Whisper{*publisher, plain(text::recalled(notice.id, gone, voided))});
}

Reply Announcement::recall(const Call& call, std::optional<std::int64_t> id) {
  if (!id) return privately(call, text::which);
  const auto notice = notices_.by_id(*id);
  const bool may = notice && (notice->publisher == call.speaker.person->id || call.speaker.holds({Role::office}, 0));
  if (!may) return privately(call, text::no_such(*id));
  if (notice->recalled) return privately(call, text::recalled_before(*id));
  notices_.mark_recalled(*id, call.now.utc);
  schedule_.cancel_timer(title(), fmt::format("post/{}", *id));
  schedule_.cancel_timer(title(), fmt::format("remind/{}", *id));
  const Person& self = *call.speaker.person;
  const auto publisher = publisher_of(*notice);
  const bool own = !publisher || publisher->id == self.id;
  Reply reply;
  if (!own) reply.add(Whisper{*publisher, plain(text::recalled_by(self.name, *id))});
  const std::string words =
      notice->posted ? text::being_recalled(*id, own ? "" : publisher->name) : text::cancelled(*id);
  append(reply, privately(call, words));
  if (!notice->posted) return reply;
  // What may be there without our knowing its number cannot be taken back, nor what was sent long ago.
  std::set<std::string> remembered;
  for (const storage::Parcel& parcel : outbox_.under(about_notice(*id))) remembered.insert(parcel.target);
  for (const Delivery& delivery : notices_.deliveries(*id)) {
    const bool forgotten = delivery.state == SendState::sent && !remembered.contains(delivery.room);
    if (delivery.state != SendState::unknown && !forgotten) continue;
    append(reply, stays({about_notice(*id), delivery.room}, call.now));
  }
  reply.add(Retract{about_notice(*id)});
  append(reply, recalled_so_far(*notice, call.now));
  return reply;
}

/// Names of classes, one or several.
Arg<std::vector<std::string>> Announcement::class_names() const {
  auto read = [](std::string_view& words, const Context&) -> std::optional<std::vector<std::string>> {
    std::vector<std::string> names;
    while (!words.empty() && names.size() < most_named) {
      const auto end = std::min(words.find_first_of(" ,\n"), words.size());
      names.emplace_back(trimmed(words.substr(0, end)));
      words = trim(words.substr(std::min(end + 1, words.size())));
      if (names.back().empty()) names.pop_back();
    }
    return names.empty() ? std::nullopt : std::optional(names);
  };
  return {"班级", "classes", read, false};
}

/// Again where a human says so: without names where it surely did not arrive, by name where nobody knows.
Reply Announcement::resend(const Call& call, std::int64_t id, std::optional<std::vector<std::string>> names) {
  auto notice = notices_.by_id(id);
  if (!notice || notice->publisher != call.speaker.person->id) return privately(call, text::no_such(id));
  if (notice->recalled) return privately(call, text::recalled_is_over);
  if (!notice->posted) {
    schedule_.cancel_timer(title(), fmt::format("post/{}", id));
    Reply reply = go(*notice, Priority::notice, call.now);
    const std::size_t groups = reply.actions.size();
    const bool asleep = awake_at(call.now.local) != call.now.local;
    append(reply,
           privately(call, text::on_its_way(id, groups) + (asleep ? std::string("\n") + text::in_the_morning : "")));
    return reply;
  }
  Reply reply;
  std::vector<std::string> again;
  std::vector<std::string> arrived;
  std::vector<std::string> deaf;
  std::vector<std::string> wrong = names.value_or(std::vector<std::string>{});
  const Content content = to_content(text::head(id), body_of(notice->body));
  for (Delivery& delivery : notices_.deliveries(id)) {
    const auto klass = members_.class_by_id(delivery.class_id);
    if (!klass || !call.speaker.holds(publishers, klass->id)) continue;
    const bool named = std::erase(wrong, normalised(klass->name)) > 0;
    const bool lost = delivery.state == SendState::failed || (named && delivery.state == SendState::unknown);
    if (names && !named) continue;
    if (named && !lost) arrived.push_back(klass->name);
    if (lost && klass->group.empty()) deaf.push_back(klass->name);
    if (!lost || klass->group.empty()) continue;
    delivery.room = klass->group;
    delivery.state = SendState::waiting;
    delivery.settled.reset();
    notices_.save(delivery);
    reply.add(Post{delivery.room, content, Priority::notice, about_notice(id)});
    again.push_back(klass->name);
  }
  std::string words;
  const auto say = [&words](const std::string& line) { words += (words.empty() ? "" : "\n") + line; };
  if (!again.empty()) say(text::resent(id, class_lines(again)));
  if (!arrived.empty()) say(text::arrived(class_lines(arrived)));
  if (!deaf.empty()) say(text::no_group(class_lines(deaf)));
  if (!wrong.empty()) say(text::not_for(class_lines(wrong)));
  if (words.empty()) say(text::nothing_to_resend(id));
  if (!again.empty() && awake_at(call.now.local) != call.now.local) say(text::in_the_morning);
  append(reply, privately(call, words));
  return reply;
}

}  // namespace banwei::announcement
