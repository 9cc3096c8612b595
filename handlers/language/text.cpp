// Normalisation over ICU. The tables here hold only characters that ICU's compatibility mapping leaves apart.
#include "handlers/language/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "handlers/language/traditional.h"

namespace banwei {

namespace {

// Marks that mean the same to whoever types them, each before the one we keep.
constexpr std::u32string_view alike =
    U"º°˚°℃℃•·・·‧·∙·⋅·●·▪·—-–-−-―-‐-‒-“\"”\"„\"‘'’'′'´'`'〜~∼~˜~∶:﹕:꞉:｡。❓?❔?⁉?❗!\u2755!";

constexpr bool is_ascii(char32_t code) { return code < 0x80; }

constexpr bool is_common_han(char32_t code) { return code >= language::first_han && code <= language::last_han; }

struct CodePoint {
  char32_t code = 0;
  std::size_t size = 0;
};

/// ASCII and the characters of three bytes, which is all that most talk is made of, need no table.
CodePoint decoded(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80; };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (byte(0) > 0xE0 && byte(0) < 0xF0 && byte(0) != 0xED && text.size() - at >= 3 && follows(1) && follows(2))
    return {(byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
  std::int32_t next = 0;
  const std::string_view rest = text.substr(at, 4);
  UChar32 code = 0;
  U8_NEXT(rest.data(), next, static_cast<std::int32_t>(rest.size()), code);
  if (code < 0) return {U'\uFFFD', 1};
  return {static_cast<char32_t>(code), static_cast<std::size_t>(next)};
}

constexpr char32_t paired(std::u32string_view pairs, char32_t code) {
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (pairs[i] == code) return pairs[i + 1];
  }
  return code;
}

void append(std::string& text, char32_t code) {
  std::array<char, U8_MAX_LENGTH> buffer{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer.data(), length, static_cast<UChar32>(code));
  text.append(buffer.data(), static_cast<std::size_t>(length));
}

bool vanishes(char32_t code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || code == 0x200D || code == 0x20E3 || code == 0x200B || code == 0x200C ||
         code == 0xFEFF || code == 0x2060 || (code >= 0xE0000 && code <= 0xE01EF) || code == 0x00AD ||
         (code >= 0x200E && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool is_picture(char32_t code) {
  const auto c = static_cast<UChar32>(code);
  return code > 0xFF && (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 ||
                         u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) != 0 ||
                         (code >= 0x1F1E6 && code <= 0x1F1FF) || (code >= 0x1F3FB && code <= 0x1F3FF));
}

/// What a sign or letter of ASCII becomes, 0 for what cannot be seen.
constexpr auto everyday_ascii = [] {
  std::array<char, 0x80> folded{};
  for (char32_t code = U' '; code <= U'~'; ++code)
    folded[code] = static_cast<char>(code >= U'A' && code <= U'Z' ? code + (U'a' - U'A') : paired(alike, code));
  folded[U'\n'] = '\n';
  return folded;
}();

/// What a character of everyday writing becomes, 0 for one that only ICU knows.
constexpr char32_t everyday(char32_t code) {
  if (code >= U'\uFF01' && code <= U'\uFF5E') code -= U'\uFF01' - U'!';
  if (is_ascii(code)) return static_cast<unsigned char>(everyday_ascii[code]);
  if (code == U'\u3000') return U' ';
  if (code >= U'\u2018' && code <= U'\u201F') return paired(alike, code);
  if (is_common_han(code)) return language::simplified(code);
  const bool plain = (code >= U'\u3001' && code <= U'\u3002') || (code >= U'\u3008' && code <= U'\u3011');
  return plain ? code : 0;
}

/// Most messages and all names are written so: nothing for ICU to do.
std::optional<std::string> folded_everyday(std::string_view utf8) {
  std::string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [written, size] = decoded(utf8, at);
    const char32_t code = everyday(written);
    if (code == 0) return std::nullopt;
    append(text, code);
    at += size;
  }
  return text;
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
  return language::simplified(paired(U"➕+〇零○零", paired(alike, c)));
}

}  // namespace

/// ① ⑴ ⒈ ⓪: figures that number a list, and would run into those beside them.
constexpr bool numbers_a_row(char32_t c) { return (c >= 0x2460 && c <= 0x249B) || (c >= 0x24EA && c <= 0x24FF); }

std::string normalised(std::string_view utf8, std::size_t limit, Pictures pictures) {
  if (utf8.size() <= limit) {
    if (auto text = folded_everyday(utf8)) return *std::move(text);
  }
  icu::UnicodeString cleaned;
  std::size_t count = 0;
  for (std::size_t at = 0; at < utf8.size() && count < limit; ++count) {
    char32_t code = paired(alike, code_point_at(utf8, at));
    at += code_point_size(utf8, at);
    if (vanishes(code)) continue;
    if (pictures == Pictures::dropped && is_picture(code)) code = U' ';
    const bool row = numbers_a_row(code);
    if (row && cleaned.length() > 0 && u_isdigit(cleaned.char32At(cleaned.length() - 1))) cleaned.append(UChar32{' '});
    cleaned.append(static_cast<UChar32>(code));
    if (row && at < utf8.size() && is_digit(utf8[at])) cleaned.append(UChar32{' '});
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(error);
  icu::UnicodeString folded = U_SUCCESS(error) ? form->normalize(cleaned, error) : cleaned;
  if (U_FAILURE(error)) folded = cleaned;

  icu::UnicodeString result;
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    UChar32 code = folded.char32At(at);
    if (code == '\r') code = '\n';
    if (code != '\n' && (u_isUWhiteSpace(code) || u_iscntrl(code))) code = ' ';
    result.append(static_cast<UChar32>(language::simplified(paired(alike, static_cast<char32_t>(code)))));
    if (result.length() > 4 * static_cast<int32_t>(limit)) break;  // A few code points unfold into many.
  }
  std::string text;
  result.toUTF8String(text);
  return text;
}

std::string normalised(std::string_view utf8, std::size_t limit) { return normalised(utf8, limit, Pictures::dropped); }

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
    if (vanishes(static_cast<char32_t>(c))) continue;
    out.points.push_back(folded(static_cast<char32_t>(c), nfkc));
    out.begins.push_back(begin);
  }
  out.begins.push_back(text.size());
  return out;
}

std::string to_utf8(std::u32string_view points) {
  std::string out;
  for (const char32_t code : points) append(out, code);
  return out;
}

std::size_t code_point_size(std::string_view text, std::size_t at) { return decoded(text, at).size; }

char32_t code_point_at(std::string_view text, std::size_t at) { return decoded(text, at).code; }

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) ++count;
  return count;
}

bool is_han(char32_t code) {
  if (is_common_han(code)) return true;
  return !is_ascii(code) && u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_UNIFIED_IDEOGRAPH) != 0;
}

bool is_mark(char32_t code) {
  if (is_ascii(code))
    return !((code >= U'0' && code <= U'9') || (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z'));
  return !is_common_han(code) && u_isalnum(static_cast<UChar32>(code)) == 0;
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_mark(code_point_at(text, begin))) begin += code_point_size(text, begin);
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size();) {
    const bool mark = is_mark(code_point_at(text, at));
    at += code_point_size(text, at);
    if (!mark) end = at;
  }
  return text.substr(begin, end - begin);
}

}  // namespace banwei
