// The register of lessons (云考勤): a class's committee reports each in a line, and what is known of attendance is
// counted.
// Invariant: who was not there is told to those alone who may know; a report that is corrected stays beside the new
// one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/common/attendance_rate.h"
#include "handlers/exporting.h"
#include "handlers/lesson/appeals.h"
#include "handlers/lesson/lesson_off.h"
#include "handlers/lesson/overview.h"
#include "handlers/lesson/register_book.h"
#include "handlers/lesson/register_sheet.h"
#include "handlers/lesson/reminding.h"
#include "handlers/lesson/reports.h"
#include "handlers/lesson/spot_checks.h"
#include "handlers/lesson/taught.h"
#include "handlers/lesson/weekly.h"
#include "handlers/retention.h"
#include "storage/access_log.h"

namespace banwei::lesson {

inline constexpr Kept kept_reports{"lessons", 0, Kept::Since::term};

class Register final : public Feature, public Keeps, public Exports, public AttendanceRate {
 public:
  /// It takes eleven, for it hands its parts what each of them uses. `features` is the whole list and may still grow
  /// until the first question.
  Register(const std::vector<std::unique_ptr<Feature>>& features, const storage::Members& members,
           storage::LessonReports& reports, storage::Leaves leaves, storage::Questions& questions,
           storage::AccessLog& accesses, storage::SpotChecks& checks, const Zone& zone, const Lessons& begins,
           const Settings& settings, const Timetables& timetables);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::attendance; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;
  std::optional<double> attendance(const std::vector<Class>& classes, Day day) const override;
  Reply recalled(const Recall& recall, const Moment& now) override;

 private:
  std::vector<Command> said_of_lessons();
  std::vector<Command> asked_of_all();
  std::vector<Command> asked_of_one();
  std::vector<Command> checked();
  Reply tell_how(const Context& call);
  bool reminds(Day day);
  std::optional<Interpretation> hear_report(const Utterance& said, const Context& context);

  const storage::Members& members_;
  const Settings& settings_;
  storage::LessonReports& kept_;
  storage::AccessLog& accesses_;
  storage::SpotChecks& checks_;
  Reports reports_;
  SpotChecks spot_checks_;
  Appeals appeals_;
  Book book_;
  Overview overview_;
  Taught taught_;
  LessonOff off_;
  RegisterSheet sheet_;
  Weekly weekly_;
  Reminding reminding_;
  bool timetabled_ = false;  // Some class has one. Only ever turns true, so that a change that is undone does no harm.
};

}  // namespace banwei::lesson
