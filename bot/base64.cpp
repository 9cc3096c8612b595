#include "bot/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace banwei::base64 {

namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> values = [] {
  std::array<std::int8_t, 256> all{};
  all.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i)
    all.at(static_cast<unsigned char>(digits[i])) = static_cast<std::int8_t>(i);
  return all;
}();

}  // namespace

std::string encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (i < left ? static_cast<unsigned char>(bytes[at + i]) : 0);
    for (std::size_t i = 0; i < 4; ++i) out += i <= left ? digits[three >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    const bool last = at + 4 == text.size();
    std::uint32_t four = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const bool padded = last && i >= 4 - padding;
      const int value = padded ? 0 : values.at(static_cast<unsigned char>(text[at + i]));
      if (value < 0) return std::nullopt;
      four = four << 6 | static_cast<std::uint32_t>(value);
    }
    for (std::size_t i = 0; i < 3 - (last ? padding : 0); ++i) out += static_cast<char>(four >> (16 - 8 * i) & 255);
  }
  return out;
}

}  // namespace banwei::base64
