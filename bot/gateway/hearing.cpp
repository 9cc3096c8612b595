#include "bot/gateway/hearing.h"

#include <algorithm>

namespace banwei {
namespace {

constexpr std::size_t rooms_most = 3;
constexpr std::chrono::minutes slack{2};  // Our clock and the platform's may differ by so much.

}  // namespace

void Hearing::on_link_up(Utc now, const std::vector<std::string>& groups) {
  newest_ = std::max(newest_, now);
  for (const std::string& group : groups) spoken(group, {});
}

void Hearing::on_message(const Message& said) {
  newest_ = std::max(newest_, said.sent);
  if (said.place == Place::group) spoken(said.room, said.sent);
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

void Hearing::on_history(Utc sent, Clock::Steady now) {
  if (sent > newest_ + slack && !missed_) missed_ = now;
}

}  // namespace banwei
