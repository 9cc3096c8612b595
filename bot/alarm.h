// Tells the admin by another way than the chat when it is the chat that fails: a command is run with one sentence.
// Invariant: no name and no health data is in the sentence; commands run one at a time, bounded in time and in number.
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <string>

#include "bot/clock.h"
#include "bot/gateway/gateway.h"
#include "bot/log.h"

namespace banwei {

struct AlarmOptions {
  std::string command = {};                        // The path of a program; "": nobody is told.
  std::chrono::milliseconds patience{5 * 60'000};  // A line may be down for so long before anybody is told.
  std::chrono::milliseconds again{30 * 60'000};    // The same sentence is not said again before.
  std::chrono::milliseconds run_limit{30'000};     // Then the command is killed.
  std::size_t hourly = 10;
};

class Alarm {
 public:
  Alarm(boost::asio::io_context& io, AlarmOptions options, const Clock& clock, Log& log);
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  ~Alarm();

  // All of it on the thread that runs `io`.
  void start();
  void stop();  // A command that still runs is killed.
  void heard(const Event& event);
  void say(const std::string& sentence);  // Anything that fails beside the line.

 private:
  struct Outage {
    Clock::Steady since;
    bool told = false;
  };
  void watch();
  void raise(const std::string& sentence);
  void run();
  void check();

  const AlarmOptions options_;
  const Clock& clock_;
  Log& log_;
  boost::asio::steady_timer watch_;
  boost::asio::steady_timer child_timer_;
  std::map<std::string, Outage> outages_;  // By account; "" stands for all until a first line is up.
  std::map<std::string, bool> deaf_;       // Accounts that hear nothing, and whether that was told.
  std::map<std::string, Clock::Steady> said_;
  std::deque<Clock::Steady> raised_;  // Within the last hour.
  std::deque<std::string> waiting_;
  pid_t child_ = 0;
  bool stopped_ = false;
  Clock::Steady child_since_;
};

}  // namespace banwei
