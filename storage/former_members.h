// Whose an account was that is in the roster no more: whoever was removed may still need somebody.
// Invariant: an account that somebody has now was nobody's.
#pragma once

#include <optional>
#include <string_view>

#include "storage/database.h"
#include "storage/types.h"

namespace banwei::storage {

class FormerMembers {
 public:
  explicit FormerMembers(Database& database) : database_(database) {}

  /// Who left the roster with this account, and from which class; without the account.
  std::optional<Person> with_account(std::string_view account) const;

 private:
  Database& database_;
};

}  // namespace banwei::storage
