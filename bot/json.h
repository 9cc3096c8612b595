// Messages and contents as JSON for the database: what is held, what waits in the outbox, what could not be processed.
// Invariant: from_json of what to_json wrote gives the same value; anything else gives nothing instead of throwing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/actions.h"

namespace banwei::json {

std::string of(const Content& content);
std::string of(const Message& message);
/// The volatile part of a reply: its reaction and its words. Empty when there is none.
std::string of(const std::vector<Action>& actions);

std::optional<Content> content(std::string_view text);
std::optional<Message> message(std::string_view text);
std::vector<Action> actions(std::string_view text);

}  // namespace banwei::json
