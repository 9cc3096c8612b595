// The text of a file from a spreadsheet: UTF-8, UTF-16 of either order, GB18030 (and so GBK), with a BOM or without.
// Invariant: what comes out is valid UTF-8 without NUL; bytes that fit no encoding come out as nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace banwei {

struct Decoded {
  std::string text;
  std::string_view encoding;  // "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"
};

std::optional<Decoded> decoded(std::string_view bytes);

/// The first line, from 1, that is no UTF-8; 0 when all are.
int first_line_not_utf8(std::string_view bytes);

}  // namespace banwei
