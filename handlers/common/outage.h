// What an outage of ours does to a deadline: who could not be heard before it is not late by that.
// Invariant: a deadline only ever moves back, and each outage moves it once.
#pragma once

#include <string_view>

#include "storage/gaps.h"

namespace banwei {

/// `due`, or half an hour after the end of a time when nobody was heard in the room within the last hour before it.
Utc due_after_outage(const storage::Gaps& gaps, std::string_view room, Utc due);

}  // namespace banwei
