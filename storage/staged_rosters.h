// Rosters that somebody has sent and not yet confirmed, and what takes back the last one that he did.
// Invariant: of each person at most one stands here; what is over is deleted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct StagedRoster {
  std::int64_t id = 0;
  std::int64_t person = 0;  // who sent it
  std::string csv = {};     // "" once it is imported
  std::string undo = {};    // the feature's own JSON, "" before
  Utc at{};                 // when it was sent, and then imported
};

class StagedRosters {
 public:
  static const TableSet tables;
  explicit StagedRosters(Database& database) : database_(database) {}

  /// In the place of the one that the person sent before. The id.
  std::int64_t stage(std::int64_t person, std::string_view csv, Utc at);

  std::optional<StagedRoster> find(std::int64_t id) const;
  std::optional<StagedRoster> of(std::int64_t person) const;

  void imported(std::int64_t id, std::string_view undo, Utc at);
  void drop(std::int64_t id);

  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
