// What every export is made of: no formula whatever somebody typed, numbers that stay whole, bounds, and a workbook
// that is read back.
#include "bot/sheets/sheets.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "bot/base64.h"

namespace banwei::sheets {
namespace {

Sheet sheet_of(std::vector<std::vector<Cell>> rows) {
  return {.name = "机电1901_体温_3月11日",
          .title = "机电1901体温统计表",
          .about = "3月11日 · 2人",
          .mark = "导出：王敏 2020-03-11 09:00",
          .columns = {{"序号", 5}, {"学号", 12}, {"姓名", 10}, {"备注", 24}},
          .rows = std::move(rows)};
}

std::uint32_t little(const std::string& bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
  return value;
}

/// The parts of a zip file, by its central directory.
std::map<std::string, std::string> unzipped(const std::string& zip) {
  std::map<std::string, std::string> parts;
  const auto end = zip.rfind("PK\x05\x06");
  if (end == std::string::npos) return parts;
  std::size_t at = little(zip, end + 16, 4);
  for (auto count = little(zip, end + 10, 2); count > 0; --count) {
    const std::size_t name_size = little(zip, at + 28, 2);
    const std::string name = zip.substr(at + 46, name_size);
    const std::size_t local = little(zip, at + 42, 4);
    const std::size_t data = local + 30 + little(zip, local + 26, 2) + little(zip, local + 28, 2);
    std::string packed = zip.substr(data, little(zip, at + 20, 4));
    std::string plain(little(zip, at + 24, 4), '\0');
    if (little(zip, at + 10, 2) == 0) {
      plain = packed;
    } else {
      z_stream stream{};
      inflateInit2(&stream, -MAX_WBITS);
      stream.next_in = reinterpret_cast<Bytef*>(packed.data());
      stream.avail_in = static_cast<uInt>(packed.size());
      stream.next_out = reinterpret_cast<Bytef*>(plain.data());
      stream.avail_out = static_cast<uInt>(plain.size());
      EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END) << name;
      inflateEnd(&stream);
    }
    parts[name] = plain;
    at += 46 + name_size + little(zip, at + 30, 2) + little(zip, at + 32, 2);
  }
  return parts;
}

const std::vector<std::string> formulas{
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1"};

TEST(Sheets, CsvHasABomAndEscapes) {
  const std::string csv = to_csv(sheet_of({{Cell::of(1), "2019010101", "张\"三\"", "咳嗽,发热\n昨天"}}));
  EXPECT_TRUE(
      csv.starts_with("\xEF\xBB\xBF机电1901体温统计表\r\n3月11日 · 2人\r\n导出：王敏 2020-03-11 09:00\r\n"
                      "序号,学号,姓名,备注\r\n"))
      << csv;
  EXPECT_TRUE(csv.ends_with("1,2019010101,\"张\"\"三\"\"\",\"咳嗽,发热 昨天\"\r\n")) << csv;
}

TEST(Sheets, NoCellOfACsvBeginsAFormula) {
  for (const std::string& formula : formulas) {
    const std::string csv = to_csv(sheet_of({{Cell::of(1), "1", formula, "x"}}));
    const std::string line = csv.substr(csv.rfind("1,1,"));
    const char first = line.at(4) == '"' ? line.at(5) : line.at(4);
    EXPECT_EQ(first, '\'') << line;
  }
  EXPECT_NE(to_csv(sheet_of({{Cell::of(-1.5, "-1.5"), "", "", ""}})).find("\n-1.5,"), std::string::npos);
}

TEST(Sheets, NumbersThatAreNamesStayWhole) {
  const std::string csv = to_csv(sheet_of({{Cell::of(1), "20190101010101", "00123", "13712346365"}}));
  EXPECT_NE(csv.find("1,\"\t20190101010101\",\"\t00123\",13712346365\r\n"), std::string::npos) << csv;
}

TEST(Sheets, MarkdownAndWordsKeepTheirRows) {
  const Sheet sheet = sheet_of({{Cell::of(1), "1", "a|b\\", "*x*"}, {Cell::of(2), "2", "", ""}});
  const std::string markdown = to_markdown(sheet);
  EXPECT_NE(markdown.find("| 1 | 1 | a\\|b\\\\ | \\*x\\* |\n"), std::string::npos) << markdown;
  EXPECT_NE(markdown.find("| 序号 | 学号 | 姓名 | 备注 |\n| --- | --- | --- | --- |\n"), std::string::npos) << markdown;
  const std::string words = to_words(sheet);
  EXPECT_TRUE(words.ends_with("序号 学号 姓名 备注\n1 1 a|b\\ *x*\n2 2")) << words;
}

TEST(Sheets, AWorkbookHoldsTypedCellsAndNoFormula) {
  std::vector<std::vector<Cell>> rows{{Cell::of(1), "2019010101", "张三", Cell::of(37.8, "37.8", Cell::Fill::red)}};
  for (const std::string& formula : formulas)
    rows.push_back({Cell::of(2), "007", formula, {"迟报", Cell::Fill::orange}});
  const auto parts = unzipped(to_xlsx(sheet_of(rows)));
  ASSERT_TRUE(parts.contains("xl/worksheets/sheet1.xml"));
  const std::string& page = parts.at("xl/worksheets/sheet1.xml");
  const std::string& strings = parts.at("xl/sharedStrings.xml");
  for (const auto& [name, text] : parts) EXPECT_EQ(text.find("<f>"), std::string::npos) << name;
  EXPECT_NE(strings.find("<t>2019010101</t>"), std::string::npos);
  EXPECT_NE(strings.find("<t>007</t>"), std::string::npos);
  EXPECT_NE(strings.find("<t>=HYPERLINK(\"http://x\")</t>"), std::string::npos) << strings;
  EXPECT_NE(strings.find("导出：王敏 2020-03-11 09:00"), std::string::npos);
  EXPECT_NE(page.find("<v>37.8"), std::string::npos) << page;
  EXPECT_NE(page.find("mergeCell ref=\"A1:D1\""), std::string::npos) << page;
  EXPECT_NE(page.find("oddFooter"), std::string::npos);
  EXPECT_NE(parts.at("xl/styles.xml").find("FFFF8A80"), std::string::npos);
  EXPECT_NE(parts.at("xl/styles.xml").find("FFFFD180"), std::string::npos);
}

TEST(Sheets, AWorkbookHasAPageEach) {
  Sheet first = sheet_of({{Cell::of(1), "1", "张三", ""}});
  Sheet second = sheet_of({{Cell::of(1), "2", "李四", ""}});
  second.title = "a/b:c[1] 一个比三十一个字符要长得多的标题，谁也不会这样写";
  const auto parts = unzipped(to_xlsx(std::array<const Sheet*, 3>{&first, &second, &first}));
  const std::string& book = parts.at("xl/workbook.xml");
  EXPECT_NE(book.find("<sheet name=\"机电1901体温统计表\""), std::string::npos) << book;
  EXPECT_NE(book.find("<sheet name=\"a_b_c_1_ 一个比三十一个字符要长得多的标题，谁也不会这\""), std::string::npos)
      << book;
  EXPECT_NE(book.find("<sheet name=\"Sheet3\""), std::string::npos) << "a name is there once: " << book;
  EXPECT_NE(parts.at("xl/worksheets/sheet2.xml").find("oddFooter"), std::string::npos);
}

TEST(Sheets, AWorkbookIsTheSameWhoeverRuns) {
  const auto parts = unzipped(to_xlsx(sheet_of({})));
  EXPECT_EQ(parts.at("docProps/core.xml").find("root"), std::string::npos);
}

TEST(Sheets, WhatIsTooMuchIsCut) {
  const std::string endless(5'000, 'x');
  EXPECT_EQ(tidy(endless).size(), 1'024U);
  EXPECT_EQ(tidy("a\x01\x1b[31m\u202e\u200b\nb\xff"), "a[31m b\xff");
  std::vector<std::vector<Cell>> rows(most_rows + 5, {Cell::of(1), "1", "1", endless.substr(0, 2)});
  rows.front().resize(200);
  const std::string csv = to_csv(sheet_of(rows));
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), most_rows + 4);
  Sheet wide = sheet_of({std::vector<Cell>(300, Cell("x"))});
  wide.columns.assign(300, {"列", 5});
  wide.about.clear();
  wide.mark.clear();
  const std::string words = to_words(wide);
  EXPECT_EQ(static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')), 2 * (most_columns - 1));
  EXPECT_FALSE(to_xlsx(wide).empty());
}

TEST(Sheets, AFileNameIsAFileName) {
  const auto named = [](const char* name) { return file_name({.name = name}, ".xlsx"); };
  EXPECT_EQ(named("机电1901_考勤_3月"), "机电1901_考勤_3月.xlsx");
  EXPECT_EQ(named("../../etc/passwd"), "_.._etc_passwd.xlsx");
  EXPECT_EQ(named("a\\b:c*d?e\"f<g>h|i\n"), "a_b_c_d_e_f_g_h_i .xlsx");
  EXPECT_EQ(named("..."), "table.xlsx");
  EXPECT_EQ(named(""), "table.xlsx");
}

TEST(Base64, GivesBackWhatItTook) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(base64::decode(base64::encode(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
  EXPECT_EQ(base64::encode("学"), "5a2m");
  for (const char* wrong : {"a", "abc", "ab=c", "====", "a b=", "\xff\xff\xff\xff", "YQ=a"})
    EXPECT_FALSE(base64::decode(wrong)) << wrong;
  EXPECT_EQ(base64::decode(""), "");
}

}  // namespace
}  // namespace banwei::sheets
