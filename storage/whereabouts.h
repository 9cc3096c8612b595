// Where people are, as they said: in Wuhan or not, on post, isolated; the city and the district and nothing nearer.
// Invariant: what was said stays as it was until its time is over; what holds now is the last word on each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// Unset and "" mean not said.
struct Whereabouts {
  std::int64_t person = 0;
  Utc said{};
  Day day{};
  std::optional<bool> in_wuhan = {}, on_post = {}, isolated = {};
  std::string area = {};          // 武汉洪山, 黄冈
  std::string employer = {};      // Where the person is on post.
  std::optional<Day> since = {};  // When the person came there, as was told when we asked.
};

class WhereaboutsLog {
 public:
  static const TableSet tables;
  explicit WhereaboutsLog(Database& database) : database_(database) {}

  /// Of somebody who does not want his place kept no more than whether he is isolated.
  void add(const Whereabouts& said);

  /// To what the person said last: when that became so.
  void note_since(std::int64_t person, Day since);

  /// What those of the class said by itself on the days from `from` to `to`, oldest first.
  std::vector<Whereabouts> said(std::int64_t class_id, Day from, Day to) const;

  /// What holds of a person at the end of that day: of each thing the last that was said, here or with a temperature.
  std::optional<Whereabouts> of(std::int64_t person, Day day) const;

  /// The same of all who are in the class, in order of their persons.
  std::vector<Whereabouts> of_class(std::int64_t class_id, Day day) const;

  /// Those of the class who are on post or in Wuhan on that day.
  std::vector<Whereabouts> on_post(std::int64_t class_id, Day day) const;

  std::int64_t count_of(std::int64_t person) const;
  std::int64_t erase(std::int64_t person);               // How many went.
  std::int64_t purge(Day before, int most = every_row);  // How many went.

 private:
  Database& database_;
};

}  // namespace banwei::storage
