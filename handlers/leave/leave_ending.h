// Who is back, and who takes a request back: 销假, 病假结束; 取消请假, 不请假了.
// Invariant: pure; talk about it (怎么销假) ends nothing and asks for nothing either.
#pragma once

#include <optional>

#include "handlers/leave/leave_cut.h"

namespace banwei::leave {

struct Ending {
  bool spoken = false;  // It speaks of an end, so that it is no request.
  std::optional<Statement> said = {};
};

Ending read_ending(const Cut& cut);

}  // namespace banwei::leave
