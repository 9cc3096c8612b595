// Invitations that wait, and changes of groups that nobody has been told of.
#include "storage/group_changes.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view group_changes_steps[] = {
    R"sql(
  CREATE TABLE invitations (
    id       INTEGER PRIMARY KEY,
    account  TEXT NOT NULL,
    group_id TEXT NOT NULL,
    user     TEXT NOT NULL,
    flag     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    UNIQUE (account, group_id)
  ) STRICT;

  CREATE TABLE group_changes (
    id       INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL,
    kind     TEXT NOT NULL,
    user     TEXT NOT NULL,
    card     TEXT NOT NULL,
    at       INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX group_changes_by_group ON group_changes (group_id);
)sql",
};

}  // namespace

constinit const TableSet GroupChanges::tables{"group_changes", group_changes_steps};

std::optional<std::int64_t> GroupChanges::invite(const Invitation& invitation) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO invitations (account, group_id, user, flag, at)
    SELECT $1, $2, $3, $4, $5
    WHERE (SELECT count(*) FROM invitations) < $6 OR EXISTS (SELECT 1 FROM invitations WHERE account = $1 AND group_id = $2)
    ON CONFLICT (account, group_id) DO UPDATE SET user = excluded.user, flag = excluded.flag, at = excluded.at
    RETURNING id
  )sql";
  const std::int64_t id = sole_integer(database_.query(sql, invitation.account, invitation.group, invitation.user,
                                                       invitation.flag, seconds(invitation.at), waiting_limit));
  return id == 0 ? std::nullopt : std::optional(id);
}

std::vector<Invitation> GroupChanges::waiting(Utc since) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, account, group_id, user, flag, at FROM invitations WHERE at >= $1 ORDER BY at DESC, id DESC
  )sql";
  Rows rows = database_.query(sql, seconds(since));
  std::vector<Invitation> all;
  while (rows.next()) {
    all.push_back({.id = rows.integer(0),
                   .account = rows.text(1),
                   .group = rows.text(2),
                   .user = rows.text(3),
                   .flag = rows.text(4),
                   .at = instant(rows, 5)});
  }
  return all;
}

void GroupChanges::close(std::int64_t id) { database_.run(R"sql(DELETE FROM invitations WHERE id = $1)sql", id); }

void GroupChanges::note(std::string_view group, const GroupChange& change, Utc at) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO group_changes (group_id, kind, user, card, at)
    SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM group_changes WHERE group_id = $1) < $6
  )sql";
  database_.run(sql, group, change.kind, change.user, change.card, seconds(at), group_limit);
}

std::vector<GroupChange> GroupChanges::take(std::string_view group) {
  std::vector<GroupChange> all;
  {
    Rows rows =
        database_.query(R"sql(SELECT kind, user, card FROM group_changes WHERE group_id = $1 ORDER BY id)sql", group);
    while (rows.next()) all.push_back({.kind = rows.text(0), .user = rows.text(1), .card = rows.text(2)});
  }
  if (!all.empty()) database_.run(R"sql(DELETE FROM group_changes WHERE group_id = $1)sql", group);
  return all;
}

std::int64_t GroupChanges::purge(Utc before, int most) {
  constexpr std::string_view invitations = R"sql(
    DELETE FROM invitations WHERE id IN (SELECT id FROM invitations WHERE at < $1 LIMIT $2)
  )sql";
  constexpr std::string_view changes = R"sql(
    DELETE FROM group_changes WHERE id IN (SELECT id FROM group_changes WHERE at < $1 LIMIT $2)
  )sql";
  return database_.run(invitations, seconds(before), most) + database_.run(changes, seconds(before), most);
}

}  // namespace banwei::storage
