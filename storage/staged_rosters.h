// Rosters that somebody has sent and not yet confirmed, and what takes back the last one that he did.
// Invariant: of each person at most one stands here; what is over is deleted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct StagedRoster {
  enum class State {
    waiting,    // for the sender's yes
    confirmed,  // nothing is written yet
    importing,
    imported,
    undoing,
  };
  std::int64_t id = 0;
  std::int64_t person = 0;  // who sent it
  State state = State::waiting;
  int added = 0;    // people, as far as it is written
  int changed = 0;  // as well
  Utc at{};         // when it was sent, and then imported
};

class StagedRosters {
 public:
  static const TableSet tables;
  explicit StagedRosters(Database& database) : database_(database) {}

  /// In the place of the one that the person sent before. The id.
  std::int64_t stage(std::int64_t person, std::string_view csv, Utc at);

  std::optional<StagedRoster> find(std::int64_t id) const;
  std::optional<StagedRoster> of(std::int64_t person) const;
  std::string csv(std::int64_t id) const;  // "" once it is imported

  void set_state(std::int64_t id, StagedRoster::State state, Utc at);
  void drop(std::int64_t id);

  /// What takes one person's part back, as the feature's own JSON; and how many were written, in one go for several.
  void keep_undo(std::int64_t id, std::string_view was);
  void wrote(std::int64_t id, int added, int changed);

  /// The newest of them, which are gone with that.
  std::vector<std::string> take_undo(std::int64_t id, int most);

  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
