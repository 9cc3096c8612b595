// Notices: what goes to which groups, and who has confirmed.
#include "storage/notices.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of the first two tables in this order: a later step may append one, never move one.
constexpr std::string_view notices_steps[] = {
    R"sql(
  CREATE TABLE notices (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    publisher INTEGER NOT NULL REFERENCES persons (id),
    audience  TEXT NOT NULL,
    body      TEXT NOT NULL,
    receipt   INTEGER NOT NULL,
    deadline  INTEGER,
    created   INTEGER NOT NULL,
    due       INTEGER,
    posted    INTEGER,
    recalled  INTEGER
  ) STRICT;
  CREATE INDEX notices_of_publisher ON notices (publisher, id);
  CREATE INDEX notices_waiting ON notices (publisher, due) WHERE posted IS NULL AND recalled IS NULL;

  CREATE TABLE deliveries (
    notice   INTEGER NOT NULL REFERENCES notices (id),
    class_id INTEGER NOT NULL REFERENCES classes (id),
    room     TEXT NOT NULL,
    state    TEXT NOT NULL,
    settled  INTEGER,
    stays    INTEGER NOT NULL,
    rounds   INTEGER NOT NULL,
    reminded INTEGER,
    told     INTEGER NOT NULL,
    PRIMARY KEY (notice, class_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_of_class ON deliveries (class_id, notice);

  CREATE TABLE receipts (
    notice INTEGER NOT NULL REFERENCES notices (id),
    person INTEGER NOT NULL REFERENCES persons (id),
    teller INTEGER NOT NULL REFERENCES persons (id),
    told   INTEGER NOT NULL,
    PRIMARY KEY (notice, person, teller)
  ) STRICT, WITHOUT ROWID;
)sql",
};

Notice notice_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .publisher = rows.integer(1),
          .audience = rows.text(2),
          .body = rows.text(3),
          .receipt = rows.integer(4) != 0,
          .deadline = maybe_instant(rows, 5),
          .created = instant(rows, 6),
          .due = maybe_instant(rows, 7),
          .posted = maybe_instant(rows, 8),
          .recalled = maybe_instant(rows, 9)};
}

constexpr int columns_of_notice = 10;

Delivery delivery_of(const Rows& rows, int first) {
  return {.notice = rows.integer(first),
          .class_id = rows.integer(first + 1),
          .room = rows.text(first + 2),
          .state = send_state(rows.text(first + 3)),
          .settled = maybe_instant(rows, first + 4),
          .stays = rows.integer(first + 5) != 0,
          .rounds = static_cast<int>(rows.integer(first + 6)),
          .reminded = maybe_instant(rows, first + 7),
          .told = static_cast<int>(rows.integer(first + 8))};
}

}  // namespace

constinit const TableSet Notices::tables{"notices", notices_steps};

std::int64_t Notices::add(const Notice& notice) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO notices (id, publisher, audience, body, receipt, deadline, created, due, posted, recalled)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    RETURNING id
  )sql";
  ++revision_;
  return sole_integer(database_.query(sql, reference(notice.id), notice.publisher, notice.audience, notice.body,
                                      notice.receipt, seconds(notice.deadline), seconds(notice.created),
                                      seconds(notice.due), seconds(notice.posted), seconds(notice.recalled)));
}

std::optional<Notice> Notices::by_id(std::int64_t id) const {
  Rows rows = database_.query(R"sql(SELECT * FROM notices WHERE id = $1)sql", id);
  return rows.next() ? std::optional(notice_of(rows)) : std::nullopt;
}

void Notices::mark_posted(std::int64_t id, Utc when) {
  ++revision_;
  database_.run(R"sql(UPDATE notices SET posted = $1 WHERE id = $2)sql", seconds(when), id);
}

void Notices::set_deadline(std::int64_t id, Utc deadline) {
  ++revision_;
  database_.run(R"sql(UPDATE notices SET deadline = $1 WHERE id = $2)sql", seconds(deadline), id);
}

void Notices::mark_recalled(std::int64_t id, Utc when) {
  ++revision_;
  database_.run(R"sql(UPDATE notices SET recalled = $1 WHERE id = $2)sql", seconds(when), id);
}

std::vector<Notice> Notices::by_publisher(std::int64_t person, int limit) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM notices WHERE publisher = $1 ORDER BY id DESC LIMIT $2)sql";
  return all_rows(database_.query(sql, person, limit), notice_of);
}

std::vector<Notice> Notices::waiting_of(std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM notices WHERE publisher = $1 AND posted IS NULL AND recalled IS NULL ORDER BY due LIMIT 20
  )sql";
  return all_rows(database_.query(sql, person), notice_of);
}

std::vector<Received> Notices::of_class(std::int64_t class_id, Utc since, int limit) const {
  constexpr std::string_view sql = R"sql(
    SELECT n.*, d.* FROM deliveries d JOIN notices n ON n.id = d.notice
    WHERE d.class_id = $1 AND d.state IN ('waiting', 'sent', 'unknown') AND n.posted >= $2 AND n.recalled IS NULL
    ORDER BY d.notice DESC LIMIT $3
  )sql";
  return of_class_.find(revision_ + database_.undone(), {class_id, since, limit}, [&] {
    std::vector<Received> all;
    Rows rows = database_.query(sql, class_id, seconds(since), limit);
    while (rows.next()) all.push_back({notice_of(rows), delivery_of(rows, columns_of_notice)});
    return all;
  });
}

void Notices::save(const Delivery& delivery) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO deliveries (notice, class_id, room, state, settled, stays, rounds, reminded, told)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (notice, class_id) DO UPDATE SET
      room = excluded.room, state = excluded.state, settled = excluded.settled, stays = excluded.stays,
      rounds = excluded.rounds, reminded = excluded.reminded, told = excluded.told
  )sql";
  ++revision_;
  database_.run(sql, delivery.notice, delivery.class_id, delivery.room, to_string(delivery.state),
                seconds(delivery.settled), delivery.stays, delivery.rounds, seconds(delivery.reminded), delivery.told);
}

std::vector<Delivery> Notices::deliveries(std::int64_t notice) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM deliveries WHERE notice = $1 ORDER BY class_id)sql";
  return all_rows(database_.query(sql, notice), [](const Rows& rows) { return delivery_of(rows, 0); });
}

bool Notices::confirm(std::int64_t notice, std::int64_t person, std::int64_t teller, Utc when) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO receipts (notice, person, teller, told) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
  )sql";
  return database_.run(sql, notice, person, teller, seconds(when)) == 1;
}

bool Notices::has_confirmed(std::int64_t notice, std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT 1 FROM receipts WHERE notice = $1 AND person = $2 AND teller = $3
  )sql";
  return database_.query(sql, notice, person, person).next();
}

// A notice may have thousands of receipts: a class is asked from the side of its students.
std::map<std::int64_t, Utc> Notices::confirmed(std::int64_t notice, std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT s.person, r.told
    FROM stays s CROSS JOIN receipts r ON r.notice = $1 AND r.person = s.person AND r.teller = s.person
    WHERE s.class_id = $2
  )sql";
  std::map<std::int64_t, Utc> when;
  Rows rows = database_.query(sql, notice, class_id);
  while (rows.next()) when.emplace(rows.integer(0), instant(rows, 1));
  return when;
}

std::set<std::int64_t> Notices::noted(std::int64_t notice, std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT s.person FROM stays s CROSS JOIN receipts r ON r.notice = $1 AND r.person = s.person AND r.teller <> s.person
    WHERE s.class_id = $2
  )sql";
  std::set<std::int64_t> people;
  Rows rows = database_.query(sql, notice, class_id);
  while (rows.next()) people.insert(rows.integer(0));
  return people;
}

std::int64_t Notices::purge(Utc before, int most) {
  constexpr std::string_view receipts = R"sql(
    DELETE FROM receipts WHERE notice IN (
      SELECT id FROM notices WHERE created < $1 AND (posted IS NOT NULL OR recalled IS NOT NULL) ORDER BY id LIMIT $2)
  )sql";
  constexpr std::string_view deliveries = R"sql(
    DELETE FROM deliveries WHERE notice IN (
      SELECT id FROM notices WHERE created < $1 AND (posted IS NOT NULL OR recalled IS NOT NULL) ORDER BY id LIMIT $2)
  )sql";
  constexpr std::string_view notices = R"sql(
    DELETE FROM notices WHERE id IN (
      SELECT id FROM notices WHERE created < $1 AND (posted IS NOT NULL OR recalled IS NOT NULL) ORDER BY id LIMIT $2)
  )sql";
  database_.run(receipts, seconds(before), most);
  database_.run(deliveries, seconds(before), most);
  return database_.run(notices, seconds(before), most);
}

}  // namespace banwei::storage
