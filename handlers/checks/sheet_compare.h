// R13: an exported sheet of another system (今日校园, 钉钉) beside what was reported here: only there, only here, and
// the values that differ. Invariant: pure; nothing of either side is changed, and a human says which of two holds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handlers/common/report_sheet.h"
#include "storage/readings.h"

namespace banwei::checks {

/// One student of the classes compared, with what holds of his day.
struct Reported {
  Person person = {};
  std::string name = {};  // as the class tells it apart
  std::vector<storage::Reading> said = {};
};

struct Comparison {
  struct Pair {
    std::size_t student = 0;  // its place
    int there = 0;            // hundredths of a degree
    storage::Reading here = {};
  };
  std::size_t rows = 0;
  std::size_t same = 0;
  std::vector<std::size_t> only_there = {};  // places of students
  std::vector<std::size_t> only_here = {};
  std::vector<Pair> differ = {};
  std::vector<std::string> unknown = {};  // names of rows that are nobody's, or might be two people's
};

/// By number, and by a name that only one has where the sheet gives no number.
Comparison compare(std::span<const ReportRow> rows, std::span<const Reported> students);

}  // namespace banwei::checks
