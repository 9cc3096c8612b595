// A timetable on the command line: a preview, a question, and all of it or nothing, with and without a bot that runs.
#include <gtest/gtest.h>

#include "storage/stores.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

const std::string head = "班级,星期,节次,课程,教师,地点,周次,单双周\n";
const std::string three = head +
                          "机电1901,星期一,1-2,高数,陈红,A101,1-16,\n"
                          "机电1901,星期三,3-4,英语,李华,,1-16,单\n"
                          "机电1902,星期五,1-2,C语言,周云,机房3,1-8,\n";

std::size_t lessons_of(const std::string& file, const std::string& klass) {
  storage::Database database(file, storage::Database::Access::read);
  const storage::Stores stores(database);
  return stores.timetable.of_class(stores.members.class_by_name(klass).value().id).size();
}

class TimetableCli : public testing::Test, protected Workplace {
 protected:
  TimetableCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv", "学号,姓名,班级,QQ\n2019010101,张三,机电1901,\n2019010201,李四,机电1902,\n");
    write("课表.csv", three);
  }

  Ran take_in(std::vector<std::string> more = {}) const { return verb(order(std::move(more))); }
  Ran at_terminal(const std::string& answers) const { return verb_at_terminal(order({}), answers); }
  std::size_t lessons(const std::string& klass) const { return lessons_of(path("banwei.db"), klass); }

 private:
  std::vector<std::string> order(std::vector<std::string> more) const {
    more.insert(more.begin(), {"import", "timetable", path("课表.csv")});
    return more;
  }
};

TEST_F(TimetableCli, ThereHasToBeARosterFirst) {
  const Ran ran = take_in({"--yes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("还不存在：先导入名单")) << ran.said;
}

TEST_F(TimetableCli, APreviewIsShownAndNothingIsWrittenUnasked) {
  import();
  const Ran unasked = take_in();
  EXPECT_EQ(unasked.code, 1);
  for (const char* words : {"机电1901：2门课，一周4节（原来没有）", "机电1902：1门课，一周2节（原来没有）",
                            "什么都没有写入：这里没有人可以问", "--yes"})
    EXPECT_TRUE(unasked.says(words)) << words << "\n" << unasked.said;
  const Ran preview = take_in({"--dry-run"});
  EXPECT_EQ(preview.code, 0);
  EXPECT_TRUE(preview.says("以上只是预览，什么都没有写入")) << preview.said;
  EXPECT_EQ(lessons("机电1901"), 0U);
  const Ran done = take_in({"--yes"});
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(done.says("已写入")) << done.said;
  EXPECT_EQ(lessons("机电1901"), 2U);
  EXPECT_EQ(lessons("机电1902"), 1U);
  EXPECT_TRUE(take_in({"--yes"}).says("没有要改的"));
}

TEST_F(TimetableCli, WhoeverSitsBeforeATerminalIsAsked) {
  import();
  const Ran no = at_terminal("否\n");
  EXPECT_EQ(no.code, 0);
  EXPECT_TRUE(no.says("照这样写入吗？") && no.says("好，什么都没有写入")) << no.said;
  EXPECT_EQ(lessons("机电1901"), 0U);
  EXPECT_TRUE(at_terminal("是\n").says("已写入"));
  EXPECT_EQ(lessons("机电1901"), 2U);
}

TEST_F(TimetableCli, WhatIsWrongIsSaidByItsRowAndNothingIsWritten) {
  import();
  write("课表.csv", three + "机电1901,八,3-4,英语,,,,\n机电9901,周一,1-2,高数,,,,\n机电1901,周二,1-2,,,,,\n");
  const Ran ran = take_in({"--yes"});
  EXPECT_EQ(ran.code, 1);
  for (const char* words : {"第5行：没看懂是星期几", "第6行：名单里没有班级“机电9901”", "第7行：没写课程",
                            "有 3 处要改，什么都没有写入。改好后再导入一次"})
    EXPECT_TRUE(ran.says(words)) << words << "\n" << ran.said;
  EXPECT_EQ(lessons("机电1901"), 0U);
  std::string many = head;
  for (int i = 0; i < 60; ++i) many += "机电1901,八,3-4,英语,,,,\n";
  write("课表.csv", many);
  const Ran first = take_in({"--yes"});
  EXPECT_TRUE(first.says("第51行：") && !first.says("第52行：") && first.says("……") && first.says("有 60 处"))
      << first.said;
}

TEST_F(TimetableCli, OnlyATableThatAFeatureTakesInIsKnown) {
  import();
  const Ran ran = verb({"import", "horoscope", path("课表.csv"), "--yes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("没有“horoscope”这种表可以导入")) << ran.said;
}

TEST(TimetableDaemon, ATimetableComesInBesideABotThatRunsAndIsShownAtOnce) {
  const fault::Folder folder;
  fault::Stand stand({.binary = BANWEI_BINARY, .seed = 1, .control = {}, .settings = "", .token = "sesame"},
                     folder.path());
  std::string said;
  stand.on_said = [&](const sandbox::ChatLine& line) {
    for (const Part& part : line.content) said += part.value + "\n";
  };
  stand.start();
  const std::string file = (folder.path() / "课表.csv").string();
  std::ofstream(file) << three.substr(0, three.find("机电1902"));
  const Ran ran = banwei({"import", "timetable", file, "--yes", "--config", stand.config()},
                         [&] { stand.pass(fault::milliseconds{5}); });
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("已写入")) << ran.said;
  EXPECT_EQ(lessons_of(stand.database(), "机电1901"), 2U);
  stand.gateway().say("10001", "700001", plain("课表 周一"));
  EXPECT_TRUE(stand.wait([&] { return said.find("高等数学") != std::string::npos; }, fault::seconds{20})) << said;
}

}  // namespace
}  // namespace banwei::cli
