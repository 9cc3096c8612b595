#include "bot/catch_up.h"

#include <algorithm>
#include <utility>

#include "bot/clock.h"

namespace banwei {

namespace {

constexpr std::uint64_t look_bit = std::uint64_t{1} << 62U;
constexpr int asked_for = 200;                 // In messages; a class says fewer in an hour of outage.
constexpr std::chrono::minutes noted_each{1};  // A line's life is written down so often.
constexpr std::chrono::seconds pause{30};      // A look-up that was not answered is tried again then.
constexpr std::chrono::seconds soon{5};        // One whose answer may have a hole is tried again then.
constexpr int tries_most = 2;

}  // namespace

std::optional<Utc> CatchUp::on_link_up(const LinkUp& link, Utc now) {
  const auto since = store_.down_since(link.account);
  lines_[link.account] = {.history = link.can.history, .noted = now, .tag = 0, .room = {}};
  store_.note(link.account, now, true);
  if (!since) return std::nullopt;
  return std::min(*since, now) - clock_slack;  // A dead line is noticed late, so begin earlier.
}

void CatchUp::on_link_down(const std::string& account, Utc heard) {
  lines_.erase(account);
  dequeued_.erase(account);
  store_.note(account, heard, false);
}

void CatchUp::tick(Utc now) {
  for (auto& [account, line] : lines_) {
    if (now >= line.noted && now - line.noted < noted_each) continue;
    line.noted = now;
    store_.note(account, now, true);
  }
}

std::vector<OutgoingCall> CatchUp::dequeue(Utc now) {
  std::vector<OutgoingCall> calls;
  dequeued_.clear();
  for (const auto& [account, line] : lines_) {
    if (!line.history || line.tag != 0) continue;
    const auto gap = store_.next(account, now);
    if (!gap) continue;
    dequeued_.emplace(account, *gap);
    OutgoingCall call;
    call.tag = look_bit | (tags_ + dequeued_.size());
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

void CatchUp::confirm_dequeued() {
  std::uint64_t index = 0;
  for (const auto& [account, gap] : std::exchange(dequeued_, {})) {
    LookUps& line = lines_[account];
    line.tag = look_bit | (tags_ + ++index);
    line.room = gap.room;
  }
  tags_ += index;
}

std::optional<CatchUp::History> CatchUp::on_history_result(const CallResult& result, Utc now) {
  if ((result.tag & look_bit) == 0) return std::nullopt;
  const auto line =
      std::find_if(lines_.begin(), lines_.end(), [&](const auto& each) { return each.second.tag == result.tag; });
  if (line == lines_.end()) return std::nullopt;
  line->second.tag = 0;
  const auto gap = store_.find(line->first, line->second.room);
  if (!gap) return std::nullopt;
  History history{.gap = *gap};
  const bool sent = result.outcome == Outcome::sent;
  const bool reaches_back = result.messages > 0 && result.oldest <= gap->from;
  const bool reaches_into = result.messages > 0 && result.newest >= gap->from;
  // Our own words would be the newest. Of what others said, a gateway that has one message, or old ones only, may have
  // all that there is, or not: nobody can tell.
  history.ours = sent && (reaches_back || result.messages < asked_for) && result.jump <= gap->from;
  history.whole = history.ours && (!gap->away || (reaches_back && reaches_into));
  const bool more_may_come = sent && !history.whole && (result.messages < asked_for || reaches_back);
  const bool answered = result.outcome == Outcome::refused || (sent && (gap->away || !more_may_come));
  if (!answered && gap->tries + 1 < tries_most) {
    store_.again(*gap, now + pause);
    return std::nullopt;
  }
  store_.done(gap->account, gap->room);
  history.doubtful = more_may_come;
  if (gap->away && more_may_come) {  // Nobody waits for it: what it brings is heard, and the hole is told now.
    storage::Gap once_more = *gap;
    once_more.away = false;
    once_more.due = now + soon;
    store_.add(once_more);
  }
  if (!history.whole)
    history.lost_until = reaches_into ? std::min(std::max(result.oldest, result.jump), gap->to) : gap->to;
  return history;
}

void push_spread(CallResult result, const std::function<void(Item)>& push) {
  std::vector<Message> history = std::exchange(result.history, {});
  std::stable_sort(history.begin(), history.end(), [](const Message& a, const Message& b) { return a.sent < b.sent; });
  result.messages = static_cast<int>(history.size());
  if (!history.empty()) {
    result.oldest = history.front().sent;
    result.newest = history.back().sent;
  }
  for (Message& message : history) {
    message.recovered = true;
    push(std::move(message));
  }
  push(std::move(result));
}

}  // namespace banwei
