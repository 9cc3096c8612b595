#include "bot/dispatch.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <variant>

#include "bot/json.h"

namespace banwei {

namespace text {
namespace {

constexpr auto apology = "刚才这条我没处理好，没有记下。请稍后再发一次，还不行就找班长";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes short_gap{3};        // With the slack before it: nobody is bothered.
constexpr std::chrono::minutes few_letters{5};      // The same, when only what was said in private is lost for sure.
constexpr std::chrono::seconds fetch_after{20};     // A send that timed out may still arrive.
constexpr std::chrono::milliseconds purge_time{8};  // Of a tick, and a slice: the turn stays below 50 ms.

}  // namespace

Dispatch::Dispatch(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Timekeeper& time,
                   Log& log, const DeskOptions& options)
    : stores_(stores),
      features_(features),
      zone_(zone),
      time_(time),
      log_(log),
      outbox_(stores.outbox, stores.send_log, links_, options.pace, options.seed),
      catch_up_(stores.gaps),
      scheduler_(stores, features, zone, options.retention),
      contacts_(stores.members, stores.schedule, links_, outbox_, zone),
      reports_(stores.members, stores.schedule, zone),
      replies_(features, zone, outbox_, contacts_, links_),
      sightings_(stores.inbox, stores.gaps, links_),
      answering_(stores, features, zone, replies_),
      quiet_(options.quiet) {}

void Dispatch::start(Attempt& attempt) {
  if (const auto orphans = outbox_.start(attempt.now, time_.steady()); !orphans.empty()) {
    log_.warning("sends of the last run have an unknown fate and are not repeated",
                 {{"sends", static_cast<std::int64_t>(orphans.size())}});
    for (const storage::OutboxMessage& entry : orphans) replies_.tell_fate(entry, attempt);
  }
  catch_up_.start();
}

void Dispatch::process(const Item& item, Attempt& attempt) {
  std::visit([&](const auto& what) { on(what, attempt); }, item);
}

void Dispatch::stand_still(const Item& item) {
  if (const auto* up = std::get_if<LinkUp>(&item)) links_.up(*up);
  if (const auto* down = std::get_if<LinkDown>(&item)) links_.down(down->account);
}

void Dispatch::answer_held(Attempt& attempt) {
  for (const storage::Held& held : stores_.inbox.take_joined(attempt.now - std::chrono::hours{24})) {
    if (const auto message = json::message(held.content)) answering_.answer(*message, attempt);
  }
}

void Dispatch::dead_letter(const Item& item, const std::exception& error, Attempt& attempt) {
  const auto* message = std::get_if<Message>(&item);
  stores_.inbox.dead_letter(message != nullptr ? json::of(*message) : "{}", error.what(), attempt.now);
  replies_.apply(reports_.dead_letter(attempt.now), nullptr, attempt);
}

// --- leaving --------------------------------------------------------------------------------------------------------

void Dispatch::dequeue(Attempt& attempt) {
  const std::vector<OutgoingCall>& calls = attempt.effects.calls;
  const bool answering = std::any_of(calls.begin(), calls.end(),
                                     [](const OutgoingCall& call) { return std::holds_alternative<Send>(call.what); });
  const bool quiet = quiet_.at(zone_.at(attempt.now).time_of_day());
  const auto add = [&](std::vector<OutgoingCall> more) {
    for (OutgoingCall& call : more) attempt.effects.durable.push_back(std::move(call));
  };
  add(outbox_.dequeue(attempt.now, time_.steady(), quiet, answering));
  add(catch_up_.dequeue(attempt.now));
}

void Dispatch::confirm_dequeued() {
  outbox_.confirm_dequeued();
  catch_up_.confirm_dequeued();
}

std::vector<OutgoingCall> Dispatch::release(Effects effects, Utc now) {
  const auto steady = time_.steady();
  answering_.charge(effects.charges, now);
  // What was said after a durable answer into the same group leaves behind it.
  std::vector<OutgoingCall> before;
  std::vector<OutgoingCall> behind;
  for (std::size_t i = 0; i < effects.calls.size(); ++i) {
    const std::string group = group_of(effects.calls[i]);
    const bool later = std::any_of(effects.answered.begin(), effects.answered.end(),
                                   [&](const auto& answer) { return answer.first == group && answer.second <= i; });
    (later ? behind : before).push_back(std::move(effects.calls[i]));
  }
  auto calls = outbox_.take(std::move(before), now, steady);
  for (OutgoingCall& call : effects.durable) calls.push_back(std::move(call));
  for (OutgoingCall& call : outbox_.release(std::move(behind), now, steady)) calls.push_back(std::move(call));
  return calls;
}

// --- what people do -------------------------------------------------------------------------------------------------

void Dispatch::on(const Message& message, Attempt& attempt) {
  const storage::MessageKey key = Sightings::key_of(message);
  if (Sightings::dated_well(message, attempt.now, time_.doubts())) return on_message(message, key, attempt);
  Message dated = message;  // It counts as said when it came.
  dated.sent = dated.received = attempt.now;
  on_message(dated, key, attempt);
}

void Dispatch::on_message(const Message& message, const storage::MessageKey& key, Attempt& attempt) {
  if (message.user == message.account) {
    if (const auto entry = outbox_.on_own_message(message, attempt.now)) replies_.tell_fate(*entry, attempt);
    return;
  }
  if (links_.contains(message.user)) return;  // It is another account of ours.
  if (message.place == Place::group) {
    links_.heard_in(message.account, message.room);
    outbox_.on_group_message(message.account, message.room, attempt.now);
  }
  if (sightings_.came_another_way(message, key, attempt.now)) return;
  if (sightings_.marked(key, attempt.now)) {
    if (attempt.repeated) replies_.apply(sightings_.said(key), &message, attempt);
    return;
  }
  if (message.place == Place::direct && !message.temporary)
    tell(contacts_.befriended(message.account, message.user, attempt.now), attempt);
  Answering::Answered answered = answering_.answer(message, attempt);
  if (!answered.fine) {
    answered.said.clear();
    attempt.effects.calls.push_back(say(message, plain(text::apology)));
  }
  sightings_.mark(key, answered.said, attempt.now);
}

void Dispatch::on(const Recall& recall, Attempt& attempt) {
  for (Feature* feature : features_) {
    attempt.step("recall", [&] { replies_.apply(feature->recalled(recall, zone_.at(attempt.now)), nullptr, attempt); });
  }
}

void Dispatch::on(const Friendship& friendship, Attempt& attempt) {
  if (friendship.accepted) {
    tell(contacts_.befriended(friendship.account, friendship.user, attempt.now), attempt);
  } else if (stores_.members.by_account(friendship.user) || !stores_.bindings.groups_of(friendship.user).empty()) {
    attempt.effects.calls.push_back({.what = AcceptFriend{friendship.flag}, .account = friendship.account});
  }
}

// --- what time does -------------------------------------------------------------------------------------------------

void Dispatch::on(const Tick&, Attempt& attempt) {
  catch_up_.tick(attempt.now);
  for (const storage::OutboxMessage& entry : outbox_.expire(attempt.now)) replies_.tell_fate(entry, attempt);
  const Scheduler::Step run = [&](const std::string& name, const std::function<Reply()>& act) {
    return attempt.step(name, [&] { replies_.apply(act(), nullptr, attempt); });
  };
  const auto began = time_.steady();
  const auto enough = [&] { return time_.steady() - began >= purge_time; };
  if (!time_.doubts() && scheduler_.purge(attempt.now, run, enough)) attempt.purged = true;
  attempt.ticked = true;
  if (std::exchange(roster_, stores_.members.revision()) != stores_.members.revision()) {
    answer_held(attempt);
    replies_.tell(RosterChanged{}, attempt);
  }
  // What is due waits for a line and for what was said meanwhile: no count is told that a look-up will change.
  if (!links_.empty() && !catch_up_.busy()) scheduler_.run(attempt.now, run, time_.doubts());
}

// --- what lines and gateways do -------------------------------------------------------------------------------------

void Dispatch::on(const MuteChange& change, Attempt& attempt) {
  if (const auto opened = outbox_.on_mute_change(change, attempt.now)) breaker_opened(*opened, attempt);
  if (change.kind == MuteChange::Kind::removed) {
    replies_.tell(MemberChange{.kind = MemberChange::Kind::left,
                               .account = change.account,
                               .group = change.group,
                               .user = change.account,
                               .sent = change.sent},
                  attempt);
  }
}

void Dispatch::on(const LinkUp& link, Attempt& attempt) {
  links_.up(link);
  outbox_.on_link_up(link, attempt.now, time_.steady());
  tell(contacts_.learn(link.friends.value_or(std::vector<std::string>{}), attempt.now), attempt);
  const auto doubts = outbox_.in_doubt(link.account);
  for (const auto& [group, since] : doubts) {
    if (link.can.history) {
      catch_up_.fetch_history({.account = link.account,
                               .room = group,
                               .from = since,
                               .to = attempt.now,
                               .due = attempt.now,
                               .away = false});
      continue;
    }
    for (const storage::OutboxMessage& entry : outbox_.on_history(link.account, group, since, false, attempt.now))
      replies_.tell_fate(entry, attempt);
  }
  if (const auto since = catch_up_.on_link_up(link, attempt.now)) away(link, *since, attempt);
}

/// The line was down since then: each group that the account stands in is looked up, or what was said there is lost.
void Dispatch::away(const LinkUp& link, Utc since, Attempt& attempt) {
  const Utc now = attempt.now;
  stores_.inbox.gap(since, now, 0, "the line was down");
  for (const Class& klass : stores_.members.classes()) {
    const bool stands_there =
        link.groups.empty() || std::find(link.groups.begin(), link.groups.end(), klass.group) != link.groups.end();
    if (klass.group.empty() || !stands_there) continue;
    const storage::Gap gap{
        .account = link.account, .room = klass.group, .from = since, .to = now, .due = now, .away = true};
    if (link.can.history)
      catch_up_.fetch_history(gap);
    else
      record_gap(gap, now, false, attempt);
  }
}

void Dispatch::on(const Friends& list, Attempt& attempt) {
  links_.learn_friends(list.account, list.friends);
  tell(contacts_.learn(list.friends, attempt.now), attempt);
}

void Dispatch::on(const LinkDown& link, Attempt& attempt) {
  links_.down(link.account);
  catch_up_.on_link_down(link.account, link.deaf_since.value_or(attempt.now));
}

void Dispatch::on(const CallResult& result, Attempt& attempt) {
  if (const auto history = catch_up_.on_history_result(result, attempt.now)) return on_history(*history, attempt);
  const Outbox::Settlement settlement = outbox_.on_send_result(result, attempt.now);
  if (settlement.opened) breaker_opened(*settlement.opened, attempt);
  if (settlement.disbelieved) ids_doubted(result.account, attempt);
  if (settlement.reactions_off)
    log_.warning("the gateway refuses our reactions: what they would say is counted out in words instead",
                 {{"account", result.account}});
  if (!settlement.entry) return;
  const storage::OutboxMessage& entry = *settlement.entry;
  if (entry.doubt != storage::Doubt::none) {
    catch_up_.fetch_history({.account = entry.account,
                             .room = entry.target,
                             .from = outbox_.in_doubt(entry.account).at(entry.target),
                             .to = attempt.now,
                             .due = attempt.now + fetch_after,
                             .away = false});
    return;
  }
  if (result.stranger && !entry.group)
    contacts_.refused(entry.account, entry.target, entry.priority != storage::Priority::care, attempt.now);
  replies_.tell_fate(entry, attempt);
}

void Dispatch::on_history(const CatchUp::History& history, Attempt& attempt) {
  const storage::Gap& gap = history.gap;
  for (const storage::OutboxMessage& entry :
       outbox_.on_history(gap.account, gap.room, gap.from, history.ours, attempt.now))
    replies_.tell_fate(entry, attempt);
  if (gap.away) record_gap(gap, history.lost_until, history.doubtful, attempt);
}

void Dispatch::breaker_opened(const BreakerOpened& opened, Attempt& attempt) {
  log_.warning("sends come to nothing and are held back",
               {{"where", std::string_view(opened.group.empty() ? "account" : "group")}});
  replies_.apply(reports_.breaker_opened(opened, attempt.now), nullptr, attempt);
}

void Dispatch::ids_doubted(const std::string& account, Attempt& attempt) {
  const bool same = outbox_.doubts().ids(account) == GatewayDoubts::Ids::same;
  log_.warning(same ? "the gateway gives one and the same id to all that is sent: whether it arrives nobody knows"
                    : "the gateway gives no id to what is sent: whether it arrives nobody knows",
               {{"account", account}});
  replies_.apply(reports_.doubtful_ids(account, same, attempt.now), nullptr, attempt);
}

/// What was said in a group until then is lost, and what its people said in private is in any case, for no history
/// tells it: whoever waits for something there is told.
void Dispatch::record_gap(const storage::Gap& gap, std::optional<Utc> until, bool doubtful, Attempt& attempt) {
  const bool only_private = !until || *until - gap.from < short_gap;
  const Utc to = only_private ? gap.to : *until;
  const bool matters = to - gap.from >= (only_private || doubtful ? few_letters : short_gap);
  if (until || matters) stores_.gaps.record_lost(gap.room, gap.from, gap.to);
  if (matters) replies_.tell(HistoryLost{gap.room, gap.from, to, only_private}, attempt);
}

void Dispatch::tell(const std::vector<Fact>& facts, Attempt& attempt) {
  for (const Fact& fact : facts) replies_.tell(fact, attempt);
}

}  // namespace banwei
