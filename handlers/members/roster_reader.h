// Reads a roster from CSV text: people, their classes and roles, and what is wrong with it, row by row. Pure.
// Invariant: a row with a problem yields no person; every problem says how to mend it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/types.h"

namespace banwei::members {

/// One row of the roster.
struct RosterEntry {
  int row = 0;  // as a spreadsheet counts: the first line is row 1
  bool staff = false;
  std::string number;  // 学号, or 工号 of staff
  std::string name;
  std::vector<std::string> classes;  // exactly one of a student; those of a counsellor or class teacher
  std::string account;               // QQ, "" when not given
  std::string group;                 // 群号 of the student's class
  std::string major;
  std::string grade;
  std::string phone;
  std::vector<Role> roles;  // cadre roles of a student, without `student` itself; staff roles
};

struct RosterProblem {
  int row = 0;
  std::string what;  // one Chinese sentence that says how to mend it, without the row number
};

struct Roster {
  std::vector<RosterEntry> entries;
  std::vector<RosterProblem> problems;
  bool states_duties = false;  // has the column 职务, so that a student without one holds none
};

/// RFC 4180, UTF-8 with or without BOM. The header may stand below a title, its columns in any order, others are
/// ignored.
Roster read_roster(std::string_view csv);

/// "第3行：没有姓名，……"
std::string to_string(const RosterProblem& problem);

/// Whether the role is held for the whole college rather than for the classes of the row.
bool college_wide(Role role);

}  // namespace banwei::members
