#include "tests/workbook_file.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <stdexcept>

namespace banwei::tests {

namespace {

std::string escaped(std::string_view text) {
  std::string xml;
  for (const char sign : text) {
    if (sign == '&') {
      xml += "&amp;";
    } else if (sign == '<') {
      xml += "&lt;";
    } else {
      xml += sign;
    }
  }
  return xml;
}

/// 1 -> A, 28 -> AB
std::string letters(std::size_t column) {
  std::string name;
  for (; column > 0; column = (column - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

constexpr const char* office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return fmt::format(R"(<Relationship Id="{}" Type="{}{}" Target="{}"/>)", id, office, type, target);
}

std::string relations(const std::string& all) { return "<Relationships>" + all + "</Relationships>"; }

}  // namespace

std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* file = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (file == nullptr) throw std::runtime_error(zip_error_strerror(&error));
  for (const auto& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(file, content.data(), content.size(), 0);
    if (zip_file_add(file, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error(zip_strerror(file));
  }
  if (zip_close(file) != 0) throw std::runtime_error(zip_strerror(file));
  zip_source_open(memory);
  zip_source_seek(memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

Parts parts_of(const BookXml& book) {
  Parts parts{{"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))}};
  std::string sheets;
  std::string targets;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const SheetXml& sheet = book.sheets[i];
    const std::string state = sheet.state.empty() ? "" : fmt::format(R"( state="{}")", sheet.state);
    sheets += fmt::format(R"(<sheet name="{}" sheetId="{}"{} r:id="s{}"/>)", sheet.name, i + 1, state, i);
    const std::string part = fmt::format("worksheets/sheet{}.xml", i + 1);
    targets += relation(fmt::format("s{}", i), "worksheet", part);
    parts.emplace_back("xl/" + part, "<worksheet><sheetData>" + sheet.data + "</sheetData></worksheet>");
  }
  if (!book.strings.empty()) {
    targets += relation("strings", "sharedStrings", "sharedStrings.xml");
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + book.strings + "</sst>");
  }
  if (!book.styles.empty()) {
    targets += relation("styles", "styles", "/xl/styles.xml");
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + book.styles + "</styleSheet>");
  }
  parts.emplace_back("xl/workbook.xml", "<workbook>" + book.properties + "<sheets>" + sheets + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", relations(targets));
  return parts;
}

std::string workbook(const BookXml& book) { return zipped(parts_of(book)); }

std::string text_rows(const std::vector<std::vector<std::string>>& rows) {
  std::string data;
  for (std::size_t row = 1; row <= rows.size(); ++row) {
    std::string cells;
    for (std::size_t column = 1; column <= rows[row - 1].size(); ++column) {
      const std::string& cell = rows[row - 1][column - 1];
      if (!cell.empty())
        cells +=
            fmt::format(R"(<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>)", letters(column), row, escaped(cell));
    }
    if (!cells.empty()) data += fmt::format(R"(<row r="{}">{}</row>)", row, cells);
  }
  return data;
}

std::string text_workbook(const std::vector<std::vector<std::string>>& rows) {
  return workbook(BookXml{.sheets = {{.name = "Sheet1", .data = text_rows(rows)}}});
}

}  // namespace banwei::tests
