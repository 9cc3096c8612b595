// A table as the bytes of a file, or as words: the one writer of every export.
// Invariant: what somebody typed stays text wherever it is opened, a formula never; control characters are gone, and
// what is too much is cut.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "handlers/common/sheet.h"

namespace banwei::sheets {

inline constexpr std::size_t most_rows = 20'000;
inline constexpr std::size_t most_columns = 64;

/// One line of text without control characters, at most 1,024 of its characters.
std::string tidy(std::string_view text);

/// "机电1901_体温": without what no file system or gateway takes, at most 80 characters.
std::string file_name(const Sheet& sheet, std::string_view ending);

std::string to_xlsx(const Sheet& sheet);
std::string to_xlsx(std::span<const Sheet* const> pages);  // in one workbook, each under its title
std::string to_csv(const Sheet& sheet);                    // UTF-8 with a BOM, for Excel
std::string to_markdown(const Sheet& sheet);               // a table in pipes
std::string to_words(const Sheet& sheet);                  // a line a row, for a phone, without empty columns

}  // namespace banwei::sheets
