// The calls that wait for answers, without a line.
#include "bot/gateway/calls.h"

#include <gtest/gtest.h>

#include <thread>

#include <boost/asio/steady_timer.hpp>

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

  boost::asio::io_context io_;
  SystemClock clock_;
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
  io_.run_for(50ms);
  EXPECT_EQ(ends_, std::vector{Calls::End::unwritten});
  EXPECT_TRUE(calls_->next());
  EXPECT_FALSE(calls_->next());
  EXPECT_FALSE(calls_->full());
}

/// Both timers are due when the loop looks; the first one's handler writes the frame, which gives the call its time
/// anew.
TEST_F(CallsTest, ATimerThatFiredBeforeTheFrameWasWrittenDoesNotEndTheCall) {
  boost::asio::steady_timer earlier(io_, 5ms);
  earlier.async_wait([this](boost::system::error_code) { calls_->next(); });
  add(10ms);
  std::this_thread::sleep_for(30ms);
  io_.poll();
  EXPECT_TRUE(ends_.empty());
  io_.run_for(50ms);
  EXPECT_EQ(ends_, std::vector{Calls::End::late});
}

}  // namespace
}  // namespace banwei
