// Everything about one person goes, wherever it stands; what others did stays theirs.
// Invariant: the person's row stays without name, number, account and phone, so that what refers to it still holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/types.h"

namespace banwei::storage {

struct Stores;

/// How many rows of each sort went.
struct Erased {
  std::int64_t readings = 0;  // With the notes.
  std::int64_t alerts = 0;
  std::int64_t marks = 0;  // In roll calls.
  std::int64_t leaves = 0;
  std::int64_t receipts = 0;
  std::int64_t reminders = 0;
  std::int64_t messages = 0;  // To him or with his name, in and out, and what was asked.
  std::int64_t accesses = 0;  // Rows that say who was shown his health.
  std::int64_t mentions = 0;  // Notices and reminders of others that have his name: these stay.
};

/// Whoever has that number, in the roster or gone from it.
std::optional<Person> anybody(Stores& stores, std::string_view number);

/// In a transaction; the caller shreds, see Shredding.
Erased erase(Stores& stores, const Person& person, Utc now);

}  // namespace banwei::storage
