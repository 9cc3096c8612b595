#include "handlers/announcement/notice_broadcast.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/announcement/notice_deadlines.h"
#include "handlers/announcement/notice_order.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/privately.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string head(std::int64_t id) { return fmt::format("【通知{}】", id); }
constexpr auto nothing_waits = "没有在等时间的通知了";
std::string missed(std::int64_t id, const std::string& at) {
  return fmt::format("通知{}定于{}，我那时不在线，没有发。现在要发就回“补发通知{}”", id, at, id);
}
std::string no_group(std::int64_t id) { return fmt::format("通知{}到时间了，可这些班没有绑群，没有发", id); }
std::string no_right(std::int64_t id, const std::string& classes) {
  return fmt::format("通知{}到时间了，可这些班已经不在你名下，没有发：{}。已告诉学工办", id, classes);
}
std::string not_his(std::int64_t id, const std::string& publisher, const std::string& classes) {
  return fmt::format("{}定好的通知{}到时间了，可这些班已经不在这位老师名下，没有发：{}。要发请重新“发通知”", publisher,
                     id, classes);
}
constexpr auto recalled_is_over = "这条通知已经撤回，不能补发。要发请重新“发通知 …”";
std::string nothing_to_resend(std::int64_t id) {
  return fmt::format("通知{}没有要补发的班。不确定的要写班名：补发通知{} 机电1901", id, id);
}
std::string arrived(const std::string& names) { return "已经发到了或正在发，不重复发：" + names; }
std::string not_for(const std::string& names) { return "不在这条通知里，或不在你名下：" + names; }
std::string no_group(const std::string& names) { return "还没有绑定班级群：" + names; }
std::string resent(std::int64_t id, const std::string& names) { return fmt::format("通知{}正在补发：{}", id, names); }
std::string no_such(std::int64_t id) { return fmt::format("没有你发的通知{}。说“有什么通知”看编号", id); }
constexpr auto asks_for_word = "\n（请回复“收到”）";
constexpr auto too_many_wait = "已经有20条通知在等时间了，先用“撤回通知12”这样取消一条";
constexpr auto nobody_hears = "这些班都还没有绑定班级群，发不出去。绑定以后再发";
std::string on_its_way(std::int64_t id, std::ptrdiff_t groups) {
  return fmt::format("通知{}正在发到{}个群。看进度说“通知{}”，撤回说“撤回通知{}”", id, groups, id, id);
}
std::string set_for(std::int64_t id, const std::string& at, std::ptrdiff_t groups) {
  return fmt::format("好，通知{}定于{}发到{}个群。取消说“撤回通知{}”", id, at, groups, id);
}
std::string in_the_morning(std::int64_t id, const std::string& at, std::ptrdiff_t groups) {
  return fmt::format("现在是休息时间，通知{}等到{}发到{}个群。要现在就发回“立即发”，取消说“撤回通知{}”", id, at, groups,
                     id);
}
std::string going_out(std::int64_t id, std::size_t groups) {
  return fmt::format("通知{}正在发到{}个群。看进度说“通知{}”", id, groups, id);
}
constexpr auto not_before_morning = "现在是休息时间，早上才会发出去";

}  // namespace
}  // namespace text

namespace {

using storage::Priority;
using storage::SendState;

constexpr std::chrono::hours still_in_time{2};  // A notice that is later than this is left to its publisher.
constexpr std::size_t most_named = 30;          // In one command.
constexpr std::size_t most_waiting = 20;

}  // namespace

std::vector<Class> Broadcast::held(const Context& call, const Draft& draft) const {
  std::vector<Class> classes;
  for (const std::int64_t id : draft.classes) {
    const auto klass = members_.class_by_id(id);
    if (klass && call.speaker.holds(publishers, id)) classes.push_back(*klass);
  }
  return classes;
}

std::string Broadcast::refusal(const Context& call, const Draft& draft) const {
  const auto classes = held(call, draft);
  if (std::all_of(classes.begin(), classes.end(), [](const Class& klass) { return klass.group.empty(); }))
    return text::nobody_hears;
  const bool full = notices_.waiting_of(call.speaker.person->id).size() >= most_waiting;
  return full ? text::too_many_wait : "";
}

Reply Broadcast::publish(const Context& call, const Draft& draft, bool at_once) {
  const auto classes = held(call, draft);
  const auto groups =
      std::count_if(classes.begin(), classes.end(), [](const Class& klass) { return !klass.group.empty(); });
  Body body = draft.body;
  if (draft.receipt == true) body.text += text::asks_for_word;
  Notice notice{.publisher = call.speaker.person->id,
                .audience = draft.audience,
                .body = to_text(body),
                .receipt = wants_receipt(draft),
                .created = call.now.utc};
  if (const auto deadline = deadline_of(draft, call.now.local)) notice.deadline = book_.utc(*deadline);
  const auto at = book_.awake_at(draft.at.value_or(call.now.local));
  if (!at_once && at > call.now.local) notice.due = book_.utc(at);
  notice.id = notices_.add(notice);
  for (const Class& klass : classes) notices_.save({.notice = notice.id, .class_id = klass.id, .room = klass.group});

  Reply reply;
  if (!notice.due) {
    reply = go(notice, at_once ? storage::Priority::answer : storage::Priority::notice, call.now);
    return reply.add(Say{plain(text::on_its_way(notice.id, groups))});
  }
  schedule_.set_timer(feature, Topic{.kind = "post", .id = notice.id}.text(), *notice.due, std::to_string(notice.id));
  const std::string when = book_.in_words(*notice.due, call.now);
  return reply.add(
      Say{plain(draft.at ? text::set_for(notice.id, when, groups) : text::in_the_morning(notice.id, when, groups))});
}

/// Into the groups of all its classes that still wait, in one turn. Who has lost a class since may not speak to it any
/// more.
Reply Broadcast::go(const Notice& notice, Priority priority, const Moment& now) {
  Reply reply;
  notices_.mark_posted(notice.id, now.utc);
  const auto publisher = book_.publisher_of(notice);
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
  Deadlines::set_reminder(schedule_, notice, now.utc);
  return reply;
}

/// 立即发: it waits for nothing any more, not even for the morning.
Reply Broadcast::go_now(const Context& call, std::int64_t id) {
  const auto notice = notices_.by_id(id);
  if (!notice || notice->posted || notice->recalled) return Reply{}.add(Say{plain(text::nothing_waits)});
  schedule_.cancel_timer(feature, Topic{.kind = "post", .id = id}.text());
  Reply reply = go(*notice, Priority::answer, call.now);
  const std::size_t groups = reply.actions.size();
  return reply.add(Say{plain(text::going_out(id, groups))});
}

Reply Broadcast::go_on_time(const storage::Timer& timer, const Moment& now) {
  const auto notice = notices_.by_id(std::stoll(timer.payload));
  const auto publisher = notice ? book_.publisher_of(*notice) : std::nullopt;
  if (!publisher || notice->posted || notice->recalled) return {};
  const bool missed = now.utc - timer.due > still_in_time;
  schedule_.claim({.job = fmt::format("announcement/post/{}", notice->id),
                   .key = "due",
                   .name = fmt::format("通知{}", notice->id),
                   .due = timer.due},
                  now.utc, missed);
  if (missed) {
    return Reply{}.add(Whisper{*publisher, plain(text::missed(notice->id, book_.in_words(timer.due, now)))});
  }
  Reply reply = go(*notice, Priority::notice, now);
  std::vector<std::string> lost;
  for (const Delivery& delivery : notices_.deliveries(notice->id)) {
    const Speaker speaker{publisher, members_.grants(*publisher, now.utc)};
    if (!speaker.holds(publishers, delivery.class_id)) lost.push_back(book_.class_name(delivery.class_id));
  }
  if (lost.empty() && reply.actions.empty()) reply.add(Whisper{*publisher, plain(text::no_group(notice->id))});
  if (lost.empty()) return reply;
  reply.add(Whisper{*publisher, plain(text::no_right(notice->id, class_lines(lost)))});
  for (const Person& one : members_.holders(Role::office, 0, now.utc)) {
    if (one.id != publisher->id)
      reply.add(Whisper{one, plain(text::not_his(notice->id, publisher->name, class_lines(lost)))});
  }
  return reply;
}

std::optional<Interpretation> Broadcast::listen(const Utterance& said, const Context& context) {
  const auto given = read_answer(said.text);
  if (!given || given->kind != PreviewAnswer::Kind::send_now) return std::nullopt;
  const auto waiting = notices_.waiting_of(context.speaker.person->id);
  if (waiting.empty()) return std::nullopt;
  const auto newest =
      std::max_element(waiting.begin(), waiting.end(), [](const Notice& a, const Notice& b) { return a.id < b.id; });
  Interpretation heard{.intent = &intents::notice_now};
  heard.claim = Claim::answer;
  heard.opened = newest->created;
  heard.understood.fields = [id = newest->id] { return nlohmann::ordered_json{{"id", id}}; };
  heard.understood.act = [this, id = newest->id](const Context& call) { return go_now(call, id); };
  return heard;
}

/// Names of classes, one or several.
Arg<std::vector<std::string>> Broadcast::class_names() {
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
  return {"班级", "classes", read, false, language::Slot::klass};
}

/// Again where a human says so: without names where it surely did not arrive, by name where nobody knows.
Reply Broadcast::resend(const Context& call, std::int64_t id, std::optional<std::vector<std::string>> names) {
  auto notice = notices_.by_id(id);
  if (!notice || notice->publisher != call.speaker.person->id) return privately(call, text::no_such(id));
  if (notice->recalled) return privately(call, text::recalled_is_over);
  if (!notice->posted) {
    schedule_.cancel_timer(feature, Topic{.kind = "post", .id = id}.text());
    Reply reply = go(*notice, Priority::notice, call.now);
    const std::size_t groups = reply.actions.size();
    const bool asleep = book_.asleep(call.now);
    reply.join(
        privately(call, text::going_out(id, groups) + (asleep ? std::string("\n") + text::not_before_morning : "")));
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
  if (!again.empty() && book_.asleep(call.now)) say(text::not_before_morning);
  reply.join(privately(call, words));
  return reply;
}

}  // namespace banwei::announcement
