// What features tell each other: each is handed, in the same savepoint, to every feature that wants to hear of it.
// Invariant: a fact says what has happened, never what somebody else is to do about it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "handlers/chat.h"
#include "storage/outbox.h"
#include "storage/schedule.h"

namespace banwei {

/// A measured fever, 37.3 or more, or an urgent symptom. `confirmed` is false for what another person said.
struct FeverSeen {
  Person person = {};
  Person by = {};
  std::int64_t reading = 0;  // 0 when nothing was stored
  int centi = 0;             // 0 when no value was said
  std::vector<std::string> symptoms = {};
  std::string what = {};  // What else was said: "家人发热", "在问是不是发烧".
  bool confirmed = true;
  Moment at = {};
};

/// A reading that is no fever from a person who had one before, on the same day or the days before.
struct FeverEased {
  Person person = {};
  std::int64_t reading = 0;
  int centi = 0;
  int before = 0;
  bool corrected = false;  // The earlier value was called wrong.
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

/// Nobody needs to ask a person for a day's report any more: a value has come, or why there will be none.
struct DayReported {
  std::int64_t person = 0;
  Day day{};
};

/// One of the staff who could not be whispered to, or of whom it was not known, can be from now on.
struct Reachable {
  Person person = {};
};

/// What became of one send that said what it was about.
struct SendResult {
  std::string about = {};
  bool group = false;
  std::string target = {};                              // The room or the account.
  storage::SendState state = storage::SendState::sent;  // Sent, failed or unknown; retracted when it was taken back.
  std::string message = {};                             // The platform's id of what was sent.
};

/// What was to be taken back stays: the platform would not, or nobody knows.
struct StillThere {
  std::string about = {};
  std::string target = {};
};

/// Jobs that ran late or not at all, all that one tick found.
struct CaughtUp {
  std::vector<storage::LateOccurrence> late = {};
};

/// What was said between two instants did not come and cannot be had: in a group and to us alone; or, where the group's
/// history has told the rest, only what its people said to us alone.
struct HistoryLost {
  std::string group = {};
  Utc from{};
  Utc to{};
  bool only_private = false;
};

/// People, classes or roles may be others than before.
struct RosterChanged {};

/// A group has become that of a class.
struct GroupBound {
  std::int64_t class_id = 0;
  std::string group = {};
};

using Fact = std::variant<FeverSeen, FeverEased, ValueHeard, DayReported, Reachable, SendResult, StillThere, CaughtUp,
                          HistoryLost, GroupInvite, MemberChange, GroupMembers, SentFile, RosterChanged, GroupBound>;

}  // namespace banwei
