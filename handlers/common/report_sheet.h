// The day's temperatures as another system (今日校园, 钉钉) exports them: one row a student.
// Invariant: pure; a table without a name and a temperature among its headings is none, and a cell that is no
// temperature is kept as said and not as a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

struct ReportRow {
  std::string number = {};
  std::string name = {};
  int centi = 0;      // Hundredths of a degree, 0 without one.
  bool said = false;  // Something stands in the cell, a temperature or 正常.
};

/// Of the bytes of a CSV file, or of the CSV of a workbook's sheet.
std::optional<std::vector<ReportRow>> read_report_sheet(std::string_view csv);

}  // namespace banwei
