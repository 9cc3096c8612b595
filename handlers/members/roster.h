// A roster as it was read: people, their classes and roles, what is wrong with it row by row, and what was made of it.
// Invariant: a row with a problem yields no person; every problem says how to mend it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/bilingual.h"
#include "storage/types.h"

namespace banwei::members {

/// One row of the roster.
struct RosterEntry {
  int row = 0;
  bool staff = false;
  std::string number = {};  // 学号, or 工号 of staff
  std::string name = {};
  std::vector<std::string> classes = {};  // Exactly one of a student; those of a counsellor or class teacher.
  std::string account = {};               // QQ, "" when not given
  std::string group = {};                 // 群号 of the student's class
  std::string major = {};
  std::string grade = {};
  std::string phone = {};
  std::vector<Role> roles = {};  // Cadre roles of a student, without `student` itself; staff roles.
};

struct RosterProblem {
  /// What kind of fault it is, for those who count them.
  enum class Why {
    encoding,      // Bytes or characters were lost on the way.
    separator,     // A row is cut by another sign than the others.
    excel_error,   // #N/A and its kin where something must stand
    empty_word,    // 0, NULL, 无 where something must stand
    rounded,       // 2.01901E+11
    same_number,   // As row `other`.
    same_account,  // As row `other`.
    wrong,         // Anything else.
  };
  int row = 0;
  Phrase what = {};  // One sentence that says how to mend it, without the row number.
  Why why = Why::wrong;
  std::string column = {};  // Its name in our sentences; "" for the whole row.
  int other = 0;
};

/// What the reader did by itself, for whoever confirms the import.
struct RosterNotice {
  enum class Kind {
    encoding,          // It is not UTF-8.
    separator,         // It is no comma.
    no_accounts,       // There is no column of them.
    lines_skipped,     // Titles, totals, signatures, at `rows`.
    class_spelling,    // Several spellings are one class.
    account_left_out,  // A QQ that is none, at `rows`.
    left_out,          // Another cell that may be empty and held 0, NULL, #VALUE! or the like, at `rows`.
    same_name,         // In one class, with `names`.
  };
  Kind kind = Kind::encoding;
  Phrase what = {};
  std::vector<int> rows = {};
  std::vector<std::string> names = {};
};

struct Roster {
  std::vector<RosterEntry> entries = {};
  std::vector<RosterProblem> problems = {};
  std::vector<RosterNotice> notices = {};
  std::vector<int> header = {};  // The rows that name the columns.
  bool states_duties = false;    // It has the column 职务, so that a student without one holds none.
};

/// "第3行：没有姓名，……" and "row 3: …".
Phrase to_phrase(const RosterProblem& problem);

/// Whether the role is held for the whole college rather than for the classes of the row.
bool college_wide(Role role);

}  // namespace banwei::members
