// The calls that wait for answers, without a line.
#include "bot/gateway/calls.h"

#include <gtest/gtest.h>

#include "tests/hand_clock.h"

namespace banwei {
namespace {

using namespace std::chrono_literals;

class CallsTest : public testing::Test {
 protected:
  std::string add(std::chrono::milliseconds time) {
    const std::string echo = calls_->echo();
    calls_->add(echo, "frame", time, [this](Calls::End end, const CallAnswer*) { ends_.push_back(end); });
    return echo;
  }

  /// Until the timer has fired. It runs on the machine's clock, and what it finds due is by the hand's.
  void fire() { ASSERT_EQ(io_.run_one_for(60s), 1U); }

  boost::asio::io_context io_;
  tests::HandClock clock_;
  std::shared_ptr<Calls> calls_ = std::make_shared<Calls>(io_, clock_, 2);
  std::vector<Calls::End> ends_;
};

TEST_F(CallsTest, ACallEndsOnce) {
  CallAnswer answer;
  answer.echo = add(1h);
  ASSERT_TRUE(calls_->next());
  EXPECT_TRUE(calls_->answered(answer));
  EXPECT_FALSE(calls_->answered(answer));
  calls_->end();
  EXPECT_EQ(ends_, std::vector{Calls::End::answered});
}

TEST_F(CallsTest, TheLinesEndTellsWhatWasWrittenFromWhatWasNot) {
  add(1h);
  ASSERT_TRUE(calls_->next());
  calls_->end();
  add(1h);
  calls_->end();
  EXPECT_EQ(ends_, (std::vector{Calls::End::lost, Calls::End::unwritten}));
  EXPECT_TRUE(calls_->empty());
}

TEST_F(CallsTest, WhatWaitsIsBoundedAndAnEndedCallIsNotWritten) {
  add(1ms);
  add(1h);
  EXPECT_TRUE(calls_->full());
  clock_.pass(1s);
  fire();
  EXPECT_EQ(ends_, std::vector{Calls::End::unwritten});
  EXPECT_TRUE(calls_->next());
  EXPECT_FALSE(calls_->next());
  EXPECT_FALSE(calls_->full());
}

TEST_F(CallsTest, ATimerThatIsDueWhenTheFrameIsWrittenDoesNotEndTheCall) {
  add(1ms);
  clock_.pass(1s);
  ASSERT_TRUE(calls_->next());  // It gives the call its time anew.
  fire();
  EXPECT_TRUE(ends_.empty());
  clock_.pass(1s);
  fire();
  EXPECT_EQ(ends_, std::vector{Calls::End::late});
}

}  // namespace
}  // namespace banwei
