// Temperatures with their provenance, and the notes of those who have none to give.
// Invariant: nothing is overwritten; at most one reading of a person, day and slot is current.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// One measured temperature, as it was said.
struct Reading {
  std::int64_t id = 0;
  std::int64_t person = 0;
  Day day{};
  std::string slot = {};  // "am", "noon", "pm", or "" when none was said
  int centi = 0;          // Hundredths of a degree Celsius: 3650 is 36.5 ℃; 0 once the person had it deleted.
  std::int64_t by = 0;    // The person who said it; equal to `person` for one's own.
  std::string how = {};   // "self", "confirmed", "fix", "behalf", "backfill"
  std::string room = {};
  std::string message = {};  // The platform's id of the message it came by.
  std::string text = {};     // What was said; purged after 7 days.
  Utc sent{};                // The event's own time: lateness is judged by it.
  Utc received{};
  Utc recorded{};
  std::vector<std::string> symptoms = {};  // Normalised words.
  std::optional<bool> well = {};           // Said to be without symptoms.
  std::optional<bool> in_wuhan = {};
  std::optional<bool> on_post = {};
  std::optional<bool> isolated = {};
  std::string place = {};
  std::optional<std::int64_t> replaced_by = {};  // The next of its person, day and slot, withdrawn or not.
  std::optional<Utc> withdrawn = {};
  std::optional<std::int64_t> replaces = {};
};

/// Why somebody has no reading: "broken" (no thermometer) or "later".
struct Note {
  std::int64_t person = 0;
  std::string why = {};
  std::string text = {};
  Utc said{};
};

/// What stays of a class's day when its readings are gone.
struct DayCounts {
  std::int64_t class_id = 0;
  Day day{};
  std::int64_t expected = 0;
  std::int64_t answered = 0;
  std::int64_t late = 0;    // How many of those who answered were late.
  std::int64_t fevers = 0;  // How many people had 37.3 or more.
};

struct Recorded {
  std::int64_t id = 0;
  /// What was recorded last that day, or else the day before; withdrawn ones do not count.
  std::optional<int> before = {};
};

class Readings {
 public:
  static const TableSet tables;
  explicit Readings(Database& database) : database_(database) {}

  /// Stores `reading` as the current one of its person, day and slot; the last one before is kept, marked as replaced.
  Recorded record(const Reading& reading);

  std::optional<Reading> by_id(std::int64_t id) const;

  /// The current readings of a person's day, oldest first.
  std::vector<Reading> of_day(std::int64_t person, Day day) const;

  /// Those of all who are or were in the class, by person, oldest first.
  std::map<std::int64_t, std::vector<Reading>> of_class(std::int64_t class_id, Day day) const;

  /// Of all who are or were in the class, by person, oldest first, replaced and withdrawn ones too.
  std::map<std::int64_t, std::vector<Reading>> history_of_class(std::int64_t class_id, Day from, Day to) const;

  /// The value of the newest of a person's day.
  std::optional<int> latest(std::int64_t person, Day day) const;

  /// Every reading of a person from `from` to `to` inclusive, replaced and withdrawn ones too, oldest first.
  std::vector<Reading> history(std::int64_t person, Day from, Day to) const;

  /// Of each student of the class with a current reading that day: when the first of them was sent.
  std::map<std::int64_t, Utc> answered(std::int64_t class_id, Day day) const;

  /// The current readings of the class's students that day of `from` (hundredths of a degree) or more, oldest first.
  std::vector<Reading> at_least(int from, std::int64_t class_id, Day day) const;

  void withdraw(std::int64_t id, Utc when);

  /// A person's note of a day; a later one takes its place.
  void note(std::int64_t class_id, Day day, const Note& note);
  std::vector<Note> notes(std::int64_t class_id, Day day) const;

  /// Empties the text of at most `most` readings, and as many notes, that were recorded before `before`; how many.
  std::int64_t forget_texts(Utc before, int most = every_row);

  /// The first day of which there is a reading, and the last one that was counted.
  std::optional<Day> first_day() const;
  std::optional<Day> last_counted() const;

  std::optional<DayCounts> counts(std::int64_t class_id, Day day) const;
  void keep(const DayCounts& counts);

  /// Empties a person's readings of a day, all that were ever said: that there was one stays. How many.
  std::int64_t blank(std::int64_t person, Day day);

  /// Deletes the readings and notes until that day of at most `most` people, whatever was said before them; an alert
  /// keeps its words. How many rows went.
  std::int64_t forget(Day until, int most = every_row);

 private:
  /// What a person has said of a day: the last id in the slot, withdrawn or not, and the newest value of any slot.
  struct Earlier {
    std::optional<std::int64_t> last = {};
    std::optional<int> newest = {};
  };
  Earlier earlier(std::int64_t person, const std::string& day, std::string_view slot) const;

  Database& database_;
  std::int64_t newest_ = 0;  // The ids of readings that were undone are not used again.
};

}  // namespace banwei::storage
