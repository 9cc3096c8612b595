// The content of a message, read from whatever form a gateway gives it. Invariant: what somebody typed stays text, CQ
// codes included.
#pragma once

#include "bot/gateway/onebot11/values.h"
#include "handlers/chat.h"

namespace banwei::onebot11 {

/// The gateway's setting decides the form, so the JSON type does: segments, one segment, or a CQ string.
Content content_of(const Value& message);

}  // namespace banwei::onebot11
