// Plays the morning of a college in the sandbox, minute by minute, for whoever watches.
// Invariant: what people say is said in its minute, after the bot has done what that minute is for; counsellors answer
// what they are told of within two minutes.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>

#include <boost/asio/steady_timer.hpp>

#include "bot/sandbox/college_day.h"
#include "bot/sandbox/sandbox.h"

namespace banwei::sandbox {

/// The same people as rosters in the import format, and in the sandbox: one group a class, counsellors of some classes
/// each, the office and the leader.
struct CollegePeople {
  std::string students = {};  // CSV
  std::string staff = {};
  Campus campus = {};
};
CollegePeople people_of(const CollegeDay& day);

class LiveDay {
 public:
  struct Progress {
    std::chrono::minutes now{};  // of the day
    std::size_t said = 0;        // by people
    std::size_t answered = 0;    // by the bot, signs and messages
    std::size_t in_groups = 0;   // messages of these
    std::size_t alerts = 0;      // told to teachers
    bool down = false;           // The line is cut, and none is taken.
    bool over = false;
  };

  /// It takes seven, for it plays a day on a sandbox that others have set up. `move` moves the clock; each minute of
  /// the day takes `minute`, once the bot's line is up.
  LiveDay(boost::asio::io_context& io, Sandbox& sandbox, const CollegeDay& day, Utc midnight,
          std::chrono::milliseconds minute, std::function<void(Utc)> move, std::function<void(const Progress&)> tell);

  void start();
  void stop() { timer_.cancel(); }

 private:
  void wait();
  void live();
  void cut_the_line();
  void say(const DayLine& line);
  void answer_alerts();
  void heard(const ChatLine& line);

  Sandbox& sandbox_;
  const CollegeDay& day_;
  Utc midnight_;
  std::chrono::milliseconds minute_;
  std::function<void(Utc)> move_;
  std::function<void(const Progress&)> tell_;
  boost::asio::steady_timer timer_;
  Progress progress_ = {.now = std::chrono::minutes{7 * 60 + 29}};
  std::size_t next_ = 0;                              // of the day's lines
  std::map<std::string, std::chrono::minutes> told_;  // teachers who have not answered yet
};

}  // namespace banwei::sandbox
