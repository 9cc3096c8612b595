// Tables as text: for a spreadsheet, for a page, for a phone.
#include <algorithm>

#include "bot/sheets/sheets.h"
#include "handlers/language/strings.h"

namespace banwei::sheets {

namespace {

constexpr std::size_t longest_cell = 1'024;  // characters
constexpr std::size_t longest_name = 80;
constexpr std::size_t exact_digits = 11;  // Excel shows more of them as 2.02E+11.

bool is_control(char32_t code) {
  const bool c0_c1 = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool bidi = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
                    (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
  return c0_c1 || bidi;
}

/// Calls `take` with each character of a text and its bytes.
template <class Take>
void each_character(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = std::max<std::size_t>(1, code_point_size(text, at));
    take(code_point_at(text, at), text.substr(at, size));
    at += size;
  }
}

/// What a spreadsheet would read as the beginning of a formula, in either width.
bool begins_a_formula(std::string_view text) {
  constexpr std::string_view ascii = "=+-@";
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (text.empty()) return false;
  if (ascii.find(text.front()) != std::string_view::npos) return true;
  const auto wide = {"＝", "＋", "－", "＠"};
  return std::any_of(wide.begin(), wide.end(), [&](std::string_view sign) { return text.starts_with(sign); });
}

/// A number in words only: a spreadsheet would round it, or take its zeros away.
bool loses_as_a_number(std::string_view text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits && (text.size() > exact_digits || (text.front() == '0' && text.size() > 1));
}

std::string csv_field(const Cell& cell) {
  std::string text = tidy(cell.text);
  if (!cell.number) {
    if (begins_a_formula(text)) text.insert(0, "'");
    if (loses_as_a_number(text)) text.insert(0, "\t");
  }
  if (text.find_first_of(",\"\t") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string markdown_field(std::string_view text) {
  std::string escaped;
  for (const char c : tidy(text)) {
    if (std::string_view("\\|`*_<>[]#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

/// The lines above the table.
std::vector<std::string> head_of(const Sheet& sheet) {
  std::vector<std::string> lines;
  for (const std::string* line : {&sheet.title, &sheet.about, &sheet.mark})
    if (!line->empty()) lines.push_back(tidy(*line));
  return lines;
}

/// Calls `row` with the headings and each row, as far as the bounds let it.
template <class Row>
void each_row(const Sheet& sheet, Row row) {
  const std::size_t width = std::min(sheet.columns.size(), most_columns);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < width; ++i) cells.emplace_back(sheet.columns[i].heading);
  row(cells);
  for (std::size_t i = 0; i < std::min(sheet.rows.size(), most_rows); ++i) {
    cells = sheet.rows[i];
    cells.resize(width);
    row(cells);
  }
}

}  // namespace

std::string tidy(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  each_character(text, [&](char32_t code, std::string_view bytes) {
    if (++count > longest_cell) return;
    if (code == U'\n' || code == U'\t') {
      out += ' ';
    } else if (!is_control(code)) {
      out += bytes;
    }
  });
  return out;
}

std::string file_name(const Sheet& sheet, std::string_view ending) {
  std::string name;
  std::size_t count = 0;
  each_character(tidy(sheet.name), [&](char32_t code, std::string_view bytes) {
    constexpr std::u32string_view taken = U"/\\:*?\"<>|";
    if (++count <= longest_name) name += taken.find(code) == taken.npos ? std::string(bytes) : "_";
  });
  name.erase(0, name.find_first_not_of('.'));
  return (name.empty() ? std::string("table") : name) + std::string(ending);
}

std::string to_csv(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  for (const std::string& line : head_of(sheet)) out += csv_field(Cell(line)) + "\r\n";
  each_row(sheet, [&](const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(cells[i]);
    out += "\r\n";
  });
  return out;
}

std::string to_markdown(const Sheet& sheet) {
  std::string out;
  for (const std::string& line : head_of(sheet)) out += (out.empty() ? "# " : "") + markdown_field(line) + "\n\n";
  bool headings = true;
  each_row(sheet, [&](const std::vector<Cell>& cells) {
    out += "|";
    for (const Cell& cell : cells) out += " " + markdown_field(cell.text) + " |";
    out += "\n";
    if (!std::exchange(headings, false)) return;
    out += "|";
    for (std::size_t i = 0; i < cells.size(); ++i) out += " --- |";
    out += "\n";
  });
  return out;
}

std::string to_words(const Sheet& sheet) {
  std::string out;
  for (const std::string& line : head_of(sheet)) out += (out.empty() ? "" : "\n") + line;
  std::vector<bool> filled(sheet.columns.size());  // a column without a word is left out
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < std::min(row.size(), filled.size()); ++i) filled[i] = filled[i] || !row[i].text.empty();
  }
  each_row(sheet, [&](const std::vector<Cell>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!filled[i]) continue;
      const std::string word = tidy(cells[i].text);
      line += (line.empty() ? "" : " ") + (word.empty() ? std::string("-") : word);
    }
    while (line.ends_with(" -")) line.resize(line.size() - 2);
    out += "\n" + line;
  });
  return out;
}

}  // namespace banwei::sheets
