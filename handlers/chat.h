// The words of a platform that bot and handlers share: who said what where.
// Invariant: nothing here knows a gateway. Ids are opaque strings; text of a user is only ever a text part.
// It stands in handlers/ so that the include graph is bot -> handlers -> storage and nothing runs back.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

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
    text,         // The value is the words.
    mention,      // The value is the user's id.
    mention_all,  // It has no value.
    quote,        // The value is the quoted message's id.
    face,         // The value is the platform's own emoji by id or name, such as "微笑".
    image,        // The value is what the platform can fetch it by, a url or a name of its own.
    voice,        // It has no value.
    file,         // The value is the file's name.
    other,        // The value is the platform's word for it.
  };
  Kind kind = Kind::text;
  std::string value = {};
  std::string id = {};     // of a file: what the platform gives it out by
  std::int64_t bytes = 0;  // of a file: its size, 0 when the platform does not say

  friend bool operator==(const Part&, const Part&) = default;
};

using Content = std::vector<Part>;

/// The shortest way to a content of plain text.
inline Content plain(std::string text) { return {{Part::Kind::text, std::move(text)}}; }

/// A message as it came in.
struct Message {
  std::string account = {};  // The bot's own account that heard it.
  Place place = Place::group;
  std::string room = {};  // The group's id, or the user's own in private.
  std::string user = {};
  std::string id = {};
  std::string nickname = {};  // A card or nickname, for people who are not in the roster; it decides nothing.
  bool anonymous = false;
  bool temporary = false;  // A private chat through a group, without friendship.
  bool recovered = false;  // It comes from the group's history: it did not come when it was said.
  Utc sent{};              // The event's own time.
  Utc received{};          // When the frame was read.
  Content content = {};
};

/// Somebody took a message back.
struct Recall {
  std::string account = {};
  Place place = Place::group;
  std::string room = {};
  std::string user = {};       // Whose message it was.
  std::string operator_ = {};  // Who took it back.
  std::string message = {};
  Utc sent{};
};

/// The account became a friend, or asked to.
struct Friendship {
  std::string account = {};
  std::string user = {};
  bool accepted = false;  // When false, it is a request, to be answered with `flag`.
  std::string flag = {};
  Utc sent{};
};

/// Somebody asks the account into a group; to be answered with `flag`.
struct GroupInvite {
  std::string account = {};
  std::string group = {};
  std::string user = {};
  std::string flag = {};
  Utc sent{};
};

/// Somebody came into a group, left it, or has another card there.
struct MemberChange {
  enum class Kind { joined, left, renamed };
  Kind kind = Kind::joined;
  std::string account = {};  // The bot's own account that heard of it.
  std::string group = {};
  std::string user = {};
  std::string card = {};  // Their new card.
  Utc sent{};
};

/// Who is in a group, as the platform lists them.
struct GroupMembers {
  struct Member {
    std::string user = {};
    std::string card = {};  // or the nickname, where there is none

    friend bool operator==(const Member&, const Member&) = default;
  };
  std::string account = {};  // the bot's own, which is not among the members
  std::string group = {};
  bool listed = false;  // false: the list did not come
  std::vector<Member> members = {};
};

/// A file that somebody sent, fetched because a feature asked for it.
struct SentFile {
  std::string account = {};
  std::string user = {};
  std::string about = {};    // as it was asked for
  bool came = false;         // false: the platform did not give it out
  std::string content = {};  // its bytes, or of a workbook the CSV of its roster
  std::string why = {};      // why there is none, for whoever sent it
};

}  // namespace banwei
