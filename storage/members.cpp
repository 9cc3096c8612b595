// Members: classes, persons, grants and reach.
#include "storage/members.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view members_steps[] = {
    R"sql(
  CREATE TABLE classes (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    room  TEXT NOT NULL DEFAULT '',
    major TEXT NOT NULL DEFAULT '',
    grade TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE UNIQUE INDEX class_by_room ON classes (room) WHERE room <> '';

  CREATE TABLE persons (
    id       INTEGER PRIMARY KEY,
    staff    INTEGER NOT NULL,
    number   TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    class_id INTEGER REFERENCES classes (id),
    account  TEXT NOT NULL DEFAULT '',
    phone    TEXT NOT NULL DEFAULT '',
    left_at  INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX person_by_account ON persons (account) WHERE account <> '';
  CREATE INDEX persons_of_class ON persons (class_id, number);

  CREATE TABLE grants (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES persons (id),
    role       TEXT NOT NULL,
    class_id   INTEGER REFERENCES classes (id),
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX open_grant ON grants (person, role, ifnull(class_id, 0)) WHERE valid_to IS NULL;
  CREATE INDEX grants_of_person ON grants (person);
  CREATE INDEX grants_of_role ON grants (role, class_id);

  CREATE TABLE reach (
    account TEXT PRIMARY KEY,
    reach   TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
)sql",
    // Who was in which class when, so that the counts of a past day stay what they were.
    R"sql(
  CREATE TABLE stays (
    person   INTEGER NOT NULL REFERENCES persons (id),
    class_id INTEGER NOT NULL REFERENCES classes (id),
    since    INTEGER NOT NULL,
    until    INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX open_stay ON stays (person) WHERE until IS NULL;
  CREATE INDEX stays_of_class ON stays (class_id);
  INSERT INTO stays (person, class_id, since, until)
  SELECT id, class_id, 0, left_at FROM persons WHERE staff = 0 AND class_id IS NOT NULL;
)sql",
    R"sql(
  ALTER TABLE classes ADD COLUMN archived_at INTEGER;
)sql",
    // What an archived class had, so that it can be brought back: its group, and until when its roles were given.
    R"sql(
  ALTER TABLE classes ADD COLUMN archived_room TEXT NOT NULL DEFAULT '';
  ALTER TABLE grants ADD COLUMN archived_to INTEGER;
)sql",
    // Whoever left for a while, and comes back: see suspensions.h.
    R"sql(
  ALTER TABLE persons ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
)sql",
};

Person person_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .staff = rows.integer(1) != 0,
          .number = rows.text(2),
          .name = rows.text(3),
          .class_id = rows.integer(4),
          .account = rows.text(5)};
}

Class class_of(const Rows& rows) {
  return {
      .id = rows.integer(0), .name = rows.text(1), .group = rows.text(2), .major = rows.text(3), .grade = rows.text(4)};
}

std::string_view word(Reach reach) {
  switch (reach) {
    case Reach::friendly:
      return "friend";
    case Reach::refused:
      return "refused";
    case Reach::unknown:
      break;
  }
  return "unknown";
}

}  // namespace

constinit const TableSet Members::tables{"members", members_steps};

template <class Found>
template <class Look>
const std::optional<Found>& Members::Known<Found>::find(std::string_view key, std::uint64_t revision, Look look) {
  constexpr std::size_t limit = 10'000;
  if (revision_ != revision || found_.size() >= limit) found_.clear();
  revision_ = revision;
  std::string word(key);
  const auto known = found_.find(word);
  return known != found_.end() ? known->second : found_.emplace(std::move(word), look()).first->second;
}

std::optional<Person> Members::by_account(std::string_view account) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, staff, number, name, class_id, account FROM persons
    WHERE account = $1 AND account <> '' AND left_at IS NULL
  )sql";
  return by_account_.find(account, revision(), [&] { return first_row(database_.query(sql, account), person_of); });
}

std::optional<Person> Members::by_id(std::int64_t id) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, staff, number, name, class_id, iif(left_at IS NULL, account, '') FROM persons WHERE id = $1
  )sql";
  return first_row(database_.query(sql, id), person_of);
}

std::optional<Person> Members::by_number(std::string_view number) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, staff, number, name, class_id, account FROM persons WHERE number = $1 AND left_at IS NULL
  )sql";
  return first_row(database_.query(sql, number), person_of);
}

std::optional<Class> Members::class_of_group(std::string_view group) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, name, room, major, grade FROM classes WHERE room = $1 AND room <> ''
  )sql";
  return by_group_.find(group, revision(), [&] { return first_row(database_.query(sql, group), class_of); });
}

std::optional<Class> Members::class_by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT id, name, room, major, grade FROM classes WHERE id = $1)sql", id),
                   class_of);
}

std::optional<Class> Members::class_by_name(std::string_view name) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, name, room, major, grade FROM classes WHERE name = $1 AND archived_at IS NULL
  )sql";
  return first_row(database_.query(sql, name), class_of);
}

std::vector<Class> Members::classes() const {
  constexpr std::string_view sql = R"sql(
    SELECT id, name, room, major, grade FROM classes WHERE archived_at IS NULL ORDER BY name
  )sql";
  if (classes_at_ != revision()) {
    classes_ = all_rows(database_.query(sql), class_of);
    classes_at_ = revision();
  }
  return classes_;
}

std::vector<Person> Members::students(std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, staff, number, name, class_id, account FROM persons
    WHERE class_id = $1 AND staff = 0 AND left_at IS NULL
    ORDER BY number
  )sql";
  return all_rows(database_.query(sql, class_id), person_of);
}

std::vector<Person> Members::students(std::int64_t class_id, Utc at) const {
  constexpr std::string_view sql = R"sql(
    SELECT p.id, p.staff, p.number, p.name, p.class_id, iif(p.left_at IS NULL, p.account, '')
    FROM stays s JOIN persons p ON p.id = s.person
    WHERE s.class_id = $1 AND s.since <= $2 AND (s.until IS NULL OR s.until > $2)
    ORDER BY p.number
  )sql";
  return all_rows(database_.query(sql, class_id, seconds(at)), person_of);
}

std::vector<Grant> Members::grants(const Person& person, Utc now) const {
  std::vector<Grant> grants;
  if (!person.staff && person.class_id != 0) grants.push_back({Role::student, person.class_id});
  constexpr std::string_view sql = R"sql(
    SELECT role, class_id FROM grants
    WHERE person = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
    GROUP BY role, class_id
    ORDER BY min(id)
  )sql";
  Rows rows = database_.query(sql, person.id, seconds(now));
  while (rows.next()) {
    if (const auto role = role_from_string(rows.text(0))) grants.push_back({*role, rows.integer(1)});
  }
  return grants;
}

std::vector<Person> Members::holders(Role role, std::int64_t class_id, Utc now) const {
  if (role == Role::student) return students(class_id);
  constexpr std::string_view sql = R"sql(
    SELECT p.id, p.staff, p.number, p.name, p.class_id, p.account
    FROM grants g JOIN persons p ON p.id = g.person
    WHERE g.role = $1 AND (g.class_id = $2 OR g.class_id IS NULL)
      AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to > $3) AND p.left_at IS NULL
    GROUP BY p.id
    ORDER BY min(g.class_id IS NULL), min(g.valid_to IS NULL), p.number
  )sql";
  return all_rows(database_.query(sql, to_string(role), class_id, seconds(now)), person_of);
}

std::int64_t Members::save_class(const Class& entry) {
  ++revision_;
  if (!entry.group.empty()) {
    database_.run(R"sql(UPDATE classes SET room = '' WHERE room = $1 AND room <> '' AND name <> $2)sql", entry.group,
                  entry.name);
  }
  constexpr std::string_view sql = R"sql(
    INSERT INTO classes (name, room, major, grade) VALUES ($1, $2, $3, $4)
    ON CONFLICT (name) DO UPDATE SET
      room  = CASE excluded.room WHEN '' THEN room ELSE excluded.room END,
      major = CASE excluded.major WHEN '' THEN major ELSE excluded.major END,
      grade = CASE excluded.grade WHEN '' THEN grade ELSE excluded.grade END,
      archived_at = NULL,
      archived_room = ''
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, entry.name, entry.group, entry.major, entry.grade));
}

void Members::unbind_class(std::int64_t class_id) {
  ++revision_;
  database_.run(R"sql(UPDATE classes SET room = '' WHERE id = $1)sql", class_id);
}

/// What is taken from it stands beside, for whoever brings it back: see class_archive.h.
void Members::archive_class(std::int64_t class_id, Utc when) {
  constexpr std::string_view roles = R"sql(
    UPDATE grants SET archived_to = valid_to, valid_to = $1 WHERE class_id = $2 AND (valid_to IS NULL OR valid_to > $1)
  )sql";
  database_.run(roles, seconds(when), class_id);
  for (const Person& student : students(class_id)) leave(student.id, when);
  database_.run(R"sql(UPDATE classes SET archived_at = $1, archived_room = room WHERE id = $2)sql", seconds(when),
                class_id);
  unbind_class(class_id);
}

std::int64_t Members::save_person(const Person& entry, std::string_view phone, Utc since) {
  ++revision_;
  if (!entry.account.empty()) {
    database_.run(R"sql(UPDATE persons SET account = '' WHERE account = $1 AND account <> '' AND number <> $2)sql",
                  entry.account, entry.number);
  }
  constexpr std::string_view sql = R"sql(
    INSERT INTO persons (staff, number, name, class_id, account, phone) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (number) DO UPDATE SET
      staff    = excluded.staff,
      name     = excluded.name,
      class_id = excluded.class_id,
      account  = CASE WHEN excluded.account <> '' THEN excluded.account WHEN left_at IS NULL THEN account ELSE '' END,
      phone    = CASE excluded.phone WHEN '' THEN phone ELSE excluded.phone END,
      left_at  = NULL,
      suspended = 0
    RETURNING id
  )sql";
  const std::int64_t id = sole_integer(
      database_.query(sql, entry.staff, entry.number, entry.name, reference(entry.class_id), entry.account, phone));
  stay(id, entry.staff ? 0 : entry.class_id, since);
  return id;
}

/// From `since` on the person is in that class, or in none for 0.
void Members::stay(std::int64_t person, std::int64_t class_id, Utc since) {
  database_.run(R"sql(UPDATE stays SET until = $1 WHERE person = $2 AND until IS NULL AND class_id <> $3)sql",
                seconds(since), person, class_id);
  if (class_id == 0) return;
  constexpr std::string_view sql = R"sql(
    INSERT INTO stays (person, class_id, since) VALUES ($1, $2, $3)
    ON CONFLICT (person) WHERE until IS NULL DO NOTHING
  )sql";
  database_.run(sql, person, class_id, seconds(since));
}

void Members::unbind(std::int64_t person) {
  ++revision_;
  database_.run(R"sql(UPDATE persons SET account = '' WHERE id = $1)sql", person);
}

void Members::renumber(std::int64_t person, std::string_view number) {
  ++revision_;
  database_.run(R"sql(UPDATE persons SET number = $1 WHERE id = $2)sql", number, person);
}

/// A class that is over and had the name keeps it with its own number behind.
void Members::rename_class(std::int64_t class_id, std::string_view name) {
  ++revision_;
  constexpr std::string_view over = R"sql(
    UPDATE classes SET name = name || '（已归档' || id || '）' WHERE name = $1 AND id <> $2 AND archived_at IS NOT NULL
  )sql";
  database_.run(over, name, class_id);
  database_.run(R"sql(UPDATE classes SET name = $1 WHERE id = $2)sql", name, class_id);
}

std::string Members::phone(std::int64_t id) const {
  Rows rows = database_.query(R"sql(SELECT phone FROM persons WHERE id = $1)sql", id);
  return rows.next() ? rows.text(0) : "";
}

void Members::leave(std::int64_t person, Utc when) {
  ++revision_;
  database_.run(R"sql(UPDATE persons SET left_at = $1 WHERE id = $2 AND left_at IS NULL)sql", seconds(when), person);
  stay(person, 0, when);
  constexpr std::string_view sql = R"sql(
    UPDATE grants SET valid_to = $1 WHERE person = $2 AND (valid_to IS NULL OR valid_to > $1)
  )sql";
  database_.run(sql, seconds(when), person);
}

std::vector<Members::Holding> Members::holdings(std::int64_t person, Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT role, class_id, CASE WHEN count(*) = count(valid_to) THEN max(valid_to) END FROM grants
    WHERE person = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
    GROUP BY role, class_id
    ORDER BY min(id)
  )sql";
  std::vector<Holding> all;
  Rows rows = database_.query(sql, person, seconds(now));
  while (rows.next()) {
    if (const auto role = role_from_string(rows.text(0)))
      all.push_back({.grant = {*role, rows.integer(1)}, .until = maybe_instant(rows, 2)});
  }
  return all;
}

void Members::grant(std::int64_t person, const Grant& grant, Utc from, std::optional<Utc> until) {
  ++revision_;
  constexpr std::string_view for_a_time = R"sql(
    INSERT INTO grants (person, role, class_id, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)
  )sql";
  if (until) {
    database_.run(for_a_time, person, to_string(grant.role), reference(grant.class_id), seconds(from), seconds(*until));
    return;
  }
  constexpr std::string_view sql = R"sql(
    INSERT INTO grants (person, role, class_id, valid_from) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person, role, ifnull(class_id, 0)) WHERE valid_to IS NULL
    DO UPDATE SET valid_from = min(valid_from, excluded.valid_from)
  )sql";
  database_.run(sql, person, to_string(grant.role), reference(grant.class_id), seconds(from));
}

void Members::revoke(std::int64_t person, const Grant& grant, Utc until) {
  ++revision_;
  constexpr std::string_view sql = R"sql(
    UPDATE grants SET valid_to = $1
    WHERE person = $2 AND role = $3 AND ifnull(class_id, 0) = $4 AND (valid_to IS NULL OR valid_to > $1)
  )sql";
  database_.run(sql, seconds(until), person, to_string(grant.role), grant.class_id);
}

Reach Members::reach(std::string_view account) const {
  Rows rows = database_.query(R"sql(SELECT reach FROM reach WHERE account = $1)sql", account);
  if (!rows.next()) return Reach::unknown;
  const std::string stored = rows.text(0);
  for (Reach reach : {Reach::friendly, Reach::refused}) {
    if (stored == word(reach)) return reach;
  }
  return Reach::unknown;
}

void Members::set_reach(std::string_view account, Reach reach) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO reach (account, reach) VALUES ($1, $2)
    ON CONFLICT (account) DO UPDATE SET reach = excluded.reach WHERE reach.reach <> excluded.reach
  )sql";
  database_.run(sql, account, word(reach));
}

}  // namespace banwei::storage
