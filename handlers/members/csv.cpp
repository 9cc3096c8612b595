#include "handlers/members/csv.h"

namespace banwei::members {

namespace {

constexpr std::size_t most_cells = 256;

}  // namespace

std::optional<CsvRecord> CsvReader::next() {
  if (done()) return std::nullopt;
  CsvRecord record;
  for (;;) {
    std::string value = cell(record.well_quoted);
    if (record.cells.size() < most_cells) record.cells.push_back(std::move(value));
    if (done()) return record;
    const char end = text_[at_++];
    if (end == ',') continue;
    if (end == '\r' && !done() && text_[at_] == '\n') ++at_;
    return record;
  }
}

bool CsvReader::at_cell_end() const { return done() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r'; }

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

}  // namespace banwei::members
