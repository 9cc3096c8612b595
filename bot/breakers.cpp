#include "bot/breakers.h"

#include <algorithm>

namespace banwei {

namespace {

constexpr int in_a_row = 3;
constexpr std::chrono::minutes rests_of[] = {std::chrono::minutes{5}, std::chrono::minutes{30},
                                             std::chrono::minutes{120}};
constexpr std::chrono::days out_of_group{365};  // It ends sooner when the account is back.
constexpr std::chrono::days longest_mute{31};   // QQ's is 30

}  // namespace

const storage::Breaker* Breakers::find(const std::string& account, const std::string& group) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const storage::Breaker& row) {
    return row.account == account && row.room == group;
  });
  return found == rows_.end() ? nullptr : &*found;
}

bool Breakers::is_open(const std::string& account, const std::string& group, Utc now) const {
  const storage::Breaker* row = find(account, group);
  return row != nullptr && row->until > now;
}

void Breakers::put(const storage::Breaker& breaker) {
  store_.put(breaker);
  refresh();
}

void Breakers::clear(const std::string& account, const std::string& group) {
  if (find(account, group) == nullptr) return;
  store_.clear(account, group);
  refresh();
}

std::optional<BreakerOpened> Breakers::fail(const std::string& account, const std::string& group, Utc now) {
  const storage::Breaker* row = find(account, group);
  const int failures = row == nullptr ? 1 : row->failures + 1;
  storage::Breaker next{.account = account, .room = group, .failures = failures, .until = now};
  if (failures >= in_a_row) {
    next.until +=
        rests_of[std::min<std::size_t>(static_cast<std::size_t>(failures - in_a_row), std::size(rests_of) - 1)];
  }
  put(next);
  if (failures != in_a_row) return std::nullopt;
  return BreakerOpened{.account = account, .group = group, .until = next.until};
}

std::optional<BreakerOpened> Breakers::note(const std::string& account, const std::string& group, Outcome outcome,
                                            Utc now) {
  if (outcome == Outcome::sent) {
    clear(account, "");
    if (!group.empty()) clear(account, group);
    return std::nullopt;
  }
  std::optional<BreakerOpened> opened;
  if (outcome == Outcome::unsent) return opened;
  if (!group.empty()) opened = fail(account, group, now);
  // A refusal concerns the group; silence may concern the whole account.
  if (outcome == Outcome::unknown) {
    if (auto everywhere = fail(account, "", now)) opened = everywhere;
  }
  return opened;
}

std::optional<BreakerOpened> Breakers::note(const MuteChange& change, Utc now) {
  if (change.kind == MuteChange::Kind::unmuted) {
    clear(change.account, change.group);
    return std::nullopt;
  }
  std::chrono::seconds rest = out_of_group;
  if (change.kind == MuteChange::Kind::muted) rest = change.lasts.count() > 0 ? change.lasts : rests_of[2];
  const bool known = is_open(change.account, change.group, now);
  put({.account = change.account, .room = change.group, .failures = in_a_row, .until = now + rest});
  if (known) return std::nullopt;
  return BreakerOpened{.account = change.account, .group = change.group, .until = now + rest};
}

void Breakers::on_groups(const std::string& account, std::span<const std::string> groups, Utc now) {
  if (rows_.empty()) return;
  for (const std::string& group : groups) {
    const storage::Breaker* row = find(account, group);
    if (row != nullptr && row->until > now + longest_mute) clear(account, group);
  }
}

}  // namespace banwei
