// Where many are missing at ten, each of them is told within the half hour, and no minute has more than its share.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <map>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

TEST(LadderSpread, HundredsAreToldAFewAMinuteAndNobodyTwice) {
  constexpr std::size_t classes = 6;
  constexpr std::size_t students = 50;  // of each: more than are told within eight minutes
  World world;
  const auto at = [&](std::chrono::minutes time) {
    return Utc{world.zone.utc(Day{std::chrono::year{2020} / 3 / 11}) + time};
  };
  world.clock.set(at(std::chrono::hours{9} + std::chrono::minutes{50}));
  world.restart();
  for (std::size_t klass = 0; klass < classes; ++klass) {
    const std::string name = fmt::format("机电{}", 1901 + klass);
    world.add_class(name, fmt::format("g{}", klass));
    for (std::size_t i = 0; i < students; ++i)
      world.add_person(fmt::format("{}{:02}", 1901 + klass, i), fmt::format("学生{}", i), name, Role::student);
  }
  world.connect();
  std::map<std::string, int> told;
  std::size_t most = 0;
  for (std::chrono::minutes now{9 * 60 + 55}; now < std::chrono::minutes{10 * 60 + 29};
       now += std::chrono::minutes{1}) {
    world.pass_to(at(now));
    std::size_t this_minute = 0;
    for (const World::Sent& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send == nullptr || send->group || send->content.front().value.find("还没收到") == std::string::npos) continue;
      ++told[send->target];
      ++this_minute;
    }
    most = std::max(most, this_minute);
  }
  EXPECT_EQ(told.size(), classes * students);
  for (const auto& [who, times] : told) EXPECT_EQ(times, 1) << who;
  EXPECT_LE(most, 25U) << "an account says no more";
}

}  // namespace
}  // namespace banwei::tests
