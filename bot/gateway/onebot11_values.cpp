#include "bot/gateway/onebot11_values.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace banwei::onebot11 {

using nlohmann::json;

namespace {

constexpr std::size_t frame_limit = 4 << 20;  // bytes; the friend list of a college is over 1 MiB
constexpr int depth_limit = 32;               // nlohmann copies and dumps by recursion
constexpr std::size_t name_limit = 64;        // code points

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

/// The code unit of a \uXXXX at `at`; -1 when there is none.
int code_unit(std::string_view text, std::size_t at) {
  if (text.size() < 6 || at > text.size() - 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  const char* end = text.data() + at + 6;
  return std::from_chars(text.data() + at + 2, end, unit, 16).ptr == end && unit >= 0 ? unit : -1;
}

/// Half an emoji becomes U+FFFD. Node writes what QQ cut through as a lone surrogate, which strict JSON refuses, and a
/// nickname must not cost its owner the message.
std::string mend_surrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
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

const json& member(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string word(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  return {};
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank(" \t\r\n\f\v\0", 7);
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string id(const json& value) {
  const std::string text = word(value);
  const std::string_view trimmed = trim(text);
  if (trimmed.size() > id_limit || std::any_of(trimmed.begin(), trimmed.end(), control)) return {};
  return std::string(trimmed);
}

std::string account(const json& value) {
  std::string text = id(value);
  return text == "0" ? std::string() : text;
}

std::optional<std::int64_t> whole(const json& value) {
  const std::string text = word(value);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Utc time_of(const json& event, Utc now) {
  const json& value = member(event, "time");
  std::int64_t seconds = 0;
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number > 0 && number < 1e15) seconds = static_cast<std::int64_t>(number);
  } else {
    seconds = whole(value).value_or(0);
  }
  while (seconds > 100'000'000'000) seconds /= 1000;
  return seconds > 0 ? Utc(std::chrono::seconds(seconds)) : now;
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

std::string tidy_name(const json& value) {
  std::size_t points = name_limit;
  return tidy(trim(word(value)), points);
}

std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

Parsed parsed(std::string_view text) {
  if (text.size() > frame_limit) return {{}, "a frame over 4 MiB"};
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = trim(text);
  if (too_deep(text)) return {{}, "nested too deep"};
  json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) value = json::parse(mend_surrogates(text), nullptr, false);
  if (value.is_discarded()) return {{}, "not JSON"};
  return {std::move(value), nullptr};
}

}  // namespace banwei::onebot11
