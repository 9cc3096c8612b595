// The queue before the desk: what it takes, what it drops, and whom it wakes.
#include "bot/queue.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

TEST(Queue, DropsAndCountsWhatDoesNotFitButNeverAResult) {
  Queue queue;
  Message message;
  message.content = plain("x");
  std::size_t taken = 0;
  for (std::size_t i = 0; i < Queue::item_limit + 5; ++i) taken += queue.push(message) ? 1 : 0;
  EXPECT_EQ(taken, Queue::item_limit);
  EXPECT_EQ(queue.take_dropped(), 5U);
  EXPECT_TRUE(queue.push(CallResult{}));
  std::vector<Item> items;
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_EQ(items.size(), Queue::batch);
}

TEST(Queue, TasksWakeTheDeskAndPassItems) {
  Queue queue;
  std::vector<Item> items;
  int run = 0;
  queue.push([&] { ++run; });
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_TRUE(items.empty());
  queue.push(Tick{});
  for (const Task& task : queue.take_tasks()) task();
  EXPECT_EQ(run, 1);
  EXPECT_TRUE(queue.take_tasks().empty());
  queue.push([&] { ++run; });
  queue.stop();
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_EQ(items.size(), 1U);
  EXPECT_TRUE(queue.take(items, Queue::batch));  // What was asked before the end is still done.
  for (const Task& task : queue.take_tasks()) task();
  EXPECT_FALSE(queue.take(items, Queue::batch));
  EXPECT_EQ(run, 2);
}

TEST(Queue, IsBoundedByBytesToo) {
  Queue queue;
  Message message;
  message.content = plain(std::string(1U << 20U, 'x'));
  std::size_t taken = 0;
  while (queue.push(message)) ++taken;
  EXPECT_LT(taken, 33U);
}

TEST(Queue, TicksNeverPileUp) {
  Queue queue;
  for (int i = 0; i < 10; ++i) queue.push(Tick{});
  EXPECT_EQ(queue.size(), 1U);
}

}  // namespace
}  // namespace banwei
