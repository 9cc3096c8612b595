// Talks with a student's family and with companies: with whom, what about, and when to call next.
// Invariant: an entry is never changed; only that its next call was told of is noted on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Contact {
  std::int64_t id = 0;
  std::int64_t person = 0;   // Whom it is about; 0: a company alone
  std::string company = {};  // "" where it is none
  std::string with = {};     // 家长, 张经理
  std::string words = {};
  std::int64_t by = 0;
  Utc at{};
  Day day{};
  std::optional<Day> next = {};  // When to call again, as long as that was not told and no later talk replaced it.
};

class ContactLog {
 public:
  static const TableSet tables;
  explicit ContactLog(Database& database) : database_(database) {}

  /// The id. The next call of an earlier talk about the same is settled by it.
  std::int64_t add(const Contact& contact);

  /// The last `most`, newest first.
  std::vector<Contact> of_person(std::int64_t person, int most) const;
  std::vector<Contact> of_company(std::string_view company, std::int64_t by, int most) const;

  /// Whose next call is due by that day, all or one person's, in order of that day.
  std::vector<Contact> due(Day day) const;
  std::vector<Contact> due_of(std::int64_t by, Day day) const;
  void told(std::int64_t id);

  /// When somebody last talked about the student since that day.
  bool talked_since(std::int64_t person, Day day) const;

  /// Companies that this person has talked with, in order of the last talk, the longest ago first.
  std::vector<std::pair<std::string, Day>> companies_of(std::int64_t by) const;

  std::int64_t count_of(std::int64_t person) const;
  std::int64_t purge(Day before, int most = every_row);  // How many went.

 private:
  Database& database_;
};

}  // namespace banwei::storage
