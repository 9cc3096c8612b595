// Meetings of classes: when each is held, who was there, what its minutes say; and the themes for which several classes
// hold one each.
// Invariant: a class holds at most one meeting for a theme; what is cancelled stays a row until the purge.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct MeetingTheme {
  std::int64_t id = 0;
  std::string title = {};
  std::string whose = {};  // As it is shown: 2018级、2019级.
  std::int64_t by = 0;
  Utc said{};
  Day until{};  // The last day on which it may be held.
};

struct Meeting {
  std::int64_t id = 0;
  std::int64_t theme = 0;  // 0: it is none of a theme
  std::int64_t class_id = 0;
  std::string title = {};   // 开会, 主题班会
  std::string number = {};  // Of an online meeting, "" without.
  std::int64_t by = 0;      // Who planned it; his is the roll call.
  Utc said{};
  std::optional<Utc> begins = {};  // Nothing while the class has set no time.
  std::chrono::minutes lead{};     // The class is reminded so long before; 0: it is not.
  bool roll = true;                // The roll is called.
  std::int64_t roll_call = 0;      // 0 until then
  std::optional<Utc> ended = {};
  int due = 0;  // Of the roll call, once the meeting has ended.
  int present = 0;
  std::string minutes = {};  // "" until somebody has written them.
  std::int64_t minutes_by = 0;
};

class Meetings {
 public:
  static const TableSet tables;
  explicit Meetings(Database& database) : database_(database) {}

  std::int64_t add(const MeetingTheme& theme);
  std::optional<MeetingTheme> theme(std::int64_t id) const;
  std::vector<MeetingTheme> themes() const;  // Newest first, at most 40.

  /// With the meetings for it that have not begun.
  void cancel_theme(std::int64_t id, Utc when);

  std::int64_t add(const Meeting& meeting);
  void save(const Meeting& meeting);  // All but its theme, its class and who planned it when.
  void cancel(std::int64_t id, Utc when);
  std::optional<Meeting> by_id(std::int64_t id) const;
  std::vector<Meeting> of_theme(std::int64_t theme) const;  // In the order of the classes' ids.

  /// Those of a class that have no time yet or begin at `from` or later, in the order of their beginning; at most 40.
  std::vector<Meeting> of_class(std::int64_t class_id, Utc from) const;

  /// Forgets at most `most` that were planned before then, and the themes of which none is left; how many.
  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
