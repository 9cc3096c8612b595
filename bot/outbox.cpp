#include "bot/outbox.h"

#include "bot/json.h"

namespace banwei {

using storage::Parcel;
using storage::Priority;
using storage::SendState;

void Outbox::post(const std::string& group, const Content& content, Priority priority, Utc now) {
  add(true, group, content, priority, now);
}

void Outbox::whisper(const std::string& account, const Content& content, Priority priority, Utc now) {
  add(false, account, content, priority, now);
}

void Outbox::add(bool group, const std::string& target, const Content& content, Priority priority, Utc now) {
  Parcel parcel;
  parcel.priority = priority;
  parcel.group = group;
  parcel.target = target;
  parcel.content = json::of(content);
  parcel.created = now;
  store_.add(parcel);
}

std::vector<OutgoingCall> Outbox::leave(Utc now) {
  // A commit that failed and yet was durable has left these marked although no frame was written.
  for (const std::int64_t id : leaving_) {
    const auto parcel = store_.by_id(id);
    if (parcel && parcel->state == SendState::sending) store_.mark_waiting(id);
  }
  leaving_.clear();
  std::vector<OutgoingCall> calls;
  if (!up_) return calls;
  for (auto in_flight = store_.count(SendState::sending); in_flight < 2; ++in_flight) {
    const auto parcel = store_.next(in_flight > 0);
    if (!parcel) break;
    store_.mark_sending(parcel->id, now);
    leaving_.push_back(parcel->id);
    calls.push_back({.tag = static_cast<std::uint64_t>(parcel->id),
                     .what = Send{.group = parcel->group,
                                  .target = parcel->target,
                                  .content = json::content(parcel->content).value_or(Content{})}});
  }
  return calls;
}

std::optional<Parcel> Outbox::settle(const CallResult& result, Utc now) {
  const auto parcel = store_.by_id(static_cast<std::int64_t>(result.tag));
  if (!parcel || parcel->state != SendState::sending) return std::nullopt;
  switch (result.outcome) {
    case Outcome::sent:
      store_.settle(parcel->id, SendState::sent, result.message, now);
      return std::nullopt;
    case Outcome::unsent:
      store_.mark_waiting(parcel->id);
      return std::nullopt;
    case Outcome::refused:
      store_.settle(parcel->id, SendState::failed, {}, now);
      return parcel;
    case Outcome::unknown:
      store_.settle(parcel->id, SendState::unknown, {}, now);
      return parcel;
  }
  return std::nullopt;
}

}  // namespace banwei
