// The rules and words of a roll call: what counts, what an order is, what a password opens.
#include <gtest/gtest.h>

#include "handlers/attendance/rollcall_rules.h"
#include "handlers/attendance/rollcall_words.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {
namespace {

using Status = Mark::Status;

Utc at(std::int64_t seconds) { return Utc{std::chrono::seconds{seconds}}; }

Person person(std::int64_t id) {
  Person one;
  one.id = id;
  return one;
}

Mark mark(std::int64_t who, Status status, std::int64_t sent, std::int64_t by = 0) {
  Mark one;
  one.person = who;
  one.by = by == 0 ? who : by;
  one.status = status;
  one.sent = at(sent);
  return one;
}

std::vector<std::int64_t> ids(const std::vector<Person>& people) {
  std::vector<std::int64_t> all;
  for (const Person& one : people) all.push_back(one.id);
  return all;
}

using Ids = std::vector<std::int64_t>;

TEST(RollSum, EverybodyIsInExactlyOnePlace) {
  std::vector<Person> people;
  for (int id = 1; id <= 12; ++id) people.push_back(person(id));
  std::map<std::int64_t, Mark> marks;
  for (const Mark& one : {mark(1, Status::present, 99), mark(2, Status::present, 100), mark(3, Status::late, 50),
                          mark(4, Status::behalf, 50, 1), mark(5, Status::leave, 50), mark(6, Status::refused, 50, 9),
                          mark(7, Status::excused, 50, 9), mark(8, Status::problem, 50), mark(9, Status::absent, 50, 1),
                          mark(10, Status::present, 500, 1), mark(99, Status::present, 50)}) {
    marks.emplace(one.person, one);
  }
  const Tally sum = sum_up(people, marks, at(100));
  EXPECT_EQ(ids(sum.answered), (Ids{1, 2, 3, 10}));  // What the caller says by hand is in time whenever he says it.
  EXPECT_EQ(ids(sum.late), (Ids{2, 3}));
  EXPECT_EQ(ids(sum.excused), (Ids{7}));
  EXPECT_EQ(ids(sum.missing), (Ids{4, 5, 6, 8, 9, 11, 12}));
  EXPECT_EQ(sum.expected.size() + sum.excused.size(), people.size());
}

TEST(RollSum, NobodyIsNobody) {
  const Tally sum = sum_up({}, {}, at(100));
  EXPECT_EQ(sum.expected.size() + sum.excused.size(), 0U);
}

TEST(Marks, OnesOwnWordTakesThePlaceOfWhatWaits) {
  for (const Status waiting : {Status::behalf, Status::leave, Status::refused, Status::excused, Status::problem}) {
    EXPECT_TRUE(takes_place(mark(1, waiting, 1), mark(1, Status::present, 2), false)) << to_string(waiting);
    EXPECT_TRUE(takes_place(mark(1, waiting, 1), mark(1, Status::late, 2), false)) << to_string(waiting);
  }
}

TEST(Marks, WhoIsHereStaysHere) {
  for (const Status here : {Status::present, Status::late}) {
    for (const Status next :
         {Status::present, Status::late, Status::behalf, Status::leave, Status::problem, Status::excused}) {
      EXPECT_FALSE(takes_place(mark(1, here, 1), mark(1, next, 2), false)) << to_string(next);
    }
  }
}

TEST(Marks, OnlyTheCallerUndoesWhatTheCallerDid) {
  EXPECT_FALSE(takes_place(mark(1, Status::absent, 1, 9), mark(1, Status::present, 2), false));
  EXPECT_TRUE(takes_place(mark(1, Status::absent, 1, 9), mark(1, Status::present, 2, 9), true));
  EXPECT_TRUE(takes_place(mark(1, Status::present, 1), mark(1, Status::absent, 2, 9), true));
  EXPECT_FALSE(takes_place(mark(1, Status::absent, 1, 9), mark(1, Status::absent, 2, 9), true));
}

TEST(Marks, AnotherWordIsNoNews) {
  EXPECT_FALSE(takes_place(mark(1, Status::behalf, 1, 2), mark(1, Status::behalf, 2, 3), false));
  EXPECT_FALSE(takes_place(mark(1, Status::refused, 1, 9), mark(1, Status::leave, 2), false));
  EXPECT_FALSE(takes_place(mark(1, Status::leave, 1), mark(1, Status::behalf, 2, 3), false));
  EXPECT_TRUE(takes_place(mark(1, Status::behalf, 1, 2), mark(1, Status::leave, 2), false));
}

std::string read(std::string_view text, bool addressed = false) {
  const auto order = read_order(normalised(text), {}, addressed);
  if (!order) return "none";
  return order->title + "/" + (order->length ? std::to_string(order->length->count()) : "") + "/" + order->password;
}

TEST(Order, HasATitleALengthAndAPasswordInAnyOrder) {
  EXPECT_EQ(read(""), "//");
  EXPECT_EQ(read("10分钟"), "/10/");
  EXPECT_EQ(read("半小时"), "/30/");
  EXPECT_EQ(read("高等数学 15分钟 口令 雷锋"), "高等数学/15/雷锋");
  EXPECT_EQ(read("15分钟 高等数学 口令雷锋"), "高等数学/15/雷锋");
  EXPECT_EQ(read("口令：雷锋"), "//雷锋");
  EXPECT_EQ(read("机电1901 班会 10分钟"), "机电1901 班会/10/");
}

TEST(Order, TalkIsNone) {
  for (const std::string_view talk :
       {"好烦啊", "好烦 啊", "还有5分钟", "还有 5分钟", "结果", "了吗 5分钟", "再延长 5分钟", "高数10分钟", "高等数学",
        "10分钟 20分钟", "口令", "口令 雷锋 口令 雷锋"}) {
    EXPECT_EQ(read(talk), "none") << talk;
  }
  EXPECT_EQ(read(std::string(200, 'x') + " 10分钟"), "none");
}

TEST(Order, WhoSpeaksToUsMayBeShort) {
  EXPECT_EQ(read("高等数学", true), "高等数学//");
  EXPECT_EQ(read("高数10分钟", true), "高数/10/");
  EXPECT_EQ(read("还有5分钟", true), "none");
}

TEST(Password, StandsAtAnEnd) {
  EXPECT_EQ(without_password("雷锋", "雷锋"), "");
  EXPECT_EQ(without_password("雷锋 到", "雷锋"), "到");
  EXPECT_EQ(without_password("到，雷锋", "雷锋"), "到");
  EXPECT_FALSE(without_password("到", "雷锋"));
  EXPECT_FALSE(without_password("学雷锋日", "雷锋"));
  EXPECT_FALSE(without_password("到", ""));
}

TEST(Title, IsKnownByItsShortForm) {
  EXPECT_TRUE(is_short_for("高数", "高等数学"));
  EXPECT_TRUE(is_short_for("高等数学", "高等数学"));
  EXPECT_FALSE(is_short_for("高", "高等数学"));
  EXPECT_FALSE(is_short_for("数学", "高等数学"));
  EXPECT_FALSE(is_short_for("高兴", "高等数学"));
  EXPECT_FALSE(is_short_for("高数", ""));
  EXPECT_EQ(without_title("高数 到", "高等数学"), "到");
  EXPECT_EQ(without_title("高等数学到", "高等数学"), "到");
  EXPECT_FALSE(without_title("英语 到", "高等数学"));
  EXPECT_FALSE(without_title("到", "高等数学"));
  EXPECT_FALSE(without_title("到", ""));
}

TEST(Written, KeepsTheCapitalsOfATitle) {
  EXPECT_EQ(as_written("c语言", "点名 C语言 10分钟"), "C语言");
  EXPECT_EQ(as_written("c语言", "点名 Ｃ语言 10分钟"), "c语言");
  EXPECT_EQ(as_written("", "点名"), "");
}

}  // namespace
}  // namespace banwei::attendance
