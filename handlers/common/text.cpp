// Normalisation over ICU. The tables here hold only characters that ICU's compatibility mapping leaves apart.
#include "handlers/common/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>
#include <charconv>
#include <utility>

#include "handlers/language/traditional.h"

namespace banwei {

namespace {

// Marks that mean the same to whoever types them, each before the one we keep.
constexpr std::u32string_view alike =
    U"º°˚°℃℃•·・·‧·∙·⋅·●·▪·—-–-−-―-‐-‒-“\"”\"„\"‘'’'′'´'`'〜~∼~˜~∶:﹕:꞉:｡。❓?❔?⁉?❗!\u2755!";

constexpr char32_t paired(std::u32string_view pairs, char32_t code) {
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (pairs[i] == code) return pairs[i + 1];
  }
  return code;
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

constexpr auto is_plain_ascii = [] {
  std::array<bool, 0x80> plain{};
  for (char32_t c = U' '; c <= U'~'; ++c) plain[c] = (c < U'A' || c > U'Z') && paired(alike, c) == c;
  return plain;
}();

/// Simplified characters, figures, small letters and plain marks, as most messages and all names are: nothing to do.
bool is_normal(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      if (!is_plain_ascii[byte]) return false;
      ++at;
      continue;
    }
    const char32_t code = code_point_at(utf8, at);
    if (code < language::first_han || code > language::last_han || language::simplified(code) != code) return false;
    at += 3;
  }
  return true;
}

}  // namespace

std::string normalised(std::string_view utf8, std::size_t limit) {
  if (utf8.size() <= limit && is_normal(utf8)) return std::string(utf8);
  icu::UnicodeString cleaned;
  std::size_t count = 0;
  for (std::size_t at = 0; at < utf8.size() && count < limit; ++count) {
    char32_t code = paired(alike, code_point_at(utf8, at));
    at += code_point_size(utf8, at);
    if (vanishes(code)) continue;
    if (is_picture(code)) code = U' ';
    cleaned.append(static_cast<UChar32>(code));
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
    if (result.length() > 4 * static_cast<int32_t>(limit)) break;  // a few code points unfold into many
  }
  std::string text;
  result.toUTF8String(text);
  return text;
}

std::size_t code_point_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  auto next = static_cast<int32_t>(0);
  const std::string_view rest = text.substr(at, 4);
  UChar32 code = 0;
  U8_NEXT(rest.data(), next, static_cast<int32_t>(rest.size()), code);
  return code < 0 ? 1 : static_cast<std::size_t>(next);
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  int32_t next = 0;
  const std::string_view rest = text.substr(at, 4);
  UChar32 code = 0;
  U8_NEXT(rest.data(), next, static_cast<int32_t>(rest.size()), code);
  return code < 0 ? U'\uFFFD' : static_cast<char32_t>(code);
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) ++count;
  return count;
}

bool is_han(char32_t code) { return u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_UNIFIED_IDEOGRAPH) != 0; }

bool is_mark(char32_t code) { return u_isalnum(static_cast<UChar32>(code)) == 0; }

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
