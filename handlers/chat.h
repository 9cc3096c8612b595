// The words that bot and handlers share: who said what where, and what to say back.
// Invariant: nothing here knows a gateway. Ids are opaque strings; text of a user is only ever a text part.
// It stands in handlers/ so that the include graph is bot -> handlers -> storage and nothing runs back.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/outbox.h"
#include "storage/schedule.h"
#include "storage/types.h"

namespace banwei {

/// An instant and what the clock on the college's wall shows then.
struct Moment {
  Utc utc{};
  std::chrono::local_seconds local{};

  Day day() const { return std::chrono::floor<std::chrono::days>(local); }
  std::chrono::seconds time_of_day() const { return local - day(); }
};

enum class Place { group, direct };

/// What this platform can do. Whatever it cannot, the bot leaves out or says in words.
struct Capabilities {
  bool react = true;
  bool quote = true;
  bool mention = true;
  bool whisper = true;
  bool file = true;
  bool recall = true;
  bool history = true;
};

/// One piece of a message, in or out.
struct Part {
  enum class Kind {
    text,         // value: the words
    mention,      // value: the user's id
    mention_all,  // value: unused
    quote,        // value: the quoted message's id
    face,         // value: the platform's own emoji by id or name, e.g. "微笑"
    image,        // value: what the platform can fetch it by, a url or a name of its own
    voice,        // value: unused
    file,         // value: the file's name
    other,        // value: the platform's word for it
  };
  Kind kind = Kind::text;
  std::string value = {};

  friend bool operator==(const Part&, const Part&) = default;
};

using Content = std::vector<Part>;

/// The shortest way to a content of plain text.
inline Content plain(std::string text) { return {{Part::Kind::text, std::move(text)}}; }

/// A message as it came in.
struct Message {
  std::string account = {};  // the bot's own account that heard it
  Place place = Place::group;
  std::string room = {};  // the group's id, or the user's own in private
  std::string user = {};
  std::string id = {};
  std::string nickname = {};  // card or nickname, for people not in the roster only; decides nothing
  bool anonymous = false;
  bool temporary = false;  // a private chat through a group, without friendship
  bool recovered = false;  // from the group's history: it did not come when it was said
  Utc sent{};              // the event's own time
  Utc received{};          // when the frame was read
  Content content = {};
};

/// Somebody took a message back.
struct Recall {
  std::string account = {};
  Place place = Place::group;
  std::string room = {};
  std::string user = {};       // whose message it was
  std::string operator_ = {};  // who took it back
  std::string message = {};
  Utc sent{};
};

/// The account became a friend, or asked to.
struct Friendship {
  std::string account = {};
  std::string user = {};
  bool accepted = false;  // false: a request, to be answered with `flag`
  std::string flag = {};
  Utc sent{};
};

// --- what a handler answers
// -------------------------------------------------------------------------------------------

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
  std::string about = {};  // the feature's own word, "alert/5": what becomes of it comes back as a Settled
  bool replaces = false;   // what waits unsent under the same `about` for the same person says this instead
  bool discreet = false;   // a group must see no trace of it: whoever is out of reach is not asked for friendship
};

/// Words into a group. Durable.
struct Post {
  std::string group = {};
  Content content = {};
  storage::Priority priority = storage::Priority::notice;
  std::string about = {};  // as a Whisper's; who quotes it is understood to speak about it
  Utc until{};             // not worth saying later; the epoch: as its priority has it
};

/// Takes back all that was sent under `about`: what still waits is dropped, what arrived is recalled. Durable.
struct Retract {
  std::string about = {};
};

using Action = std::variant<React, Say, Whisper, Post, Retract>;

/// A measured fever, 37.3 or more, or an urgent symptom. `confirmed` is false for what another person said.
struct FeverSeen {
  Person person = {};
  Person by = {};
  std::int64_t reading = 0;  // 0 when nothing was stored
  int centi = 0;             // 0 when no value was said
  std::vector<std::string> symptoms = {};
  std::string what = {};  // what else was said: "家人发热", "在问是不是发烧"
  bool confirmed = true;
  Moment at = {};
};

/// A reading that is no fever from a person who had one before, on the same day or the days before.
struct FeverEased {
  Person person = {};
  std::int64_t reading = 0;
  int centi = 0;
  int before = 0;
  bool corrected = false;  // the earlier value was called wrong
  Moment at = {};
};

/// A value that a person may have measured, found in words that no listener took: whoever keeps readings asks.
struct ValueHeard {
  Person person = {};
  int centi = 0;
  std::string room = {};
  std::string message = {};
  std::string text = {};
  Moment at = {};
};

/// One of the staff who could not be whispered to, or of whom it was not known, can be from now on.
struct Reachable {
  Person person = {};
};

/// What became of one send that said what it was about.
struct Settled {
  std::string about = {};
  bool group = false;
  std::string target = {};                              // the room or the account
  storage::SendState state = storage::SendState::sent;  // sent, failed or unknown; retracted: taken back
  std::string message = {};                             // the platform's id of what was sent
};

/// What was to be taken back stays: the platform would not, or nobody knows.
struct StillThere {
  std::string about = {};
  std::string target = {};
};

/// Acts that ran late or not at all, all that one tick found.
struct CaughtUp {
  std::vector<storage::LateOccurrence> late = {};
};

/// What was said between two instants did not come and cannot be had: in a group and to us alone; or, where the group's
/// history has told the rest, only what its people said to us alone.
struct Unheard {
  std::string group = {};
  Utc from{};
  Utc to{};
  bool only_private = false;
};

using Fact = std::variant<FeverSeen, FeverEased, ValueHeard, Reachable, Settled, StillThere, CaughtUp, Unheard>;

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
