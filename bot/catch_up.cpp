#include "bot/catch_up.h"

#include <algorithm>
#include <utility>

#include "bot/clock.h"

namespace banwei {

namespace {

constexpr std::uint64_t look_bit = std::uint64_t{1} << 62U;
constexpr int asked_for = 200;                 // messages; a class says fewer in an hour of outage
constexpr std::chrono::minutes noted_each{1};  // how often a line's life is written down
constexpr std::chrono::seconds pause{30};      // before a look-up that was not answered is tried again
constexpr int tries_most = 2;

}  // namespace

std::optional<Utc> CatchUp::up(const LinkUp& link, Utc now) {
  const auto since = store_.down_since(link.account);
  lines_[link.account] = {.history = link.can.history, .noted = now, .tag = 0, .room = {}};
  store_.note(link.account, now, true);
  if (!since) return std::nullopt;
  return std::min(*since, now) - clock_slack;  // and a dead line is noticed late
}

void CatchUp::down(const std::string& account, Utc heard) {
  lines_.erase(account);
  leaving_.erase(account);
  store_.note(account, heard, false);
}

void CatchUp::tick(Utc now) {
  for (auto& [account, line] : lines_) {
    if (now >= line.noted && now - line.noted < noted_each) continue;
    line.noted = now;
    store_.note(account, now, true);
  }
}

std::vector<OutgoingCall> CatchUp::leave(Utc now) {
  std::vector<OutgoingCall> calls;
  leaving_.clear();
  for (const auto& [account, line] : lines_) {
    if (!line.history || line.tag != 0) continue;
    const auto gap = store_.next(account, now);
    if (!gap) continue;
    leaving_.emplace(account, *gap);
    OutgoingCall call;
    call.tag = look_bit | (tags_ + leaving_.size());
    call.account = account;
    call.what = FetchHistory{.group = gap->room, .count = asked_for};
    calls.push_back(std::move(call));
  }
  return calls;
}

bool CatchUp::busy() const {
  return std::any_of(lines_.begin(), lines_.end(),
                     [this](const auto& line) { return line.second.history && store_.waits(line.first); });
}

void CatchUp::left() {
  std::uint64_t index = 0;
  for (const auto& [account, gap] : std::exchange(leaving_, {})) {
    Line& line = lines_[account];
    line.tag = look_bit | (tags_ + ++index);
    line.room = gap.room;
  }
  tags_ += index;
}

std::optional<CatchUp::Looked> CatchUp::settle(const CallResult& result, Utc now) {
  if ((result.tag & look_bit) == 0) return std::nullopt;
  const auto line =
      std::find_if(lines_.begin(), lines_.end(), [&](const auto& each) { return each.second.tag == result.tag; });
  if (line == lines_.end()) return std::nullopt;
  line->second.tag = 0;
  const auto gap = store_.find(line->first, line->second.room);
  if (!gap) return std::nullopt;
  const bool answered = result.outcome == Outcome::sent || result.outcome == Outcome::refused;
  if (!answered && gap->tries + 1 < tries_most) {
    store_.again(*gap, now + pause);
    return std::nullopt;
  }
  store_.done(gap->account, gap->room);
  Looked looked{.gap = *gap};
  looked.whole = result.outcome == Outcome::sent && (result.messages < asked_for || result.oldest <= gap->from);
  if (!looked.whole) looked.hole = result.messages > 0 ? std::min(result.oldest, gap->to) : gap->to;
  return looked;
}

void push_spread(CallResult result, const std::function<void(Item)>& push) {
  std::vector<Message> history = std::exchange(result.history, {});
  std::stable_sort(history.begin(), history.end(), [](const Message& a, const Message& b) { return a.sent < b.sent; });
  result.messages = static_cast<int>(history.size());
  if (!history.empty()) result.oldest = history.front().sent;
  for (Message& message : history) {
    message.recovered = true;
    push(std::move(message));
  }
  push(std::move(result));
}

}  // namespace banwei
