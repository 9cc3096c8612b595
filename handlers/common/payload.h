// What a question or a row keeps as JSON.
// Invariant: the text is UTF-8 whatever people wrote; what is none is replaced.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace banwei {

inline std::string to_payload(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace banwei
