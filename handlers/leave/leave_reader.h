// A sentence that asks for leave, read with what the class knows: its people, its timetable, its open roll call.
// Invariant: it reads stores and writes nothing; what the timetable does not say stays open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/rosters.h"
#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_grammar.h"

namespace banwei::leave {

struct Request {
  Statement said;
  std::string words;                   // As they are to be read again when more is said.
  std::string shown;                   // As they were said, for whoever decides.
  std::int64_t roll_call = 0;          // The roll call that it is for alone.
  std::int64_t call = 0;               // The roll call that is open and falls into what it says.
  bool answers = false;                // It completes what was asked back.
  std::optional<Leave> replaces = {};  // It changes this one, which was asked for before.

  /// For a roll call alone neither why nor which part of the day has to be known.
  bool completes_itself() const { return said.open == Statement::Open::reason || said.open == Statement::Open::part; }
};

class RequestReader {
 public:
  RequestReader(Book& book, const storage::Members& members) : book_(book), members_(members), rosters_(members) {}

  std::optional<Request> understand(const std::string& words, const Context& context);

 private:
  std::optional<Request> of_student(const std::string& words, const Context& context);
  std::vector<std::string> courses_of(const Class& klass, Day today) const;
  bool is_away(const Context& context) const;
  void settle_more(Statement& said, const Context& context) const;
  void settle_course(Statement& said, const Context& context) const;
  void settle_lessons(Statement& said, const Context& context) const;

  Book& book_;
  const storage::Members& members_;
  Rosters rosters_;
};

}  // namespace banwei::leave
