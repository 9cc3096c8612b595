#include "bot/outbox.h"

#include "bot/json.h"

namespace banwei {

using Gate = storage::Outbox::Gate;
using storage::Parcel;
using storage::Priority;
using storage::SendState;

void Outbox::add(const Post& post, Utc now) {
  store_.add({.priority = post.priority,
              .group = true,
              .target = post.group,
              .content = json::of(post.content),
              .created = now,
              .about = post.about});
}

void Outbox::add(const std::string& account, const Whisper& whisper, Utc now) {
  store_.add({.priority = whisper.priority,
              .group = false,
              .target = account,
              .content = json::of(whisper.content),
              .created = now,
              .about = whisper.about});
}

std::vector<Parcel> Outbox::retract(const std::string& about, Utc now) {
  std::vector<Parcel> dropped;
  for (Parcel& parcel : store_.under(about)) {
    if (parcel.state == SendState::waiting) {
      store_.settle(parcel.id, SendState::retracted, {}, now);
      parcel.state = SendState::retracted;
      dropped.push_back(std::move(parcel));
    } else if (parcel.state == SendState::sent && !store_.being_retracted(parcel.id)) {
      store_.add({.priority = Priority::answer,
                  .group = parcel.group,
                  .target = parcel.target,
                  .created = now,
                  .about = about,
                  .retracts = parcel.id});
    }
  }
  return dropped;
}

std::vector<OutgoingCall> Outbox::leave(Utc now, bool quiet) {
  // A commit that failed and yet was durable has left these marked although no frame was written.
  for (const std::int64_t id : leaving_) {
    const auto parcel = store_.by_id(id);
    if (parcel && parcel->state == SendState::sending) store_.mark_waiting(id);
  }
  leaving_.clear();
  std::vector<OutgoingCall> calls;
  if (!up_) return calls;
  for (auto in_flight = store_.count(SendState::sending); in_flight < 2; ++in_flight) {
    const auto parcel = store_.next(in_flight > 0 ? Gate::care_only : quiet ? Gate::quiet : Gate::open);
    if (!parcel) break;
    store_.mark_sending(parcel->id, now);
    leaving_.push_back(parcel->id);
    OutgoingCall call{.tag = static_cast<std::uint64_t>(parcel->id),
                      .what = Send{.group = parcel->group,
                                   .target = parcel->target,
                                   .content = json::content(parcel->content).value_or(Content{})}};
    if (parcel->retracts != 0) call.what = Delete{store_.by_id(parcel->retracts).value_or(Parcel{}).message};
    calls.push_back(std::move(call));
  }
  return calls;
}

std::optional<Parcel> Outbox::settle(const CallResult& result, Utc now) {
  auto parcel = store_.by_id(static_cast<std::int64_t>(result.tag));
  if (!parcel || parcel->state != SendState::sending) return std::nullopt;
  switch (result.outcome) {
    case Outcome::unsent:
      store_.mark_waiting(parcel->id);
      return std::nullopt;
    case Outcome::sent:
      parcel->state = SendState::sent;
      parcel->message = result.message;
      break;
    case Outcome::refused:
      parcel->state = SendState::failed;
      break;
    case Outcome::unknown:
      parcel->state = SendState::unknown;
      break;
  }
  store_.settle(parcel->id, parcel->state, parcel->message, now);
  if (parcel->retracts != 0 && parcel->state == SendState::sent) {
    store_.settle(parcel->retracts, SendState::retracted, {}, now);
  }
  return parcel;
}

}  // namespace banwei
