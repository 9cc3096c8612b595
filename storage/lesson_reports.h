// What a class's committee reports of its lessons: how many were there, and who was not.
// Invariant: nothing is overwritten; of the reports on one lesson the last that was not withdrawn counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct LessonReport {
  enum class Status { absent, leave, late, early };

  /// Somebody who was not there for the whole of it.
  struct Absence {
    std::int64_t person = 0;
    Status status = Status::absent;
    std::string type = {};  // Of leave: 病假, "" when nobody said.

    friend bool operator==(const Absence&, const Absence&) = default;
  };

  std::int64_t id = 0;
  std::int64_t class_id = 0;
  Day day{};
  int first = 0;  // Of the day's lessons, from 1; 0 for what has none, as 晚自习.
  int last = 0;
  std::string course = {};
  std::string platform = {};  // 腾讯会议, "" when nobody said
  std::string teaching = {};  // How it went: 卡顿, or 停课 when it was not held; "" when nothing was said.
  int due = 0;
  int present = 0;
  std::int64_t by = 0;  // Who said so.
  std::string room = {};
  std::string message = {};
  Utc said{};
  Utc recorded{};
  std::vector<Absence> absences = {};  // At most one of a person.
};

class LessonReports {
 public:
  static const TableSet tables;
  explicit LessonReports(Database& database) : database_(database) {}

  std::int64_t add(const LessonReport& report);

  /// Those that count of a class from day to day, both inclusive, in the order of their lessons; at most 2,000.
  std::vector<LessonReport> of_class(std::int64_t class_id, Day from, Day to) const;

  /// Takes back all that this message reported: what was said of a lesson before counts again. How many.
  std::int64_t withdraw(std::string_view room, std::string_view message, Utc when);

  /// How often a person stands in one, whether it counts or not.
  std::int64_t count_of(std::int64_t person) const;

  /// Forgets at most `most` of days before that one; how many.
  std::int64_t purge(Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
