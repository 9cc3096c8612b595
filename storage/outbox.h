// What is to be sent and what became of it: waiting -> sending -> sent | failed | unknown, and what was taken back.
// Invariant: `sending` is committed before the frame is written; what is found `sending` at start is unknown and never
// resent blindly.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// What goes first when there is a choice.
enum class Priority { care, answer, notice, ladder, summary };

enum class SendState { waiting, sending, sent, failed, unknown, retracted };

std::string_view to_string(SendState state);
SendState send_state(std::string_view word);  // Any other word is `unknown`.

/// What may still settle an `unknown`: nothing; the room's history alone; or that, and when it is not there, one more
/// try, because the process was killed and not the gateway silent.
enum class Doubt { none, look, look_and_repeat };

struct OutboxMessage {
  std::int64_t id = 0;
  Priority priority = Priority::answer;
  bool group = false;
  std::string target = {};   // The room's or the user's id.
  std::string content = {};  // Platform-neutral JSON, see bot/outbox.h.
  SendState state = SendState::waiting;
  int attempts = 0;
  Utc created{};
  std::string message = {};   // The platform's id once it was sent.
  std::string about = {};     // The sender's own word for what it belongs to, "" for none.
  std::int64_t retracts = 0;  // The entry whose message this one takes back; 0: it says something.
  Utc until{};                // When it is stale and dropped; the epoch: never.
  std::string account = {};   // The one of the bot's accounts that sends it; "" before it left.
  std::optional<Utc> sending_at = {};
  Doubt doubt = Doubt::none;
};

class Outbox {
 public:
  static const TableSet tables;
  explicit Outbox(Database& database) : database_(database) {}

  std::int64_t add(const OutboxMessage& entry);

  /// What the file holds that an entry sends, in base64: it is kept until the entry's fate is known.
  void attach(std::int64_t id, std::string_view base64);
  std::string file(std::int64_t id) const;  // "" when it sends none, or none any more

  /// What waits unsent for this target under `about` says this instead; false when nothing does.
  bool replace(std::string_view target, std::string_view about, std::string_view content);

  /// Which entries may leave: all, all but what can wait until the groups wake up, or alerts alone.
  enum class Gate { open, quiet, care_only };

  /// The next waiting entry that `may` leave: highest priority, then oldest.
  std::optional<OutboxMessage> next(Gate gate, const std::function<bool(const OutboxMessage&)>& may) const;
  std::optional<OutboxMessage> by_id(std::int64_t id) const;

  /// What was sent under `about`, oldest first, without what takes it back.
  std::vector<OutboxMessage> under(std::string_view about) const;

  /// Whether something takes that entry back already.
  bool being_retracted(std::int64_t id) const;

  /// What the message in that room was sent about, "" when it is none of ours.
  std::string about(std::string_view target, std::string_view message) const;

  /// Whether a message of that room is known as one of ours.
  bool has(std::string_view target, std::string_view message) const;

  void mark_sending(std::int64_t id, std::string_view account, Utc when);
  void mark_waiting(std::int64_t id);  // The frame never left, or is known not to have arrived.
  void mark(std::int64_t id, SendState state, std::string_view message, Utc when, Doubt doubt = Doubt::none);

  /// Turns every `sending` into `unknown`; which they were. What went to a group is in doubt. Called once at start.
  std::vector<OutboxMessage> orphan(Utc when);

  /// The unknown sends that are in doubt, oldest first.
  std::vector<OutboxMessage> doubtful() const;

  /// Waiting entries that have become stale.
  std::vector<OutboxMessage> stale(Utc now) const;

  std::int64_t in_flight(std::string_view account) const;
  std::int64_t count(SendState state) const;
  std::optional<Utc> oldest_waiting() const;
  static constexpr std::chrono::days kept{7};  // Counted from when its fate was known.
  void purge(Utc settled_before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
