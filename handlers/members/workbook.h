// The sheets of an Excel workbook (.xlsx) as tables, each cell as a person sees it.
// Invariant: what was typed as text stays as typed, a number that has lost digits shows it (2.01901E+17), a date is a
// date; formulas are never worked out, and nothing outside the file is read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/table.h"
#include "handlers/members/package.h"

namespace banwei::members {

/// By how it begins: a zip file; and the workbooks of before 2007, or with a password, which are none.
bool is_workbook(std::string_view bytes);
bool is_old_workbook(std::string_view bytes);

class Workbook {
 public:
  /// The bytes and limits must outlive it. Throws Explained when they are no workbook; so does table().
  explicit Workbook(std::string_view bytes, const WorkbookLimits& limits = sent_workbook);

  const std::vector<std::string>& sheets() const { return names_; }  // that are not hidden, in their order

  /// The first `most` rows that hold something, of one of sheets().
  Table table(const std::string& sheet, std::size_t most);

 private:
  struct Style {
    bool date = false;
    std::size_t digits = 0;  // of a format 00000: zeros in front are shown to this length
  };

  void read_book(const std::string& part);
  void read_strings(const std::string& part);
  void read_styles(const std::string& part);

  const WorkbookLimits& limits_;
  Package package_;
  std::vector<std::string> names_;
  std::map<std::string, std::string, std::less<>> parts_;  // of each sheet
  std::vector<std::string> strings_;
  std::vector<Style> styles_;
  bool since_1904_ = false;

  friend class SheetReader;
};

}  // namespace banwei::members
