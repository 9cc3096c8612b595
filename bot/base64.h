// Bytes in letters, for what carries text alone (RFC 4648).
// Invariant: decode of what encode wrote gives the same bytes; anything else gives nothing instead of throwing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace banwei::base64 {

std::string encode(std::string_view bytes);
std::optional<std::string> decode(std::string_view text);

}  // namespace banwei::base64
