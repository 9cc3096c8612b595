// Marks by hand, by whoever may call the roll.
// Invariant: a mark is made in one's own classes alone, and the one who is marked is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handlers/args.h"
#include "handlers/attendance/roll_book.h"
#include "handlers/common/rosters.h"
#include "storage/lesson_reports.h"

namespace banwei::attendance {

class HandMarks {
 public:
  HandMarks(RollBook& book, const storage::Members& members, const storage::LessonReports& reports)
      : book_(book), members_(members), reports_(reports), rosters_(members) {}

  /// 赵六是请假，丁一算他到吧: what its caller says of a roll call that has just ended, each with his mark.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// Reads a name or a number of the class; two of one name are read too, and asked about. From a teacher in private
  /// anything is a name, and told to be none.
  Arg<std::string> somebody() const;

  /// 李四到了没, of the roll call that is open or was last.
  Reply tell(const Context& call, std::string who);

  template <Mark::Status status>
  Reply mark(const Context& call, std::string who) {
    return mark_as(call, who, status);
  }

 private:
  std::vector<Person> called(std::string_view who, const Context& context) const;
  Reply mark_as(const Context& call, const std::string& who, Mark::Status status);
  bool has_just_called(const Context& context, bool corrects) const;

  RollBook& book_;
  const storage::Members& members_;
  const storage::LessonReports& reports_;
  Rosters rosters_;
};

}  // namespace banwei::attendance
