// Who is in need, which human was told of it in which words, and who has seen to it.
// Invariant: an alert is closed by a human alone; a lower temperature never does it. What is still to be told is a row
// with a time, so that neither a restart nor a gateway that forgets can lose it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// How soon a human must answer; kept by its number, so a new one is appended.
enum class Severity {
  fever,          // 37.3 or more, and what else should be looked at today
  high,           // 38.5 or more, breathing, chest, fainting
  distress_soon,  // Hints of despair, violence, being harassed.
  distress_now,   // Words about dying, a plan, danger at this moment.
};

struct Alert {
  std::int64_t id = 0;
  std::int64_t person = 0;    // Whom it is about; 0: somebody who is not in the roster, or is not named.
  std::string account = {};   // The account of a speaker outside the roster.
  std::string name = {};      // As the card of that account says.
  std::int64_t class_id = 0;  // Whose teachers are told; 0: those of the college.
  std::int64_t by = 0;        // Who said it; 0: an account outside the roster.
  bool confirmed = false;     // Measured and said by the person.
  Severity severity = Severity::fever;
  int centi = 0;                           // Hundredths of a degree; 0 without a figure.
  std::optional<Day> measured = {};        // When the figure is of another day than `day`.
  std::vector<std::string> symptoms = {};  // By one name each.
  std::string words = {};                  // What else is to be read: 家里人发热, or the sentence itself.
  std::string own = {};                    // What the person said of it afterwards.
  std::int64_t version = 1;                // Grows with every change of what is to be read.
  std::int64_t reading = 0;                // 0 when no reading was stored
  Day day{};
  Utc said{};
  Utc opened{};
  int step = 0;                  // The next step of the ladder of its severity.
  std::optional<Utc> next = {};  // When that step is due.
  bool asked = true;             // Whom it is about has been asked or advised, or need not be.
  std::optional<Utc> seen = {};
  std::int64_t seen_by = 0;
};

/// What one human knows of one alert.
struct Telling {
  enum class Fate { none, waiting, sent, failed, unknown };

  std::int64_t alert = 0;
  std::int64_t person = 0;
  Role role = Role::counsellor;   // The role in which the person hears of it.
  std::int64_t version = 0;       // The version of the words that were told last; 0: nothing yet.
  std::optional<Utc> first = {};  // When the first line was written.
  std::optional<Utc> last = {};   // When the last line was.
  std::string about = {};         // The line in which it was told last.
  Fate fate = Fate::none;         // What became of that line.
  int doubts = 0;                 // Lines of unknown fate in a row.
  std::optional<Utc> due = {};    // When to tell again; nothing: not until something happens.
};

class Alerts {
 public:
  static const TableSet tables;
  explicit Alerts(Database& database) : database_(database) {}

  std::int64_t open(const Alert& alert);

  std::optional<Alert> by_id(std::int64_t id) const;

  /// The unseen alerts, oldest first: about the person; said by the person; about the account; all.
  std::vector<Alert> unseen_of(std::int64_t person) const;
  std::vector<Alert> unseen_said_by(std::int64_t person) const;
  std::vector<Alert> unseen_of_account(std::string_view account) const;
  std::vector<Alert> unseen() const;

  /// All alerts about the person of that day, seen or not, oldest first.
  std::vector<Alert> of_day(std::int64_t person, Day day) const;

  /// Up to `limit` alerts whose next step is due at `now`, oldest first.
  std::vector<Alert> due(Utc now, int limit) const;

  /// All but whom it is about, when it was opened and who has seen to it.
  void update(const Alert& alert);

  /// Of an alert about nobody known: who it turns out to be. Whoever an alert is about already never changes.
  void identify(std::int64_t id, std::int64_t person);

  void mark_seen(std::int64_t id, std::int64_t by, Utc when);

  /// All that humans know of an alert, in the order in which they were chosen.
  std::vector<Telling> tellings(std::int64_t alert) const;

  /// What this human was told, or is to be told, of unseen alerts, oldest alert first.
  std::vector<Telling> tellings_to(std::int64_t person) const;

  /// Everybody who is to be told something at `now`.
  std::vector<std::int64_t> to_be_told(Utc now) const;

  /// How many unseen or seen alerts this human first heard of at or after `since`.
  std::int64_t first_told_since(std::int64_t person, Utc since) const;

  /// How many humans were told something unseen once more after `since`.
  std::int64_t repeated_since(Utc since) const;

  /// Inserts, or takes over all but the keys.
  void save(const Telling& telling);

  /// The earliest time at which something is to be told or a step is due.
  std::optional<Utc> next_due() const;

  std::int64_t count_of(std::int64_t person) const;  // Seen or not.
  std::int64_t count_unseen() const;
  std::int64_t count_untold() const;  // Unseen, and no line about it is known to have arrived.
  std::optional<Utc> oldest_unseen() const;

  /// Deletes at most `most` of those that were seen to before `before`; how many.
  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
