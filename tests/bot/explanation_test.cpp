// Why the bot answered as it did: who watches the desk sees what was decided at that time, and in words.
#include "bot/explanation.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

class ExplanationTest : public testing::Test {
 protected:
  ExplanationTest() {
    world_.add_class("机电1901", "g");
    student_ = world_.add_person("01", "张三", "机电1901", Role::student);
    monitor_ = world_.add_person("02", "陈思远", "机电1901", Role::monitor);
    world_.desk().show(
        [this](const Message& message, nlohmann::ordered_json why) { seen_[message.id] = std::move(why); });
    world_.connect();
  }

  /// What was seen of a message, a line each.
  std::string why(const std::string& user, Place place, const std::string& words) {
    const std::string id = world_.hear(
        {.place = place, .room = place == Place::group ? "g" : user, .user = user, .content = plain(words)});
    std::string lines;
    for (const auto& line : seen_.at(id)["lines"]) lines += line.get<std::string>() + "\n";
    return lines;
  }

  World world_;
  Person student_;
  Person monitor_;
  std::map<std::string, nlohmann::ordered_json> seen_;
};

TEST_F(ExplanationTest, TellsWhatWasUnderstoodAndWhoMay) {
  EXPECT_EQ(why(student_.account, Place::group, "36.5 有点咳嗽"),
            "说话的人：张三（机电1901学生）\n听成：报体温，其中：36.5 咳嗽\n→ 会照办\n");
  EXPECT_EQ(why(student_.account, Place::group, "今天36个人"),
            "说话的人：张三（机电1901学生）\n没有功能认领这句话，班级小助手保持安静\n");
  const std::string refused = why(student_.account, Place::group, "点名");
  EXPECT_NE(refused.find("听成：命令“点名”"), std::string::npos) << refused;
  EXPECT_NE(refused.find("→ 要班长、学习委员或老师"), std::string::npos) << refused;
  EXPECT_EQ(why("nobody", Place::group, "今天食堂人多吗"),
            "说话的人不在名单里\n这个账号不在名单里，班级小助手不理会\n");
}

TEST_F(ExplanationTest, TellsOfThatMomentAndNotOfALaterOne) {
  why(student_.account, Place::direct, "365");
  const std::string answer = why(student_.account, Place::direct, "是");
  EXPECT_NE(answer.find("听成：回答体温的提问"), std::string::npos) << answer;
  const std::string late = why(student_.account, Place::direct, "是");
  EXPECT_EQ(late.find("听成：回答体温的提问"), std::string::npos) << late;
}

TEST_F(ExplanationTest, TellsThatSomebodyAsksTooFast) {
  std::string last;
  for (int i = 0; i < 12; ++i) last = why(monitor_.account, Place::group, "谁没报");
  EXPECT_NE(last.find("这个人最近问得太快"), std::string::npos) << last;
  world_.clock.jump(std::chrono::minutes{2});  // Nothing but the turns' own time counts, so that a chat replays.
  last = why(monitor_.account, Place::group, "谁没报");
  EXPECT_EQ(last.find("这个人最近问得太快"), std::string::npos) << last;
}

TEST_F(ExplanationTest, AReportIsTakenHoweverFastSomebodyAsks) {
  for (int i = 0; i < 12; ++i) why(student_.account, Place::direct, "我的记录");
  world_.take_sent();
  why(student_.account, Place::direct, "36.5");
  const auto sent = world_.take_sent();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(std::get<Send>(sent.front().call.what).content.front().value.find("36.5"), std::string::npos);
}

TEST_F(ExplanationTest, TellsThatSomebodyMayBeInNeed) {
  const std::string need = why(student_.account, Place::direct, "我不想活了");
  EXPECT_NE(need.find("有人可能需要帮助"), std::string::npos) << need;
}

}  // namespace
}  // namespace banwei::tests
