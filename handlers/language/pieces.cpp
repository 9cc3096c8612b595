#include "handlers/language/pieces.h"

#include <algorithm>
#include <string_view>

#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

constexpr std::u32string_view marks = U",，。;；!！?？~～\n\r\t …";

bool is_mark(char32_t code) { return marks.find(code) != std::u32string_view::npos; }

/// The length of a decimal like 36.5 or 38．5℃ at the front, 0 for anything else.
std::size_t decimal_at(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at != 2 || at + 1 >= text.size()) return 0;
  const char32_t point = code_point_at(text, at);
  if (point != U'.' && point != U'．' && point != U'。') return 0;
  std::size_t end = at + code_point_size(text, at);
  const std::size_t first = end;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == first || end > first + 2) return 0;
  if (end < text.size()) {
    const char32_t unit = code_point_at(text, end);
    if (unit == U'度' || unit == U'℃') end += code_point_size(text, end);
  }
  return end;
}

}  // namespace

std::vector<Piece> pieces(std::string_view text, std::size_t most) {
  std::vector<Piece> all;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    if (end > begin) all.push_back({begin, end});
  };
  for (std::size_t at = 0; at < text.size() && all.size() <= most;) {
    const bool starts = is_digit(text[at]) && (at == 0 || (!is_digit(text[at - 1]) && text[at - 1] != '.'));
    if (const std::size_t length = starts ? decimal_at(text.substr(at)) : 0; length > 0) {
      close(at);
      all.push_back({at, at + length});
      at += length;
      begin = at;
      continue;
    }
    const std::size_t size = code_point_size(text, at);
    if (is_mark(code_point_at(text, at))) {
      close(at);
      begin = at + size;
    }
    at += size;
  }
  close(text.size());
  return all;
}

std::string joined(std::string_view text, const std::vector<Piece>& pieces, const std::vector<std::size_t>& chosen) {
  std::string words;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Piece& piece = pieces[chosen[i]];
    const bool together = i > 0 && chosen[i] == chosen[i - 1] + 1;
    if (together) {
      const std::size_t before = pieces[chosen[i - 1]].end;
      words += text.substr(before, piece.begin - before);
    } else if (i > 0) {
      words += "，";
    }
    words += text.substr(piece.begin, piece.end - piece.begin);
  }
  return words;
}

}  // namespace banwei::language
