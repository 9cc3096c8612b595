// Reports on lessons: the last one counts, and the one before it again when that is withdrawn.
#include "storage/lesson_reports.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

using Status = LessonReport::Status;

class LessonReportsTest : public testing::Test, protected World {
 protected:
  LessonReport report(const std::string& message, int first, std::vector<LessonReport::Absence> absences = {}) const {
    return {.class_id = first_class,
            .day = wednesday,
            .first = first,
            .last = first + 1,
            .course = "高等数学",
            .due = 2,
            .present = 2 - static_cast<int>(absences.size()),
            .by = li.id,
            .room = "100",
            .message = message,
            .said = at(100),
            .recorded = at(101),
            .absences = std::move(absences)};
  }

  std::vector<LessonReport> of_day() const { return reports.of_class(first_class, wednesday, wednesday); }

  const Day wednesday = day("2020-03-11");
  LessonReports& reports = stores.lesson_reports;
};

TEST_F(LessonReportsTest, TheLastOfALessonCountsAndWhatItReplacedAgainWhenItIsWithdrawn) {
  reports.add(report("m1", 3, {{zhang.id, Status::leave, "病假"}}));
  reports.add(report("m2", 1));
  reports.add(report("m3", 3, {{zhang.id, Status::absent, ""}}));
  auto all = of_day();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].message, "m2");
  EXPECT_EQ(all[1].message, "m3");
  EXPECT_EQ(all[1].absences, (std::vector<LessonReport::Absence>{{zhang.id, Status::absent, ""}}));
  EXPECT_EQ(reports.withdraw("100", "m3", at(200)), 1);
  EXPECT_EQ(reports.withdraw("100", "m3", at(200)), 0) << "once";
  all = of_day();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].absences, (std::vector<LessonReport::Absence>{{zhang.id, Status::leave, "病假"}}));
  EXPECT_EQ(reports.count_of(zhang.id), 2);
  EXPECT_TRUE(reports.of_class(second_class, wednesday, wednesday).empty());
}

TEST_F(LessonReportsTest, ArePurgedWithTheirAbsences) {
  reports.add(report("m1", 1, {{zhang.id, Status::late, ""}}));
  reports.add(report("m2", 3));
  EXPECT_EQ(reports.purge(wednesday), 0);
  EXPECT_EQ(reports.purge(wednesday + std::chrono::days{1}, 1), 1);
  EXPECT_EQ(count("SELECT count(*) FROM lesson_absences"), 0);
  EXPECT_EQ(of_day().size(), 1U);
}

}  // namespace
}  // namespace banwei::storage
