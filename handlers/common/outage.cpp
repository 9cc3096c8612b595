#include "handlers/common/outage.h"

#include <algorithm>

namespace banwei {

namespace {

constexpr std::chrono::hours last_hour{1};  // Most answer in the last hour before the deadline.
constexpr std::chrono::minutes grace{30};   // People have so long to answer once more.

}  // namespace

Utc due_after_outage(const storage::Gaps& gaps, std::string_view room, Utc due) {
  const auto heard_again = room.empty() ? std::nullopt : gaps.lost_until(room, due - last_hour, due);
  return heard_again ? std::max(due, *heard_again + grace) : due;
}

}  // namespace banwei
