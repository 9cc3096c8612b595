// What a handler answers: things to say or to take back, and facts for other features.
// Invariant: nothing of a Reply leaves before the commit of the turn that made it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "handlers/chat.h"
#include "handlers/common/sheet.h"
#include "handlers/facts.h"
#include "storage/outbox.h"

namespace banwei {

/// An emoji on the message that is being answered. Volatile: dropped when there is no room for it.
struct React {
  std::string emoji = {};
};

/// Words into the room where the message was said. Volatile: an acknowledgement, lost if the link is down.
struct Say {
  Content content = {};
};

/// Words to one person in private. Durable; somebody out of reach is asked in the class group to become a friend.
/// Whispers of care (Priority::care) are tried while it is not known that the person is out of reach.
struct Whisper {
  Person to = {};
  Content content = {};
  storage::Priority priority = storage::Priority::answer;
  std::string about = {};  // The feature's own word, "alert/5": what becomes of it comes back as a SendResult.
  bool replaces = false;   // What waits unsent under the same `about` for the same person says this instead.
  bool discreet = false;   // A group must see no trace of it: whoever is out of reach is not asked for friendship.
};

/// Words into a group. Durable.
struct Post {
  std::string group = {};
  Content content = {};
  storage::Priority priority = storage::Priority::notice;
  std::string about = {};  // As a Whisper's; who quotes it is understood to speak about it.
  Utc until{};             // It is not worth saying later; the epoch: as its priority has it.
};

/// Takes back all that was sent under `about`: what still waits is dropped, what arrived is recalled. Durable.
struct Retract {
  std::string about = {};
  bool only_unsent = false;  // What arrived stays.
};

/// Accepts an invitation into a group. Volatile: whoever invites may do so again.
struct JoinGroup {
  std::string account = {};
  std::string flag = {};
};

/// A table for one person in private. Durable; a file, or pages of words where the platform takes none or they are
/// wished. Somebody out of reach is asked to become a friend, as for a Whisper.
struct HandOver {
  enum class Form { workbook, csv, words };
  Person to = {};
  Sheet sheet = {};
  Form form = Form::workbook;
};

/// Has the platform list a group's members, which come back as GroupMembers. Volatile: they can be asked for again.
struct ListMembers {
  std::string group = {};
};

/// Has the platform give out a file that `user` has sent, which comes back as a SentFile. Volatile, too.
struct FetchFile {
  std::string account = {};
  std::string user = {};
  std::string file = {};   // the id of its Part
  std::string about = {};  // the feature's own word
};

using Action = std::variant<React, Say, Whisper, Post, Retract, JoinGroup, HandOver, ListMembers, FetchFile>;

/// All that comes of one message, tick or fact. Nothing of it leaves before the commit.
struct [[nodiscard]] Reply {
  std::vector<Action> actions = {};
  std::vector<Fact> facts = {};

  Reply& add(Action action) & {
    actions.push_back(std::move(action));
    return *this;
  }
  Reply add(Action action) && {
    actions.push_back(std::move(action));
    return std::move(*this);
  }
  /// What another part of the feature says beside it.
  Reply& join(Reply other) {
    for (Action& action : other.actions) actions.push_back(std::move(action));
    for (Fact& fact : other.facts) facts.push_back(std::move(fact));
    return *this;
  }
};

}  // namespace banwei
