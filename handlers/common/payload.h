// What a question or a row keeps as JSON.
// Invariant: the text is UTF-8 whatever people wrote; what is none is replaced. One file compiles the parser for all.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace banwei {

std::string to_payload(const nlohmann::json& value);
/// A discarded value when the text is no JSON.
nlohmann::json from_payload(std::string_view text);

}  // namespace banwei
