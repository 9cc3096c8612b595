// What a class's day comes to: each student's standing, the counts of them, and whether the sums hold.
// Invariant: pure; every student of the roster stands exactly once, and nobody reported is never taken for 零报告.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "handlers/common/collection.h"
#include "storage/ledgers.h"
#include "storage/readings.h"
#include "storage/whereabouts.h"

namespace banwei::ledger {

using storage::LedgerClass;
using storage::Standing;

/// What all current readings of a person's day say together.
Standing standing_of(std::span<const storage::Reading> said);

constexpr bool reported(Standing standing) {
  return standing == Standing::normal || standing == Standing::symptoms || standing == Standing::fever;
}
constexpr bool abnormal(Standing standing) { return standing == Standing::symptoms || standing == Standing::fever; }

/// Of all that was ever said of a day, what held at that moment: the last of each slot that was not taken back by then.
std::vector<storage::Reading> holding(std::vector<storage::Reading> said, Utc when);

struct StudentDay {
  Person person = {};
  Standing standing = Standing::missing;
  bool late = false;
  std::vector<storage::Reading> said = {};
  std::optional<storage::Whereabouts> where = {};  // What he has said of it until then.
};

/// In order of number. `said` are the current readings of the day by person.
std::vector<StudentDay> student_days(const Collection& asked,
                                     std::map<std::int64_t, std::vector<storage::Reading>> said);

/// `roster` is how many the class has, counted apart from the collection.
LedgerClass counted(std::int64_t class_id, std::size_t roster, std::span<const StudentDay> students);

LedgerClass sum_of(std::span<const LedgerClass> classes);

/// 日报告: a class is reported every day, with nothing to tell, too.
enum class State {
  all_well,    // 零报告: all reported, nothing abnormal
  unwell,      // all reported, something abnormal
  incomplete,  // some are missing
  nobody,      // nobody reported, which is no 零报告
  excused,     // nobody is expected
};
State state_of(const LedgerClass& counts);

/// How many classes are in that state.
std::size_t count_of(std::span<const LedgerClass> classes, State state);

/// Where the sums do not hold: classes in which reported, missing and exempt are not the roster, and by how much the
/// classes together have more students than the college.
struct Faults {
  std::vector<std::int64_t> classes = {};
  std::int64_t too_many = 0;

  bool none() const { return classes.empty() && too_many == 0; }
};
Faults faults_of(const storage::Ledger& ledger);

/// Of the day, the moment and every figure, in the order of the classes: 16 hexadecimal digits.
std::string hash_of(const storage::Ledger& ledger);

}  // namespace banwei::ledger
