#include "handlers/common/payload.h"

namespace banwei {

std::string to_payload(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json from_payload(std::string_view text) { return nlohmann::json::parse(text, nullptr, false); }

}  // namespace banwei
