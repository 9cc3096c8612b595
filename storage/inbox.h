// What came in: the mark of every message seen, what could not be processed, what waits for its sender, and the gaps.
// Invariant: a mark stands outside the savepoint of its message, so a message that failed is still seen.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// A message's identity: platforms reuse ids, so the text's hash and the time belong to it.
struct MessageKey {
  std::string account = {};  // The bot's own account.
  std::string room = {};
  std::string user = {};
  std::string message = {};
  std::int64_t text_hash = 0;
  Utc sent{};
};

/// `fresh`: never seen. `seen`: the same message again. `collision`: the same id and second with other text; it counts
/// as fresh.
enum class Sight { fresh, seen, collision };

struct Held {
  std::int64_t id = 0;
  std::string content = {};  // The message as JSON.
};

class Inbox {
 public:
  static const TableSet tables;
  explicit Inbox(Database& database) : database_(database) {}

  /// Whether the message was marked within the 48 h before `now`.
  Sight sight_of(const MessageKey& key, Utc now) const;

  /// Whether the same person said the same in the room within 2 s under another id, as histories may have it.
  bool has_duplicate(const MessageKey& key) const;

  /// Marks the message as seen at `now`, with what was answered to it, so that it can be said again when a commit
  /// failed and yet was durable.
  void mark(const MessageKey& key, Utc now, const std::optional<std::string>& answer = {});
  std::optional<std::string> answer(const MessageKey& key) const;

  void dead_letter(std::string_view content, std::string_view reason, Utc now);
  std::int64_t dead_letters() const;
  std::optional<Utc> latest() const;  // The newest mark: the last time that anything was heard.

  /// How many messages of accounts that are not in the roster are kept at most.
  static constexpr int held_of_one = 10;
  static constexpr int held_in_one_room = 200;
  static constexpr int held_in_all = 2'000;

  /// Keeps a message of an account that is not in the roster yet; how many older ones had to go for it.
  std::int64_t hold(std::string_view account, std::string_view room, std::string_view content, Utc now);
  std::int64_t held() const;

  /// Takes out what was held since `since` for accounts that are in the roster now, oldest first.
  std::vector<Held> take_joined(Utc since);

  /// Events that were dropped or never came between two instants.
  void gap(Utc from, Utc to, std::int64_t events, std::string_view why);

  static constexpr std::chrono::hours marks_kept{48};
  static constexpr std::chrono::hours held_kept{24};  // For dead letters, too.

  /// Deletes old marks, and what was held or dead since before `held_before`.
  void purge(Utc marks_before, Utc held_before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
