// Separated values as in RFC 4180, read leniently where spreadsheets differ: LF or CR alone ends a line too, and
// another sign than the comma may separate. Invariant: a record is one row of the spreadsheet, whatever line breaks
// stand between its quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/common/table.h"

namespace banwei {

/// Reads record after record, so that a long file costs no more than its longest row.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text, std::string_view separator = ",") : text_(text), separator_(separator) {}

  /// The next record, an empty line being one with an empty cell; nothing at the end of the text.
  std::optional<TableRow> next();

 private:
  bool done() const { return at_ == text_.size(); }
  bool at_separator() const { return text_.substr(at_, separator_.size()) == separator_; }
  bool at_cell_end() const;
  std::string cell(bool& well_quoted);
  std::string quoted(bool& well_quoted);

  std::string_view text_;
  std::string_view separator_;
  std::size_t at_ = 0;
  int row_ = 0;
};

/// A cell as CsvReader reads it back, whatever stands in it.
std::string csv_cell(std::string_view cell);

}  // namespace banwei
