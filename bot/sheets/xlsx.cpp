// Tables as the pages of a workbook: typed cells, headings that stay in sight and on every printed page.
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include "bot/sheets/sheets.h"
#include "handlers/language/strings.h"

namespace banwei::sheets {

namespace {

constexpr lxw_color_t red = 0xFF8A80;
constexpr lxw_color_t orange = 0xFFD180;
constexpr lxw_color_t grey = 0xE8EAED;
constexpr std::uint8_t a4 = 9;
constexpr std::size_t longest_footer = 200;  // bytes of the 255 characters that Excel takes

/// A file in memory that has a path.
class MemoryFile {
 public:
  MemoryFile() : file_(memfd_create("sheet", MFD_CLOEXEC)) {
    if (file_ < 0) throw std::runtime_error("no memory for a workbook");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(file_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  std::string bytes() const {
    std::string all(static_cast<std::size_t>(std::max<off_t>(0, lseek(file_, 0, SEEK_END))), '\0');
    std::size_t have = 0;
    while (have < all.size()) {
      const ssize_t got = pread(file_, all.data() + have, all.size() - have, static_cast<off_t>(have));
      if (got <= 0) throw std::runtime_error("a workbook cannot be read back");
      have += static_cast<std::size_t>(got);
    }
    return all;
  }

 private:
  int file_;
};

/// What stands in the parts of a workbook before they are packed must not reach a disk.
lxw_workbook* open(const std::string& path) {
  static char in_memory[] = "/dev/shm";
  lxw_workbook_options options{};
  options.tmpdir = access(in_memory, W_OK) == 0 ? in_memory : nullptr;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) throw std::runtime_error("a workbook cannot be made");
  return book;
}

/// How a cell looks; the book owns each format.
class Looks {
 public:
  explicit Looks(lxw_workbook* book)
      : book_(book), title_(centred()), line_(centred()), heading_(bordered("@", Cell::Fill::none)) {
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    format_set_bold(heading_);
    format_set_bg_color(heading_, grey);
    format_set_text_wrap(heading_);
  }

  lxw_format* title() const { return title_; }
  lxw_format* line() const { return line_; }
  lxw_format* heading() const { return heading_; }
  /// One format for all cells that look the same.
  lxw_format* of(const Cell& cell) {
    const auto key = std::pair(cell.number ? digits(cell.text) : -1, cell.fill);
    const auto [known, fresh] = cells_.try_emplace(key, nullptr);
    if (fresh)
      known->second = bordered(key.first < 0 ? "@" : key.first == 0 ? "0" : key.first == 1 ? "0.0" : "0.00", cell.fill);
    return known->second;
  }

 private:
  static int digits(const std::string& number) {
    const auto point = number.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(std::min<std::size_t>(2, number.size() - point - 1));
  }
  lxw_format* centred() const {
    lxw_format* look = workbook_add_format(book_);
    format_set_align(look, LXW_ALIGN_CENTER);
    format_set_align(look, LXW_ALIGN_VERTICAL_CENTER);
    return look;
  }
  lxw_format* bordered(const char* numbers, Cell::Fill fill) const {
    lxw_format* look = centred();
    format_set_border(look, LXW_BORDER_THIN);
    format_set_num_format(look, numbers);
    if (fill != Cell::Fill::none) format_set_bg_color(look, fill == Cell::Fill::red ? red : orange);
    return look;
  }

  lxw_workbook* book_;
  lxw_format* title_;
  lxw_format* line_;
  lxw_format* heading_;
  std::map<std::pair<int, Cell::Fill>, lxw_format*> cells_;
};

void write(lxw_worksheet* page, lxw_row_t row, std::size_t column, const Cell& cell, lxw_format* look) {
  const auto at = static_cast<lxw_col_t>(column);
  if (cell.number) {
    worksheet_write_number(page, row, at, *cell.number, look);
  } else if (const std::string text = tidy(cell.text); text.empty()) {
    worksheet_write_blank(page, row, at, look);
  } else {
    worksheet_write_string(page, row, at, text.c_str(), look);
  }
}

/// Across the whole width; one column alone cannot be merged.
void write_across(lxw_worksheet* page, lxw_row_t row, std::size_t width, const std::string& words, lxw_format* look) {
  if (width > 1) {
    worksheet_merge_range(page, row, 0, row, static_cast<lxw_col_t>(width - 1), words.c_str(), look);
  } else {
    worksheet_write_string(page, row, 0, words.c_str(), look);
  }
}

/// On paper too it says who got it: an & of the words is two in a footer.
std::string footer_of(const Sheet& sheet) {
  std::string words;
  for (const char c : tidy(sheet.mark)) words += c == '&' ? std::string("&&") : std::string(1, c);
  return (words.size() <= longest_footer ? "&L" + words : std::string()) + "&R&P/&N";
}

/// What stands on a page's tab: at most 31 characters, and none of those that Excel refuses.
std::string tab_of(const Sheet& sheet) {
  constexpr std::size_t longest = 31;
  std::string tab;
  std::size_t length = 0;
  const std::string title = tidy(sheet.title);
  for (std::size_t at = 0; at < title.size() && length < longest; ++length) {
    const std::size_t size = code_point_size(title, at);
    const bool refused = size == 1 && std::string_view("[]:*?/\\'").find(title[at]) != std::string_view::npos;
    tab += refused ? std::string("_") : title.substr(at, size);
    at += size;
  }
  return tab;
}

/// Under its own name, unless the book has a page of that name.
lxw_worksheet* add_page(lxw_workbook* book, const std::string& tab) {
  const bool good = workbook_validate_sheet_name(book, tab.c_str()) == LXW_NO_ERROR;
  return workbook_add_worksheet(book, good ? tab.c_str() : nullptr);
}

void write_page(lxw_worksheet* page, const Sheet& sheet, Looks& looks) {
  const std::size_t width = std::min(sheet.columns.size(), most_columns);
  lxw_row_t row = 0;
  const auto line = [&](const std::string& words, lxw_format* look) {
    if (!words.empty()) write_across(page, row++, width, tidy(words), look);
  };
  line(sheet.title, looks.title());
  line(sheet.about, looks.line());
  line(sheet.mark, looks.line());
  const lxw_row_t headings = row++;
  for (std::size_t i = 0; i < width; ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(page, column, column, sheet.columns[i].width, nullptr);
    write(page, headings, i, Cell(sheet.columns[i].heading), looks.heading());
  }
  for (std::size_t i = 0; i < std::min(sheet.rows.size(), most_rows); ++i, ++row) {
    const std::vector<Cell>& cells = sheet.rows[i];
    for (std::size_t at = 0; at < width; ++at) {
      const Cell cell = at < cells.size() ? cells[at] : Cell();
      write(page, row, at, cell, looks.of(cell));
    }
  }
  worksheet_freeze_panes(page, headings + 1, 0);
  worksheet_repeat_rows(page, headings, headings);
  worksheet_set_landscape(page);
  worksheet_set_paper(page, a4);
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_set_footer(page, footer_of(sheet).c_str());
}

}  // namespace

std::string to_xlsx(std::span<const Sheet* const> pages) {
  const MemoryFile file;
  lxw_workbook* book = open(file.path());
  Looks looks(book);
  for (const Sheet* sheet : pages) write_page(add_page(book, tab_of(*sheet)), *sheet, looks);
  if (workbook_close(book) != LXW_NO_ERROR) throw std::runtime_error("a workbook cannot be written");
  return file.bytes();
}

std::string to_xlsx(const Sheet& sheet) { return to_xlsx(std::array{&sheet}); }

}  // namespace banwei::sheets
