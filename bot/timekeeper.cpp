#include "bot/timekeeper.h"

#include <utility>

namespace banwei {

using std::chrono::abs;
using std::chrono::seconds;

namespace {

constexpr auto jumped =
    "the clock has jumped and is not believed until it has held for ten minutes: set it right, or run `banwei clock` "
    "when it is";

}  // namespace

Timekeeper::Timekeeper(const Clock& clock, Log& log)
    : clock_(clock), log_(log), believed_(lead()), moved_(clock.moved()) {}

void Timekeeper::start(std::optional<Utc> last) {
  if (last && clock_.wall() < *last - std::chrono::days{1})
    believed_ = last->time_since_epoch() - clock_.moved() - clock_.uptime();
}

seconds Timekeeper::lead() const { return clock_.wall().time_since_epoch() - clock_.moved() - clock_.uptime(); }

Utc Timekeeper::time() {
  const seconds now = lead();
  const seconds before = std::exchange(moved_, clock_.moved());
  const bool vouched = doubt_ && moved_ != before;  // Whoever moves it has looked at it.
  if (abs(now - believed_) <= believable || vouched) {
    believe(now);
  } else if (!doubt_ || abs(now - doubt_->lead) > believable) {
    if (!doubt_) log_.warning(jumped, {{"seconds", (now - believed_).count()}});
    doubt_ = {now, clock_.uptime()};
  } else if (clock_.uptime() - doubt_->since >= holds_for) {
    believe(now);
  }
  return doubt_ ? Utc{believed_ + clock_.moved() + clock_.uptime()} : clock_.wall();
}

void Timekeeper::believe() { believe(lead()); }

void Timekeeper::believe(seconds lead) {
  believed_ = lead;
  if (doubt_) log_.warning("the clock is believed again");
  doubt_.reset();
}

}  // namespace banwei
