// Workbooks for tests, as office programs write them and as nobody should.
// Invariant: what stands here is only what is given: no styles, strings or sheets of its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace banwei::tests {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip file of these parts.
std::string zipped(const Parts& parts);

struct SheetXml {
  std::string name = {};
  std::string data = {};   // what stands in <sheetData>
  std::string state = {};  // "hidden"
};

struct BookXml {
  std::vector<SheetXml> sheets = {};
  std::string strings = {};  // of sharedStrings.xml, what stands in <sst>
  std::string styles = {};   // of styles.xml, what stands in <styleSheet>
  std::string properties = {};
};

Parts parts_of(const BookXml& book);
std::string workbook(const BookXml& book);

/// Rows of text cells; an empty cell is left out, and so is an empty row.
std::string text_rows(const std::vector<std::vector<std::string>>& rows);

/// One sheet of text.
std::string text_workbook(const std::vector<std::vector<std::string>>& rows);

}  // namespace banwei::tests
