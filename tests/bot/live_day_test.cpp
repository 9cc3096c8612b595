// A morning that plays itself in the sandbox: everybody who speaks can, each line is said once, and the clock goes with
// it to five past twelve.
#include <algorithm>
#include <memory>
#include <set>

#include "bot/sandbox/live_day.h"
#include "tests/bot/sandbox_stand.h"

namespace banwei::sandbox {
namespace {

TEST(LiveDay, PlaysAMorningOnceABotIsThere) {
  const CollegeDay day(1, 60, 2);
  const CollegePeople people = people_of(day);
  EXPECT_EQ(std::count(people.students.begin(), people.students.end(), '\n'), 61);
  EXPECT_NE(people.staff.find("辅导员"), std::string::npos);

  boost::asio::io_context io{1};
  tests::HandClock clock;
  net::Server server(io, "127.0.0.1", 0);
  Sandbox sandbox(server, io, clock, people.campus);
  server.start();
  const Utc midnight = clock.wall();
  LiveDay::Progress last;
  std::set<std::chrono::minutes> down;
  std::size_t told = 0;
  LiveDay live(
      io, sandbox, day, midnight, std::chrono::milliseconds{1}, [&](Utc to) { clock.set(to); },
      [&](const LiveDay::Progress& now) {
        last = now;
        ++told;
        if (now.down) down.insert(now.now);
      });
  live.start();
  io.run_for(std::chrono::milliseconds{30});
  EXPECT_EQ(told, 0U) << "nobody is there to hear it";

  auto bot = std::make_unique<net::SocketClient>(io, server.port(), Sandbox::onebot_path);
  bot->send(R"({"action": "send_private_msg", "echo": "1", "params": {"user_id": 20001, "message": [
    {"type": "text", "data": {"text": "⚠ 张三 38.2℃。回“已联系”"}}]}})");
  bool answered = false;
  for (int turn = 0; turn < 200 && !answered; ++turn) {
    const auto frame = bot->next(1);
    answered = frame && frame->find("已联系 全部") != std::string::npos;
  }
  EXPECT_TRUE(answered) << "a teacher has called";
  for (int turn = 0; turn < 5'000 && !last.over; ++turn) {
    io.run_for(std::chrono::milliseconds{1});
    // It dials again when it is cut off, and is not let in until the line is back.
    if (!last.down && !sandbox.linked())
      bot = std::make_unique<net::SocketClient>(io, server.port(), Sandbox::onebot_path);
  }
  EXPECT_TRUE(last.over);
  EXPECT_EQ(down.size(), 3U) << "the line fell";
  EXPECT_EQ(*down.begin(), std::chrono::minutes{10 * 60 + 40});
  EXPECT_EQ(last.said, day.lines.size() + 1) << "and the teacher's answer";
  EXPECT_EQ(last.alerts, 1U);
  EXPECT_EQ(clock.wall(), midnight + std::chrono::minutes{12 * 60 + 5});
  EXPECT_GT(told, 200U);
  sandbox.stop();
  server.stop();
  io.restart();
  io.run_for(std::chrono::milliseconds{50});
}

}  // namespace
}  // namespace banwei::sandbox
