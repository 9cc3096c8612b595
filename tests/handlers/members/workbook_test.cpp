// Rosters in workbooks: cells as people see them, one way for both kinds of file, and files that nobody should trust.
#include "handlers/members/workbook.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "handlers/common/csv.h"
#include "handlers/common/decoding.h"
#include "handlers/members/roster_reader.h"
#include "handlers/members/roster_sheet.h"
#include "storage/bilingual.h"
#include "tests/paths.h"
#include "tests/workbook_file.h"

namespace banwei::members {
namespace {

using tests::BookXml;
using tests::text_rows;
using tests::text_workbook;
using tests::workbook;
using Rows = std::vector<std::vector<std::string>>;

const Rows three{{"学号", "姓名", "班级", "QQ"},
                 {"2019010101", "张三", "机电1901", "100101"},
                 {"2019010102", "李四", "机电1901", "100102"},
                 {"2019010103", "王五", "机电1901", ""}};

/// What stands in the cells of one sheet, row after row.
std::string shown(const BookXml& book) {
  std::string all;
  const std::string bytes = workbook(book);
  Workbook opened(bytes);
  for (const TableRow& row : opened.table(opened.sheets().front(), 100).rows) {
    all += std::to_string(row.number) + ":";
    for (const std::string& cell : row.cells) all += " [" + cell + "]";
    all += "\n";
  }
  return all;
}

/// Why a file is refused; "" when it is not.
std::string refused(const std::string& bytes, std::string_view sheet = {}) {
  try {
    roster_sheet(bytes, sheet);
    return "";
  } catch (const Explained& error) {
    EXPECT_FALSE(error.why().english.empty());
    return error.why().chinese;
  }
}

TEST(Workbook, CellsReadAsTheyAreSeen) {
  const BookXml book{
      .sheets = {{.name = "名单",
                  .data = R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>)"
                          R"(<row><c><v>2019010101</v></c><c><v>2.019010101E9</v></c><c><v>36.5</v></c></row>)"
                          R"(<row r="5"><c r="A5" s="1"><v>43901</v></c><c r="B5" s="2"><v>190101</v></c>)"
                          R"(<c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c>)"
                          R"(<c r="E5" t="str"><f>A1&amp;"班"</f><v>机电1901班</v></c></row>)"
                          R"(<row r="6" spans="1:3"><c r="A6" s="1"/></row>)"
                          R"(<row r="7"><c r="A7" t="inlineStr"><is><t>012</t></is></c>)"
                          R"(<c r="B7"><v>201901010112345678</v></c><c r="C7" s="3"><v>43901.5</v></c></row>)"}},
      .strings = R"(<si><t>张三</t></si><si><r><t>李</t></r><r><t>四</t></r><rPh><t>li</t></rPh></si>)",
      .styles = R"(<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
                R"(<numFmt numFmtId="177" formatCode="00000000"/></numFmts>)"
                R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="177"/><xf numFmtId="176"/></cellXfs>)"};
  EXPECT_EQ(shown(book),
            "2: [张三] [] [李四]\n"
            "3: [2019010101] [2019010101] [36.5]\n"
            "5: [2020/3/11] [00190101] [TRUE] [#N/A] [机电1901班]\n"
            "7: [012] [2.01901E+17] [2020/3/11]\n");
}

TEST(Workbook, PrefixesAndTheOtherEpochAreKnown) {
  auto parts = tests::parts_of({.sheets = {{.name = "a"}}, .properties = R"(<workbookPr date1904="1"/>)"});
  for (auto& [name, content] : parts) {
    if (name.ends_with("sheet1.xml"))
      content = R"(<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" s="0"><x:v>1</x:v></x:c></x:row></x:sheetData>)"
                "</x:worksheet>";
  }
  const std::string bytes = tests::zipped(parts);
  Workbook book(bytes);
  EXPECT_EQ(book.table("a", 9).rows.at(0).cells.at(0), "1");
}

TEST(Workbook, ATextNumberStaysAndARoundedOneIsRefusedWithItsRow) {
  Rows rows = three;
  rows[1][0] = "0019010101";
  rows[2][0] = "2.01901E+09";
  const Roster roster = read_roster(roster_sheet(text_workbook(rows)).csv);
  ASSERT_EQ(roster.entries.size(), 2U);
  EXPECT_EQ(roster.entries[0].number, "0019010101");
  ASSERT_EQ(roster.problems.size(), 1U);
  EXPECT_EQ(roster.problems[0].row, 3);
  EXPECT_EQ(roster.problems[0].why, RosterProblem::Why::rounded);
}

TEST(Workbook, ATitleAboveTheHeaderAndGapsKeepTheRowsNumbers) {
  const Rows rows{{"", "", "机电1901学生名单"}, {}, three[0], three[1], {}, {"2019010102", "", "机电1901", ""}};
  const Roster roster = read_roster(roster_sheet(text_workbook(rows)).csv);
  EXPECT_EQ(roster.header, std::vector<int>{3});
  EXPECT_EQ(roster.entries.size(), 1U);
  ASSERT_EQ(roster.problems.size(), 1U);
  EXPECT_EQ(roster.problems[0].row, 6);
}

TEST(Workbook, OfSeveralSheetsTheRosterIsTakenOrAskedFor) {
  const std::string filled = text_rows(three);
  const std::string notes = text_rows({{"填表说明"}, {"请用文本格式"}});
  const auto one = roster_sheet(workbook({.sheets = {{"说明", notes, ""}, {"名单", filled, ""}}}));
  EXPECT_EQ(one.sheet, "名单");
  EXPECT_EQ(read_roster(one.csv).entries.size(), 3U);
  const std::string two = workbook({.sheets = {{"1901", filled, ""}, {"1902", filled, ""}, {"旧", filled, "hidden"}}});
  EXPECT_EQ(roster_sheet(two).which, (std::vector<std::string>{"1901", "1902"}));
  EXPECT_EQ(roster_sheet(two, "1902").sheet, "1902");
  EXPECT_EQ(refused(two, "旧"), "没有叫“旧”的工作表，有：1901、1902");
}

/// The tables of the CSV files, as workbooks of text: the same people, problems and rows.
TEST(Workbook, EveryCsvReadsTheSameAsAWorkbook) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(tests::cases_dir() / "roster_csv")) {
    if (entry.path().extension() != ".csv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    const auto text = decoded(bytes.str());
    if (!text) continue;
    Rows rows;
    CsvReader records(text->text);
    while (auto row = records.next()) rows.push_back(row->cells);
    if (rows.size() < 2 || rows[1].size() < 2) continue;  // parted by something else
    const Roster csv = read_roster(bytes.str());
    if (!csv.problems.empty() && csv.problems.front().why == RosterProblem::Why::encoding) continue;  // bytes alone
    ++files;
    const Roster sheet = read_roster(roster_sheet(text_workbook(rows)).csv);
    ASSERT_EQ(csv.entries.size(), sheet.entries.size()) << entry.path();
    for (std::size_t i = 0; i < csv.entries.size(); ++i) {
      EXPECT_EQ(csv.entries[i].row, sheet.entries[i].row) << entry.path();
      EXPECT_EQ(csv.entries[i].number, sheet.entries[i].number) << entry.path();
      EXPECT_EQ(csv.entries[i].name, sheet.entries[i].name) << entry.path();
      EXPECT_EQ(csv.entries[i].classes, sheet.entries[i].classes) << entry.path();
    }
    ASSERT_EQ(csv.problems.size(), sheet.problems.size()) << entry.path();
    for (std::size_t i = 0; i < csv.problems.size(); ++i)
      EXPECT_EQ(to_phrase(csv.problems[i]).chinese, to_phrase(sheet.problems[i]).chinese) << entry.path();
  }
  EXPECT_GT(files, 20);
}

TEST(Workbook, BrokenAndHostileFilesAreRefusedInASentence) {
  constexpr const char* no_zip = "这个 Excel 文件打不开，多半没有传完整，请重新另存为 .xlsx 再试";
  constexpr const char* no_book = "这不是 Excel 工作簿（.xlsx），请在表格软件里另存为 .xlsx 或 CSV 再试";
  constexpr const char* broken = "这个 Excel 文件的内容是坏的，请在表格软件里重新另存为 .xlsx 再试";
  constexpr const char* too_large = "这个 Excel 文件里的内容太多，不像名单：请只留名单那一个工作表再试";
  const std::string whole = text_workbook(three);
  EXPECT_EQ(refused(""), no_book);
  EXPECT_EQ(refused("PK\x03\x04"), no_zip);
  EXPECT_EQ(refused(whole.substr(0, whole.size() / 2)), no_zip);
  EXPECT_EQ(refused(tests::zipped({{"content.xml", "<x/>"}})), no_book);  // of another office
  EXPECT_EQ(refused(workbook(BookXml{})), no_book);
  EXPECT_EQ(refused(workbook({.sheets = {{"a", "<row><c>", ""}}})), broken);
  EXPECT_EQ(refused(workbook({.sheets = {{"a", R"(<row><c t="s"><v>7</v></c></row>)", ""}}})), broken);
  EXPECT_EQ(refused(workbook({.sheets = {{"a", R"(<row><c t="s"><v>-1</v></c></row>)", ""}}})), broken);

  auto entities = tests::parts_of({.sheets = {{.name = "a"}}});
  for (auto& [name, content] : entities) {
    if (name.ends_with("sheet1.xml")) content = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + content;
  }
  EXPECT_EQ(refused(tests::zipped(entities)), broken);

  const std::string bomb(19U << 20U, ' ');  // 1000 to 1
  EXPECT_EQ(refused(workbook({.sheets = {{"a", bomb, ""}}})), too_large);
  tests::Parts many;
  for (int i = 0; i < 300; ++i) many.emplace_back("p" + std::to_string(i), "x");
  EXPECT_EQ(refused(tests::zipped(many)), too_large);

  EXPECT_EQ(refused(workbook({.sheets = {{"a", R"(<row r="1048576"><c t="str"><v>x</v></c></row>)", ""}}})),
            "工作表“a”超过20000行，不像名单：请只留名单再试");
  auto external = tests::parts_of({.sheets = {{.name = "a"}}});
  for (auto& [name, content] : external) {
    if (name == "xl/_rels/workbook.xml.rels")
      content.replace(content.find("Target="), 7, "TargetMode=\"External\" Target=");
  }
  EXPECT_EQ(refused(tests::zipped(external)), no_book);
}

TEST(Workbook, TooManyPeopleAreRefusedByTheReaderAndWideSheetsAreCut) {
  Rows rows{three[0]};
  for (int i = 0; i < 10'050; ++i) rows.push_back({std::to_string(20'000'000 + i), "张三", "机电1901", ""});
  const Roster roster = read_roster(roster_sheet(text_workbook(rows)).csv);
  ASSERT_FALSE(roster.problems.empty());
  EXPECT_EQ(to_phrase(roster.problems.back()).chinese, "第10002行：名单超过10000行，请分成几个文件导入");
  Rows wide = three;
  for (auto& row : wide) row.resize(400, "x");
  EXPECT_EQ(read_roster(roster_sheet(text_workbook(wide)).csv).entries.size(), 3U);
  Rows longest = three;
  longest[0].emplace_back("备注");
  longest[1].emplace_back(std::string(30'000, 'a') + "字");
  EXPECT_EQ(read_roster(roster_sheet(text_workbook(longest)).csv).entries.size(), 3U);
}

/// Whoever has the machine may give what nobody may send.
TEST(Workbook, MoreIsTakenOfWhatIsGivenToTheCommandLine) {
  Rows rows{three[0]};
  for (int i = 0; i < 25'000; ++i) rows.push_back({std::to_string(20'000'000 + i), "张三", "机电1901", ""});
  const std::string bytes = text_workbook(rows);
  EXPECT_EQ(refused(bytes), "");  // more rows than are read of it
  EXPECT_EQ(read_roster(roster_sheet(bytes, "", given_workbook).csv, 200'000).entries.size(), 25'000U);
  const BookXml far{.sheets = {{"a", R"(<row r="250001"><c t="str"><v>x</v></c></row>)", ""}}};
  EXPECT_THROW(roster_sheet(workbook(far), "", given_workbook), Explained);
}

TEST(Workbook, WhatAWorkerSaysIsHeardAndOfOneThatFellNothing) {
  EXPECT_EQ(hear_roster_sheet(say_roster_sheet(text_workbook(three), "")).csv, roster_sheet(text_workbook(three)).csv);
  EXPECT_THROW(hear_roster_sheet(say_roster_sheet("PK", "")), Explained);
  EXPECT_THROW(hear_roster_sheet(std::nullopt), Explained);
  EXPECT_THROW(hear_roster_sheet("[]"), Explained);
}

}  // namespace
}  // namespace banwei::members
