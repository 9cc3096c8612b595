// Who is in a class's group by the platform's own list, and who wants to be known as whom: groups that are to become a
// class's, people who say who they are, and one-time codes. Invariant: nothing here makes anybody known; it is what
// somebody in charge is asked about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct GroupMember {
  std::string user = {};
  std::string card = {};

  friend bool operator==(const GroupMember&, const GroupMember&) = default;
};

/// Somebody wants a group to be that of a class; its list is on its way.
struct GroupClaim {
  std::string group = {};
  std::int64_t class_id = 0;
  std::int64_t person = 0;  // who wants it
  Utc at{};
};

/// An account that says whose it is.
struct BindRequest {
  std::int64_t id = 0;
  std::string user = {};
  std::int64_t person = 0;  // who that is, as it says
  Utc at{};
};

class Bindings {
 public:
  static const TableSet tables;
  explicit Bindings(Database& database) : database_(database) {}

  // --- who is in a group ------------------------------------------------------------------------------------------
  void list(std::string_view group, const std::vector<GroupMember>& members);  // in the place of what was listed
  std::vector<GroupMember> members(std::string_view group) const;              // by account
  void joined(std::string_view group, const GroupMember& member);              // or renamed
  void left(std::string_view group, std::string_view user);
  std::vector<std::string> groups_of(std::string_view user) const;

  // --- groups that are to become a class's ------------------------------------------------------------------------
  void claim(const GroupClaim& claim);
  std::optional<GroupClaim> claim_of(std::string_view group) const;
  void settle(std::string_view group);

  // --- people who say who they are --------------------------------------------------------------------------------
  /// In the place of what the account has said before. The number; nothing when too many wait.
  std::optional<std::int64_t> ask(const BindRequest& request);
  std::optional<BindRequest> request(std::int64_t id) const;
  std::vector<BindRequest> requests(std::int64_t class_id) const;  // the newest first
  void answered(std::int64_t id);

  /// A code that makes whoever says it first that person; the one before is void.
  std::string give_code(std::int64_t person, Utc until);
  std::optional<std::int64_t> take_code(std::string_view code, Utc now);

  // --- who is new in a role ---------------------------------------------------------------------------------------
  struct NewRole {
    std::int64_t person = 0;
    Grant grant = {};
  };
  std::vector<NewRole> roles_since(Utc since, Utc now) const;  // those held now

  static constexpr int waiting_limit = 500;
  std::int64_t purge(Utc before, int most = every_row);  // claims, requests and codes

 private:
  Database& database_;
};

}  // namespace banwei::storage
