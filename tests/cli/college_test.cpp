// The real binary learns a whole college in the chat: one workbook, and then groups, some of whose cards are wrong.
// A part of it comes in every run; BANWEI_COLLEGE_WHOLE=1 brings in all 2,819 and binds all 79 groups.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "storage/stores.h"
#include "tests/cli/ran.h"
#include "tests/workbook_file.h"

namespace banwei::cli {
namespace {

constexpr int classes = 79;
const bool whole = std::getenv("BANWEI_COLLEGE_WHOLE") != nullptr;
const int students = whole ? 2819 : 395;
const int bound_groups = whole ? classes : 12;  // More than a budget of answers has.
constexpr const char* office = "20001";

std::string class_name(int index) { return fmt::format("机电{:02}{:02}", 17 + index / 30, index % 30 + 1); }
std::string group(int index) { return std::to_string(800'000 + index); }
std::string number(int index) { return fmt::format("20{:08}", 19'000'000 + index); }
std::string account(int index) { return std::to_string(10'000'000 + index); }
std::string name(int index) { return fmt::format("学{}生", index); }
bool is_wrong(int index) { return index % 50 == 7; }

/// The office's own people are known; everybody else stands in the groups alone, and one in fifty has somebody else's
/// number on his card.
fault::College college() {
  fault::College all = fault::college_of(1, 1);
  all.staff = "工号,姓名,班级,QQ,角色\nT009,孙老师,,20001,学工办\n";
  sandbox::ChatUser& teacher = all.campus.users.back();
  teacher.name = "孙老师";
  teacher.groups.clear();
  for (int i = 0; i < classes; ++i) {
    all.campus.groups.push_back({group(i), class_name(i), class_name(i)});
    teacher.groups.push_back(group(i));
  }
  for (int i = 0; i < students; ++i) {
    all.campus.users.push_back({.account = account(i),
                                .name = name(i),
                                .card = fmt::format("{}-{}", number(is_wrong(i) ? i + 1 : i), name(i)),
                                .number = number(i),
                                .label = "学生",
                                .groups = {group(i % classes)}});
  }
  return all;
}

class CollegeByChat : public testing::Test {
 protected:
  CollegeByChat()
      : stand({.binary = BANWEI_BINARY, .seed = 1, .control = {}, .settings = "", .token = "sesame"}, folder.path(),
              college()) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      if (line.room != office) return;
      for (const Part& part : line.content) said += part.value;
      said += "\n";
    };
  }

  bool hears(const std::string& words) {
    return stand.wait([&] { return said.find(words) != std::string::npos; }, fault::seconds{120});
  }
  double since(std::chrono::steady_clock::time_point begin) const {
    return std::chrono::duration<double>(stand.now() - begin).count();
  }
  std::string memory() {
    const std::string status = content_of(fmt::format("/proc/{}/status", stand.bot().id()));
    const auto at = status.find("VmHWM:");
    return status.substr(at, status.find('\n', at) - at);
  }

  fault::Folder folder;
  fault::Stand stand;
  std::string said;
};

TEST_F(CollegeByChat, ComesInByAWorkbookAndIsBoundByItsCards) {
  std::vector<std::vector<std::string>> rows{{"学号", "姓名", "班级", "QQ"}};
  for (int i = 0; i < students; ++i) rows.push_back({number(i), name(i), class_name(i % classes), ""});
  stand.start();
  const auto begin = stand.now();
  stand.gateway().whisper(office, {stand.gateway().keep_file("全院.xlsx", tests::text_workbook(rows))});
  ASSERT_TRUE(hears(fmt::format("新增 {} 更新 0", students))) << said << stand.log();
  const double shown = since(begin);
  const auto yes = stand.now();
  stand.gateway().whisper(office, plain("导入"));
  ASSERT_TRUE(hears(fmt::format("已导入：新增{}", students))) << said;
  std::printf("%d students by the chat: shown after %.1f s, written after %.1f s, %s\n", students, shown, since(yes),
              memory().c_str());

  const auto first = stand.now();
  std::size_t expected = 0;
  for (int i = 0; i < bound_groups; ++i) {
    stand.gateway().say(office, group(i), plain("绑定 " + class_name(i)));
    ASSERT_TRUE(hears("绑定" + class_name(i) + "：群里")) << said;
    stand.gateway().whisper(office, plain("确认"));
    ASSERT_TRUE(hears(class_name(i) + "绑好了")) << said;
  }
  std::printf("%d groups bound after %.1f s\n", bound_groups, since(first));
  for (int i = 0; i < students; ++i) expected += i % classes < bound_groups && !is_wrong(i) ? 1 : 0;
  EXPECT_EQ(stand.stop(), 0);

  storage::Database database(stand.database(), storage::Database::Access::read);
  const storage::Stores stores(database);
  std::size_t bound = 0;
  for (int i = 0; i < students; ++i) {
    const auto person = stores.members.by_number(number(i));
    ASSERT_TRUE(person) << number(i);
    if (person->account.empty()) continue;
    ++bound;
    EXPECT_EQ(person->account, account(i)) << "nobody is bound by a wrong card";
  }
  EXPECT_EQ(bound, expected);
  EXPECT_EQ(fault::occurrences(stand.log(), "学7生"), 0U);
}

}  // namespace
}  // namespace banwei::cli
