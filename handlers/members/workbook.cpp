#include "handlers/members/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <pugixml.hpp>

#include "storage/bilingual.h"

namespace banwei::members {

namespace text {

constexpr Sentence no_workbook{"这不是 Excel 工作簿（.xlsx），请在表格软件里另存为 .xlsx 或 CSV 再试",
                               "this is no Excel workbook: save it as .xlsx or CSV"};
constexpr Sentence broken{"这个 Excel 文件的内容是坏的，请在表格软件里重新另存为 .xlsx 再试",
                          "this workbook is broken inside: save it as .xlsx again"};
constexpr Sentence too_many_rows{"工作表“{}”超过{}行，不像名单：请只留名单再试",
                                 "the sheet {} has more than {} rows: keep the roster alone"};

}  // namespace text

namespace {

constexpr std::size_t most_columns = 64;
constexpr std::size_t longest_cell = 1024;  // bytes, far more than the reader takes; what is longer is cut
constexpr double exact = 1e15;              // a spreadsheet keeps 15 digits

/// The name without its prefix: some writers say x:row for row.
std::string_view local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is(const pugi::xml_node& node, std::string_view name) { return local(node.name()) == name; }

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return is(node, name); });
}

void refuse_entities(std::string_view xml) {
  if (xml.find("<!DOCTYPE") != std::string_view::npos) throw Explained(text::broken);
}

pugi::xml_document parsed(std::string_view xml) {
  // Entities of a document's own are how a small file becomes a large one.
  refuse_entities(xml);
  pugi::xml_document document;
  constexpr unsigned options = pugi::parse_escapes | pugi::parse_eol | pugi::parse_cdata | pugi::parse_ws_pcdata_single;
  if (!document.load_buffer(xml.data(), xml.size(), options)) throw Explained(text::broken);
  return document;
}

int number(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? value : otherwise;
}

/// At most `longest_cell` bytes, and no half of a character.
std::string cut(std::string text) {
  if (text.size() <= longest_cell) return text;
  std::size_t end = longest_cell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

/// The text of a shared or inline string, in however many runs; how it is read aloud (rPh) is no part of it.
std::string words(const pugi::xml_node& string) {
  std::string all;
  for (const pugi::xml_node& node : string.children()) {
    if (is(node, "t")) all += node.child_value();
    if (is(node, "r")) all += child(node, "t").child_value();
  }
  return cut(std::move(all));
}

struct Relation {
  std::string type;    // "worksheet"
  std::string target;  // "xl/worksheets/sheet1.xml"
};

/// What a part points to, by id; nothing outside the package.
std::map<std::string, Relation> relations(Package& package, const std::string& part) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  const auto xml = package.part(folder + "_rels/" + part.substr(folder.size()) + ".rels");
  std::map<std::string, Relation> targets;
  if (!xml) return targets;
  const auto document = parsed(*xml);
  for (const pugi::xml_node& one : document.document_element().children()) {
    const std::string target = one.attribute("Target").value();
    if (std::string_view(one.attribute("TargetMode").value()) == "External" || target.empty()) continue;
    const std::string type = one.attribute("Type").value();
    targets[one.attribute("Id").value()] = {type.substr(type.rfind('/') + 1),
                                            target.starts_with('/') ? target.substr(1) : folder + target};
  }
  return targets;
}

/// Whether a number format shows a date or a time of day: yyyy"年"m"月".
bool shows_date(std::string_view format) {
  char until = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char sign = format[i];
    if (until != 0) {
      if (sign == until) until = 0;
    } else if (sign == '"' || sign == '[') {
      until = sign == '"' ? '"' : ']';
    } else if (sign == '\\' || sign == '_' || sign == '*') {
      ++i;
    } else if (std::string_view("yYmMdDhHsS").find(sign) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

/// Formats that need no saying (ECMA-376, 18.8.30), with those of China.
bool is_date(int format) {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) ||
         (format >= 50 && format <= 58);
}

/// 28 for AB12; nothing when it does not begin with a column.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char sign : reference) {
    if (sign < 'A' || sign > 'Z' || column > most_columns * 26) break;
    column = column * 26 + static_cast<std::size_t>(sign - 'A') + 1;
  }
  return column == 0 ? std::nullopt : std::optional(column);
}

}  // namespace

/// The rows of a sheet, some at a time: a tree of all of them would weigh many times what the sheet does.
class RowSlices {
 public:
  explicit RowSlices(std::string_view sheet) {
    constexpr std::string_view name = "sheetData";
    std::size_t at = 0;
    while ((at = sheet.find(name, at)) != std::string_view::npos) {
      const std::size_t open = sheet.rfind('<', at);
      const std::string_view prefix = sheet.substr(open + 1, at - open - 1);
      at += name.size();
      const bool is_tag = open != std::string_view::npos && (prefix.empty() || prefix.find(':') == prefix.size() - 1);
      if (!is_tag || sheet.substr(at, 1).find_first_of("> \t\r\n") != 0) continue;
      end_of_row_ = "</" + std::string(prefix) + "row>";
      rest_ = sheet.substr(std::min(sheet.find('>', at), sheet.size() - 1) + 1);
      rest_ = rest_.substr(0, rest_.rfind("</" + std::string(prefix) + std::string(name)));
      return;
    }
  }

  /// Whole rows; "" behind the last.
  std::string_view next() {
    constexpr std::size_t enough = 1U << 20U;  // bytes
    std::size_t end = rest_.size() > enough ? rest_.find(end_of_row_, enough) : std::string_view::npos;
    end = end == std::string_view::npos ? rest_.size() : end + end_of_row_.size();
    const std::string_view slice = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return slice;
  }

 private:
  std::string end_of_row_ = {};
  std::string_view rest_ = {};
};

bool is_workbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }
bool is_old_workbook(std::string_view bytes) { return bytes.starts_with("\xd0\xcf\x11\xe0"); }

/// One cell after the other, as they are shown.
class SheetReader {
 public:
  SheetReader(const Workbook& book, const std::string& sheet) : book_(book), sheet_(sheet) {}

  /// The rows that hold something, until there are `most`; false when there are.
  bool append(const pugi::xml_document& rows, Table& table, std::size_t most) {
    for (const pugi::xml_node& row : rows.children()) {
      if (!is(row, "row")) continue;
      at_ = std::max(number(row.attribute("r").value(), 0), at_ + 1);
      auto read = cells(row);
      if (read.empty()) continue;
      const int last = book_.limits_.last_row;
      if (at_ > last) throw Explained(text::too_many_rows, sheet_, last);
      table.rows.push_back({.number = at_, .cells = std::move(read)});
      if (table.rows.size() >= most) return false;
    }
    return true;
  }

 private:
  /// The cells of a row; none when nothing stands in it.
  std::vector<std::string> cells(const pugi::xml_node& row) const {
    std::vector<std::string> cells;
    std::size_t column = 0;
    for (const pugi::xml_node& cell : row.children()) {
      if (!is(cell, "c")) continue;
      column = column_of(cell.attribute("r").value()).value_or(column + 1);
      if (column > most_columns) break;
      std::string value = shown(cell);
      if (value.empty()) continue;
      if (cells.size() < column) cells.resize(column);
      cells[column - 1] = std::move(value);
    }
    return cells;
  }

  std::string shown(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return words(child(cell, "is"));
    const std::string value = child(cell, "v").child_value();
    if (type == "s") {
      const auto index = static_cast<std::size_t>(number(value, -1));
      if (index >= book_.strings_.size()) throw Explained(text::broken);
      return book_.strings_[index];
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (!type.empty() && type != "n") return cut(value);  // a formula's text, an error, a date by ISO 8601
    const auto style = static_cast<std::size_t>(number(cell.attribute("s").value(), 0));
    return number_shown(value, style < book_.styles_.size() ? book_.styles_[style] : Workbook::Style{});
  }

  std::string number_shown(const std::string& text, const Workbook::Style& style) const {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return cut(text);
    if (style.date && value >= 1 && value < 2'958'466) return day(static_cast<int>(value));
    if (std::abs(value) >= exact) return fmt::format("{:.5E}", value);
    if (value != std::floor(value)) return cut(text);
    return fmt::format("{:0>{}}", fmt::format("{:.0f}", value), style.digits);
  }

  /// Days are counted from the end of 1899, and one too many because 1900 was taken for a leap year.
  std::string day(int serial) const {
    using namespace std::chrono;
    const sys_days first = book_.since_1904_ ? sys_days{year{1904} / 1 / 1} : sys_days{year{1899} / 12 / 30};
    const year_month_day date{first + days{serial}};
    return fmt::format("{}/{}/{}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
  }

  const Workbook& book_;
  const std::string& sheet_;
  int at_ = 0;  // the number of the last row
};

Workbook::Workbook(std::string_view bytes, const WorkbookLimits& limits) : limits_(limits), package_(bytes, limits) {
  for (const auto& [id, relation] : relations(package_, "")) {
    if (relation.type == "officeDocument") read_book(relation.target);
  }
  if (names_.empty()) throw Explained(text::no_workbook);
}

void Workbook::read_book(const std::string& part) {
  const auto xml = package_.part(part);
  if (!xml) return;
  const auto document = parsed(*xml);
  const pugi::xml_node root = document.document_element();
  since_1904_ = child(root, "workbookPr").attribute("date1904").as_bool();
  const auto targets = relations(package_, part);
  for (const auto& [id, relation] : targets) {
    if (relation.type == "sharedStrings") read_strings(relation.target);
    if (relation.type == "styles") read_styles(relation.target);
  }
  for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
    if (std::string_view(sheet.attribute("state").value()).ends_with("idden")) continue;  // hidden, veryHidden
    const pugi::xml_attribute id = sheet.find_attribute([](const pugi::xml_attribute& attribute) {
      const std::string_view name = attribute.name();
      return name != "id" && local(name) == "id";
    });
    const auto found = targets.find(id.value());
    if (found == targets.end() || found->second.type != "worksheet") continue;
    const std::string name = cut(sheet.attribute("name").value());
    if (parts_.emplace(name, found->second.target).second) names_.push_back(name);
  }
}

void Workbook::read_strings(const std::string& part) {
  const auto xml = package_.part(part);
  if (!xml) return;
  const auto document = parsed(*xml);
  for (const pugi::xml_node& string : document.document_element().children()) {
    if (is(string, "si")) strings_.push_back(words(string));
  }
}

void Workbook::read_styles(const std::string& part) {
  const auto xml = package_.part(part);
  if (!xml) return;
  const auto document = parsed(*xml);
  const pugi::xml_node root = document.document_element();
  std::map<int, Style> formats;
  for (const pugi::xml_node& format : child(root, "numFmts").children()) {
    const std::string_view code = format.attribute("formatCode").value();
    const bool zeros = code.size() <= 20 && code.find_first_not_of('0') == std::string_view::npos;
    formats[number(format.attribute("numFmtId").value(), 0)] = {shows_date(code), zeros ? code.size() : 0};
  }
  for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
    const int format = number(style.attribute("numFmtId").value(), 0);
    const auto own = formats.find(format);
    styles_.push_back(own != formats.end() ? own->second : Style{.date = is_date(format)});
  }
}

Table Workbook::table(const std::string& sheet, std::size_t most) {
  Table table;
  const auto xml = package_.part(parts_.at(sheet));
  if (!xml) throw Explained(text::broken);
  refuse_entities(*xml);
  SheetReader reader(*this, sheet);
  RowSlices slices(*xml);
  for (std::string_view slice = slices.next(); !slice.empty(); slice = slices.next()) {
    const bool blank = slice.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!blank && !reader.append(parsed(slice), table, most)) break;
  }
  return table;
}

}  // namespace banwei::members
