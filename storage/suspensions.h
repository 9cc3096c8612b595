// Students who are away for a year or more and come back (休学): in no count meanwhile, and still of their class.
// Invariant: whoever is brought back is the same person, with all that was his; his posts have ended.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "storage/members.h"

namespace banwei::storage {

class Suspensions {
 public:
  Suspensions(Database& database, Members& members) : database_(database), members_(members) {}

  void begin(std::int64_t person, Utc when);

  /// Of that class, in order of number.
  std::vector<Person> of_class(std::int64_t class_id) const;

  /// The numbers of all.
  std::set<std::string, std::less<>> numbers() const;

  /// The person is of the class again, with the account that he had as long as nobody else has it.
  void end(const Person& person, Utc when);

 private:
  Database& database_;
  Members& members_;
};

}  // namespace banwei::storage
