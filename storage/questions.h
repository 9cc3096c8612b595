// What the bot has asked whom, until when: a dialogue is a row, so it survives a restart.
// Invariant: a person has at most one open question per feature.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Question {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string feature = {};
  std::string kind = {};     // The feature's own word for it, such as "typo".
  std::string payload = {};  // The feature's own JSON.
  Day day{};                 // The day it is about.
  Utc asked{};
  Utc until{};
};

class Questions {
 public:
  static const TableSet tables;
  explicit Questions(Database& database) : database_(database) {}

  /// Asks; an open question of the same person and feature is closed by it. The id.
  std::int64_t ask(const Question& question);

  /// The newest question to this person that is open at `now`, of `feature`. Asked of every message: whoever has not
  /// been asked anything costs no query.
  std::optional<Question> open(std::int64_t person, std::string_view feature, Utc now) const;

  /// Whether a question of that kind was asked about that day, open or not.
  bool asked(std::int64_t person, std::string_view feature, std::string_view kind, Day day) const;

  void close(std::int64_t person, std::string_view feature, Utc when);

  static constexpr std::chrono::days kept{7};  // Counted from its end.

  /// Deletes what ended before `before`.
  void purge(Utc before);

 private:
  bool may_be_asked(std::int64_t person) const;

  Database& database_;
  mutable std::optional<std::unordered_set<std::int64_t>> asked_;  // All with an open question, and some without one.
};

}  // namespace banwei::storage
