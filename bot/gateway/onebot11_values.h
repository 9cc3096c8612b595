// Values in OneBot frames, which may be of any type. Invariant: a value of the wrong type counts as missing; an id is
// never computed with, so it cannot wrap.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/chat.h"

namespace banwei::onebot11 {

inline constexpr std::size_t id_limit = 128;  // bytes

/// The member of an object; null when it is none, or not there.
const nlohmann::json& member(const nlohmann::json& object, const char* key);

/// A string or a whole number as text; "" for anything else, floats above all: an id in one has lost its digits.
std::string word(const nlohmann::json& value);

/// An id as an opaque word without blanks around it; "" when there is none.
std::string id(const nlohmann::json& value);

/// The id of a person or a group, which is never 0: gateways write 0 for "unknown".
std::string account(const nlohmann::json& value);

std::optional<std::int64_t> whole(const nlohmann::json& value);

/// The event's time; `now` when there is none. NapCat sends milliseconds when QQ gives it no time.
Utc time_of(const nlohmann::json& event, Utc now);

std::string_view trim(std::string_view text);

/// At most `points` code points of the text, one kind of line end, no control characters but tab and newline.
std::string tidy(std::string_view text, std::size_t& points);
std::string tidy_name(const nlohmann::json& value);

/// At most `bytes` of the text, cut between characters.
std::string cut(std::string text, std::size_t bytes);

/// A text as JSON; null and what is wrong with it when it is none, is nested too deep, or is over 4 MiB.
struct Parsed {
  nlohmann::json value;
  const char* trouble = nullptr;
};
Parsed parsed(std::string_view text);

}  // namespace banwei::onebot11
