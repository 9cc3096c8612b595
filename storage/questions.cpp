// Questions: what the bot has asked whom.
#include "storage/questions.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view questions_steps[] = {
    R"sql(
  CREATE TABLE questions (
    id      INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL REFERENCES persons (id),
    feature TEXT NOT NULL,
    kind    TEXT NOT NULL,
    payload TEXT NOT NULL,
    day     TEXT NOT NULL,
    asked   INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    closed  INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX open_question ON questions (person, feature) WHERE closed IS NULL;
  CREATE INDEX questions_of_person ON questions (person, feature, day);
)sql",
};

}  // namespace

constinit const TableSet Questions::tables{"questions", questions_steps};

bool Questions::may_be_asked(std::int64_t person) const {
  if (!asked_) {
    asked_.emplace();
    Rows rows = database_.query(R"sql(SELECT DISTINCT person FROM questions WHERE closed IS NULL)sql");
    while (rows.next()) asked_->insert(rows.integer(0));
  }
  return asked_->contains(person);
}

std::int64_t Questions::ask(const Question& question) {
  close(question.person, question.feature, question.asked);
  // It is younger than all that are open, though they be of the same second: a plain 是 means the newest.
  if (asked_) asked_->insert(question.person);
  constexpr std::string_view sql = R"sql(
    INSERT INTO questions (person, feature, kind, payload, day, asked, until)
    VALUES ($1, $2, $3, $4, $5,
            max($6, (SELECT ifnull(max(asked) + 1, 0) FROM questions WHERE person = $1 AND closed IS NULL)), $7)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, question.person, question.feature, question.kind, question.payload,
                                      iso(question.day), seconds(question.asked), seconds(question.until)));
}

std::optional<Question> Questions::open(std::int64_t person, std::string_view feature, Utc now) const {
  if (!may_be_asked(person)) return std::nullopt;
  constexpr std::string_view sql = R"sql(
    SELECT id, person, feature, kind, payload, day, asked, until FROM questions
    WHERE person = $1 AND feature = $2 AND closed IS NULL AND until > $3
  )sql";
  Rows rows = database_.query(sql, person, feature, seconds(now));
  if (!rows.next()) return std::nullopt;
  return Question{.id = rows.integer(0),
                  .person = rows.integer(1),
                  .feature = rows.text(2),
                  .kind = rows.text(3),
                  .payload = rows.text(4),
                  .day = date(rows, 5),
                  .asked = instant(rows, 6),
                  .until = instant(rows, 7)};
}

bool Questions::asked(std::int64_t person, std::string_view feature, std::string_view kind, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT EXISTS (SELECT 1 FROM questions WHERE person = $1 AND feature = $2 AND kind = $3 AND day = $4)
  )sql";
  return sole_integer(database_.query(sql, person, feature, kind, iso(day))) != 0;
}

void Questions::close(std::int64_t person, std::string_view feature, Utc when) {
  if (!may_be_asked(person)) return;
  database_.run(R"sql(UPDATE questions SET closed = $1 WHERE person = $2 AND feature = $3 AND closed IS NULL)sql",
                seconds(when), person, feature);
}

void Questions::purge(Utc before) {
  asked_.reset();
  database_.run(R"sql(DELETE FROM questions WHERE min(until, ifnull(closed, until)) < $1)sql", seconds(before));
}

}  // namespace banwei::storage
