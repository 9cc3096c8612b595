// A lesson that was not held (停课 3-4节): it stands in the register, nobody was absent from it, and nobody is asked.
// Invariant: it is said by whoever reports the class's lessons, and a report of the same lesson takes its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/args.h"
#include "handlers/common/timetables.h"
#include "storage/lesson_reports.h"
#include "storage/members.h"

namespace banwei::lesson {

/// 3-4节, 3月9日 1-2节 高数
struct OffOrder {
  std::optional<Day> day = {};  // today
  int first = 0;                // 0: of the course, as the timetable has it
  int last = 0;
  std::string course = {};  // "": that of the timetable
};

void to_json(nlohmann::ordered_json& json, const OffOrder& order);

/// The whole of a folded text.
std::optional<OffOrder> read_off(std::string_view folded, Day today, std::chrono::local_seconds now);

class LessonOff {
 public:
  LessonOff(const storage::Members& members, storage::LessonReports& reports, const Timetables& timetables)
      : members_(members), reports_(reports), timetables_(timetables) {}

  Arg<OffOrder> order() const;
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  Reply note(const Context& call, OffOrder order);

 private:
  const storage::Members& members_;
  storage::LessonReports& reports_;
  const Timetables& timetables_;
};

}  // namespace banwei::lesson
