#include "bot/replies.h"

#include <chrono>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "bot/sheets/sheets.h"
#include "handlers/common/privately.h"

namespace banwei {

namespace text {
namespace {

constexpr auto file_failed = "文件没有发成。在那句话后面加上“文字”两个字再说一次，我用文字发；急用请找管理员";
constexpr auto file_unknown = "文件发了，平台没有说收没收到。没看到的话再说一次";

}  // namespace
}  // namespace text

namespace {

constexpr int fact_depth = 4;
constexpr std::chrono::minutes old_words{5};  // An answer to what was said before that is no longer waited for.

/// Of a recall, what it means for the message it takes back.
Fact fate_of(const storage::OutboxMessage& entry) {
  if (entry.retracts == 0) return SendResult{entry.about, entry.group, entry.target, entry.state, entry.message};
  if (entry.state != storage::SendState::sent) return StillThere{entry.about, entry.target};
  return SendResult{entry.about, entry.group, entry.target, storage::SendState::retracted, entry.message};
}

/// Tables that are handed to somebody one behind the other under one name are the pages of one workbook.
bool is_next_page(const Action& action, const HandOver& before) {
  const auto* hand = std::get_if<HandOver>(&action);
  return hand != nullptr && hand->to.id == before.to.id && hand->form == before.form &&
         hand->sheet.name == before.sheet.name;
}

}  // namespace

OutgoingCall say(const Message& message, const Content& content) {
  return {.what = Send{.group = message.place == Place::group, .target = message.room, .content = content},
          .account = message.account};
}

void Replies::apply(const Reply& reply, const Message* answered, Attempt& attempt, int depth) {
  const bool too_late = answered != nullptr && answered->recovered && attempt.now - answered->sent > old_words;
  Applied applied{.answered = too_late ? nullptr : answered, .facts = reply.facts, .attempt = attempt};
  for (const Action& action : reply.actions) {
    if (!applied.pages.empty() && !is_next_page(action, *applied.pages.back())) hand_over(applied);
    std::visit([&](const auto& what) { apply(what, applied); }, action);
  }
  hand_over(applied);
  if (applied.facts.empty()) return;
  if (depth >= fact_depth) throw std::logic_error("facts lead to facts without end");
  const Moment now = zone_.at(attempt.now);
  for (const Fact& fact : applied.facts) {
    for (Feature* feature : features_) apply(feature->on(fact, now), applied.answered, attempt, depth + 1);
  }
}

/// A reaction, or the same sign in words where that is wished.
void Replies::apply(const React& react, Applied& applied) const {
  if (applied.answered == nullptr || applied.answered->place != Place::group) return;
  const Message& message = *applied.answered;
  const Capabilities here = platform(message.account, applied.attempt.now);
  std::vector<OutgoingCall>& calls = applied.attempt.effects.calls;
  if (ack_ == Ack::reply) {
    const Part whose = here.quote ? Part{Part::Kind::quote, message.id} : Part{Part::Kind::mention, message.user};
    calls.push_back(say(message, {whose, {Part::Kind::text, react.emoji}}));
  } else if (here.react) {
    calls.push_back(
        {.what = ReactTo{message.place, message.room, message.id, react.emoji}, .account = message.account});
  }
}

void Replies::apply(const Say& words, Applied& applied) const {
  if (applied.answered != nullptr) applied.attempt.effects.calls.push_back(say(*applied.answered, words.content));
}

void Replies::apply(const Whisper& whisper, Applied& applied) {
  const Person& to = whisper.to;
  if (to.account.empty()) return;
  const Reach reach = contacts_.reach(to.account);
  const bool care = whisper.priority == storage::Priority::care;
  if (reach == Reach::friendly || (care && reach == Reach::unknown)) {
    outbox_.add(to.account, whisper, applied.attempt.now);
  } else if (!care && !whisper.discreet) {
    contacts_.ask_for_friendship(to, applied.attempt.now, applied.room_of(to));
  }
}

void Replies::apply(const Post& post, Applied& applied) {
  outbox_.add(post, applied.attempt.now);
  Effects& effects = applied.attempt.effects;
  if (post.priority == storage::Priority::answer) effects.answered.emplace_back(post.group, effects.calls.size());
}

void Replies::apply(const Retract& retract, Applied& applied) {
  for (const storage::OutboxMessage& dropped : outbox_.retract(retract, applied.attempt.now))
    applied.facts.push_back(fate_of(dropped));
}

void Replies::apply(const JoinGroup& join, Applied& applied) {
  applied.attempt.effects.calls.push_back({.what = AcceptInvite{join.flag}, .account = join.account});
}

void Replies::apply(const HandOver& page, Applied& applied) { applied.pages.push_back(&page); }

/// In words there is the first page alone: what another is of can be asked for.
void Replies::hand_over(Applied& applied) {
  const auto pages = std::exchange(applied.pages, {});
  if (pages.empty()) return;
  const auto& [to, sheet, form] = *pages.front();
  const Utc now = applied.attempt.now;
  const std::string& account = applied.answered != nullptr ? applied.answered->account : links_.name_for("");
  if (form == HandOver::Form::words || !platform(account, now).file) {
    for (const Action& page : privately(to, sheets::to_words(sheet)).actions) apply(std::get<Whisper>(page), applied);
  } else if (to.account.empty() || contacts_.reach(to.account) != Reach::friendly) {
    if (!to.account.empty()) contacts_.ask_for_friendship(to, now, applied.room_of(to));
  } else if (form == HandOver::Form::csv) {
    outbox_.add_file(to.account, sheets::file_name(sheet, ".csv"), sheets::to_csv(sheet), now);
  } else {
    std::vector<const Sheet*> all;
    for (const HandOver* page : pages) all.push_back(&page->sheet);
    outbox_.add_file(to.account, sheets::file_name(sheet, ".xlsx"), sheets::to_xlsx(all), now);
  }
}

void Replies::apply(const ListMembers& list, Applied& applied) {
  applied.attempt.effects.calls.push_back({.what = FetchMembers{list.group}});
}

void Replies::apply(const FetchFile& fetch, Applied& applied) {
  applied.attempt.effects.calls.push_back(
      {.what = GetFile{fetch.user, fetch.file, fetch.about}, .account = fetch.account});
}

void Replies::tell(const Fact& fact, Attempt& attempt) {
  attempt.step("fact", [&] { apply({.facts = {fact}}, nullptr, attempt, 0); });
}

void Replies::tell_fate(const storage::OutboxMessage& entry, Attempt& attempt) {
  if (!entry.about.empty()) tell(fate_of(entry), attempt);
  if (!is_file(entry) || entry.state == storage::SendState::sent) return;
  const bool failed = entry.state == storage::SendState::failed;
  outbox_.add(entry.target, Whisper{.content = plain(failed ? text::file_failed : text::file_unknown)}, attempt.now);
}

Capabilities Replies::platform(const std::string& account, Utc now) const {
  const std::string& name = links_.name_for(account);
  const auto line = links_.all().find(name);
  if (line == links_.all().end()) return {};
  Capabilities can = line->second.can;
  can.react = can.react && outbox_.doubts().reacts(name, now);
  return can;
}

Capabilities Replies::can(const std::string& account, Utc now) const {
  Capabilities can = platform(account, now);
  can.react = can.react || ack_ == Ack::reply;
  return can;
}

}  // namespace banwei
