#include "bot/gateway/hearing.h"

#include <algorithm>

namespace banwei {
namespace {

constexpr std::size_t rooms_most = 3;
constexpr std::chrono::minutes slack{2};      // Our clock and the platform's may differ by so much.
constexpr std::chrono::days strange_date{1};  // No message and no clock is off by more.

}  // namespace

void Hearing::on_link_up(const std::vector<std::string>& groups) {
  newest_ = std::max(newest_, clock_.wall());
  for (const std::string& group : groups) spoken(group, {});
}

void Hearing::on_message(const Message& said) {
  const Utc sent = dated_well(said.sent) ? said.sent : clock_.wall();
  newest_ = std::max(newest_, sent);
  if (said.place == Place::group) spoken(said.room, sent);
}

void Hearing::spoken(const std::string& room, Utc when) {
  auto known = std::find_if(rooms_.begin(), rooms_.end(), [&](const Room& one) { return one.name == room; });
  if (known == rooms_.end() && rooms_.size() < rooms_most) known = rooms_.insert(known, {room, when});
  if (known == rooms_.end()) {
    known = std::min_element(rooms_.begin(), rooms_.end(),
                             [](const Room& a, const Room& b) { return a.spoken < b.spoken; });
    if (known->spoken >= when) return;
    known->name = room;
  }
  known->spoken = std::max(known->spoken, when);
}

void Hearing::on_history(Utc sent) {
  if (dated_well(sent) && sent > newest_ + slack && !missed_) missed_ = clock_.steady();
}

/// Whether the date can tell what was heard when: beside one of the year 5138 every other message would be an old one.
bool Hearing::dated_well(Utc sent) const { return std::chrono::abs(sent - clock_.wall()) <= strange_date; }

}  // namespace banwei
