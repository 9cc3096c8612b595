#include "handlers/common/report_sheet.h"

#include <algorithm>
#include <array>
#include <optional>

#include "handlers/common/csv.h"
#include "handlers/common/decoding.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace {

constexpr int header_depth = 12;  // rows; above it stand a title and a date
constexpr std::size_t most_rows = 20'000;

struct Columns {
  std::optional<std::size_t> number = {}, name = {}, temperature = {};

  bool complete() const { return name && temperature; }
};

Columns columns_of(const TableRow& row) {
  Columns found;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string heading = normalised(row.cells[i], 40);
    const auto says = [&](std::string_view word) { return heading.find(word) != heading.npos; };
    if (!found.number && says("学号")) found.number = i;
    if (!found.name && (says("姓名") || says("名字"))) found.name = i;
    // 是否测量体温 says nothing of it; of two (早, 晚) the last that is filled counts.
    if (says("体温") && !says("是否") && !says("时间") && !says("方式"))
      found.temperature = found.temperature.value_or(i);
  }
  return found;
}

/// 36.5, 36.5℃, 36.50; 0 when no such value stands in it.
int centi_of(std::string_view cell) {
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (!is_digit(cell[at]) || (at > 0 && (is_digit(cell[at - 1]) || cell[at - 1] == '.'))) continue;
    std::size_t end = at;
    while (end < cell.size() && is_digit(cell[end])) ++end;
    if (end - at != 2) continue;
    int centi = static_cast<int>(number(cell.substr(at, 2))) * 100;
    if (end + 1 < cell.size() && cell[end] == '.' && is_digit(cell[end + 1])) {
      centi += (cell[end + 1] - '0') * 10;
      if (end + 2 < cell.size() && is_digit(cell[end + 2])) centi += cell[end + 2] - '0';
    }
    constexpr int least = 3400;
    constexpr int most = 4300;
    if (centi >= least && centi <= most) return centi;
  }
  return 0;
}

std::string cell_of(const TableRow& row, std::optional<std::size_t> column) {
  if (!column || *column >= row.cells.size()) return {};
  const std::string folded = normalised(row.cells[*column], 100);
  const auto first = folded.find_first_not_of(' ');
  return first == folded.npos ? std::string() : folded.substr(first, folded.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::optional<std::vector<ReportRow>> read_report_sheet(std::string_view csv) {
  const auto text = decoded(csv);
  if (!text) return std::nullopt;
  for (const std::string_view separator : {",", "\t", ";"}) {
    CsvReader reader(text->text, separator);
    Columns columns;
    for (int row = 0; row < header_depth && !columns.complete(); ++row) {
      const auto head = reader.next();
      if (!head) break;
      columns = columns_of(*head);
    }
    if (!columns.complete()) continue;
    std::vector<ReportRow> rows;
    for (auto row = reader.next(); row && rows.size() < most_rows; row = reader.next()) {
      const std::string said = cell_of(*row, columns.temperature);
      ReportRow one{.number = cell_of(*row, columns.number),
                    .name = cell_of(*row, columns.name),
                    .centi = centi_of(said),
                    .said = !said.empty() && said != "-" && said != "未报" && said != "未填" && said != "未填写"};
      if (!one.name.empty() || !one.number.empty()) rows.push_back(std::move(one));
    }
    return rows;
  }
  return std::nullopt;
}

}  // namespace banwei
