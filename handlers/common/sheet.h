// A table as people are given it: a title, one line on what it is of, columns from wide to narrow, typed cells.
// Invariant: a cell is text unless it was made a number; there are no formulas.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace banwei {

struct Cell {
  enum class Fill { none, orange, red };  // orange: to be looked at; red: a fever

  Cell() = default;
  Cell(std::string words, Fill shade = Fill::none) : text(std::move(words)), fill(shade) {}
  Cell(const char* words) : text(words) {}

  /// 36.5, with as many digits behind the point as `words` shows.
  static Cell of(double number, std::string words, Fill shade = Fill::none) {
    Cell cell(std::move(words), shade);
    cell.number = number;
    return cell;
  }
  static Cell of(std::size_t count) { return of(static_cast<double>(count), std::to_string(count)); }

  std::string text = {};  // as it reads
  std::optional<double> number = {};
  Fill fill = Fill::none;
};

struct Sheet {
  struct Column {
    std::string heading = {};
    int width = 8;  // in digits; a Chinese character takes two
  };

  std::string name = {};   // of its file, without an ending: 机电1901_体温_3月9日-3月11日
  std::string title = {};  // 体温统计表
  std::string about = {};  // 机电1901 · 3月9日-3月11日 · 38人
  std::string mark = {};   // who got it and when
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
};

}  // namespace banwei
