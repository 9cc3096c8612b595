// The access token: what fits a header, and whether what a gateway brought is ours.
// Invariant: the comparison takes the same time whatever differs, and no token is in any sentence.
#pragma once

#include <string>
#include <string_view>

namespace banwei::net {

/// Throws Explained when the token fits no header.
void check_token(const std::string& token);

/// The value of an Authorization header without its scheme: "Bearer T", "Token T" and the bare "T" are in use.
std::string_view bearer(std::string_view authorization);

/// The value of access_token in a query, decoded; "" without one.
std::string query_token(std::string_view query);

bool same_token(std::string_view ours, std::string_view theirs);

}  // namespace banwei::net
