// Noon of the whole college: one workbook with the college's page and one of each class, and apart from it the abnormal
// file. What the pages say is what was reported, and no page tells the office a healthy figure. BANWEI_NOON_FILE keeps
// the office's workbook, BANWEI_NOON_FILE.abnormal the other.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>

#include "handlers/day_figures.h"
#include "handlers/language/strings.h"
#include "handlers/members/workbook.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t class_count = 79;
constexpr std::size_t student_count = 2819;
constexpr Day today{std::chrono::year{2020} / 3 / 11};
constexpr std::array<const char*, 4> majors{"机电一体化技术", "数控技术", "模具设计与制造", "电气自动化"};

using Rows = std::vector<std::vector<std::string>>;

/// The rows behind the headings, and in which column each heading stands.
struct Page {
  std::string about = {};
  std::map<std::string, std::size_t> columns = {};
  Rows rows = {};

  const std::string& cell(const std::vector<std::string>& row, const std::string& heading) const {
    return row.at(columns.at(heading));
  }
};

std::map<std::string, Page> pages_of(const std::string& bytes) {
  std::map<std::string, Page> pages;
  members::Workbook book(bytes);
  for (const std::string& name : book.sheets()) {
    Page& page = pages[name];
    for (TableRow& row : book.table(name, 4000).rows) {
      row.cells.resize(24);
      if (!page.columns.empty()) {
        page.rows.push_back(std::move(row.cells));
      } else if (row.cells.front() == "序号") {
        for (std::size_t i = 0; i < row.cells.size(); ++i) page.columns.emplace(row.cells[i], i);
      } else {
        page.about += row.cells.front() + "\n";
      }
    }
  }
  return pages;
}

/// The `place`th of an element in a part of a workbook, up to its end.
std::string element(const std::string& xml, const std::string& from, const std::string& begins, std::size_t place) {
  std::size_t at = xml.find(from);
  for (std::size_t i = 0; i <= place && at != xml.npos; ++i) at = xml.find(begins, at + 1);
  return at == xml.npos ? "" : xml.substr(at, xml.find(begins, at + 1) - at);
}

std::string attribute(const std::string& xml, const std::string& name) {
  const std::string begins = " " + name + "=\"";
  const std::size_t at = xml.find(begins);
  return at == xml.npos ? "" : xml.substr(at + begins.size(), xml.find('"', at + begins.size()) - at - begins.size());
}

/// On what colour each cell of a column stands, by row; "" where on none.
std::map<int, std::string> fills_of(const std::string& bytes, std::size_t column) {
  members::Package package(bytes);
  const std::string sheet = package.part("xl/worksheets/sheet1.xml").value();
  const std::string styles = package.part("xl/styles.xml").value();
  std::map<int, std::string> fills;
  const std::string begins = fmt::format("<c r=\"{}", static_cast<char>('A' + column));
  for (std::size_t at = sheet.find(begins); at != sheet.npos; at = sheet.find(begins, at + 1)) {
    const std::string cell = sheet.substr(at, sheet.find('>', at) - at);
    const std::string style = attribute(cell, "s");
    if (style.empty()) continue;
    const std::string look = element(styles, "<cellXfs", "<xf ", std::stoul(style));
    const std::string fill = element(styles, "<fills", "<fill>", std::stoul(attribute(look, "fillId")));
    fills[std::stoi(attribute(cell, "r").substr(1))] = attribute(element(fill, "", "<fgColor", 0), "rgb");
  }
  return fills;
}

class CollegeNoon : public testing::Test {
 protected:
  CollegeNoon() {
    world.clock.set(world.zone.utc(today + 11h + 58min));
    for (std::size_t i = 0; i < class_count; ++i) add_class(i);
    office = world.add_person("O1", "学办", "", Role::office);
    teacher = world.add_person("T1", "王敏", name_of(0), Role::counsellor);
    world.stores().members.grant(teacher.id, {Role::counsellor, classes[1]}, Utc{});
    leader = world.add_person("L1", "书记", "", Role::leader);
    for (const Person& one : {office, teacher, leader}) world.make_friend(one.account, true);
    world.connect();
    world.run();
    world.take_sent();
  }

  static std::string name_of(std::size_t klass) { return fmt::format("机电{}{:02}", 18 + klass / 40, klass % 40 + 1); }

  /// Of each class one has a fever, one coughs, one is in Wuhan, and one has said nothing; every tenth is all well.
  void add_class(std::size_t klass) {
    classes.push_back(world.add_class(name_of(klass), fmt::format("g{}", klass), klass < 40 ? "2018" : "2019",
                                      majors.at(klass % majors.size())));
    const std::size_t size = student_count / class_count + (klass < student_count % class_count ? 1 : 0);
    for (std::size_t i = 0; i < size; ++i) {
      const Person one = world.add_person(fmt::format("20{:02}{:02}{:02}", 18 + klass / 40, klass, i),
                                          fmt::format("生{}之{}", klass, i), name_of(klass), Role::student);
      const bool well = klass % 10 == 0;
      if (i == 3 && !well) {
        ++missing;
        continue;
      }
      storage::Reading said{.person = one.id,
                            .day = today,
                            .centi = 3640 + static_cast<int>(i % 5) * 10,
                            .by = one.id,
                            .how = "self",
                            .sent = world.zone.utc(today + 8h + std::chrono::minutes{i}),
                            .recorded = world.zone.utc(today + 8h + std::chrono::minutes{i})};
      if (i == 1 && !well) said.centi = 3780;
      if (i == 2 && !well) said.symptoms = {"咳嗽"};
      if (i == 4) said.in_wuhan = true;
      world.stores().readings.record(said);
      ++reported;
    }
  }

  /// The files that have been sent to somebody, by name, and what the leader was told.
  std::map<std::string, std::string> files_to(const Person& person) {
    std::map<std::string, std::string> files;
    for (const auto& [call, id] : world.take_sent()) {
      if (const auto* file = std::get_if<SendFile>(&call.what); file != nullptr && file->target == person.account)
        files[file->name] = file->bytes;
      if (const auto* send = std::get_if<Send>(&call.what); send != nullptr && send->target == leader.account)
        brief = send->content.front().value;
    }
    return files;
  }

  World world;
  std::vector<std::int64_t> classes;
  Person office;
  Person teacher;
  Person leader;
  std::string brief;
  std::size_t reported = 0;
  std::size_t missing = 0;
};

TEST_F(CollegeNoon, OneWorkbookHasThePagesOfAllClasses) {
  const std::clock_t began = std::clock();
  world.pass_to(world.zone.utc(today + 12h + 1min));
  RecordProperty("milliseconds", static_cast<int>(1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC));
  const auto files = files_to(office);
  ASSERT_EQ(files.size(), 2U);
  const std::string& ledger = files.at("全院_台账_3月11日.xlsx");
  const std::string& abnormal = files.at("79个班_异常_3月11日.xlsx");
  if (const char* file = std::getenv("BANWEI_NOON_FILE")) {
    std::ofstream(file, std::ios::binary) << ledger;
    std::ofstream(std::string(file) + ".abnormal", std::ios::binary) << abnormal;
  }

  const auto pages = pages_of(ledger);
  ASSERT_EQ(pages.size(), class_count + 1);
  const Page& college = pages.at("全院体温台账");
  ASSERT_EQ(college.rows.size(), class_count + 1) << "79 classes and their sum";
  EXPECT_EQ(college.cell(college.rows.back(), "已报"), std::to_string(reported));
  EXPECT_EQ(college.cell(college.rows.back(), "未报"), std::to_string(missing));
  std::size_t said = 0;
  for (const auto& row : college.rows) {
    const std::string& klass = college.cell(row, "班级");
    if (klass == "合计") continue;
    const Page& page = pages.at(klass + "体温台账");
    EXPECT_EQ(std::to_string(page.rows.size()), college.cell(row, "在册")) << klass;
    EXPECT_NE(page.about.find("已报" + college.cell(row, "已报") + " "), std::string::npos) << page.about;
    for (const auto& student : page.rows) {
      const std::string& degrees = page.cell(student, "体温(早)");
      EXPECT_TRUE(degrees.empty() || degrees == "未报") << klass << " tells the office " << degrees;
      said += page.cell(student, "报送时间").empty() ? 0 : 1;
    }
  }
  EXPECT_EQ(said, reported) << "the pages add up to the college";

  const auto apart = pages_of(abnormal);
  ASSERT_EQ(apart.size(), 1U);
  const Page& unwell = apart.begin()->second;
  EXPECT_EQ(unwell.rows.size(), 3 * missing) << "as many fevers and coughs as have said nothing";
  EXPECT_EQ(unwell.cell(unwell.rows.front(), "体温(早)"), "37.8");

  // A fever stands on red and who is missing on orange, as a person sees it.
  constexpr const char* red = "FFFF8A80";
  constexpr const char* orange = "FFFFD180";
  const auto expect_fills = [](const std::string& file, const Page& page, const char* heading, auto expected) {
    auto fills = fills_of(file, page.columns.at(heading));
    while (fills.size() > page.rows.size()) fills.erase(fills.begin());  // what stands above the rows
    ASSERT_EQ(fills.size(), page.rows.size()) << heading;
    auto fill = fills.begin();
    for (const auto& row : page.rows) {
      const std::string& value = page.cell(row, heading);
      EXPECT_EQ((fill++)->second, expected(value)) << heading << " " << value;
    }
  };
  expect_fills(abnormal, unwell, "体温(早)", [&](const std::string& degrees) {
    return degrees == "37.8" ? red : degrees == "未报" ? orange : "";
  });
  expect_fills(ledger, college, "发热", [&](const std::string& count) { return count == "0" ? "" : red; });
  expect_fills(ledger, college, "未报", [&](const std::string& count) { return count == "0" ? "" : orange; });

  // The leader's eight lines, the first page and the command line tell the same figures.
  const auto total = [&](const char* heading) { return college.cell(college.rows.back(), heading); };
  for (const auto& headings : {std::pair("应报", "已报"), {"未报", "免报"}, {"发热", "有症状"}, {"留汉", "在岗"}}) {
    const std::string words =
        fmt::format("{}{} {}{}", headings.first, total(headings.first), headings.second, total(headings.second));
    EXPECT_NE(brief.find(words), brief.npos) << words << " in\n" << brief;
  }
  const Features features(world.stores(), world.zone, Settings{});
  std::optional<DayFigures::Told> told;
  for (Feature* feature : features.all())
    if (const auto* figures = dynamic_cast<const DayFigures*>(feature)) told = figures->figures(today);
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->intact);
  EXPECT_EQ(told->words.substr(0, brief.size()), brief);
  for (const auto& row : college.rows) {
    if (college.cell(row, "班级") == "合计") continue;
    std::string line = "\n" + college.cell(row, "班级");
    for (const std::string heading : {"在册", "应报", "已报", "未报", "迟报", "免报", "正常", "发热", "有症状"})
      line += " " + heading + college.cell(row, heading);
    line += " " + college.cell(row, "状态");
    EXPECT_NE(told->words.find(line), std::string::npos) << line;
  }
}

TEST_F(CollegeNoon, ATeachersOwnClassesHaveTheirFigures) {
  Message message{.place = Place::direct, .room = teacher.account, .user = teacher.account};
  message.content = plain("台账");
  world.hear(std::move(message));
  const auto files = files_to(teacher);
  ASSERT_EQ(files.size(), 1U);
  const auto pages = pages_of(files.begin()->second);
  ASSERT_EQ(pages.size(), 3U) << "both classes on one page, and a page each";
  const Page& page = pages.at(name_of(1) + "体温台账");
  EXPECT_EQ(page.cell(page.rows.at(1), "体温(早)"), "37.8");
  EXPECT_EQ(page.cell(page.rows.at(0), "体温(早)"), "36.4");
}

}  // namespace
}  // namespace banwei::tests
