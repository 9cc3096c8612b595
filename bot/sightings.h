// Whether a message was heard before, by this account, by another of ours, or by the group's history.
// Invariant: a mark holds for 48 hours, and stands whatever became of the message.
#pragma once

#include <optional>
#include <string>

#include "bot/links.h"
#include "handlers/actions.h"
#include "storage/gaps.h"
#include "storage/inbox.h"

namespace banwei {

class Sightings {
 public:
  Sightings(storage::Inbox& inbox, const storage::Gaps& gaps, const Links& links)
      : inbox_(inbox), gaps_(gaps), links_(links) {}

  static storage::MessageKey key_of(const Message& message);

  /// Whether the message can have been said when it says: not in the future, nor longer ago than messages are told
  /// late. While our own clock is in doubt, the platform's is a witness.
  static bool dated_well(const Message& message, Utc now, bool clock_doubted);

  /// Whether somebody else brought the message before: another account of ours that stands in the room too, or a
  /// history that reaches further back than the gap it fills.
  bool came_another_way(const Message& message, const storage::MessageKey& key, Utc now) const;

  /// Whether this very message was marked.
  bool marked(const storage::MessageKey& key, Utc now) const {
    return inbox_.sight_of(key, now) == storage::Sight::seen;
  }

  /// Marks it with what was said to it at once, "" for nothing.
  void mark(const storage::MessageKey& key, const std::string& said, Utc now);

  /// What was said at once to a marked message.
  Reply said(const storage::MessageKey& key) const;

 private:
  bool heard_by_another(storage::MessageKey key) const;

  storage::Inbox& inbox_;
  const storage::Gaps& gaps_;
  const Links& links_;
};

}  // namespace banwei
