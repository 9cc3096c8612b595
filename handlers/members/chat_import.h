// A roster sent to the bot in private: read, shown as what it would change, and brought in when its sender says so.
// Invariant: no turn reads, checks, compares, writes or takes back more than a slice of it; nothing is written before
// the yes, and what was begun then is carried to its end, also after a restart; nobody changes a class, an account or a
// role that is not theirs to give.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/importing.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_reader.h"
#include "storage/stores.h"

namespace banwei::members {

class ChatImport {
 public:
  explicit ChatImport(storage::Stores& stores)
      : stores_(stores),
        talk_(stores.members, stores.questions,
              {.word = "roster", .name = "名单", .order = "roster import", .most_mib = 5}) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  Reply explain(const Context& call);
  Reply undo(const Context& call);

  Reply came(const SentFile& file, const Moment& now);

  /// The next slice of the staged roster of that number.
  Reply go_on(std::int64_t id, const Moment& now);

  static constexpr int rows_a_turn = 300;  // some milliseconds

 private:
  /// A staged roster as far as it is read; after a restart, or when something was undone, it is read again.
  struct Work {
    std::uint64_t undone;
    Person owner;
    Speaker speaker;
    std::optional<RosterReading> reading;  // until all of it is read
    Roster roster = {};
    std::size_t checked = 0;
    std::unique_ptr<Import> import = {};
  };

  Reply settle(const Context& call, const storage::Question& asked, bool yes);
  Work* known(std::int64_t id);
  Work* begin(const storage::StagedRoster& staged, Utc now);
  static bool read(Work& work, int& left);
  bool check(Work& work, int& left) const;
  void check(Work& work, const RosterEntry& entry) const;
  Reply show(const storage::StagedRoster& staged, const Work& work, const Moment& now);
  Reply refuse(std::int64_t id, const Work& work);
  Reply write(const storage::StagedRoster& staged, Work& work, int left, const Moment& now);
  Reply take_back(const storage::StagedRoster& staged, const Moment& now);
  Reply later(std::int64_t id, Utc now);
  void forget(std::int64_t id);

  storage::Stores& stores_;
  ImportTalk talk_;                     // 5 MiB as base64 fit into a frame of 8.
  std::map<std::int64_t, Work> works_;  // by staged roster
};

}  // namespace banwei::members
