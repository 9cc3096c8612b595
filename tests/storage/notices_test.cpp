// Notices: numbers that never come back, classes that each have their own fate, and whose word counts.
#include "storage/notices.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class NoticesTest : public testing::Test, protected World {
 protected:
  std::int64_t add(std::optional<Utc> posted, std::optional<Utc> due = {}) {
    return notices.add(
        {.publisher = teacher.id, .body = "{}", .receipt = true, .created = at(100), .due = due, .posted = posted});
  }

  Delivery deliver(std::int64_t notice, std::int64_t class_id, SendState state) {
    Delivery delivery{.notice = notice, .class_id = class_id, .room = "100", .state = state};
    notices.save(delivery);
    return delivery;
  }

  std::vector<std::int64_t> ids(const std::vector<Received>& all) {
    std::vector<std::int64_t> ids;
    for (const Received& one : all) ids.push_back(one.notice.id);
    return ids;
  }

  Notices& notices = stores.notices;
};

TEST_F(NoticesTest, ComesBackWhole) {
  const Notice notice{.publisher = teacher.id,
                      .audience = "2019级",
                      .body = "{\"text\":\"x\"}",
                      .receipt = true,
                      .deadline = at(900),
                      .created = at(100),
                      .due = at(200),
                      .posted = at(300),
                      .recalled = at(400)};
  const auto back = notices.by_id(notices.add(notice));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->id, 1);
  EXPECT_EQ(back->publisher, teacher.id);
  EXPECT_EQ(back->audience, "2019级");
  EXPECT_EQ(back->body, notice.body);
  EXPECT_TRUE(back->receipt);
  EXPECT_EQ(back->deadline, at(900));
  EXPECT_EQ(back->created, at(100));
  EXPECT_EQ(back->due, at(200));
  EXPECT_EQ(back->posted, at(300));
  EXPECT_EQ(back->recalled, at(400));
  EXPECT_FALSE(notices.by_id(2));
}

TEST_F(NoticesTest, NumbersNeverComeBack) {
  EXPECT_EQ(add(at(1)), 1);
  EXPECT_EQ(add(at(1)), 2);
  database.run("DELETE FROM notices WHERE id = 2");
  EXPECT_EQ(add(at(1)), 3);
}

TEST_F(NoticesTest, APublishersComeNewestFirstAndTheWaitingSoonestFirst) {
  add(at(1));
  add(std::nullopt, at(900));
  add(std::nullopt, at(800));
  const auto own = notices.by_publisher(teacher.id, 2);
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(own[0].id, 3);
  EXPECT_EQ(own[1].id, 2);
  EXPECT_TRUE(notices.by_publisher(zhang.id, 9).empty());
  const auto waiting = notices.waiting_of(teacher.id);
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].id, 3);
  notices.mark_recalled(3, at(700));
  notices.mark_posted(2, at(900));
  EXPECT_TRUE(notices.waiting_of(teacher.id).empty());
}

TEST_F(NoticesTest, AClassHasWhatMayHaveReachedItAndStands) {
  for (int i = 0; i < 7; ++i) add(at(100 + i));
  deliver(1, first_class, SendState::sent);
  deliver(2, first_class, SendState::failed);
  deliver(3, first_class, SendState::unknown);
  deliver(4, first_class, SendState::waiting);
  deliver(5, first_class, SendState::retracted);
  deliver(6, second_class, SendState::sent);
  deliver(7, first_class, SendState::sent);
  notices.mark_recalled(7, at(200));
  const std::int64_t scheduled = add(std::nullopt, at(900));
  deliver(scheduled, first_class, SendState::waiting);
  EXPECT_EQ(ids(notices.of_class(first_class, at(0), 10)), (std::vector<std::int64_t>{4, 3, 1}));
  EXPECT_EQ(ids(notices.of_class(first_class, at(101), 10)), (std::vector<std::int64_t>{4, 3}));
  EXPECT_EQ(ids(notices.of_class(first_class, at(0), 1)), (std::vector<std::int64_t>{4}));
  EXPECT_EQ(notices.of_class(first_class, at(0), 1).front().delivery.state, SendState::waiting);
}

TEST_F(NoticesTest, WhatAClassHasIsNeverAnOldAnswer) {
  add(at(100));
  const auto now = [&] { return ids(notices.of_class(first_class, at(0), 10)); };
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(now(), Ids{});
  deliver(1, first_class, SendState::sent);
  EXPECT_EQ(now(), Ids{1});
  {
    const Transaction undone(database);
    notices.mark_recalled(1, at(200));
    EXPECT_EQ(now(), Ids{});
  }
  EXPECT_EQ(now(), Ids{1});
  deliver(1, first_class, SendState::failed);
  EXPECT_EQ(now(), Ids{});
  EXPECT_EQ(ids(notices.of_class(second_class, at(0), 10)), Ids{});
}

TEST_F(NoticesTest, ADeliveryComesBackWholeAndChanges) {
  const std::int64_t id = add(at(1));
  Delivery delivery{.notice = id,
                    .class_id = first_class,
                    .room = "100",
                    .state = SendState::unknown,
                    .settled = at(5),
                    .stays = true,
                    .rounds = 2,
                    .reminded = at(6),
                    .told = 31};
  notices.save(delivery);
  deliver(id, second_class, SendState::sent);
  std::optional<Delivery> back = notices.deliveries(id).front();
  EXPECT_EQ(back->room, "100");
  EXPECT_EQ(back->state, SendState::unknown);
  EXPECT_EQ(back->settled, at(5));
  EXPECT_TRUE(back->stays);
  EXPECT_EQ(back->rounds, 2);
  EXPECT_EQ(back->reminded, at(6));
  EXPECT_EQ(back->told, 31);
  delivery.room = "300";
  delivery.state = SendState::sent;
  delivery.settled.reset();
  notices.save(delivery);
  back = notices.deliveries(id).front();
  EXPECT_EQ(back->room, "300");
  EXPECT_EQ(back->state, SendState::sent);
  EXPECT_FALSE(back->settled);
  EXPECT_EQ(notices.deliveries(id).size(), 2U);
  EXPECT_TRUE(notices.deliveries(id + 1).empty());
}

TEST_F(NoticesTest, OnesOwnWordIsKeptApartFromOthers) {
  const std::int64_t id = add(at(1));
  EXPECT_TRUE(notices.confirm(id, zhang.id, li.id, at(10)));
  EXPECT_FALSE(notices.has_confirmed(id, zhang.id));
  EXPECT_TRUE(notices.confirmed(id, first_class).empty());
  EXPECT_EQ(notices.noted(id, first_class), (std::set<std::int64_t>{zhang.id}));
  EXPECT_TRUE(notices.confirm(id, zhang.id, zhang.id, at(11)));
  EXPECT_FALSE(notices.confirm(id, zhang.id, zhang.id, at(12)));
  EXPECT_TRUE(notices.confirm(id, wang.id, wang.id, at(13)));
  EXPECT_TRUE(notices.has_confirmed(id, zhang.id));
  EXPECT_EQ(notices.confirmed(id, first_class), (std::map<std::int64_t, Utc>{{zhang.id, at(11)}}));
  EXPECT_EQ(notices.confirmed(id, second_class), (std::map<std::int64_t, Utc>{{wang.id, at(13)}}));
  EXPECT_TRUE(notices.confirmed(id + 1, first_class).empty());
  EXPECT_TRUE(notices.noted(id, second_class).empty());
}

}  // namespace
}  // namespace banwei::storage
