// Where somebody is may be refused without the rest. Invariant: of whoever refused it no place is stored, whatever
// feature heard it.
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/database.h"
#include "storage/types.h"

namespace banwei::storage {

class PlaceConsent {
 public:
  explicit PlaceConsent(Database& database) : database_(database) {}

  static constexpr std::string_view word = "place";  // Among the consents.

  bool refused(std::int64_t person) const;

  /// Takes out of those days, both inclusive, where the person was; from how many sayings.
  std::int64_t forget(std::int64_t person, Day from, Day to);

  /// Takes back what the person said last of it by itself.
  void take_back(std::int64_t person);

 private:
  Database& database_;
};

}  // namespace banwei::storage
