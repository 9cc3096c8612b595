// The content of a message as OneBot writes it. Invariant: a user's words go into a text segment and into no other, and
// only segment arrays are written.
#pragma once

#include <nlohmann/json.hpp>

#include "handlers/chat.h"

namespace banwei::onebot11 {

/// The gateway's setting decides the form, so the JSON type does: segments, one segment, or a CQ string.
Content content_of(const nlohmann::json& message);

nlohmann::json segments_of(const Content& content);

}  // namespace banwei::onebot11
