// The columns of a roster, by the many names that colleges give them.
// Invariant: a header names people (姓名) and a number or a class; anything less is a title.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "handlers/common/table.h"

namespace banwei::members {

enum class Column { number, staff_number, name, classes, account, group, major, grade, phone, duty, role };
inline constexpr std::size_t column_count = 11;

std::optional<Column> column_of(std::string_view cell);

/// Its name in our sentences: 学号.
std::string_view title_of(Column column);

/// Whether something must stand in the column of whoever has it.
bool required(Column column);

/// Which cell of a row belongs to which column.
class Header {
 public:
  explicit Header(const TableRow& row) { take(row); }

  /// Reads a second line of the header as well, where merged cells have their parts: 联系方式 above 手机 and QQ. False,
  /// and nothing is changed, when the row is none.
  bool extend(const TableRow& second);

  bool has(Column column) const { return cells_.at(static_cast<std::size_t>(column)) >= 0; }
  bool plausible() const {
    return has(Column::name) && (has(Column::number) || has(Column::staff_number) || has(Column::classes));
  }
  int known() const;                                           // How many columns are known.
  const std::vector<Column>& twice() const { return twice_; }  // Columns that stand in it more than once.

  std::string_view of(const TableRow& row, Column column) const;

 private:
  void take(const TableRow& row);

  std::array<int, column_count> cells_ = filled();
  std::vector<Column> twice_;

  static constexpr std::array<int, column_count> filled() {
    std::array<int, column_count> none{};
    none.fill(-1);
    return none;
  }
};

}  // namespace banwei::members
