// What a roster file yields, and what is said of each way to get it wrong.
#include "handlers/members/roster_reader.h"

#include <gtest/gtest.h>

namespace banwei::members {
namespace {

using Words = std::vector<std::string>;

Words problems(const std::string& csv) {
  Words all;
  for (const RosterProblem& problem : read_roster(csv).problems) all.push_back(to_phrase(problem).chinese);
  return all;
}

Words names(const std::string& csv) {
  Words all;
  for (const RosterEntry& entry : read_roster(csv).entries) all.push_back(entry.name);
  return all;
}

const std::string head = "学号,姓名,班级,QQ\n";

/// The one problem of a row under the plain header.
std::string problem_of(const std::string& row) {
  const auto all = problems(head + row);
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " problems";
}

TEST(Roster, StudentsAreRead) {
  const Roster roster = read_roster(
      "学号,姓名,班级,QQ,群号,专业,年级,手机,职务\n"
      "2019010101,张三,机电1901,10001,765432,机电一体化技术,2019,13800000000,\n"
      "2019010105,陈思远,机电1901,10005,765432,机电一体化技术,2019,138-0000 0001,班长、寝室长\n");
  EXPECT_TRUE(roster.problems.empty());
  EXPECT_TRUE(roster.states_duties);
  ASSERT_EQ(roster.entries.size(), 2U);
  const RosterEntry& zhang = roster.entries.at(0);
  EXPECT_EQ(zhang.row, 2);
  EXPECT_FALSE(zhang.staff);
  EXPECT_EQ(zhang.number, "2019010101");
  EXPECT_EQ(zhang.name, "张三");
  EXPECT_EQ(zhang.classes, Words{"机电1901"});
  EXPECT_EQ(zhang.account, "10001");
  EXPECT_EQ(zhang.group, "765432");
  EXPECT_EQ(zhang.major, "机电一体化技术");
  EXPECT_EQ(zhang.grade, "2019");
  EXPECT_EQ(zhang.phone, "13800000000");
  EXPECT_TRUE(zhang.roles.empty());
  EXPECT_EQ(roster.entries.at(1).phone, "13800000001");
  EXPECT_EQ(roster.entries.at(1).roles, (std::vector<Role>{Role::monitor, Role::dorm_head}));
}

TEST(Roster, StaffAreToldByTheirNumber) {
  const Roster roster = read_roster(
      "工号,学号,姓名,班级,QQ,角色\n"
      "T01,,王敏,机电1901、机电1902，机电1901,20001,辅导员\n"
      "T02,,李强,,20002,学工办、管理员\n"
      ",2019010101,张三,机电1901,10001,\n");
  EXPECT_TRUE(roster.problems.empty());
  EXPECT_FALSE(roster.states_duties);
  ASSERT_EQ(roster.entries.size(), 3U);
  EXPECT_TRUE(roster.entries.at(0).staff);
  EXPECT_EQ(roster.entries.at(0).number, "T01");
  EXPECT_EQ(roster.entries.at(0).classes, (Words{"机电1901", "机电1902"}));
  EXPECT_EQ(roster.entries.at(0).roles, std::vector<Role>{Role::counsellor});
  EXPECT_EQ(roster.entries.at(1).roles, (std::vector<Role>{Role::office, Role::admin}));
  EXPECT_FALSE(roster.entries.at(2).staff);
}

TEST(Roster, ColumnsStandInAnyOrderUnderAnyOfTheirNames) {
  EXPECT_EQ(names("序号,QQ 号码,备注,所在班级, 学生姓名 ,*学生学号（必填）：\n1,10001,x,机电1901,张三,2019010101\n"),
            Words{"张三"});
  EXPECT_EQ(names("学生编号,学生姓名,学生班级,本人QQ号,家长姓名,家长QQ\n2019010101,张三,机电1901,10001,张父,20001\n"),
            Words{"张三"});
  EXPECT_EQ(names("机电1901班花名册,,,\n\n" + head + "2019010101,张三,机电1901,10001\n"), Words{"张三"});
}

TEST(Roster, ItsRowsAreCountedAsASpreadsheetDoes) {
  EXPECT_EQ(problems("名册\n" + head + "1,\"张\n三\",机电1901,10001\n,,,\n\n2,,机电1901,10002\n"),
            Words{"第6行：没有姓名，请补上"});
}

TEST(Roster, EveryEncodingThatSpreadsheetsWriteIsRead) {
  const std::string csv = head + "1,张三,机电1901,10001\r\n";
  const auto utf16 = [&](bool big) {
    std::string bytes;
    for (const char16_t unit : std::u16string(u"学号,姓名,班级,QQ\n1,张三,机电1901,10001\r\n")) {
      const char low = static_cast<char>(unit & 0xff);
      const char high = static_cast<char>(unit >> 8);
      bytes += big ? std::string{high, low} : std::string{low, high};
    }
    return bytes;
  };
  const std::string gb =
      "\xd1\xa7\xba\xc5,\xd0\xd5\xc3\xfb,\xb0\xe0\xbc\xb6,QQ\n1,\xd5\xc5\xc8\xfd,\xbb\xfa\xb5\xe7\x31\x39\x30\x31,"
      "10001\r\n";
  for (const std::string& bytes : {csv, "\ufeff" + csv, utf16(false), utf16(true), "\xff\xfe" + utf16(false),
                                   "\xfe\xff" + utf16(true), gb, "\x84\x31\x95\x33" + gb}) {
    EXPECT_EQ(problems(bytes), Words{});
    EXPECT_EQ(names(bytes), Words{"张三"});
    EXPECT_EQ(read_roster(bytes).entries.at(0).classes, Words{"机电1901"});
  }
}

TEST(Roster, BytesOfNoEncodingAreNamedByTheirRow) {
  for (const std::string& bytes :
       {head + "1,张\xe5\xbc,机电1901,1\n", "\ufeff" + head + "1,\xd5\xc5\xc8\xfd,机电1901,1\n",
        head + "1,\xd5\xc5\xc8\xfd,机电1901,1\n"}) {
    const Roster roster = read_roster(bytes);
    ASSERT_EQ(roster.problems.size(), 1U);
    EXPECT_EQ(roster.problems.front().why, RosterProblem::Why::encoding);
    EXPECT_EQ(roster.problems.front().row, 2);
    EXPECT_TRUE(roster.entries.empty());
  }
}

TEST(Roster, AFileWithoutAHeaderOrRowsIsRefused) {
  EXPECT_EQ(problems(""), Words{"第1行：文件里没有内容，请填好名单再导入"});
  EXPECT_EQ(problems("\ufeff \r\n"), Words{"第1行：文件里没有内容，请填好名单再导入"});
  EXPECT_EQ(problems("2019010101,张三,机电1901,10001\n"),
            Words{"第1行：没有找到表头，请在第一行写上：学号,姓名,班级,QQ"});
  EXPECT_EQ(problems("a\nb\nc\nd\ne\na\nb\nc\nd\ne\n" + head),
            Words{"第1行：没有找到表头，请在第一行写上：学号,姓名,班级,QQ"});
  EXPECT_EQ(problems("班级,星期,节次,课程,教师\n机电1901,1,1-2,高数,周老师\n"),
            Words{"第1行：这像是课表，不是名单。要导课表，把文件名改成带“课表”两个字，再发一次"});
  EXPECT_EQ(problems(head + ",,,\n"), Words{"第2行：表头下面没有名单，请填好再导入"});
  EXPECT_EQ(problems("学号,姓名\n1,张三\n"), Words{"第1行：表头里缺少“班级”这一列，请补上这一列"});
  EXPECT_EQ(problems("姓名,班级,QQ\n张三,机电1901,1\n"),
            Words{"第1行：表头里缺少“学号”这一列（教职工用“工号”），请补上这一列"});
  EXPECT_EQ(problems("学号,姓名,班级,QQ,QQ号\n1,张三,机电1901,10001,\n"),
            Words{"第1行：表头里“QQ”出现了两次，请只留一列"});
}

TEST(Roster, MissingCells) {
  EXPECT_EQ(problem_of(",张三,机电1901,10001"), "第2行：没有学号，请补上（教职工填“工号”）");
  EXPECT_EQ(problem_of("',张三,机电1901,10001"), "第2行：没有学号，请补上（教职工填“工号”）");
  EXPECT_EQ(problem_of("1,　,机电1901,10001"), "第2行：没有姓名，请补上");
  EXPECT_EQ(problem_of("1,张三,,10001"), "第2行：没有班级，请补上");
  EXPECT_EQ(problem_of("1,张三,;,10001"), "第2行：没有班级，请补上");
  EXPECT_EQ(problem_of("1,张三"), "第2行：没有班级，请补上");
  EXPECT_EQ(problem_of("1,张三,机电1901、机电1902,10001"), "第2行：学生只能在一个班，请在“班级”里只写一个");
  EXPECT_EQ(names(head + "1,张三,机电1901,\n2,李四,机电1901\n"), (Words{"张三", "李四"}));  // QQ may follow later
}

TEST(Roster, ARowWithAProblemYieldsNobodyAndTheOthersStay) {
  EXPECT_EQ(names(head + "1,张三,,1\n2,李四,机电1901,10002\n"), Words{"李四"});
  EXPECT_EQ(problems(head + ",,机电1901,x\n").size(), 3U);  // All that is wrong with it is said at once.
}

TEST(Roster, NumbersAndAccountsAreUnique) {
  EXPECT_EQ(problems(head + "1,张三,机电1901,10001\n1,李四,机电1901,10002\n"),
            Words{"第3行：学号“1”和第2行重复，请删掉一行或改正"});
  EXPECT_EQ(problems(head + "1,张三,机电1901,10001\n2,李四,机电1901,１０００１\n"),
            Words{"第3行：QQ“10001”和第2行重复，请改正或先留空"});
  EXPECT_EQ(problems("工号,姓名,班级,QQ,角色\nT1,王敏,机电1901,,辅导员\nT1,王敏,机电1902,,辅导员\n"),
            Words{"第3行：工号“T1”和第2行重复，同一位老师的几个班请写在一行，用“、”隔开"});
}

TEST(Roster, APhoneIsNoStudentNumber) {
  EXPECT_EQ(problem_of("13800000000,张三,机电1901,10001"), "第2行：学号“13800000000”像是手机号，请填学号");
  EXPECT_EQ(problem_of("１３８ 0000 0000,张三,机电1901,10001"), "第2行：学号“13800000000”像是手机号，请填学号");
  EXPECT_EQ(names(head + "20190101011,张三,机电1901,10001\n1380000000,李四,机电1901,10002\n"), (Words{"张三", "李四"}));
}

TEST(Roster, WhatSpreadsheetsDoToNumbersIsUndoneOrSaid) {
  const Roster roster =
      read_roster(head + "\"=\"\"2019010101\"\"\",张三,机电1901,'10001\n２０１９,李四,机电1901,\t10002 \n");
  EXPECT_TRUE(roster.problems.empty());
  ASSERT_EQ(roster.entries.size(), 2U);
  EXPECT_EQ(roster.entries.at(0).number, "2019010101");
  EXPECT_EQ(roster.entries.at(0).account, "10001");
  EXPECT_EQ(roster.entries.at(1).number, "2019");
  EXPECT_EQ(roster.entries.at(1).account, "10002");
  EXPECT_EQ(problem_of("2.01901E+11,张三,机电1901,10001"),
            "第2行：“2.01901E+11”被表格改成了科学计数法，请把这一列设成“文本”格式后重新填写");
  EXPECT_EQ(problem_of("1,张三,机电1901,1.23E+09"),
            "第2行：“1.23E+09”被表格改成了科学计数法，请把这一列设成“文本”格式后重新填写");
}

TEST(Roster, WrongCellsAreNamed) {
  EXPECT_EQ(problem_of("学一,张三,机电1901,10001"), "第2行：学号“学一”里有数字和字母以外的字符，请改正");
  for (const char* account : {"abc", "1234", "1234567890123", "123 456x", "１２"}) {
    EXPECT_NE(problem_of(std::string("1,张三,机电1901,") + account).find("应是5到12位数字"), std::string::npos)
        << account;
  }
  EXPECT_EQ(problem_of("1,\"张三\"x,机电1901,10001"), "第2行：引号没有成对，请去掉这一行里多余的英文引号");
  EXPECT_EQ(problem_of("1,\"张三,机电1901,10001"), "第2行：引号没有成对，请去掉这一行里多余的英文引号");
  EXPECT_EQ(problems("学号,姓名,班级,QQ,手机\n1,张三,机电1901,10001,没带\n"),
            Words{"第2行：手机“没带”应是数字，请改正或先留空"});
}

TEST(Roster, LengthIsCountedInCharacters) {
  std::string name;
  for (int i = 0; i < 60; ++i) name += "好";
  EXPECT_EQ(names(head + "1," + name + ",机电1901,10001\n"), Words{name});
  EXPECT_EQ(problem_of("1," + name + "好,机电1901,10001"), "第2行：“姓名”超过60个字，请改短");
  EXPECT_EQ(problems("备注," + head + name + name + ",1,张三,机电1901,10001\n"),
            Words{});  // What is ignored may be long.
}

TEST(Roster, NamesLoseTheirPaddingOnly) {
  EXPECT_EQ(names(head + "1,张　三,机电1901,\n2,买买提·艾力,机电1901,\n3,John Smith,机电1901,\n"),
            (Words{"张三", "买买提·艾力", "John Smith"}));
}

TEST(Roster, AClassAndItsGroupBelongTogether) {
  const std::string grouped = "学号,姓名,班级,QQ,群号\n";
  EXPECT_EQ(problems(grouped + "1,张三,机电1901,,765432\n2,李四,机电1901,,\n3,王五,机电1902,,765433\n"), Words{});
  EXPECT_EQ(problems(grouped + "1,张三,机电1901,,765432\n2,李四,机电1901,,765433\n"),
            Words{"第3行：机电1901在第2行写的群号是“765432”，请把同一个班的群号写成一样"});
  EXPECT_EQ(problems(grouped + "1,张三,机电1901,,765432\n2,李四,机电1902,,765432\n"),
            Words{"第3行：群号“765432”在第2行已写给机电1901，请给每个班填自己的群号"});
  EXPECT_EQ(problems(grouped + "1,张三,机电1901,,群\n"), Words{"第2行：群号“群”应是5到12位数字，请改正或先留空"});
}

TEST(Roster, EveryDutyIsKnownByItsWord) {
  const std::string dutiful = "学号,姓名,班级,QQ,职务\n1,张三,机电1901,,";
  const std::vector<std::pair<std::string, Role>> expected{
      {"班长", Role::monitor},      {"学习委员", Role::study_rep},
      {"学委", Role::study_rep},    {"团支书", Role::league_secretary},
      {"生活委员", Role::life_rep}, {"心理委员", Role::care_rep},
      {"寝室长", Role::dorm_head}};
  for (const auto& [word, role] : expected) {
    const Roster roster = read_roster(dutiful + word + "\n");
    ASSERT_EQ(roster.entries.size(), 1U) << word;
    EXPECT_EQ(roster.entries.at(0).roles, std::vector<Role>{role}) << word;
  }
  for (const char* other : {"体育委员", "副班长", "无", "组长", "课代表"}) {
    const Roster roster = read_roster(dutiful + other + "\n");
    ASSERT_EQ(roster.entries.size(), 1U) << other;
    EXPECT_TRUE(roster.entries.at(0).roles.empty()) << other;
  }
  EXPECT_EQ(problems(dutiful + "班张\n"),
            Words{"第2行：不认识职务“班张”，请填：班长、学习委员、团支书、生活委员、心理委员或寝室长，没有就留空"});
}

/// A whole list of teachers with what they are under 职务: whoever has a 工号 is no student.
TEST(Roster, ATeachersRoleMayStandAmongTheDuties) {
  EXPECT_EQ(problems("学号,姓名,班级,QQ,职务\n1,王敏,机电1901,,辅导员\n"),
            Words{"第2行：“辅导员”不是学生的职务：老师请写在“角色”一列，编号写在“工号”一列"});
  for (const char* list : {"工号,姓名,班级,QQ,职务,角色\nT1,王敏,机电1901,,辅导员,\n",
                           "工号,姓名,班级,QQ,职务\nT1,王敏,机电1901,,辅导员\n"}) {
    const Roster roster = read_roster(list);
    ASSERT_EQ(roster.entries.size(), 1U) << list;
    EXPECT_EQ(roster.entries.front().roles, std::vector<Role>{Role::counsellor}) << list;
  }
}

TEST(Roster, StaffNeedANumberARoleAndItsClasses) {
  const std::string staff = "工号,学号,姓名,班级,QQ,角色\n";
  EXPECT_EQ(problems(staff + ",,王敏,机电1901,,辅导员\n"), Words{"第2行：教职工没有工号，请在“工号”一列补上"});
  EXPECT_EQ(problems(staff + "T1,1,王敏,机电1901,,辅导员\n"),
            Words{"第2行：同时填了学号和工号，学生请只填学号，教职工请只填工号"});
  EXPECT_EQ(problems(staff + "T1,,王敏,机电1901,,\n"),
            Words{"第2行：没有角色，请填：辅导员、班主任、学工办、分管领导或管理员"});
  EXPECT_EQ(problems(staff + "T1,,王敏,机电1901,,校长\n"),
            Words{"第2行：不认识角色“校长”，请填：辅导员、班主任、学工办、分管领导或管理员"});
  EXPECT_EQ(problems(staff + "T1,,王敏,,,班主任\n"), Words{"第2行：没有班级，请补上"});
  EXPECT_EQ(problems(staff + "T1,,王敏,,,分管领导\n"), Words{});
  EXPECT_EQ(problems(staff + ",1,张三,机电1901,,学生\n"), Words{});
  EXPECT_EQ(problems(staff + ",1,张三,机电1901,,管理员\n"),
            Words{"第2行：学生不能填角色“管理员”，教职工请把编号填在“工号”一列"});
}

TEST(Roster, ARoleIsKnownInTheWordsOfColleges) {
  const auto roles = [](const std::string& cell) {
    const Roster roster = read_roster("工号,姓名,班级,QQ,角色\nT1,王敏,机电1901,20001," + cell + "\n");
    return roster.entries.empty() ? std::vector<Role>{} : roster.entries.front().roles;
  };
  using All = std::vector<Role>;
  for (const char* word : {"辅导员", "专职辅导员", "兼职辅导员", "年级辅导员", "辅导员（专职）", "辅导员老师"})
    EXPECT_EQ(roles(word), All{Role::counsellor}) << word;
  for (const char* word : {"学工办", "学工处", "学工部", "学工办主任", "学工办老师", "学工处干事", "学生工作办公室",
                           "学生工作处", "学工部部长", "学生处", "分团委", "团委老师", "分团委书记"})
    EXPECT_EQ(roles(word), All{Role::office}) << word;
  for (const char* word : {"分管领导", "党总支副书记", "分管副院长", "书记"})
    EXPECT_EQ(roles(word), All{Role::leader}) << word;
  for (const char* word : {"辅导员兼班主任", "辅导员/班主任", "专职辅导员、班主任"})
    EXPECT_EQ(roles(word), (All{Role::counsellor, Role::class_teacher})) << word;
  for (const char* less : {"辅导员助理", "助理辅导员", "副班主任", "班级管理员", "学院管理员", "主任", "老师"})
    EXPECT_EQ(roles(less), All{}) << less;
}

TEST(Roster, AHeaderThatComesAgainIsNobody) {
  EXPECT_EQ(names(head + "1,张三,机电1901,\n" + head + "2,李四,机电1902,\n"), (Words{"张三", "李四"}));
}

TEST(Roster, TenThousandRowsAndNotOneMore) {
  std::string csv = head;
  for (int i = 1; i <= 10'000; ++i) csv += std::to_string(i) + ",张三,机电1901,\n,,,\n";
  EXPECT_EQ(read_roster(csv).entries.size(), 10'000U);
  EXPECT_TRUE(problems(csv).empty());
  EXPECT_EQ(problems(csv + "10001,张三,机电1901,\n"), Words{"第20002行：名单超过10000行，请分成几个文件导入"});
}

}  // namespace
}  // namespace banwei::members
