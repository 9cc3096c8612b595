// What is deleted of one person, table by table. Its statements look through whole tables: it is done once in a while.
#include "storage/erasure.h"

#include <string>

#include "storage/columns.h"
#include "storage/stores.h"

namespace banwei::storage {

namespace {

std::int64_t readings(Database& database, std::int64_t person) {
  constexpr std::string_view alerts = R"sql(
    UPDATE alerts SET reading = NULL WHERE reading IN (SELECT id FROM readings WHERE person = $1)
  )sql";
  database.run(alerts, person);
  return database.run(R"sql(DELETE FROM readings WHERE person = $1)sql", person) +
         database.run(R"sql(DELETE FROM notes WHERE person = $1)sql", person);
}

std::int64_t alerts(Database& database, const Person& person) {
  constexpr std::string_view tellings = R"sql(
    DELETE FROM tellings WHERE alert IN (SELECT id FROM alerts WHERE person = $1)
  )sql";
  database.run(tellings, person.id);
  return database.run(R"sql(DELETE FROM alerts WHERE person = $1)sql", person.id);
}

/// Of roll calls in the classes where the person ever was, and of lessons.
std::int64_t marks(Database& database, std::int64_t person) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM marks WHERE person = $1 AND roll_call IN (
      SELECT id FROM roll_calls WHERE class_id IN (SELECT class_id FROM stays WHERE person = $1))
  )sql";
  return database.run(sql, person) + database.run(R"sql(DELETE FROM lesson_absences WHERE person = $1)sql", person) +
         database.run(R"sql(DELETE FROM spot_check_samples WHERE person = $1)sql", person);
}

/// Letters, questions and what waits to be understood or sent.
std::int64_t messages(Database& database, const Person& person) {
  constexpr std::string_view parcels = R"sql(
    DELETE FROM parcels WHERE state <> 'sending' AND ((target = $1 AND $1 <> '') OR instr(content, $2) > 0)
  )sql";
  constexpr std::string_view questions = R"sql(DELETE FROM questions WHERE person = $1 OR instr(payload, $2) > 0)sql";
  constexpr std::string_view held =
      R"sql(DELETE FROM held WHERE (account = $1 AND $1 <> '') OR instr(content, $2) > 0)sql";
  constexpr std::string_view dead = R"sql(
    DELETE FROM dead_letters WHERE instr(content, $1) > 0 OR ($2 <> '' AND instr(content, $2) > 0)
  )sql";
  constexpr std::string_view answers = R"sql(UPDATE seen SET answer = NULL WHERE instr(answer, $1) > 0)sql";
  constexpr std::string_view changes = R"sql(
    DELETE FROM group_changes WHERE (user = $1 AND $1 <> '') OR instr(card, $2) > 0
  )sql";
  constexpr std::string_view rosters = R"sql(
    DELETE FROM staged_rosters WHERE person = $1 OR instr(csv, $2) > 0
  )sql";
  constexpr std::string_view undo = R"sql(DELETE FROM staged_undo WHERE instr(was, $1) > 0 OR instr(was, $2) > 0)sql";
  constexpr std::string_view members = R"sql(
    DELETE FROM group_members WHERE (user = $1 AND $1 <> '') OR instr(card, $2) > 0 OR instr(card, $3) > 0
  )sql";
  database.run(R"sql(DELETE FROM invitations WHERE user = $1 AND $1 <> '')sql", person.account);
  database.run(rosters, person.id, person.name);
  database.run(undo, person.name, person.number);
  database.run(members, person.account, person.name, person.number);
  database.run(R"sql(DELETE FROM bind_requests WHERE person = $1)sql", person.id);
  database.run(R"sql(DELETE FROM bind_codes WHERE person = $1)sql", person.id);
  database.run(R"sql(DELETE FROM group_claims WHERE person = $1)sql", person.id);
  database.run(R"sql(DELETE FROM consents WHERE person = $1)sql", person.id);
  constexpr std::string_view details = R"sql(
    DELETE FROM audit_details WHERE instr(text, $1) > 0 OR instr(text, $2) > 0
  )sql";
  // A file may hold anybody: what still waits is asked for again.
  constexpr std::string_view files = R"sql(
    DELETE FROM parcels WHERE state = 'waiting' AND id IN (SELECT parcel FROM parcel_files)
  )sql";
  database.run(files);
  database.run(details, person.name, person.number);
  return database.run(parcels, person.account, person.name) + database.run(questions, person.id, person.name) +
         database.run(held, person.account, person.name) + database.run(dead, person.name, person.account) +
         database.run(answers, person.name) + database.run(changes, person.account, person.name);
}

std::int64_t mentions(Database& database, const std::string& name) {
  constexpr std::string_view sql = R"sql(
    SELECT (SELECT count(*) FROM notices WHERE instr(body, $1) > 0) +
           (SELECT count(*) FROM reminders WHERE instr(text, $1) > 0)
  )sql";
  return sole_integer(database.query(sql, name));
}

}  // namespace

std::optional<Person> anybody(Stores& stores, std::string_view number) {
  Rows rows = stores.database.query(R"sql(SELECT id FROM persons WHERE number = $1)sql", number);
  return rows.next() ? stores.members.by_id(rows.integer(0)) : std::nullopt;
}

Erased erase(Stores& stores, const Person& person, Utc now) {
  Database& database = stores.database;
  const std::int64_t id = person.id;
  constexpr std::string_view timers = R"sql(
    DELETE FROM timers WHERE feature = 'care' AND key IN ('recheck/' || $1, 'unanswered/' || $1)
  )sql";
  database.run(timers, id);
  Erased gone{.readings = readings(database, id),
              .alerts = alerts(database, person),
              .marks = marks(database, id),
              .leaves = database.run(R"sql(DELETE FROM leaves WHERE person = $1)sql", id),
              .receipts = database.run(R"sql(DELETE FROM receipts WHERE person = $1)sql", id),
              .reminders = database.run(R"sql(DELETE FROM reminders WHERE owner = $1)sql", id),
              .messages = messages(database, person),
              .accesses = database.run(R"sql(DELETE FROM accesses WHERE about = $1)sql", id)};
  database.run(R"sql(DELETE FROM ledger_standings WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM supplements WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM exemptions WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM findings WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM care_cases WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM care_entries WHERE instr(words, $1) > 0)sql", person.name);
  database.run(R"sql(DELETE FROM contacts WHERE person = $1 OR instr(words, $2) > 0)sql", id, person.name);
  stores.whereabouts.erase(id);
  gone.mentions = mentions(database, person.name);
  stores.members.leave(person.id, now);  // What it knows by heart is forgotten, too.
  database.run(R"sql(DELETE FROM stays WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM grants WHERE person = $1)sql", id);
  database.run(R"sql(DELETE FROM reach WHERE account = $1)sql", person.account);
  constexpr std::string_view blank = R"sql(
    UPDATE persons SET number = 'erased-' || id, name = '（已删除）', class_id = NULL, account = '', phone = '' WHERE id = $1
  )sql";
  database.run(blank, id);
  return gone;
}

}  // namespace banwei::storage
