// A 接龙 about something else: what it is, and that one of temperatures is none of it.
#include "handlers/relay/relay_list.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace banwei::relay {
namespace {

std::string read(std::string_view text) {
  static const language::People people({{"1", "李四"}, {"2", "王五"}});
  const auto list = read_list(text, people);
  if (!list) return "";
  constexpr const char* words[] = {"signup", "receipt", "signin", "survey", "other", "empty"};
  return words[static_cast<std::size_t>(list->kind)] + fields(*list).dump();
}

TEST(RelayList, IsToldByItsTitleAndItsRows) {
  EXPECT_EQ(read("#接龙\n周五观影报名\n\n1. 李四\n2. 王五"),
            R"(signup{"title":"周五观影报名","names":["李四","王五"]})");
  EXPECT_EQ(read("#接龙\n收到请接龙\n\n1. 李四"), R"(receipt{"names":["李四"]})");
  EXPECT_EQ(read("#接龙\n班会签到\n\n1. 李四 到"), R"(signin{"names":["李四"]})");
  EXPECT_EQ(read("#接龙\n有没有电脑\n\n1. 李四 有"), R"(survey{"answers":{"李四":"有"}})");
  EXPECT_EQ(read("#接龙\n教材费\n\n1. 李四 36.5元"), R"(other{"title":"教材费"})");
  EXPECT_EQ(read("#接龙\n3.11体温"), "empty{}");
}

TEST(RelayList, IsNoneOfTemperaturesNorOtherTalk) {
  EXPECT_EQ(read("#接龙\n体温\n\n1. 李四 36.5"), "");
  EXPECT_EQ(read("今天接龙了吗"), "");
  EXPECT_EQ(read("购物清单\n1. 口罩"), "");
}

}  // namespace
}  // namespace banwei::relay
