// Invitations into groups that wait for a word, and who came into a group, left it or was renamed there.
// Invariant: both are bounded; what is taken is told once.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Invitation {
  std::int64_t id = 0;
  std::string account = {};  // The bot's own account that was invited.
  std::string group = {};
  std::string user = {};  // Who invites.
  std::string flag = {};  // The gateway's word for it.
  Utc at{};
};

struct GroupChange {
  std::string kind = {};  // The feature's own word.
  std::string user = {};
  std::string card = {};  // The new card, or "".
};

class GroupChanges {
 public:
  static const TableSet tables;
  explicit GroupChanges(Database& database) : database_(database) {}

  /// The same invitation again replaces the first. Its number; nothing when too many wait.
  std::optional<std::int64_t> invite(const Invitation& invitation);

  /// Those that wait, the newest first.
  std::vector<Invitation> waiting(Utc since) const;
  void close(std::int64_t id);

  /// Kept until it is taken; beyond `group_limit` of one group nothing more is.
  void note(std::string_view group, const GroupChange& change, Utc at);
  std::vector<GroupChange> take(std::string_view group);

  static constexpr int waiting_limit = 20;
  static constexpr int group_limit = 300;
  std::int64_t purge(Utc before, int most = every_row);  // At most so many of each; how many went.

 private:
  Database& database_;
};

}  // namespace banwei::storage
