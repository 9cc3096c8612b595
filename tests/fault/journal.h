// What was said to the bot and what it acknowledged, and the oracle that compares this with the database.
// Invariant: the journal lives in the test's memory, which no fault reaches; the oracle never writes.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "bot/sandbox/chat_rooms.h"

namespace banwei::fault {

struct Saying {
  std::string user;
  std::string message;
  int centi = 0;
  Place place = Place::group;
  bool acknowledged = false;
};

class Journal {
 public:
  void said(Saying saying);

  // What the gateway saw the bot do; anything that acknowledges no reading is passed over.
  void reacted(const sandbox::ChatLine& line, const std::string& emoji);
  void whispered(const sandbox::ChatLine& line);

  /// The file is an older one again: nothing that was acknowledged since is owed.
  void unacknowledge(std::size_t since);

  /// Whether the person may say this value in private: "已记36.5℃" quotes nothing, so only a value that they say there
  /// but once tells which message is meant.
  bool free_in_private(const std::string& user, int centi) const { return !private_.contains({user, centi}); }

  const std::deque<Saying>& all() const { return all_; }  // References last as long as the journal.
  const Saying* find(const std::string& user, const std::string& message) const;
  std::size_t acknowledged() const;

 private:
  void acknowledge(std::size_t index) { all_[index].acknowledged = true; }

  std::deque<Saying> all_;
  std::map<std::pair<std::string, std::string>, std::size_t> by_message_;  // By user and message.
  std::map<std::pair<std::string, int>, std::size_t> private_;             // By user and value.
};

struct Verdict {
  std::size_t acked = 0;
  std::size_t stored = 0;          // In rows.
  std::size_t lost = 0;            // Acknowledged, and no row has that value of that person.
  std::size_t dup = 0;             // Two current readings in one slot, or one message stored twice.
  std::size_t phantom = 0;         // Rows that nobody said.
  std::string integrity;           // "ok"
  std::set<std::string> messages;  // Those that are stored.

  bool good() const { return lost + dup + phantom == 0 && integrity == "ok"; }
};

Verdict judge(const Journal& journal, const std::string& database);

}  // namespace banwei::fault
