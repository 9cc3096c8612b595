// [temperature] workdays: on a day off nobody is asked, and on the weekend day that is worked instead everybody is.
#include <gtest/gtest.h>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

class TemperatureWorkdays : public testing::Test {
 protected:
  TemperatureWorkdays() {
    world.add_class("机电1901", "g1");
    teacher = world.add_person("T1", "王敏", "机电1901", Role::counsellor);
    student = world.add_person("2019010101", "张三", "机电1901", Role::student);
    for (const Person& one : {teacher, student}) world.make_friend(one.account, true);
  }

  /// What all jobs of a day say of itself in the group and to the student, where nothing has been reported.
  std::size_t asked(Day day, bool workdays) {
    Settings settings;
    settings.temperature.workdays = workdays;
    Features features(world.stores(), world.zone, settings);
    std::size_t lines = 0;
    for (Feature* feature : features.all()) {
      for (const ScheduledJob& job : feature->jobs(day)) {
        world.clock.set(world.zone.utc(day + job.at));
        for (const Action& action : job.run(world.zone.at(world.clock.wall())).actions) {
          const auto* whisper = std::get_if<Whisper>(&action);
          if (std::holds_alternative<Post>(action) || (whisper != nullptr && whisper->to.id == student.id)) ++lines;
        }
      }
    }
    return lines;
  }

  World world;
  Person teacher;
  Person student;
};

constexpr Day holiday{std::chrono::year{2020} / 4 / 6};   // A Monday off, for 清明.
constexpr Day weekend{std::chrono::year{2020} / 4 / 11};  // A plain Saturday.
constexpr Day made_up{std::chrono::year{2020} / 4 / 26};  // A Sunday that is worked for the holiday in May.

TEST_F(TemperatureWorkdays, OnADayOffNobodyIsAsked) {
  EXPECT_EQ(asked(holiday, true), 0U);
  EXPECT_EQ(asked(weekend, true), 0U);
}

TEST_F(TemperatureWorkdays, OnAMakeUpDayEverybodyIs) { EXPECT_GE(asked(made_up, true), 4U); }

TEST_F(TemperatureWorkdays, WithoutTheSettingADayOffIsLikeAnyOther) { EXPECT_GE(asked(holiday, false), 3U); }

}  // namespace
}  // namespace banwei::tests
