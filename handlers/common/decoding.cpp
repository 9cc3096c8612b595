#include "handlers/common/decoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace banwei {

namespace {

constexpr std::string_view utf8 = "UTF-8";
constexpr std::string_view utf16le = "UTF-16LE";
constexpr std::string_view utf16be = "UTF-16BE";
constexpr std::string_view gb18030 = "GB18030";

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};
constexpr Mark byte_order_marks[] = {
    {"\xef\xbb\xbf", utf8}, {"\xff\xfe", utf16le}, {"\xfe\xff", utf16be}, {"\x84\x31\x95\x33", gb18030}};

/// Where the first character that is no UTF-8 stands. A NUL is UTF-16 taken for UTF-8.
std::size_t valid_utf8(std::string_view text) {
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    const std::int64_t begin = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    if (c <= 0) return static_cast<std::size_t>(begin);
  }
  return text.size();
}

/// Digits and separators have a zero byte beside them: in the odd places low end first, in the even ones high end
/// first.
std::string_view utf16_order(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return {};
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
  if (zeros[1] > zeros[0]) return utf16le;
  return zeros[0] > zeros[1] ? utf16be : std::string_view{};
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// Nothing when a single byte does not fit.
std::optional<std::string> converted(std::string_view bytes, std::string_view encoding) {
  UErrorCode error = U_ZERO_ERROR;
  const auto opened = [&](std::string_view name) {
    Converter converter(ucnv_open(std::string(name).c_str(), &error), &ucnv_close);
    if (U_FAILURE(error)) return converter;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    return converter;
  };
  const Converter from = opened(encoding);
  const Converter to = opened(utf8);
  if (U_FAILURE(error)) return std::nullopt;
  std::string text(bytes.size() * 3 + 4, '\0');  // A byte of GB18030 is at most three of UTF-8.
  const char* source = bytes.data();
  char* target = text.data();
  ucnv_convertEx(to.get(), from.get(), &target, text.data() + text.size(), &source, bytes.data() + bytes.size(),
                 nullptr, nullptr, nullptr, nullptr, 1, 1, &error);
  if (U_FAILURE(error)) return std::nullopt;
  text.resize(static_cast<std::size_t>(target - text.data()));
  return text.find('\0') == std::string::npos ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<Decoded> as(std::string_view encoding, std::string_view bytes) {
  auto text = converted(bytes, encoding);
  if (!text) return std::nullopt;
  return Decoded{std::move(*text), encoding};
}

}  // namespace

std::optional<Decoded> decoded(std::string_view bytes) {
  for (const Mark& mark : byte_order_marks) {
    if (bytes.starts_with(mark.bytes)) return as(mark.encoding, bytes.substr(mark.bytes.size()));
  }
  if (valid_utf8(bytes) == bytes.size()) return Decoded{std::string(bytes), utf8};
  if (const auto order = utf16_order(bytes); !order.empty()) return as(order, bytes);
  return as(gb18030, bytes);
}

int first_line_not_utf8(std::string_view bytes) {
  const std::size_t valid = valid_utf8(bytes);
  if (valid == bytes.size()) return 0;
  return 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(valid), '\n'));
}

}  // namespace banwei
