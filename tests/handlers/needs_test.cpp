// Distress, urgent symptoms and fevers in what people write.
#include "handlers/care/needs.h"

#include <gtest/gtest.h>

namespace banwei::care {
namespace {

TEST(Needs, HearsTheWordsThatGotAListOfCommands) {
  EXPECT_EQ(need_in("不想活了", {}, 1).kind, NeedKind::distress_now);
  EXPECT_EQ(need_in("呼吸困难", {}, 1).kind, NeedKind::urgent);
  EXPECT_EQ(need_in("我发烧了", {}, 1).kind, NeedKind::fever_words);
  EXPECT_EQ(need_in("收到", {}, 1).kind, NeedKind::none);
}

}  // namespace
}  // namespace banwei::care
