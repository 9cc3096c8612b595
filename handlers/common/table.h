// A table as a spreadsheet has it, whatever file it came from.
// Invariant: a row is numbered as the spreadsheet counts: the first line is row 1, blank ones count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace banwei {

struct TableRow {
  int number = 0;
  std::vector<std::string> cells = {};  // UTF-8, the first 256
  bool well_quoted = true;              // When false, a quote is missing, or something follows the closing one.
};

struct Table {
  std::vector<TableRow> rows = {};
  std::string_view encoding = "UTF-8";
  std::string_view separator = ",";
};

}  // namespace banwei
