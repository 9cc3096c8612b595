// Brings a roster that was read into the stores: first what it would change, then, confirmed, all of that or nothing.
// Invariant: comparing writes nothing; nobody is removed but by name, and no file takes `admin` away.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/members/roster.h"
#include "storage/stores.h"

namespace banwei::members {

struct ImportCounts {
  int added = 0;
  int updated = 0;
  int unchanged = 0;
  int removed = 0;

  friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// Whether a name and class whose number has lost its zeros in front is the person of that name who is stored.
enum class Zeros { ask, same, different };

/// What an import would do.
struct Plan {
  struct Change {
    std::string name;
    std::string number;
    std::string klass;  // Of a student.
    std::string what;   // "班级 机电1901→机电1902、QQ" by the names of the columns; "" of somebody new
  };
  /// A role of somebody whom the file does not name, for a class of which it names other holders.
  struct Lapse {
    Person person;
    Grant grant;
    std::string klass;
    std::string successors;  // Their names.
  };
  struct ZeroPair {
    std::string given;
    std::string stored;
    std::string name;
    std::string klass;
  };
  std::vector<Change> added = {};
  std::vector<Change> updated = {};
  int unchanged = 0;
  std::vector<std::string> away = {};  // Names of those who are suspended: no file brings them back.
  std::vector<Person> gone = {};  // They stand in the roster no more: asked about, removed only when that is confirmed.
  std::vector<Lapse> lapses = {};
  std::vector<ZeroPair> zeros = {};
  std::vector<std::string> new_classes = {};
  std::vector<std::string> partial = {};  // Classes of which the file names fewer than half: it is no complete list.
};

struct Choices {
  Zeros zeros = Zeros::ask;               // With pairs that are still asked about nothing may be applied.
  std::vector<std::string> removed = {};  // The numbers of those who go.
};

/// In two steps, each bit by bit where wanted, so that nobody else has to wait for a large file.
class Import {
 public:
  Import(storage::Stores& stores, Roster roster, Choices choices = {})
      : stores_(stores), roster_(std::move(roster)), choices_(std::move(choices)) {}

  /// Compares the next people with those stored until `enough` says so, one at least; true once all are.
  bool compare(Utc now, const std::function<bool()>& enough);
  const Plan& plan() const { return plan_; }

  /// Is told of each person before he is written: the number under which he will stand, and who he is, nobody for
  /// somebody new.
  using Touch = std::function<void(const std::string& number, const std::optional<Person>& before)>;

  /// What was compared: writes the next people until `enough` says so, one at least; true once all is written. Nobody
  /// compares in between.
  bool write(Utc now, const std::function<bool()>& enough, const Touch& touch);
  bool begun() const { return !ids_.empty(); }

  /// Writes classes, people and roles, all of them or none, in a transaction; compares first what was not or has
  /// changed since. The roles of a named person become those of the file: a cadre role when the file has the column
  /// 职务 or the class is another, a staff role always.
  /// `stepped` is told of each person.
  ImportCounts apply(Utc now, const std::function<void()>& stepped = {});

 private:
  struct Duty {
    Role role;
    std::string klass;  // "" for the whole college
    friend bool operator==(const Duty&, const Duty&) = default;
  };
  struct Step {
    std::size_t entry;
    std::optional<Person> before;
    bool save;
    std::string number;  // The number under which it is kept.
    std::vector<Duty> give;
    std::vector<Duty> take;
  };

  void begin();
  void compare_next(Utc now);
  void compare_rest(Utc now);
  std::optional<Person> stored(RosterEntry& entry);
  const Class* class_of(std::string_view name) const;
  std::vector<Duty> held(const Person& person, Utc now) const;
  std::vector<Duty> wanted(const RosterEntry& entry) const;
  bool speaks_of(const RosterEntry& entry, const Duty& duty) const;
  Grant grant_of(const Duty& duty) const;
  void save_classes();
  void write_next(Utc now);

  storage::Stores& stores_;
  Roster roster_;
  Choices choices_;
  Plan plan_;
  std::size_t next_ = 0;
  bool compared_ = false;
  std::uint64_t revision_ = 0;
  std::set<std::string, std::less<>> away_;            // The numbers of those who are suspended.
  std::map<std::string, Class, std::less<>> classes_;  // Those stored, by the spelling of rosters.
  std::map<std::int64_t, std::string> class_names_;    // The same, by id.
  std::map<std::int64_t, std::map<std::string, Person, std::less<>>> by_zeros_;  // By class, name and bare number.
  std::vector<Step> steps_;
  std::size_t written_ = 0;
  std::map<std::string, std::int64_t, std::less<>> ids_;  // of the classes, once something is written
};

/// All at once, for rosters that nobody has to be asked about.
ImportCounts import_roster(storage::Stores& stores, const Roster& roster, Utc now);

}  // namespace banwei::members
