#include "bot/pace.h"

#include <algorithm>

namespace banwei {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Steady = Clock::Steady;

constexpr std::size_t sends_kept = 10'000;  // of an hour, when the hour has no limit of its own

std::size_t since(const std::deque<Steady>& sends, Steady from) {
  return static_cast<std::size_t>(sends.end() - std::upper_bound(sends.begin(), sends.end(), from));
}

/// Notes a send and forgets those before `from`.
void keep(std::deque<Steady>& sends, Steady now, Steady from) {
  sends.insert(std::upper_bound(sends.begin(), sends.end(), now), now);
  while (!sends.empty() && (sends.front() <= from || sends.size() > sends_kept)) sends.pop_front();
}

bool below(int limit, const std::deque<Steady>& sends, Steady from) {
  return limit == 0 || since(sends, from) < static_cast<std::size_t>(limit);
}

}  // namespace

bool Pace::ready(const std::string& account, Steady now) const {
  const auto known = accounts_.find(account);
  if (known == accounts_.end()) return true;
  const auto saved = settings_.account * std::max(settings_.burst - 1, 0);
  return known->second.full - now <= saved && below(settings_.account_hour, known->second.hour, now - hours{1});
}

bool Pace::allows(const Way& way, Steady now) const {
  if (way.lane == Lane::alert) return true;
  if (!ready(way.account, now)) return false;
  const auto account = accounts_.find(way.account);
  if (way.lane == Lane::reaction) {
    return account == accounts_.end() || (account->second.full <= now && below((settings_.account_hour + 1) / 2,
                                                                               account->second.hour, now - hours{1}));
  }
  if (!way.group) return account == accounts_.end() || now - account->second.whispered >= settings_.whisper;
  const auto room = rooms_.find({way.account, way.room});
  if (room == rooms_.end()) return true;
  if (way.lane == Lane::answer) return below(settings_.group_answers, room->second.answers, now - minutes{1});
  const auto& hour = room->second.hour;
  return (hour.empty() || now - hour.back() >= settings_.group) && below(settings_.group_hour, hour, now - hours{1});
}

void Pace::note(const Way& way, Steady now) {
  Account& account = accounts_[way.account];
  const double wait = std::uniform_real_distribution<double>(0.75, 1.25)(dice_);
  account.full = std::max(account.full, now) + std::chrono::duration_cast<Steady::duration>(settings_.account * wait);
  if (settings_.account_hour > 0) keep(account.hour, now, now - hours{1});
  if (!way.group) {
    account.whispered = std::max(account.whispered, now);
  } else if (way.lane == Lane::answer && settings_.group_answers > 0) {
    keep(rooms_[{way.account, way.room}].answers, now, now - minutes{1});
  } else if (way.lane == Lane::unasked && (settings_.group_hour > 0 || settings_.group.count() > 0)) {
    keep(rooms_[{way.account, way.room}].hour, now, now - hours{1});
  }
}

void Pace::calm(const std::string& account, Steady now) {
  Account& known = accounts_[account];
  known.full = std::max(known.full, now + settings_.account * std::max(settings_.burst - 1, 0));
}

}  // namespace banwei
