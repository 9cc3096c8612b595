// The school calendar: days off and make-up workdays, over the plain week.
// Invariant: a year without data is Monday to Friday, never a fault; knows(year) tells, so that somebody can be warned
// in time.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types.h"

namespace banwei {

class Calendar {
 public:
  enum class Kind { off, work };

  struct Entry {
    Day first{};
    Day last{};  // Both days count.
    Kind kind = Kind::off;
    std::string name;
  };

  /// What a text held, and what in it could not be read. Lines that can be read count in spite of others that cannot.
  struct Parsed;

  /// Lines of `date,kind,name` or `date..date,kind,name`; kind is off or work, # begins a comment. For one day the
  /// later line wins.
  static Parsed parse(std::string_view text);

  /// The calendar this programme was shipped with.
  static Calendar shipped();

  /// Takes over every year that `other` knows, whole.
  void replace_years_by(const Calendar& other);

  bool knows(std::chrono::year year) const { return years_.contains(year); }
  bool workday(Day day) const;

  /// The name of a day off or make-up day, "" for an ordinary day.
  std::string_view name(Day day) const;

  /// A year's lines in order of date, as they were written.
  std::vector<Entry> entries(std::chrono::year year) const;

 private:
  struct Mark {
    Kind kind = Kind::off;
    std::string name;
  };

  void add(const Entry& entry);

  std::map<Day, Mark> days_;
  std::set<std::chrono::year> years_;
};

struct Calendar::Parsed {
  Calendar calendar;
  std::vector<std::size_t> bad_lines;  // Counted from 1.
};

}  // namespace banwei
