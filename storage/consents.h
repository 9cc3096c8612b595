// What people have said to being told what is kept of them. Invariant: each word stays, with its time; the last counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Consent {
  bool given = false;
  Utc at{};

  friend bool operator==(const Consent&, const Consent&) = default;
};

class Consents {
 public:
  static const TableSet tables;
  explicit Consents(Database& database) : database_(database) {}

  /// `what` is the feature's own word for it.
  void say(std::int64_t person, std::string_view what, const Consent& said);
  std::optional<Consent> last(std::int64_t person, std::string_view what) const;

 private:
  Database& database_;
};

}  // namespace banwei::storage
