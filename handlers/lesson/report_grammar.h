// Understands the committee's report on lessons: which course at which lessons, how many were there, and who was not.
// Pure, without clock, store or chat.
// Invariant: talk about lessons is nothing; what does not add up, or lacks something, is named and never guessed.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/timetables.h"
#include "handlers/language/people.h"
#include "storage/lesson_reports.h"

namespace banwei::lesson {

using Status = storage::LessonReport::Status;

struct Scene {
  const language::People& people = language::People::nobody();  // The class.
  std::string_view class_name = {};
  std::string_view speaker = {};  // The speaker's number, "" for one of the staff.
  Day today{};
  std::optional<Day> day = {};  // That is meant where none is said; else today.
  int away = 0;                 // So many are on leave for the whole day, and may be left out of 应到.
  std::function<std::vector<TimetableLesson>(Day)> timetable = {};  // The lessons of a day; none: nobody knows them.
  bool amending = false;  // It says what was wrong with a report that was just made.
  bool sure = false;      // That 应到 is another number than the class has was asked about already.
};

/// What was said of one lesson.
struct Statement {
  enum class Open {
    nothing,
    period,    // Which lessons: 高数 全勤
    course,    // 1-2节 全勤
    who,       // A name that nobody of the class has.
    which,     // Two are called so.
    due,       // 应到 is another number than the class has.
    mismatch,  // The numbers and the names contradict each other.
    names,     // Fewer names than are missing.
  };
  struct Absence {
    std::size_t who = 0;  // A place in the class.
    Status status = Status::absent;
    std::string type = {};  // Of leave: 病假, "" when nobody said
  };

  Open open = Open::nothing;
  bool sure = false;  // As the scene had it.
  bool amends = false;  // It says what those named are, and nothing of the others: 李四1-2节高数是病假不是旷课.
  bool counted = false;                 // It says how many were there, or that all others were.
  std::string words = {};               // What was said of this one, folded.
  std::string about = {};               // The name that was asked about, as it stands in those words.
  std::vector<std::size_t> among = {};  // Who it may be.
  std::string course = {};
  std::string platform = {};
  std::string teaching = {};  // 卡顿, "" when nothing was said of how it went
  int first = 0;              // 0 for what is held at no numbered lesson
  int last = 0;
  Day day{};
  int due = 0;
  int present = 0;
  std::vector<Absence> absences = {};     // In the order of the text, each person once.
  std::vector<std::size_t> cleared = {};  // Of an amendment: who was there after all, 是王五旷课不是李四.
  bool contradicts = false;               // The numbers of the parts are not those of the names.
  int unnamed = 0;                        // So many are missing of whom no name was said; below 0, so many too many.

  /// Those of one status.
  std::size_t count(Status status) const;
  /// Whether it names latecomers alone (1-2节高数 马超迟到), which leaves what was reported of the others as it is.
  bool only_late_or_early() const;

  /// 1-2节, "" for what has none.
  std::string period() const;
};

/// The lessons that a message reports on, in its order; none when it is no report. At most 12.
std::vector<Statement> understand(std::string_view text, const Scene& scene);

/// Whether a text as it was written can be a report at all; cheap, for it is asked of every message of a committee.
bool may_be_report(std::string_view text);

/// "period", "names", ... as the case tables write it.
std::string_view to_string(Statement::Open open);

/// The fields as the case tables write them: {"course":"高等数学","period":"1-2","due":38,"present":38}.
nlohmann::ordered_json fields(const Statement& said, const Scene& scene);

}  // namespace banwei::lesson
