// How long what is known of people is kept: a feature declares each sort beside what keeps it, and a job of the night
// lets it go. Invariant: what is still to be counted has been counted before it goes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "handlers/chat.h"

namespace banwei {

class SettingsTable;

/// One sort: its key in [retention] of config.toml, and the days it is kept unless the college says otherwise, counted
/// from when it was noted, from the end of the term in which it was, or from when the student left the college.
struct Kept {
  enum class Since { then, term, leaving };
  const char* key;
  int days;
  Since since = Since::then;
};

/// What is from before that day goes, where the sort is kept for so many days.
Day kept_from(const Kept& sort, int days, Day today);

inline constexpr Kept kept_words{"words", 7};  // What people said, as they said it, wherever it stands.

/// What a feature lets go of one sort.
struct Retention {
  Kept of;

  /// Lets go what is from before that midnight, at most about `most` rows; how many, and 0 when nothing is left.
  std::function<std::int64_t(const Moment& before, int most)> forget;

  std::string name = {};  // A name for people: 体温; "" for what tells of nobody by itself.

  /// How many of it tell of this person now.
  std::function<std::int64_t(const Person&, const Moment& now)> count = {};

  std::string goes = {};  // What of it may go because the person wants it; "" when all stays until its time is over.

  /// Deletes that; from how many.
  std::function<std::int64_t(const Person&, const Moment& now)> erase = {};
};

/// A feature that keeps what tells of people.
class Keeps {
 public:
  virtual ~Keeps() = default;
  virtual std::vector<Retention> retention() = 0;
};

/// What a college has chosen.
class RetentionSettings {
 public:
  int days(const Kept& sort) const;
  std::chrono::days shortest() const;  // counted from then: what is copied elsewhere must be gone by then
  void read(SettingsTable& table, std::span<const Kept> sorts);  // [retention]

 private:
  std::map<std::string, int, std::less<>> days_;
  int shortest_ = kept_words.days;
};

}  // namespace banwei
