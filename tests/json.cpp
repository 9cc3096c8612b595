#include "tests/json.h"

namespace banwei::test {

nlohmann::json parsed(std::string_view text) { return nlohmann::json::parse(text); }

}  // namespace banwei::test
