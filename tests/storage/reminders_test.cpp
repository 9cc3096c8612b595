// Reminders: numbered across the college, found while they live.
#include "storage/reminders.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class RemindersTest : public testing::Test, protected World {
 protected:
  std::int64_t add(const Person& owner, std::int64_t next, std::int64_t class_id = 0,
                   Audience audience = Audience::self) {
    return reminders.add({.owner = owner.id,
                          .class_id = class_id,
                          .audience = audience,
                          .words = "明早8点",
                          .said = at(0),
                          .text = "交表",
                          .next = at(next)});
  }

  std::vector<std::int64_t> ids(const std::vector<Reminder>& all) {
    std::vector<std::int64_t> found;
    for (const Reminder& reminder : all) found.push_back(reminder.id);
    return found;
  }

  using Ids = std::vector<std::int64_t>;
  Reminders& reminders = stores.reminders;
};

TEST_F(RemindersTest, ComesBackWhole) {
  const auto id = reminders.add({.owner = teacher.id,
                                 .class_id = first_class,
                                 .audience = Audience::missing,
                                 .awaits = "temperature",
                                 .words = "每天10:30",
                                 .said = at(5),
                                 .text = "快一点",
                                 .next = at(100)});
  EXPECT_EQ(id, 1);
  const auto found = reminders.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->owner, teacher.id);
  EXPECT_EQ(found->class_id, first_class);
  EXPECT_EQ(found->audience, Audience::missing);
  EXPECT_EQ(found->awaits, "temperature");
  EXPECT_EQ(found->words, "每天10:30");
  EXPECT_EQ(found->said, at(5));
  EXPECT_EQ(found->text, "快一点");
  EXPECT_EQ(found->next, at(100));
  EXPECT_FALSE(found->fired);
  EXPECT_FALSE(reminders.by_id(2));
}

TEST_F(RemindersTest, EveryAudienceComesBack) {
  for (const Audience audience : {Audience::self, Audience::group, Audience::missing}) {
    EXPECT_EQ(reminders.by_id(add(zhang, 100, first_class, audience))->audience, audience);
  }
}

TEST_F(RemindersTest, TheSoonestComesFirstAndWhatIsOverNotAtAll) {
  const auto late = add(zhang, 300);
  const auto soon = add(zhang, 100, first_class, Audience::group);
  const auto other = add(li, 50, first_class, Audience::group);
  const auto over = add(zhang, 20, first_class, Audience::group);
  reminders.set_next(over, std::nullopt, at(30));
  EXPECT_EQ(ids(reminders.of_owner(zhang.id)), (Ids{soon, late}));
  EXPECT_EQ(ids(reminders.of_class(first_class)), (Ids{other, soon}));
  EXPECT_TRUE(reminders.of_class(second_class).empty());
  reminders.set_next(soon, at(400), at(100));
  EXPECT_EQ(ids(reminders.of_owner(zhang.id)), (Ids{late, soon}));
}

TEST_F(RemindersTest, TheLastToSpeakIsTheOwnersOwn) {
  const auto first = add(zhang, 100);
  const auto second = add(zhang, 100);
  const auto group = add(zhang, 100, first_class, Audience::group);
  EXPECT_FALSE(reminders.last_to_self(zhang.id, at(0)));
  reminders.mark_fired(second, at(110));
  reminders.mark_fired(first, at(120));
  reminders.mark_fired(group, at(130));
  EXPECT_EQ(reminders.last_to_self(zhang.id, at(120))->id, first);
  EXPECT_FALSE(reminders.last_to_self(zhang.id, at(121)));
  EXPECT_FALSE(reminders.last_to_self(li.id, at(0)));
}

TEST_F(RemindersTest, ANumberIsNotGivenAgain) {
  const auto first = add(zhang, 100);
  const auto last = add(zhang, 100);
  for (const auto id : {first, last}) reminders.set_next(id, std::nullopt, at(200));
  reminders.purge(at(200));
  EXPECT_TRUE(reminders.by_id(first));
  reminders.purge(at(201));
  EXPECT_FALSE(reminders.by_id(first));
  EXPECT_EQ(add(zhang, 300), last + 1);
}

}  // namespace
}  // namespace banwei::storage
