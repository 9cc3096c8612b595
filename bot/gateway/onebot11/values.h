// Values in OneBot frames, which may be of any type. Invariant: a value of the wrong type counts as missing; an id is
// never computed with, so it cannot wrap.
#pragma once

#include <simdjson.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/chat.h"

namespace banwei::onebot11 {

inline constexpr std::size_t id_limit = 128;  // bytes

/// A value, or none. It points into its Document and dies with it.
using Value = std::optional<simdjson::dom::element>;

/// A text as JSON. No value, and what is wrong with it, when it is none, is nested too deep, or is over 8 MiB.
class Document {
 public:
  explicit Document(std::string_view text);

  const Value& value() const { return value_; }
  const char* trouble() const { return trouble_; }

 private:
  simdjson::error_code parse(std::string_view text);

  simdjson::dom::parser parser_;
  Value value_;
  const char* trouble_ = nullptr;
};

/// The member of an object; none when it is no object, or has none.
Value member(const Value& object, std::string_view key);

bool is_object(const Value& value);
std::optional<std::string_view> text(const Value& value);
std::optional<bool> flag(const Value& value);

/// Calls `read` with each value of an array, and with nothing for anything else.
template <class Read>
void each(const Value& array, Read read) {
  if (!array || !array->is_array()) return;
  const simdjson::dom::array values = array->get_array().value_unsafe();  // A temporary would be gone in the loop.
  for (const simdjson::dom::element one : values) read(Value(one));
}

/// The value as JSON, "" for none.
std::string json_of(const Value& value);

/// A string or a whole number as text; "" for anything else, floats above all: an id in one has lost its digits.
std::string word(const Value& value);

/// An id as an opaque word without blanks around it; "" when there is none.
std::string id(std::string_view word);
std::string id(const Value& value);

/// The id of a person or a group, which is never 0: gateways write 0 for "unknown".
std::string account(std::string_view word);
std::string account(const Value& value);

std::optional<std::int64_t> whole(const Value& value);

/// The event's time, if it has one. NapCat sends milliseconds when QQ gives it no time.
std::optional<Utc> time_of(const Value& event);

std::string_view trim(std::string_view text);

/// At most `points` code points of the text, one kind of line end, no control characters but tab and newline.
std::string tidy(std::string_view text, std::size_t& points);
std::string tidy_name(std::string_view word);

/// At most `bytes` of the text, cut between characters.
std::string cut(std::string text, std::size_t bytes);

}  // namespace banwei::onebot11
