// Comma-separated values as in RFC 4180, read leniently where spreadsheets differ: LF or CR alone ends a line too.
// Invariant: a record is one row of the spreadsheet, whatever line breaks stand between its quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::members {

struct CsvRecord {
  std::vector<std::string> cells;  // the first 256
  bool well_quoted = true;         // false: a quote is missing, or something follows the closing one
};

/// Reads record after record, so that a long file costs no more than its longest row.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  /// The next record, an empty line being one with an empty cell; nothing at the end of the text.
  std::optional<CsvRecord> next();

 private:
  bool done() const { return at_ == text_.size(); }
  bool at_cell_end() const;
  std::string cell(bool& well_quoted);
  std::string quoted(bool& well_quoted);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace banwei::members
