// What somebody does to others by virtue of a role stands in the audit trail, and what they only ask does not.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

class AuditedTest : public testing::Test {
 protected:
  AuditedTest() {
    world_.add_class("机电1901", "g");
    teacher_ = world_.add_person("01", "王敏", "机电1901", Role::counsellor);
    student_ = world_.add_person("02", "李四", "机电1901", Role::student);
    world_.add_person("03", "张三", "机电1901", Role::student);
    for (const Person& one : {teacher_, student_}) world_.make_friend(one.account, true);
    world_.connect();
  }

  /// How many rows the trail has grown by.
  std::int64_t rows(const Person& speaker, const std::string& words) {
    const std::int64_t before = world_.stores().audit.verify().rows;
    world_.hear({.place = Place::direct, .room = speaker.account, .user = speaker.account, .content = plain(words)});
    return world_.stores().audit.verify().rows - before;
  }

  World world_;
  Person teacher_;
  Person student_;
};

TEST_F(AuditedTest, WhoeverIsGivenAPostOrLosesIt) {
  EXPECT_EQ(rows(teacher_, "任命李四为学习委员"), 1);
  EXPECT_EQ(rows(teacher_, "免去李四学习委员"), 1);
  EXPECT_EQ(rows(student_, "任命李四为学习委员"), 0);
}

TEST_F(AuditedTest, LeaveThatIsDecided) {
  EXPECT_EQ(rows(student_, "明天请一天事假，回家"), 0);
  EXPECT_EQ(rows(teacher_, "谁请假了"), 0);
  EXPECT_EQ(rows(teacher_, "同意"), 1);
}

TEST_F(AuditedTest, WhoIsTakenOffTheRosterOrCalledOtherwise) {
  EXPECT_EQ(rows(teacher_, "李四退学了"), 0);
  EXPECT_EQ(rows(teacher_, "是"), 1);
  EXPECT_EQ(rows(teacher_, "张三名字写错了，应该是张山"), 0);
  EXPECT_EQ(rows(teacher_, "是"), 1);
}

TEST_F(AuditedTest, AGroupThatIsBoundAndWhatItIsToldOfPrivacy) {
  world_.add_class("机电1902", "");
  const Person of_both = world_.add_person("04", "林静", "机电1902", Role::counsellor);
  world_.add_person("05", "韩梅", "机电1902", Role::student);
  world_.make_friend(of_both.account, true);
  world_.in_groups["g2"] = {{of_both.account, "林老师"}};
  world_.hear({.place = Place::group, .room = "g2", .user = of_both.account, .content = plain("绑定 机电1902")});
  EXPECT_EQ(rows(of_both, "确认"), 2);
}

}  // namespace
}  // namespace banwei::tests
