// OneBot 11 as a Conversation, over its codec.
// Invariant: what a gateway can is what its name promises, and before it has named itself, what most can.
#pragma once

#include <memory>

#include "bot/gateway/conversation.h"

namespace banwei::onebot11 {

std::unique_ptr<Conversation> converse();

}  // namespace banwei::onebot11
