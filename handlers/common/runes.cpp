// Folding, one code point at a time.
#include "handlers/common/runes.h"

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <utility>

#include "handlers/language/traditional.h"

namespace banwei {

namespace {

constexpr std::array<std::pair<char32_t, char32_t>, 12> same{{
    {U'•', U'·'},
    {U'・', U'·'},
    {U'➕', U'+'},
    {U'〇', U'零'},
    {U'○', U'零'},
    {U'–', U'-'},
    {U'—', U'-'},
    {U'―', U'-'},
    {U'‐', U'-'},
    {U'−', U'-'},
    {U'〜', U'~'},
    {U'∼', U'~'},
}};

constexpr bool unseen(char32_t c) {
  return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

/// Full-width and half-width forms, radicals and compatibility ideographs; not circled figures, which number a list.
constexpr bool compatible(char32_t c) {
  return c == 0x3000 || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF);
}

char32_t folded(char32_t c, const icu::Normalizer2* nfkc) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
  if (nfkc != nullptr && compatible(c)) {
    icu::UnicodeString plain;
    if (nfkc->getDecomposition(static_cast<UChar32>(c), plain) && plain.countChar32() == 1) {
      c = static_cast<char32_t>(plain.char32At(0));
      if (c >= U'A' && c <= U'Z') return c + (U'a' - U'A');
    }
  }
  if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A)) return U' ';
  for (const auto& [from, to] : same) {
    if (from == c) return to;
  }
  return language::simplified(c);
}

}  // namespace

Runes fold(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  Runes out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    const auto begin = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);
    if (unseen(static_cast<char32_t>(c))) continue;
    out.points.push_back(folded(static_cast<char32_t>(c), nfkc));
    out.begins.push_back(begin);
  }
  out.begins.push_back(text.size());
  return out;
}

std::string to_utf8(std::u32string_view points) {
  std::string out;
  for (const char32_t c : points) {
    std::array<char, U8_MAX_LENGTH> buffer{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer.data(), length, static_cast<UChar32>(c));
    out.append(buffer.data(), static_cast<std::size_t>(length));
  }
  return out;
}

}  // namespace banwei
