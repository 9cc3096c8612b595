#include "bot/sightings.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "bot/clock.h"
#include "bot/json.h"
#include "storage/fingerprint.h"

namespace banwei {

namespace {

constexpr std::chrono::hours recoverable{47};   // Marks are kept for 48.
constexpr std::chrono::days longest_way{7};     // A message may be told so late.
constexpr std::chrono::days strange_date{400};  // A clock may be off by so much, a platform's is not.

std::int64_t text_hash(const Content& content) {
  storage::Fingerprint hash;
  for (const Part& part : content) hash.mix(static_cast<unsigned char>(part.kind)).mix(part.value);
  return static_cast<std::int64_t>(hash.value());
}

}  // namespace

storage::MessageKey Sightings::key_of(const Message& message) {
  return {message.account, message.room, message.user, message.id, text_hash(message.content), message.sent};
}

bool Sightings::dated_well(const Message& message, Utc now, bool clock_doubted) {
  const auto ahead = message.sent - now;
  const bool late = -ahead > longest_way && !message.recovered;  // A history's reach is looked at later.
  return !late && (clock_doubted ? ahead <= strange_date : ahead <= clock_slack);
}

bool Sightings::came_another_way(const Message& message, const storage::MessageKey& key, Utc now) const {
  if (message.place == Place::group && heard_by_another(key)) return true;
  if (!message.recovered) return false;
  const auto gap = gaps_.find(message.account, message.room);
  return !gap || message.sent < std::max(gap->from, now - recoverable) || inbox_.has_duplicate(key);
}

bool Sightings::heard_by_another(storage::MessageKey key) const {
  const std::string own = std::move(key.account);
  return std::any_of(links_.all().begin(), links_.all().end(), [&](const auto& link) {
    key.account = link.first;
    return link.first != own && inbox_.has_duplicate(key);
  });
}

void Sightings::mark(const storage::MessageKey& key, const std::string& said, Utc now) {
  inbox_.mark(key, now, said.empty() ? std::nullopt : std::optional(said));
}

Reply Sightings::said(const storage::MessageKey& key) const {
  return {.actions = json::actions(inbox_.answer(key).value_or("")), .facts = {}};
}

}  // namespace banwei
