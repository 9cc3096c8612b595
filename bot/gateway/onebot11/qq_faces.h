// QQ's own emoji: their numbers on the wire and the names people know them by.
// Invariant: a number without a name here is its own name, so nothing is lost on the way in or out.
#pragma once

#include <string>
#include <string_view>

namespace banwei::qq {

/// "76" -> "赞"; an unknown number as it is.
std::string face_name(std::string_view id);

/// "赞" -> "76", "76" -> "76"; "" for what is no face.
std::string face_id(std::string_view name);

/// The number a reaction needs: "👌" -> "124"; other emoji by their code point, as QQ numbers them.
std::string reaction_id(std::string_view emoji);

}  // namespace banwei::qq
