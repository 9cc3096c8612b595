// What the cross-checks (比对排查) found: which rule, about whom, in which words, who sees to it and what came of it.
// Invariant: a finding is closed by a human alone, with a result; it is never found twice within its rule's days.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Finding {
  std::int64_t id = 0;
  Day day{};
  std::string rule = {};  // "R5"
  std::int64_t class_id = 0;
  std::int64_t person = 0;    // 0: it is about the class
  std::string words = {};     // Why; for teachers alone.
  std::int64_t assignee = 0;  // Who sees to it; 0: nobody is there who could.
  Utc found{};
  std::optional<Utc> told = {};     // When the assignee first heard of it.
  std::string result = {};          // "true", "error", "later"; "" while nobody has said anything
  std::string reason = {};          // What was said about it.
  std::int64_t settled_by = 0;      // Who said so.
  std::optional<Utc> settled = {};  // Until then it is open.
};

class Findings {
 public:
  static const TableSet tables;
  explicit Findings(Database& database) : database_(database) {}

  /// Keeps it as a new one, unless the rule has found something about the same person or class on that day or since.
  void add(const Finding& finding, Day since);

  std::optional<Finding> by_id(std::int64_t id) const;

  /// Those of a class from that day on that nobody has settled, oldest first.
  std::vector<Finding> open(std::int64_t class_id, Day since) const;

  /// All of that day, oldest first: about a class and whoever is in it; of a rule.
  std::vector<Finding> of_day(std::int64_t class_id, Day day) const;
  std::vector<Finding> of_rule(std::string_view rule, Day day) const;

  /// What a rule has found in a class from that day on.
  std::vector<Finding> since(std::int64_t class_id, std::string_view rule, Day from) const;

  void mark_told(std::int64_t id, Utc when);

  /// Takes over the result, the reason, who settled it and when.
  void settle(const Finding& finding);

  /// Of one person: how many there are, and empties the words of each.
  std::int64_t count_of(std::int64_t person) const;
  std::int64_t blank(std::int64_t person);

  /// Deletes at most `most` of days before that one; how many.
  std::int64_t purge(Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
