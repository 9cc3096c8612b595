// What the router makes of a message, for whoever asks why: of `banwei explain`, and of the sandbox's 为什么.
// Invariant: it reads and never acts; what it tells is what would be, or was, decided.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include <nlohmann/json.hpp>

#include "bot/router.h"
#include "storage/members.h"

namespace banwei {

/// The reading as JSON, and under "lines" as sentences for somebody who has never seen the program.
nlohmann::ordered_json explanation(const Router& router, const storage::Members& members, const Message& message,
                                   const Context& context, std::span<const Choice> choices,
                                   const std::optional<Concern>& concern);

/// What else came of it, which no reading foresees.
struct Aftermath {
  bool hurried = false;  // Something was left out, for the speaker had asked too much of late.
  bool failed = false;   // It was a fault of ours: nothing of it is stored.
  bool held = false;     // It is kept until the account is in the roster.
};
void append(nlohmann::ordered_json& explanation, const Aftermath& after);

/// Sees each message as it is decided, with the explanation of that moment. On the desk's thread, and once more for an
/// item whose turn is tried again.
using Witness = std::function<void(const Message&, nlohmann::ordered_json explanation)>;

}  // namespace banwei
