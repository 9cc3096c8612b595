#include "bot/outbox.h"

#include <algorithm>

#include "bot/base64.h"
#include "bot/clock.h"
#include "bot/json.h"

namespace banwei {

using Gate = storage::Outbox::Gate;
using storage::Doubt;
using storage::OutboxMessage;
using storage::Priority;
using storage::SendState;

namespace {

constexpr std::size_t volatile_limit = 1'000;  // So many words wait at most, and so many reactions.
constexpr std::chrono::minutes words_wait{5};
constexpr std::chrono::seconds reactions_wait{20};
constexpr std::uint64_t watch_bit = std::uint64_t{1} << 63U;
constexpr std::size_t watch_limit = 10'000;
constexpr std::chrono::minutes doubt_lasts{60};  // After that nobody will say what became of it.

/// How long words are worth sending, when whoever says them does not know better.
std::chrono::seconds shelf_life(Priority priority) {
  using namespace std::chrono;
  switch (priority) {
    case Priority::care:
      return seconds{0};  // They are worth it for ever.
    case Priority::answer:
      return hours{6};
    case Priority::notice:
      return hours{24};
    case Priority::ladder:
      return minutes{30};
    case Priority::summary:
      return hours{2};
  }
  return seconds{0};
}

Utc stale_at(Priority priority, Utc until, Utc now) {
  if (until != Utc{}) return until;
  const auto life = shelf_life(priority);
  return life.count() == 0 ? Utc{} : now + life;
}

SendClass class_of(Priority priority) {
  if (priority == Priority::care) return SendClass::alert;
  return priority == Priority::answer ? SendClass::answer : SendClass::unasked;
}

/// What a reader sees of it, for telling whether two messages are the same.
std::string words_of(const Content& content) {
  std::string words;
  for (const Part& part : content) {
    if (part.kind == Part::Kind::text) words += part.value;
    if (part.kind == Part::Kind::mention) words += "@" + part.value;
  }
  std::erase_if(words, [](char sign) { return sign == ' ' || sign == '\n' || sign == '\r'; });
  return words;
}

Content content_of(const OutboxMessage& entry) { return json::content(entry.content).value_or(Content{}); }

}  // namespace

bool is_file(const OutboxMessage& entry) {
  const Content content = content_of(entry);
  return content.size() == 1 && content.front().kind == Part::Kind::file;
}

std::string group_of(const OutgoingCall& call) {
  if (const auto* react = std::get_if<ReactTo>(&call.what)) return react->room;
  const auto* send = std::get_if<Send>(&call.what);
  return send != nullptr && send->group ? send->target : std::string();
}

std::vector<OutboxMessage> Outbox::start(Utc now, Steady steady) {
  for (const storage::Sent& sent : send_log_.since(now - std::chrono::hours{1})) {
    const auto ago = std::max(now - sent.at, std::chrono::seconds{0});
    pace_.note({sent.account, sent.group, sent.room, static_cast<SendClass>(sent.send_class)}, steady - ago);
  }
  std::vector<OutboxMessage> orphans = store_.orphan(now);
  std::erase_if(orphans, [](const OutboxMessage& entry) { return entry.doubt != Doubt::none; });
  return orphans;
}

void Outbox::add(const Post& post, Utc now) {
  store_.add({.priority = post.priority,
              .group = true,
              .target = post.group,
              .content = json::of(post.content),
              .created = now,
              .about = post.about,
              .until = stale_at(post.priority, post.until, now)});
}

void Outbox::add(const std::string& account, const Whisper& whisper, Utc now) {
  if (whisper.replaces && store_.replace(account, whisper.about, json::of(whisper.content))) return;
  store_.add({.priority = whisper.priority,
              .group = false,
              .target = account,
              .content = json::of(whisper.content),
              .created = now,
              .about = whisper.about,
              .until = stale_at(whisper.priority, {}, now)});
}

void Outbox::add_file(const std::string& account, const std::string& name, std::string_view bytes, Utc now) {
  const std::int64_t id = store_.add({.priority = Priority::answer,
                                      .group = false,
                                      .target = account,
                                      .content = json::of(Content{{Part::Kind::file, name}}),
                                      .created = now,
                                      .until = stale_at(Priority::answer, {}, now)});
  store_.attach(id, base64::encode(bytes));
}

std::vector<OutboxMessage> Outbox::retract(const Retract& what, Utc now) {
  std::vector<OutboxMessage> dropped;
  for (OutboxMessage& entry : store_.under(what.about)) {
    if (entry.state == SendState::waiting) {
      store_.mark(entry.id, SendState::retracted, {}, now);
      entry.state = SendState::retracted;
      dropped.push_back(std::move(entry));
    } else if (!what.only_unsent && entry.state == SendState::sent && !store_.being_retracted(entry.id)) {
      store_.add({.priority = Priority::answer,
                  .group = entry.group,
                  .target = entry.target,
                  .created = now,
                  .about = what.about,
                  .retracts = entry.id});
    }
  }
  return dropped;
}

std::vector<OutboxMessage> Outbox::expire(Utc now) {
  std::vector<OutboxMessage> stale = store_.stale(now);
  for (OutboxMessage& entry : stale) {
    store_.mark(entry.id, SendState::failed, {}, now);
    entry.state = SendState::failed;
  }
  for (OutboxMessage& entry : store_.doubtful()) {
    if (now - entry.sending_at.value_or(entry.created) < doubt_lasts) continue;
    store_.mark(entry.id, SendState::unknown, {}, now);
    stale.push_back(std::move(entry));
  }
  return stale;
}

// --- leaving ---------------------------------------------------------------------------------------------------------

/// Whether this account is the one for it: it stands in the group, knows the person, or said what is to be taken back.
bool Outbox::carries(const std::string& account, const Links::LinkState& line, const OutboxMessage& entry) const {
  if (entry.retracts != 0) {
    const auto original = store_.by_id(entry.retracts);
    return !original || original->account.empty() || original->account == account || links_.size() == 1;
  }
  if (entry.group) return line.groups.empty() || line.groups.contains(entry.target);
  return line.reach(entry.target) == links_.reach(entry.target);
}

bool Outbox::may_leave(const std::string& account, const OutboxMessage& entry, Utc now, Steady steady) const {
  const Route route{account, entry.group, entry.target, class_of(entry.priority)};
  return (!entry.group || !breakers_.is_open(account, entry.target, now)) && pace_.allows(route, steady);
}

OutgoingCall Outbox::call_of(const std::string& account, const OutboxMessage& entry) const {
  OutgoingCall call;
  call.tag = static_cast<std::uint64_t>(entry.id);
  call.account = account;
  if (entry.retracts != 0) {
    const OutboxMessage said = store_.by_id(entry.retracts).value_or(OutboxMessage{});
    call.what = Delete{.group = said.group, .target = said.target, .message = said.message};
    return call;
  }
  Content content = content_of(entry);
  if (is_file(entry)) {
    call.what = SendFile{.group = entry.group,
                         .target = entry.target,
                         .name = content.front().value,
                         .bytes = base64::decode(store_.file(entry.id)).value_or("")};
  } else {
    call.what = Send{.group = entry.group, .target = entry.target, .content = std::move(content)};
  }
  return call;
}

std::vector<OutgoingCall> Outbox::dequeue(Utc now, Steady steady, bool quiet, bool answering) {
  // A commit that failed and yet was durable has left these marked although no frame was written.
  for (const std::int64_t id : dequeued_) {
    const auto entry = store_.by_id(id);
    if (entry && entry->state == SendState::sending) store_.mark_waiting(id);
  }
  dequeued_.clear();
  breakers_.refresh();
  for (const storage::Sent& sent : std::exchange(unwritten_, {})) send_log_.note(sent);

  std::vector<OutgoingCall> calls;
  const Priority least = (paced_ && answering) || !words_.empty() ? Priority::answer : Priority::summary;
  for (const auto& [account, line] : links_.all()) {
    const bool breaker_open = breakers_.is_open(account, "", now);
    for (auto in_flight = store_.in_flight(account); in_flight < 2; ++in_flight) {
      const bool alerts_only = in_flight > 0 || breaker_open || !pace_.ready(account, steady);
      const auto entry = store_.next(alerts_only ? Gate::care_only
                                     : quiet     ? Gate::quiet
                                                 : Gate::open,
                                     [&, &account = account, &line = line](const OutboxMessage& each) {
                                       return each.priority <= least && carries(account, line, each) &&
                                              may_leave(account, each, now, steady);
                                     });
      if (!entry) break;
      store_.mark_sending(entry->id, account, now);
      dequeued_.push_back(entry->id);
      const Route route{account, entry->group, entry->target, class_of(entry->priority)};
      pace_.note(route, steady);
      if (paced_) send_log_.note({route.account, route.group, route.room, static_cast<int>(route.send_class), now});
      calls.push_back(call_of(account, *entry));
    }
  }
  behind_answers_.clear();
  (void)store_.next(Gate::open, [&](const OutboxMessage& each) {
    const bool answer = each.priority == Priority::answer && each.group && each.retracts == 0;
    if (answer) behind_answers_.insert(each.target);
    return each.priority > Priority::answer;  // They come in order of priority.
  });
  return calls;
}

// --- what is volatile ------------------------------------------------------------------------------------------------

void Outbox::note(const Route& route, Utc now, Steady steady) {
  pace_.note(route, steady);
  if (paced_) unwritten_.push_back({route.account, route.group, route.room, static_cast<int>(route.send_class), now});
}

/// Asks for the fate of words to a group, one at a time, and of one reaction: this is how a mute shows when nothing
/// durable is sent.
void Outbox::watch(OutgoingCall& call) {
  const auto* send = std::get_if<Send>(&call.what);
  if ((send != nullptr && !send->group) || watched_.size() >= watch_limit) return;
  const std::pair where{links_.name_for(call.account), send != nullptr ? send->target : ""};
  if (!watching_.insert(where).second) return;
  call.tag = watch_bit | ++watches_;
  watched_.emplace(call.tag, where);
}

void Outbox::take(OutgoingCall call, Utc now, Steady steady, std::vector<OutgoingCall>& leaving) {
  const auto* send = std::get_if<Send>(&call.what);
  const auto* react = std::get_if<ReactTo>(&call.what);
  if (send == nullptr && react == nullptr) return leaving.push_back(std::move(call));
  const std::string& account = links_.name_for(call.account);
  const std::string group = group_of(call);
  if (breakers_.is_open(account, "", now) || (!group.empty() && breakers_.is_open(account, group, now))) {
    ++dropped_;
    return;
  }
  std::deque<Waiting>& waiting = react != nullptr ? reactions_ : words_;
  if (!paced_ && waiting.empty() && !behind_answers_.contains(group)) {
    watch(call);
    return leaving.push_back(std::move(call));
  }
  if (waiting.size() >= volatile_limit) {
    waiting.pop_front();
    ++dropped_;
  }
  waiting.push_back({std::move(call), steady});
}

void Outbox::hand_on(std::deque<Waiting>& waiting, SendClass send_class, Utc now, Steady steady,
                     std::vector<OutgoingCall>& leaving) {
  std::deque<Waiting> rest;
  for (Waiting& each : waiting) {
    Route route{links_.name_for(each.call.account), true, {}, send_class};
    if (const auto* send = std::get_if<Send>(&each.call.what)) {
      route.group = send->group;
      route.room = send->target;
    } else if (const auto* react = std::get_if<ReactTo>(&each.call.what)) {
      route.room = react->room;
    }
    if ((route.group && behind_answers_.contains(route.room)) || !pace_.allows(route, steady)) {
      rest.push_back(std::move(each));
      continue;
    }
    note(route, now, steady);
    watch(each.call);
    leaving.push_back(std::move(each.call));
  }
  waiting = std::move(rest);
}

std::vector<OutgoingCall> Outbox::take(std::vector<OutgoingCall> calls, Utc now, Steady steady) {
  std::vector<OutgoingCall> leaving;
  leaving.reserve(calls.size());
  for (OutgoingCall& call : calls) take(std::move(call), now, steady, leaving);
  return leaving;
}

std::vector<OutgoingCall> Outbox::release(std::vector<OutgoingCall> calls, Utc now, Steady steady) {
  std::vector<OutgoingCall> leaving = take(std::move(calls), now, steady);
  const auto drop_old = [&](std::deque<Waiting>& waiting, Steady::duration most) {
    for (; !waiting.empty() && steady - waiting.front().since > most; waiting.pop_front()) ++dropped_;
  };
  drop_old(words_, words_wait);
  drop_old(reactions_, reactions_wait);
  if (!words_.empty()) hand_on(words_, SendClass::answer, now, steady, leaving);
  if (!reactions_.empty() && words_.empty()) hand_on(reactions_, SendClass::reaction, now, steady, leaving);
  return leaving;
}

// --- what became of it -----------------------------------------------------------------------------------------------

Outbox::Settlement Outbox::on_send_result(const CallResult& result, Utc now) {
  if ((result.tag & watch_bit) != 0) {
    const auto watched = watched_.find(result.tag);
    if (watched == watched_.end()) return {};
    const auto where = watched->second;
    watching_.erase(where);
    watched_.erase(watched);
    Settlement settlement;
    if (where.second.empty()) {
      settlement.reactions_off = doubts_.on_reaction(where.first, result.outcome, now);
    } else {
      settlement.opened = breakers_.note(where.first, where.second, result.outcome, now);
      settlement.disbelieved = doubts_.believe(result, where.first).lost_now;
    }
    return settlement;
  }
  auto entry = store_.by_id(static_cast<std::int64_t>(result.tag));
  if (!entry || entry->state != SendState::sending) return {};
  Settlement settlement;
  if (entry->retracts == 0) {
    settlement.opened = breakers_.note(entry->account, entry->group ? entry->target : "", result.outcome, now);
  }
  // Whoever takes a file need not name a message of it.
  const bool named = entry->retracts == 0 && !is_file(*entry);
  const auto belief = named ? doubts_.believe(result, entry->account) : GatewayDoubts::Belief{};
  settlement.disbelieved = belief.lost_now;
  switch (belief.good ? result.outcome : Outcome::unknown) {
    case Outcome::unsent:
      store_.mark_waiting(entry->id);
      return settlement;
    case Outcome::sent:
      entry->state = SendState::sent;
      entry->message = result.message;
      break;
    case Outcome::refused:
      entry->state = SendState::failed;
      break;
    case Outcome::unknown: {
      entry->state = SendState::unknown;
      const auto line = links_.all().find(entry->account);
      const bool can_look = line != links_.all().end() && line->second.can.history;
      if (entry->group && entry->retracts == 0 && can_look) entry->doubt = Doubt::look;
      break;
    }
  }
  store_.mark(entry->id, entry->state, entry->message, now, entry->doubt);
  if (entry->retracts != 0 && entry->state == SendState::sent) {
    store_.mark(entry->retracts, SendState::retracted, {}, now);
  }
  settlement.entry = std::move(entry);
  return settlement;
}

std::map<std::string, Utc> Outbox::in_doubt(const std::string& account) const {
  std::map<std::string, Utc> rooms;
  for (const OutboxMessage& entry : store_.doubtful()) {
    if (entry.account != account) continue;
    rooms.emplace(entry.target, entry.sending_at.value_or(entry.created) - clock_slack);
  }
  return rooms;
}

std::optional<OutboxMessage> Outbox::on_own_message(const Message& own, Utc now) {
  const std::string words = words_of(own.content);
  if (store_.has(own.room, own.id)) return std::nullopt;
  for (OutboxMessage& entry : store_.doubtful()) {
    if (entry.account != own.account || entry.target != own.room) continue;
    if (own.sent + clock_slack < entry.sending_at.value_or(entry.created)) continue;
    if (words_of(content_of(entry)) != words) continue;
    entry.state = SendState::sent;
    entry.message = own.id;
    store_.mark(entry.id, entry.state, entry.message, now);
    return std::move(entry);
  }
  return std::nullopt;
}

std::vector<OutboxMessage> Outbox::on_history(const std::string& account, const std::string& room, Utc since,
                                              bool whole, Utc now) {
  std::vector<OutboxMessage> unknown;
  for (OutboxMessage& entry : store_.doubtful()) {
    if (entry.account != account || entry.target != room) continue;
    const bool absent = whole && since <= entry.sending_at.value_or(entry.created) - clock_slack;
    if (absent && entry.doubt == Doubt::look_and_repeat) {
      store_.mark_waiting(entry.id);
      continue;
    }
    store_.mark(entry.id, SendState::unknown, {}, now);
    unknown.push_back(std::move(entry));
  }
  return unknown;
}

void Outbox::on_link_up(const LinkUp& link, Utc now, Steady steady) {
  breakers_.refresh();
  breakers_.on_groups(link.account, link.groups, now);
  doubts_.on_link_up(link.account);
  pace_.reset_burst(link.account, steady);
}

}  // namespace banwei
