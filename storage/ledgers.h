// The college's ledgers: what was counted of each class on a day, once, and every change of it after that.
// Invariant: what was counted is never changed; what changes afterwards is a supplement with a number of its own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// How a student stands in a ledger; kept by its sign, so none is given to another.
enum class Standing : char { normal = 'n', symptoms = 's', fever = 'f', missing = 'm', exempt = 'e', gone = '-' };

/// The counts of a class. roster = reported + missing + exempt; normal, and those with fever or symptoms, have
/// reported.
struct LedgerClass {
  std::int64_t class_id = 0;
  std::string name = {};  // of the class on that day; "" in a ledger that was taken before names were kept
  std::int64_t roster = 0;
  std::int64_t reported = 0;
  std::int64_t late = 0;  // of those who have reported
  std::int64_t missing = 0;
  std::int64_t exempt = 0;
  std::int64_t normal = 0;
  std::int64_t fever = 0;
  std::int64_t symptoms = 0;  // with a fever or without
  std::int64_t isolated = 0;
  std::int64_t in_wuhan = 0;
  std::int64_t on_post = 0;
  std::optional<Utc> last = {};  // when the last of them reported
};

struct Ledger {
  std::int64_t id = 0;
  Day day{};
  Utc taken{};
  std::int64_t students = 0;  // of the whole roster, in whatever class
  std::string hash = {};      // of all its figures
  std::vector<LedgerClass> classes = {};
};

/// One change after the ledger was taken; its number is the how manieth it is of its ledger.
struct Supplement {
  std::int64_t number = 0;
  Utc at{};
  std::int64_t class_id = 0;
  std::int64_t person = 0;
  Standing was = Standing::missing;
  Standing is = Standing::normal;
};

class Ledgers {
 public:
  static const TableSet tables;
  explicit Ledgers(Database& database) : database_(database) {}

  /// How many students there are in the roster, counted without regard to classes.
  std::int64_t students() const;

  /// Keeps a day's ledger, once; its id.
  std::int64_t take(const Ledger& ledger);
  std::optional<Ledger> of_day(Day day) const;

  /// How each student of the class stands, all supplements counted.
  std::map<std::int64_t, Standing> standings(std::int64_t ledger, std::int64_t class_id) const;
  void set(std::int64_t ledger, std::int64_t class_id, std::int64_t person, Standing standing);

  /// Adds it as the next one and writes down how its person stands now; its number.
  std::int64_t add(std::int64_t ledger, const Supplement& supplement);
  std::vector<Supplement> supplements(std::int64_t ledger) const;

  /// Deletes who stood how, once no supplement is looked for any more.
  void forget_standings(std::int64_t ledger);

  /// Of one person: how many supplements there are, and makes those that tell of health tell that somebody reported.
  std::int64_t count_of(std::int64_t person) const;
  std::int64_t blank(std::int64_t person);

  /// Deletes at most `most` supplements of ledgers before that day; how many. The counts stay.
  std::int64_t forget(Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
