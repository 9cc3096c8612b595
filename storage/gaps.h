// When the lines were alive, whose history is still to be looked up, and the holes that stay.
// Invariant: what is to be looked up is a row until it is settled, so a kill in the middle loses no room.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// A room whose messages between two instants may not have come.
struct Gap {
  std::string account = {};
  std::string room = {};
  Utc from{};
  Utc to{};
  Utc due{};  // When to look.
  int tries = 0;
  bool away = true;  // The line was down; else only the fate of our own words is looked up.
};

class Gaps {
 public:
  static const TableSet tables;
  explicit Gaps(Database& database) : database_(database) {}

  /// A line lives, or is down since then.
  void note(std::string_view account, Utc alive, bool up);
  void all_down();

  /// Until when the line that is down was alive; nothing when it is up, or was never seen.
  std::optional<Utc> down_since(std::string_view account) const;

  /// A room to be looked at; one that waits already grows to hold both.
  void add(const Gap& gap);
  std::optional<Gap> next(std::string_view account, Utc now) const;
  bool waits(std::string_view account) const;  // Whether a room that the line was away from is to be looked at.
  std::optional<Gap> find(std::string_view account, std::string_view room) const;
  void again(const Gap& gap, Utc due);
  void done(std::string_view account, std::string_view room);

  /// What nobody heard and nothing brought back.
  void record_lost(std::string_view room, Utc from, Utc to);

  /// The end of the last hole in the room that overlaps the time between two instants.
  std::optional<Utc> lost_until(std::string_view room, Utc from, Utc to) const;

  static constexpr std::chrono::days kept{40};
  void purge(Utc holes_before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
