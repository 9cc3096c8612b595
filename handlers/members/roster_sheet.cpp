#include "handlers/members/roster_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>

#include "handlers/common/csv.h"
#include "handlers/common/payload.h"
#include "handlers/members/roster_reader.h"
#include "handlers/members/workbook.h"
#include "storage/bilingual.h"

namespace banwei::members {

namespace text {

constexpr Sentence no_sheet{"没有叫“{}”的工作表，有：{}", "there is no sheet {}; there are: {}"};
constexpr Sentence too_large{"工作表“{}”的内容太多，不像名单：请只留名单的几列再试",
                             "the sheet {} holds more than a roster does: keep its columns alone"};

constexpr Sentence old{"这是旧的 .xls，或者有密码，请在表格软件里另存为没有密码的 .xlsx 再发",
                       "this is an old .xls or has a password: save it as .xlsx without one"};
constexpr Sentence several{"有几个工作表都像名单：{}。请只留一个再发",
                           "several sheets look like a roster: {}. Keep one"};
constexpr Sentence unreadable{"这个 Excel 文件读不了，请在表格软件里只留名单另存为 .xlsx 或 CSV 再试",
                              "this workbook cannot be read: save the roster alone as .xlsx or CSV"};

}  // namespace text

namespace {

std::string csv_of(Workbook& book, const std::string& sheet, const WorkbookLimits& limits) {
  const Table table = book.table(sheet, limits.most_rows);
  std::string csv;
  int row = 1;
  for (const TableRow& each : table.rows) {
    csv.append(static_cast<std::size_t>(each.number - row), '\n');
    row = each.number + 1;
    for (std::size_t i = 0; i < each.cells.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell(each.cells[i]);
    csv += '\n';
    if (csv.size() > limits.csv) throw Explained(text::too_large, sheet);
  }
  return csv;
}

/// One below the other, each behind a line with its name: the timetables of several classes.
std::string all_sheets(Workbook& book, const WorkbookLimits& limits) {
  std::string all;
  for (const std::string& sheet : book.sheets()) all += csv_cell(sheet) + "\n" + csv_of(book, sheet, limits);
  return all;
}

}  // namespace

RosterSheet roster_sheet(std::string_view workbook, std::string_view name, const WorkbookLimits& limits) {
  Workbook book(workbook, limits);
  const auto& sheets = book.sheets();
  if (!name.empty() && std::find(sheets.begin(), sheets.end(), name) == sheets.end())
    throw Explained(text::no_sheet, name, fmt::format("{}", fmt::join(sheets, "、")));
  std::vector<std::string> rosters;
  for (const std::string& sheet : sheets) {
    if (name.empty() ? sheets.size() == 1 || has_header(book.table(sheet, header_depth)) : sheet == name)
      rosters.push_back(sheet);
  }
  if (rosters.size() > 1) return {.which = std::move(rosters)};
  if (rosters.empty() && sheets.size() > 1) return {.csv = all_sheets(book, limits)};
  const std::string& chosen = rosters.empty() ? sheets.front() : rosters.front();
  return {.csv = csv_of(book, chosen, limits), .sheet = sheets.size() > 1 ? chosen : ""};
}

std::string say_roster_sheet(std::string_view workbook, std::string_view name, const WorkbookLimits& limits) {
  nlohmann::json said;
  try {
    const RosterSheet sheet = roster_sheet(workbook, name, limits);
    said = {{"csv", sheet.csv}, {"sheet", sheet.sheet}, {"which", sheet.which}};
  } catch (const std::exception& error) {
    const auto* explained = dynamic_cast<const Explained*>(&error);
    const Phrase why = explained != nullptr ? explained->why() : phrase(text::unreadable);
    said = {{"why", {why.chinese, why.english}}};
  }
  return to_payload(said);
}

RosterSheet hear_roster_sheet(const std::optional<std::string>& said) {
  const auto heard = from_payload(said.value_or(""));
  if (!heard.is_object()) throw Explained(text::unreadable);
  if (const auto why = heard.find("why"); why != heard.end()) throw Explained(Phrase{why->at(0), why->at(1)});
  return {.csv = heard.at("csv"), .sheet = heard.at("sheet"), .which = heard.at("which")};
}

void open_workbook(SentFile& file, const std::function<std::optional<std::string>(const std::string& workbook)>& read) {
  try {
    if (is_old_workbook(file.content)) throw Explained(text::old);
    if (!is_workbook(file.content)) return;
    RosterSheet sheet = hear_roster_sheet(read(file.content));
    if (!sheet.which.empty()) throw Explained(text::several, fmt::format("{}", fmt::join(sheet.which, "、")));
    file.content = std::move(sheet.csv);
  } catch (const Explained& error) {
    file.content.clear();
    file.why = error.why().chinese;
  }
}

}  // namespace banwei::members
