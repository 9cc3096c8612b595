#include "bot/rate_limiter.h"

#include <algorithm>

namespace banwei {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Steady = Clock::Steady;

constexpr std::size_t sends_kept = 10'000;  // An hour without a limit of its own keeps so many.

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

bool RateLimiter::ready(const std::string& account, Steady now) const {
  const auto known = accounts_.find(account);
  if (known == accounts_.end()) return true;
  const auto saved = settings_.account * std::max(settings_.burst - 1, 0);
  return known->second.full - now <= saved && below(settings_.account_hour, known->second.hour, now - hours{1});
}

bool RateLimiter::allows(const Route& route, Steady now) const {
  if (route.send_class == SendClass::alert) return true;
  if (!ready(route.account, now)) return false;
  const auto account = accounts_.find(route.account);
  if (route.send_class == SendClass::reaction) {
    return account == accounts_.end() || (account->second.full <= now && below((settings_.account_hour + 1) / 2,
                                                                               account->second.hour, now - hours{1}));
  }
  if (!route.group) return account == accounts_.end() || now - account->second.whispered >= settings_.whisper;
  const auto room = rooms_.find({route.account, route.room});
  if (room == rooms_.end()) return true;
  if (route.send_class == SendClass::answer)
    return below(settings_.group_answers, room->second.answers, now - minutes{1});
  const auto& hour = room->second.hour;
  return (hour.empty() || now - hour.back() >= settings_.group) && below(settings_.group_hour, hour, now - hours{1});
}

void RateLimiter::note(const Route& route, Steady now) {
  Account& account = accounts_[route.account];
  const double wait = std::uniform_real_distribution<double>(0.75, 1.25)(dice_);
  account.full = std::max(account.full, now) + std::chrono::duration_cast<Steady::duration>(settings_.account * wait);
  if (settings_.account_hour > 0) keep(account.hour, now, now - hours{1});
  if (!route.group) {
    account.whispered = std::max(account.whispered, now);
  } else if (route.send_class == SendClass::answer && settings_.group_answers > 0) {
    keep(rooms_[{route.account, route.room}].answers, now, now - minutes{1});
  } else if (route.send_class == SendClass::unasked && (settings_.group_hour > 0 || settings_.group.count() > 0)) {
    keep(rooms_[{route.account, route.room}].hour, now, now - hours{1});
  }
}

void RateLimiter::reset_burst(const std::string& account, Steady now) {
  Account& known = accounts_[account];
  known.full = std::max(known.full, now + settings_.account * std::max(settings_.burst - 1, 0));
}

}  // namespace banwei
