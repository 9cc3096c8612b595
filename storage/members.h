// Who is in which class, who holds which role for it, and whom the bot can reach in private.
// Invariant: identity is the account alone; names and cards never decide anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// It has more methods than a class should: classes, people, roles and reach refer to each other in most queries.
class Members {
 public:
  static const TableSet tables;
  explicit Members(Database& database) : database_(database) {}

  std::optional<Person> by_account(std::string_view account) const;
  std::optional<Person> by_id(std::int64_t id) const;  // Those who left are found, too.
  std::optional<Person> by_number(std::string_view number) const;
  std::optional<Class> class_of_group(std::string_view group) const;
  std::optional<Class> class_by_id(std::int64_t id) const;
  std::optional<Class> class_by_name(std::string_view name) const;
  std::vector<Class> classes() const;  // Sorted by name, without those that are over.

  /// The students of a class in order of number. Those who left are not among them.
  std::vector<Person> students(std::int64_t class_id) const;

  /// Those who were in the class at that time, whatever has become of them since.
  std::vector<Person> students(std::int64_t class_id, Utc at) const;

  /// The roles a person holds now, `student` of the own class included.
  std::vector<Grant> grants(const Person& person, Utc now) const;

  /// A role that a person holds now, and until when; `student` is none.
  struct Holding {
    Grant grant = {};
    std::optional<Utc> until = {};
  };
  std::vector<Holding> holdings(std::int64_t person, Utc now) const;

  /// Who holds `role` for the class, in order of number, and after them who holds it for the whole college.
  std::vector<Person> holders(Role role, std::int64_t class_id, Utc now) const;

  /// Inserts or updates by name; the id. An empty group, major or grade leaves what is stored; a group is taken from
  /// whichever class had it.
  std::int64_t save_class(const Class& entry);

  /// The class has no group any more.
  void unbind_class(std::int64_t class_id);

  /// The class is over: it has no group, and nobody holds a role for it. save_class brings it back.
  void archive_class(std::int64_t class_id, Utc when);

  /// Inserts or updates by number; the id. An empty account leaves what is stored; an account is taken from whoever had
  /// it. A student who comes into a class does so at `since`, by default before anything that is asked about.
  std::int64_t save_person(const Person& entry, std::string_view phone, Utc since = {});

  /// The account is nobody's again.
  void unbind(std::int64_t person);

  /// Corrects the number of a person, or the name of a class, to one that nobody else has.
  void renumber(std::int64_t person, std::string_view number);
  void rename_class(std::int64_t class_id, std::string_view name);

  std::string phone(std::int64_t id) const;  // "" when unknown

  /// The person is in the roster no more: the account is free again and the roles end. save_person brings them back.
  void leave(std::int64_t person, Utc when);

  /// From then on, or until a moment when one is given.
  void grant(std::int64_t person, const Grant& grant, Utc from, std::optional<Utc> until = std::nullopt);
  void revoke(std::int64_t person, const Grant& grant, Utc until);

  /// Grows with every write to people, classes or grants and when one is undone, so that what was read can be kept
  /// until then.
  std::uint64_t revision() const { return revision_ + database_.undone(); }

  Reach reach(std::string_view account) const;
  void set_reach(std::string_view account, Reach reach);

 private:
  /// Who speaks and where is asked of every message: the answers are kept for as long as they hold.
  template <class Found>
  class Known {
   public:
    template <class Look>
    const std::optional<Found>& find(std::string_view key, std::uint64_t revision, Look look);

   private:
    std::unordered_map<std::string, std::optional<Found>> found_;
    std::uint64_t revision_ = 0;
  };

  void stay(std::int64_t person, std::int64_t class_id, Utc since);

  Database& database_;
  std::uint64_t revision_ = 1;
  mutable std::vector<Class> classes_;  // As they were at `classes_at_`.
  mutable std::uint64_t classes_at_ = 0;
  mutable Known<Person> by_account_;
  mutable Known<Class> by_group_;
};

}  // namespace banwei::storage
