#include "bot/gateway/onebot11/values.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace banwei::onebot11 {

namespace {

constexpr std::size_t frame_limit = 8 << 20;  // In bytes; a roster of 5 MiB takes 7 as base64.
constexpr std::size_t depth_limit = 32;
constexpr std::size_t name_limit = 64;  // In code points.

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// The code unit of a \uXXXX at `at`; -1 when there is none.
int code_unit(std::string_view text, std::size_t at) {
  if (text.size() < 6 || at > text.size() - 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  const char* end = text.data() + at + 6;
  return std::from_chars(text.data() + at + 2, end, unit, 16).ptr == end && unit >= 0 ? unit : -1;
}

/// Half an emoji becomes U+FFFD: Node writes what QQ cut through as a lone surrogate, which strict JSON refuses, and a
/// nickname must not cost its owner the message. Nor must a number that fits no type: it becomes null.
std::string mended(std::string_view text) {
  constexpr std::string_view number_signs = "+-.0123456789Ee";
  constexpr std::size_t longest_number = 18;
  std::string out;
  out.reserve(text.size());
  bool quoted = false;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && number_signs.find(text[i]) != std::string_view::npos && text[i] != 'e' && text[i] != 'E') {
      const std::size_t end = std::min(text.find_first_not_of(number_signs, i), text.size());
      const std::string_view number = text.substr(i, end - i);
      const bool fits = number.size() <= longest_number && number.find_first_of("eE") == std::string_view::npos;
      out += fits ? number : "null";
      i = end;
      continue;
    }
    if (text[i] != '\\') {
      out += text[i++];
      continue;
    }
    const int unit = code_unit(text, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      out += text.substr(i, 2);
      i += 2;
      continue;
    }
    const int next = code_unit(text, i + 6);
    const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
    out += pair ? text.substr(i, 12) : std::string_view("\\ufffd");
    i += pair ? 12 : 6;
  }
  return out;
}

}  // namespace

Document::Document(std::string_view text) {
  if (text.size() > frame_limit) {
    trouble_ = "a frame over 8 MiB";
    return;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = trim(text);
  simdjson::error_code error = parse(text);
  if (error == simdjson::STRING_ERROR || error == simdjson::NUMBER_ERROR) error = parse(mended(text));
  if (error) trouble_ = error == simdjson::DEPTH_ERROR ? "nested too deep" : "not JSON";
}

/// The parser copies the text, to have room behind its end.
simdjson::error_code Document::parse(std::string_view text) {
  if (text.empty()) return simdjson::EMPTY;
  if (const auto error = parser_.allocate(text.size(), depth_limit)) return error;
  simdjson::dom::element root;
  const auto error = parser_.parse(text.data(), text.size()).get(root);
  if (!error) value_ = root;
  return error;
}

Value member(const Value& object, std::string_view key) {
  if (!object || !object->is_object()) return {};
  simdjson::dom::element found;
  return object->get_object().value_unsafe().at_key(key).get(found) ? Value() : Value(found);
}

bool is_object(const Value& value) { return value && value->is_object(); }

std::optional<std::string_view> text(const Value& value) {
  return value && value->is_string() ? std::optional(value->get_string().value_unsafe()) : std::nullopt;
}

std::optional<bool> flag(const Value& value) {
  return value && value->is_bool() ? std::optional(value->get_bool().value_unsafe()) : std::nullopt;
}

std::string json_of(const Value& value) { return value ? simdjson::minify(*value) : std::string(); }

std::string word(const Value& value) {
  if (const auto string = text(value)) return std::string(*string);
  if (value && value->is_int64()) return std::to_string(value->get_int64().value_unsafe());
  if (value && value->is_uint64()) return std::to_string(value->get_uint64().value_unsafe());
  return {};
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank(" \t\r\n\f\v\0", 7);
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string id(std::string_view word) {
  const std::string_view trimmed = trim(word);
  if (trimmed.size() > id_limit || std::any_of(trimmed.begin(), trimmed.end(), control)) return {};
  return std::string(trimmed);
}

std::string id(const Value& value) { return id(word(value)); }

std::string account(std::string_view word) {
  std::string text = id(word);
  return text == "0" ? std::string() : text;
}

std::string account(const Value& value) { return account(word(value)); }

std::optional<std::int64_t> whole(const Value& value) {
  const std::string text = word(value);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Utc> time_of(const Value& event) {
  const Value value = member(event, "time");
  std::int64_t seconds = whole(value).value_or(0);
  if (value && value->is_double()) {
    const double number = value->get_double().value_unsafe();
    if (number > 0 && number < 1e15) seconds = static_cast<std::int64_t>(number);
  }
  while (seconds > 100'000'000'000) seconds /= 1000;
  return seconds > 0 ? std::optional(Utc(std::chrono::seconds(seconds))) : std::nullopt;
}

std::string tidy(std::string_view text, std::size_t& points) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      c = '\n';
    }
    if (control(c) && c != '\n' && c != '\t') continue;
    const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts && points == 0) break;
    if (starts) --points;
    out += c;
  }
  return out;
}

std::string tidy_name(std::string_view word) {
  std::size_t points = name_limit;
  return tidy(trim(word), points);
}

std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

}  // namespace banwei::onebot11
