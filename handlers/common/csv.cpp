#include "handlers/common/csv.h"

namespace banwei {

namespace {

constexpr std::size_t most_cells = 256;

}  // namespace

std::optional<TableRow> CsvReader::next() {
  if (done()) return std::nullopt;
  TableRow row{.number = ++row_};
  for (;;) {
    std::string value = cell(row.well_quoted);
    if (row.cells.size() < most_cells) row.cells.push_back(std::move(value));
    if (done()) return row;
    if (at_separator()) {
      at_ += separator_.size();
      continue;
    }
    if (text_[at_++] == '\r' && !done() && text_[at_] == '\n') ++at_;
    return row;
  }
}

bool CsvReader::at_cell_end() const { return done() || at_separator() || text_[at_] == '\n' || text_[at_] == '\r'; }

std::string CsvReader::cell(bool& well_quoted) {
  std::string value;
  if (!done() && text_[at_] == '"') {
    ++at_;
    value = quoted(well_quoted);
    if (!at_cell_end()) well_quoted = false;
  }
  while (!at_cell_end()) value += text_[at_++];
  return value;
}

std::string CsvReader::quoted(bool& well_quoted) {
  std::string value;
  while (!done()) {
    const char c = text_[at_++];
    if (c != '"') {
      value += c;
    } else if (!done() && text_[at_] == '"') {
      value += '"';
      ++at_;
    } else {
      return value;
    }
  }
  well_quoted = false;
  return value;
}

std::string csv_cell(std::string_view cell) {
  std::string text = "\"";
  for (const char sign : cell) text += sign == '"' ? std::string("\"\"") : std::string(1, sign);
  return text + "\"";
}

}  // namespace banwei
