// A whole college comes in by one workbook in the chat, and then its 79 groups, some of whose cards are wrong.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "handlers/members/chat_import.h"
#include "tests/chat/world.h"
#include "tests/workbook_file.h"

namespace banwei::tests {
namespace {

constexpr int classes = 79;
constexpr int students = 2819;

std::string class_name(int index) { return fmt::format("机电{:02}{:02}", 17 + index / 30, index % 30 + 1); }
std::string number(int index) { return fmt::format("20{:08}", 19'000'000 + index); }

class College : public testing::Test {
 protected:
  College() {
    world.add_class("办公室", "g0");
    office = world.add_person("T1", "孙老师", "办公室", Role::office);
    world.connect();
  }

  void say(Place place, const std::string& room, Content content) {
    world.hear({.place = place, .room = room, .user = office.account, .content = std::move(content)});
  }
  void whisper(const std::string& words) { say(Place::direct, office.account, plain(words)); }
  void pass(std::chrono::seconds time) { world.pass_to(world.clock.wall() + time); }

  /// What the office has read since it was asked last.
  std::string read() {
    std::string all;
    for (const auto& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send == nullptr || send->target != office.account) continue;
      for (const Part& part : send->content) all += part.value;
      all += "\n";
    }
    return all;
  }

  std::size_t known() {
    std::size_t count = 0;
    for (const Class& klass : world.stores().members.classes())
      count += world.stores().members.students(klass.id).size();
    return count;
  }

  /// Sends a roster of so many and waits until it is shown.
  void send(int count) {
    const std::size_t before = known();
    std::vector<std::vector<std::string>> rows{{"学号", "姓名", "班级", "QQ"}};
    for (int i = 0; i < count; ++i) rows.push_back({number(i), fmt::format("学{}生", i), class_name(i % classes), ""});
    world.files["/college"] = text_workbook(rows);
    say(Place::direct, office.account,
        {{.kind = Part::Kind::file, .value = "全院.xlsx", .id = "/college", .bytes = 200'000}});
    wait_for(fmt::format("新增 {} 更新 0", count));
    EXPECT_EQ(known(), before);
  }

  void import() {
    send(students);
    whisper("导入");
    wait_for("已导入：新增2819");
  }

  /// Turn by turn, which here is a second, until the office reads it; the turns that it took.
  int wait_for(const std::string& words) {
    std::string all = read();
    int turns = 0;
    for (; all.find(words) == std::string::npos && turns < 200; ++turns) {
      const std::int64_t before = written();
      const std::clock_t begun = std::clock();
      pass(std::chrono::seconds{1});
      longest = std::max(longest, std::clock() - begun);
      most_written = std::max(most_written, written() - before);
      all += read();
    }
    EXPECT_NE(all.find(words), std::string::npos) << all.substr(0, 2000);
    return turns;
  }
  std::int64_t written() {
    storage::Rows rows = world.stores().database.query("SELECT total_changes()");
    rows.next();
    return rows.integer(0);
  }

  World world;
  Person office;
  std::int64_t most_written = 0;  // rows, in one turn
  std::clock_t longest = 0;       // turn, in time of the processor
};

TEST_F(College, ComesInByOneWorkbookAndGoesAgain) {
  import();
  EXPECT_EQ(known(), 2819U);
  whisper("撤销导入");
  EXPECT_NE(read().find("正在退回"), std::string::npos);
  wait_for("已退回刚才的导入，2819位");
  EXPECT_EQ(known(), 0U);
}

/// A turn lasts as long as its rows take, so they are counted.
TEST_F(College, TenThousandRowsComeInSlicesAndEverybodyElseIsAnswered) {
  constexpr int count = 10'000;
  constexpr int slices = count / members::ChatImport::rows_a_turn;
  constexpr std::int64_t rows_of_one = 4;  // the person, the stay, the undo and whatever a day brings
  const Person student = world.add_person("2019010101", "张三", "办公室", Role::student);
  send(count);
  whisper("导入");
  for (int i = 0; i < 3 * slices / 2; ++i) pass(std::chrono::seconds{1});  // checked, compared, and then written
  EXPECT_GT(known(), 1U);
  EXPECT_LT(known(), static_cast<std::size_t>(count)) << "half of it is written";
  world.hear({.place = Place::group, .room = "g0", .user = student.account, .content = plain("36.5")});
  EXPECT_EQ(world.stores().readings.latest(student.id, world.zone.at(world.clock.wall()).day()), 3650);
  world.restart();
  world.connect();
  EXPECT_GT(wait_for("已导入：新增10000"), slices / 2 - 2) << "it goes on where it was";
  EXPECT_EQ(known(), static_cast<std::size_t>(count) + 1);
  whisper("撤销导入");
  EXPECT_GT(wait_for("已退回刚才的导入，10000位"), slices - 2);
  EXPECT_EQ(known(), 1U);
  EXPECT_GT(most_written, members::ChatImport::rows_a_turn);
  EXPECT_LT(most_written, members::ChatImport::rows_a_turn * rows_of_one);
  std::printf("10,000 rows: the longest turn took %.1f ms of the processor\n",
              1e3 * static_cast<double>(longest) / CLOCKS_PER_SEC);
}

TEST_F(College, BindsItsGroupsAndNobodyByAWrongCard) {
  import();
  std::size_t wrong = 0;
  for (int index = 0; index < classes; ++index) {
    const std::string group = fmt::format("group{}", index);
    auto& members = world.in_groups[group];
    for (int i = index; i < students; i += classes) {
      const bool swapped = i % 50 == 7;  // the neighbour's number beside one's own name
      wrong += swapped ? 1 : 0;
      members.push_back({fmt::format("{}", 500'000 + i), fmt::format("{}-学{}生", number(swapped ? i + 1 : i), i)});
    }
    members.push_back({fmt::format("{}", 900'000 + index), "路过"});
    say(Place::group, group, plain("绑定 " + class_name(index)));
    whisper("确认");
    pass(std::chrono::minutes{2});
  }
  std::size_t bound = 0;
  for (const Class& klass : world.stores().members.classes()) {
    for (const Person& student : world.stores().members.students(klass.id)) {
      if (student.account.empty()) continue;
      ++bound;
      EXPECT_EQ(student.number, number(std::stoi(student.account) - 500'000));
    }
  }
  EXPECT_GT(wrong, 50U);
  EXPECT_EQ(bound, students - wrong);
  EXPECT_FALSE(world.stores().members.by_account("900001"));
}

}  // namespace
}  // namespace banwei::tests
