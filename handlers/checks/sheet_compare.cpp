#include "handlers/checks/sheet_compare.h"

#include <algorithm>

namespace banwei::checks {

namespace {

/// The place of whoever the row is about; the size when nobody, or one of several, is.
std::size_t place_of(const ReportRow& row, std::span<const Reported> students) {
  std::size_t found = students.size();
  for (std::size_t i = 0; i < students.size(); ++i) {
    if (!row.number.empty() ? students[i].person.number != row.number : students[i].person.name != row.name) continue;
    if (found != students.size()) return students.size();
    found = i;
  }
  return found;
}

}  // namespace

Comparison compare(std::span<const ReportRow> rows, std::span<const Reported> students) {
  Comparison all{.rows = rows.size()};
  std::vector<const ReportRow*> there(students.size(), nullptr);
  for (const ReportRow& row : rows) {
    const std::size_t place = place_of(row, students);
    if (place == students.size()) {
      all.unknown.push_back(row.name.empty() ? row.number : row.name);
    } else if (there[place] == nullptr || row.said) {
      there[place] = &row;
    }
  }
  for (std::size_t i = 0; i < students.size(); ++i) {
    const auto& said = students[i].said;
    const bool listed = there[i] != nullptr && there[i]->said;
    if (listed && said.empty()) all.only_there.push_back(i);
    if (!listed && !said.empty()) all.only_here.push_back(i);
    if (!listed || said.empty()) continue;
    const int centi = there[i]->centi;
    const bool agrees = centi == 0 || std::any_of(said.begin(), said.end(), [&](const auto& one) {
                          return one.centi == centi || one.centi <= 0;
                        });
    if (agrees) {
      ++all.same;
    } else {
      all.differ.push_back({.student = i, .there = centi, .here = said.back()});
    }
  }
  return all;
}

}  // namespace banwei::checks
