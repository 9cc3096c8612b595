// The roster on the command line: a preview, a question, and all of it or nothing, with and without a bot that runs.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "storage/stores.h"
#include "tests/cli/ran.h"
#include "tests/workbook_file.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;

const std::string head = "学号,姓名,班级,QQ\n";
const std::string three =
    head + "2019010101,张三,机电1901,100101\n2019010102,李四,机电1901班,100102\n2019010103,王五,机电 1901,\n";

class RosterCli : public testing::Test, protected Workplace {
 protected:
  RosterCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {}

  Ran roster(std::vector<std::string> arguments, const std::string& csv = "") const {
    if (!csv.empty()) write("r.csv", csv);
    arguments.insert(arguments.begin(), "roster");
    return verb(std::move(arguments));
  }

  Ran at_terminal(std::vector<std::string> arguments, const std::string& answers) const {
    arguments.insert(arguments.begin(), "roster");
    return verb_at_terminal(std::move(arguments), answers);
  }

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    storage::Database database(path("banwei.db"), storage::Database::Access::read);
    const storage::Stores stores(database);
    for (const Class& klass : stores.members.classes()) {
      for (const Person& person : stores.members.students(klass.id)) all.push_back(klass.name + " " + person.name);
    }
    return all;
  }
};

using Words = std::vector<std::string>;

TEST_F(RosterCli, AWorkbookIsReadByAnotherProcessAndImportedLikeACsv) {
  using tests::text_rows;
  const std::vector<std::vector<std::string>> rows{{"机电1901学生名单"},
                                                   {"学号", "姓名", "班级", "QQ"},
                                                   {"0019010101", "张三", "机电1901", "100101"},
                                                   {"0019010102", "李四", "机电1901", "100102"}};
  write("r.xlsx", tests::text_workbook(rows));
  const Ran done = roster({"import", path("r.xlsx"), "--yes"});
  EXPECT_EQ(done.code, 0) << done.said;
  EXPECT_TRUE(done.says("已写入：新增 2")) << done.said;
  EXPECT_EQ(names(), (std::vector<std::string>{"机电1901 张三", "机电1901 李四"}));

  write("two.xlsx", tests::workbook({.sheets = {{"1901", text_rows(rows), ""}, {"1902", text_rows(rows), ""}}}));
  const Ran which = roster({"import", path("two.xlsx"), "--yes"});
  EXPECT_EQ(which.code, 1);
  EXPECT_TRUE(which.says("有几个工作表都像要导入的表：1901、1902。加 --sheet 名称")) << which.said;
  const Ran chosen = roster({"import", path("two.xlsx"), "--dry-run", "--sheet", "1902"});
  EXPECT_TRUE(chosen.says("读的是工作表“1902”") && chosen.says("没有要改的")) << chosen.said;
}

TEST_F(RosterCli, HostileWorkbooksAreRefusedWhateverTheyDoToTheirReader) {
  write("bomb.xlsx", tests::workbook({.sheets = {{"a", std::string(19U << 20U, ' '), ""}}}));
  write("old.xls", "\xd0\xcf\x11\xe0 and more");
  write("half.xlsx", tests::text_workbook({{"学号", "姓名"}}).substr(0, 200));
  std::string cells;
  for (int i = 0; i < 1'200'000; ++i) cells += "<c/>";
  write("cells.xlsx", tests::workbook({.sheets = {{"a", "<row>" + cells + "</row>" + cells, ""}}}));
  for (const auto& [file, words] : {std::pair("bomb.xlsx", "内容太多，不像名单"), std::pair("old.xls", "旧的 .xls"),
                                    std::pair("half.xlsx", "打不开"), std::pair("cells.xlsx", "Excel 文件")}) {
    const Ran ran = roster({"import", path(file), "--yes"});
    EXPECT_EQ(ran.code, 1) << file;
    EXPECT_TRUE(ran.says(words)) << file << "\n" << ran.said;
  }
  EXPECT_FALSE(fs::exists(path("banwei.db")));
}

TEST_F(RosterCli, APreviewIsShownAndNothingIsWrittenUnasked) {
  const Ran unasked = roster({"import", path("r.csv")}, three);
  EXPECT_EQ(unasked.code, 1);
  for (const char* words :
       {"新增 3 更新 0 不变 0", "新增：张三、李四、王五", "新班级：机电1901",
        "算同一个班：机电1901班、机电 1901 → 机电1901", "什么都没有写入：这里没有人可以问", "--yes"})
    EXPECT_TRUE(unasked.says(words)) << words << "\n" << unasked.said;
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  const Ran preview = roster({"import", path("r.csv"), "--dry-run"});
  EXPECT_EQ(preview.code, 0);
  EXPECT_TRUE(preview.says("以上只是预览")) << preview.said;
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes"}).says("已写入：新增 3 更新 0 不变 0 移除 0"));
  EXPECT_EQ(names(), (Words{"机电1901 张三", "机电1901 李四", "机电1901 王五"}));
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes"}).says("没有要改的"));
  EXPECT_TRUE(roster({"import", path("r.csv"), "--dry-run", "--lang", "en"}).says("there is nothing to change"));
}

TEST_F(RosterCli, MoreRowsThanTheChatTakesComeInWhereNoBotRunsAndAreCounted) {
  const auto rows = [](int count) {
    std::string csv = head;
    for (int i = 0; i < count; ++i) csv += fmt::format("{},学{},机电{},\n", 2'019'000'000 + i, i, 1000 + i / 40);
    return csv;
  };
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes"}, rows(200'001)).says("名单超过200000行"));
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  write("r.csv", rows(12'000));
  const Ran done = at_terminal({"import", path("r.csv")}, "是\n");
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(done.says("正在比对 2000/12000") && done.says("正在写入 10000/12000")) << done.said.substr(0, 2000);
  EXPECT_TRUE(done.says("已写入：新增 12000"));
}

/// A workbook of more than the chat takes, too: its reader is another process, which has more room then.
TEST_F(RosterCli, SoDoesAWorkbook) {
  std::vector<std::vector<std::string>> rows{{"学号", "姓名", "班级", "QQ"}};
  for (int i = 0; i < 21'000; ++i)
    rows.push_back(
        {std::to_string(2'019'000'000 + i), "学" + std::to_string(i), fmt::format("机电{}", 1000 + i / 40), ""});
  write("r.xlsx", tests::text_workbook(rows));
  const Ran done = at_terminal({"import", path("r.xlsx")}, "是\n");
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(done.says("正在读工作簿") && done.says("正在写入 20000/21000")) << done.said.substr(0, 2000);
  EXPECT_TRUE(done.says("已写入：新增 21000"));
}

TEST_F(RosterCli, WhoeverSitsBeforeATerminalIsAsked) {
  write("r.csv", three);
  const Ran no = at_terminal({"import", path("r.csv")}, "否\n");
  EXPECT_EQ(no.code, 0);
  EXPECT_TRUE(no.says("照这样写入吗？") && no.says("好，什么都没有写入")) << no.said;
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  EXPECT_TRUE(at_terminal({"import", path("r.csv")}, "是\n").says("已写入：新增 3"));
  write("r.csv", head + "2019010101,张三,机电1901,\n2019010102,李四,机电1901,\n");
  const Ran kept = at_terminal({"import", path("r.csv")}, "y\nn\n");
  EXPECT_TRUE(kept.says("不再在名单里：王五") && kept.says("1位不再在名单里，移除他们吗？") && kept.says("人都留着"))
      << kept.said;
  EXPECT_EQ(names().size(), 3U);
  EXPECT_TRUE(at_terminal({"import", path("r.csv")}, "y\ny\n").says("移除 1"));
  EXPECT_EQ(names(), (Words{"机电1901 张三", "机电1901 李四"}));
}

TEST_F(RosterCli, AScriptRemovesOnlyWhenToldSo) {
  roster({"import", path("r.csv"), "--yes"}, three);
  const Ran kept =
      roster({"import", path("r.csv"), "--yes"}, head + "2019010101,张三,机电1901,\n2019010102,李四,机电1901,\n");
  EXPECT_EQ(kept.code, 0);
  EXPECT_TRUE(kept.says("1位不再在名单里，人都留着（交接的职务按上面换人）；确认不在了，加 --remove")) << kept.said;
  EXPECT_EQ(names().size(), 3U);
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes", "--remove"}).says("移除 1"));
  EXPECT_EQ(names().size(), 2U);
}

TEST_F(RosterCli, LostZerosAreAskedAbout) {
  roster({"import", path("r.csv"), "--yes"}, head + "019010101,张三,机电1901,100101\n019010102,李四,机电1901,\n");
  const Ran open =
      roster({"import", path("r.csv"), "--yes"}, head + "19010101,张三,机电1901,100101\n19010102,李四,机电1901,\n");
  EXPECT_EQ(open.code, 1);
  EXPECT_TRUE(open.says("学号 19010101 和已有的 019010101 只差开头的0") && open.says("--zeros same")) << open.said;
  EXPECT_EQ(names().size(), 2U);
  EXPECT_TRUE(at_terminal({"import", path("r.csv")}, "是\n").says("没有要改的"));
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes", "--zeros", "same"}).says("没有要改的"));
  EXPECT_EQ(names().size(), 2U);
}

TEST_F(RosterCli, SomebodyIsRemovedOrComesIn) {
  roster({"import", path("r.csv"), "--yes"}, three + "2019010201,周小满,机电1902,\n");
  const Ran removed = roster({"remove", "王五", "--yes"});
  EXPECT_TRUE(removed.says("移除 1：王五（2019010103 机电1901）") && removed.says("移除 1")) << removed.said;
  EXPECT_EQ(roster({"remove", "王五", "--yes"}).code, 1);
  const Ran moved = roster({"转入", "李四", "--to", "机电1902班", "--yes"});
  EXPECT_TRUE(moved.says("李四（班级 机电1901→机电1902）")) << moved.said;
  EXPECT_TRUE(roster({"transfer", "2019010140", "--to", "机电1901", "--yes"}).says("--name"));
  EXPECT_TRUE(roster({"transfer", "2019010140", "--to", "机电1901", "--name", "钱进", "--yes"}).says("新增 1"));
  EXPECT_TRUE(
      roster({"transfer", "钱进", "--to", "机电9901", "--yes"}).says("没有班级“机电9901”。现有：机电1901、机电1902"));
  EXPECT_EQ(names(), (Words{"机电1901 张三", "机电1901 钱进", "机电1902 李四", "机电1902 周小满"}));
}

TEST_F(RosterCli, AWorkbookOrAFolderIsNoRoster) {
  EXPECT_TRUE(roster({"import", path("r.csv"), "--yes"}, "PK\x03\x04 whatever").says("Excel 文件打不开"));
  EXPECT_TRUE(roster({"import", folder.path().string(), "--yes"}).says("是文件夹，不是文件"));
}

// --- beside a bot that runs -----------------------------------------------------------------------------------------

class RosterDaemon : public testing::Test {
 protected:
  RosterDaemon()
      : stand({.binary = BANWEI_BINARY, .seed = 1, .control = {}, .settings = "", .token = "sesame"}, folder.path()) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      for (const Part& part : line.content) said[line.room] += part.value + "\n";
    };
  }

  Ran verb(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "roster");
    arguments.insert(arguments.end(), {"--yes", "--config", stand.config()});
    return banwei(std::move(arguments), [this] { stand.pass(fault::milliseconds{5}); });
  }
  std::string file(const std::string& csv) const {
    const std::string path = (folder.path() / "roster.csv").string();
    std::ofstream(path) << csv;
    return path;
  }
  bool hears(const std::string& room, const std::string& words) {
    return stand.wait([&] { return said[room].find(words) != std::string::npos; }, fault::seconds{20});
  }

  fault::Folder folder;
  fault::Stand stand;
  std::map<std::string, std::string> said;  // By room.
};

TEST_F(RosterDaemon, TheFeverGoesToTheSuccessorAndNotToWhoeverHasLeft) {
  stand.start();
  const Ran ran = verb({"import", file("工号,姓名,班级,QQ,角色\nT002,李强,机电1901,20002,辅导员\n")});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("交接：机电1901 辅导员 由 王敏 换成 李强")) << ran.said;
  stand.gateway().say("10001", "700001", plain("38.2"));
  EXPECT_TRUE(hears("20002", "38.2")) << testing::PrintToString(said);
  EXPECT_EQ(said["20001"].find("38.2"), std::string::npos) << testing::PrintToString(said);
}

TEST_F(RosterDaemon, WhoIsRemovedIsMissingNoMore) {
  stand.start();
  const std::string number = [&] {
    storage::Database database(stand.database(), storage::Database::Access::read);
    const storage::Stores stores(database);
    return stores.members.by_account("10002")->number;
  }();
  EXPECT_TRUE(verb({"remove", number}).says("移除 1"));
  stand.gateway().say("10001", "700001", plain("谁没报"));
  EXPECT_TRUE(hears("700001", "已报 0/37")) << testing::PrintToString(said);
}

}  // namespace
}  // namespace banwei::cli
