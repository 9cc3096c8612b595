// Lists of groups, and what waits for a yes.
#include "storage/bindings.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view bindings_steps[] = {
    R"sql(
  CREATE TABLE group_members (
    group_id TEXT NOT NULL,
    user     TEXT NOT NULL,
    card     TEXT NOT NULL,
    PRIMARY KEY (group_id, user)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX group_members_by_user ON group_members (user);

  CREATE TABLE group_claims (
    group_id TEXT PRIMARY KEY,
    class_id INTEGER NOT NULL REFERENCES classes (id),
    person   INTEGER NOT NULL REFERENCES persons (id),
    at       INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE bind_requests (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    user   TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (id),
    at     INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE bind_codes (
    person   INTEGER PRIMARY KEY REFERENCES persons (id),
    code     TEXT NOT NULL,
    until_at INTEGER NOT NULL
  ) STRICT;
)sql",
};

std::vector<BindRequest> all_requests(Rows rows) {
  std::vector<BindRequest> all;
  while (rows.next())
    all.push_back({.id = rows.integer(0), .user = rows.text(1), .person = rows.integer(2), .at = instant(rows, 3)});
  return all;
}

}  // namespace

constinit const TableSet Bindings::tables{"bindings", bindings_steps};

void Bindings::list(std::string_view group, const std::vector<GroupMember>& members) {
  database_.run(R"sql(DELETE FROM group_members WHERE group_id = $1)sql", group);
  for (const GroupMember& member : members) joined(group, member);
}

std::vector<GroupMember> Bindings::members(std::string_view group) const {
  constexpr std::string_view sql = R"sql(SELECT user, card FROM group_members WHERE group_id = $1 ORDER BY user)sql";
  Rows rows = database_.query(sql, group);
  std::vector<GroupMember> all;
  while (rows.next()) all.push_back({rows.text(0), rows.text(1)});
  return all;
}

void Bindings::joined(std::string_view group, const GroupMember& member) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO group_members (group_id, user, card) VALUES ($1, $2, $3)
    ON CONFLICT (group_id, user) DO UPDATE SET card = excluded.card
  )sql";
  database_.run(sql, group, member.user, member.card);
}

void Bindings::left(std::string_view group, std::string_view user) {
  database_.run(R"sql(DELETE FROM group_members WHERE group_id = $1 AND user = $2)sql", group, user);
}

std::vector<std::string> Bindings::groups_of(std::string_view user) const {
  Rows rows = database_.query(R"sql(SELECT group_id FROM group_members WHERE user = $1 ORDER BY group_id)sql", user);
  std::vector<std::string> all;
  while (rows.next()) all.push_back(rows.text(0));
  return all;
}

void Bindings::claim(const GroupClaim& claim) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO group_claims (group_id, class_id, person, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (group_id) DO UPDATE SET class_id = excluded.class_id, person = excluded.person, at = excluded.at
  )sql";
  database_.run(sql, claim.group, claim.class_id, claim.person, seconds(claim.at));
}

std::optional<GroupClaim> Bindings::claim_of(std::string_view group) const {
  constexpr std::string_view sql = R"sql(SELECT class_id, person, at FROM group_claims WHERE group_id = $1)sql";
  Rows rows = database_.query(sql, group);
  if (!rows.next()) return std::nullopt;
  return GroupClaim{
      .group = std::string(group), .class_id = rows.integer(0), .person = rows.integer(1), .at = instant(rows, 2)};
}

void Bindings::settle(std::string_view group) {
  database_.run(R"sql(DELETE FROM group_claims WHERE group_id = $1)sql", group);
}

std::optional<std::int64_t> Bindings::ask(const BindRequest& request) {
  database_.run(R"sql(DELETE FROM bind_requests WHERE user = $1)sql", request.user);
  constexpr std::string_view sql = R"sql(
    INSERT INTO bind_requests (user, person, at)
    SELECT $1, $2, $3 WHERE (SELECT count(*) FROM bind_requests) < $4
    RETURNING id
  )sql";
  const std::int64_t id =
      sole_integer(database_.query(sql, request.user, request.person, seconds(request.at), waiting_limit));
  return id == 0 ? std::nullopt : std::optional(id);
}

std::optional<BindRequest> Bindings::request(std::int64_t id) const {
  auto all = all_requests(database_.query(R"sql(SELECT id, user, person, at FROM bind_requests WHERE id = $1)sql", id));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<BindRequest> Bindings::requests(std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT bind_requests.id, user, person, at FROM bind_requests JOIN persons p ON p.id = person
    WHERE p.class_id = $1 AND p.left_at IS NULL ORDER BY bind_requests.id DESC
  )sql";
  return all_requests(database_.query(sql, class_id));
}

void Bindings::answered(std::int64_t id) { database_.run(R"sql(DELETE FROM bind_requests WHERE id = $1)sql", id); }

/// Of SQLite's own generator, which the system seeds: nobody can guess it.
std::string Bindings::give_code(std::int64_t person, Utc until) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO bind_codes (person, code, until_at) VALUES ($1, printf('%08d', abs(random() % 100000000)), $2)
    ON CONFLICT (person) DO UPDATE SET code = excluded.code, until_at = excluded.until_at
    RETURNING code
  )sql";
  Rows rows = database_.query(sql, person, seconds(until));
  std::string code = rows.next() ? rows.text(0) : "";
  rows.next();
  return code;
}

std::optional<std::int64_t> Bindings::take_code(std::string_view code, Utc now) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM bind_codes WHERE code = $1 AND until_at > $2 RETURNING person
  )sql";
  const std::int64_t person = sole_integer(database_.query(sql, code, seconds(now)));
  return person == 0 ? std::nullopt : std::optional(person);
}

std::vector<Bindings::NewRole> Bindings::roles_since(Utc since, Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT person, role, grants.class_id FROM grants JOIN persons p ON p.id = person
    WHERE valid_from > $1 AND valid_from <= $2 AND valid_to IS NULL AND p.left_at IS NULL
    ORDER BY grants.id
  )sql";
  Rows rows = database_.query(sql, seconds(since), seconds(now));
  std::vector<NewRole> all;
  while (rows.next()) {
    if (const auto role = role_from_string(rows.text(1))) all.push_back({rows.integer(0), {*role, rows.integer(2)}});
  }
  return all;
}

std::int64_t Bindings::purge(Utc before, int most) {
  constexpr std::string_view claims = R"sql(
    DELETE FROM group_claims WHERE group_id IN (SELECT group_id FROM group_claims WHERE at < $1 LIMIT $2)
  )sql";
  constexpr std::string_view requests = R"sql(
    DELETE FROM bind_requests WHERE id IN (SELECT id FROM bind_requests WHERE at < $1 LIMIT $2)
  )sql";
  constexpr std::string_view codes = R"sql(
    DELETE FROM bind_codes WHERE person IN (SELECT person FROM bind_codes WHERE until_at < $1 LIMIT $2)
  )sql";
  return database_.run(claims, seconds(before), most) + database_.run(requests, seconds(before), most) +
         database_.run(codes, seconds(before), most);
}

}  // namespace banwei::storage
