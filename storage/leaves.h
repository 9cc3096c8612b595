// Who asked to be away when, and what was answered.
// Invariant: a number is never given twice; whoever is away is so by an approved row alone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Leave {
  enum class State {
    waiting,    // For those who decide about the class.
    forwarded,  // Granted by them, it waits for the office.
    approved,
    refused,
    withdrawn,
  };
  std::int64_t id = 0;      // Its number, as people say it.
  std::int64_t person = 0;  // Who is away.
  std::int64_t class_id = 0;
  std::int64_t by = 0;    // Who asked; equal to `person` for one's own.
  std::string type = {};  // 病假, "" when nobody said
  Day from{};             // The first day; `to` is the last, and counts.
  Day to{};
  std::string part = {};       // The part of the day: "am" "pm" "eve", lessons "3-4", a course; "" for all of it.
  std::int64_t roll_call = 0;  // When not 0, it counts for this one alone.
  std::string words = {};      // As it was said.
  Utc said{};
  State state = State::waiting;
  int told = 0;               // How many of those who may decide have been asked, one after the other.
  Utc asked{};                // When the last of them was asked.
  std::int64_t asked_of = 0;  // Who that was.
  std::int64_t decided_by = 0;
  std::optional<Utc> decided = {};
  std::optional<Utc> ended = {};  // When it ended before its last day.
  bool retro = false;             // 补假: it was asked for when it was over.
};

class Leaves {
 public:
  static const TableSet tables;
  explicit Leaves(Database& database) : database_(database) {}

  std::int64_t add(const Leave& leave);
  std::optional<Leave> by_id(std::int64_t id) const;

  /// Those that nobody has decided and that are not over on that day, the newest question first, at most 500. What was
  /// asked for when it was over counts for two weeks, here and in the next.
  std::vector<Leave> waiting(Day today) const;

  /// Those that were refused and are not over on that day, the last refused first, at most 50.
  std::vector<Leave> refused(Day today) const;

  /// A person's that wait or are approved and not over on that day, the newest first.
  std::vector<Leave> of_person(std::int64_t person, Day today) const;

  std::int64_t count_of(std::int64_t person) const;

  /// Those of a class that are approved and hold on that day, in the order they were asked for.
  std::vector<Leave> approved(std::int64_t class_id, Day day) const;

  /// All of a class that have a day from `from` to `to` inclusive, whatever was answered, but those for one roll call
  /// alone; in their order, at most 2,000.
  std::vector<Leave> of_class(std::int64_t class_id, Day from, Day to) const;

  /// All that were asked for this roll call alone, in their order.
  std::vector<Leave> of_roll_call(std::int64_t roll_call) const;

  /// Another of those who may decide has been asked.
  void ask(std::int64_t id, int told, std::int64_t of, Utc when);

  /// `waiting` and `forwarded` start the asking again.
  void set_state(std::int64_t id, Leave::State state, std::int64_t by, Utc when);
  void end(std::int64_t id, Utc when);

  /// The person is of another class from that day on: what waits is to be asked of those who decide there, what was
  /// approved holds there, and the days before stay with the class that they were of.
  void move(std::int64_t person, std::int64_t to_class, Day today, Utc now);

  /// Forgets the words of at most `most` that were over before then; how many.
  std::int64_t forget_words(Day before, int most = every_row);

  /// Forgets at most `most` that were over before then, how many; the highest number stays, so that it is not given
  /// again.
  std::int64_t purge(Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
