// Every store: the order of their table sets, in which each may refer to those before it.
#include "storage/stores.h"

#include <array>

namespace banwei::storage {

namespace {

// A copy of each set is taken when it is asked for: at start-up the sets of other files may not be there yet.
Database& migrated(Database& database) {
  const std::array sets{
      Members::tables,    Readings::tables,       Questions::tables,     Alerts::tables,        ClassSettings::tables,
      RollCalls::tables,  Reminders::tables,      Notices::tables,       Inbox::tables,         Gaps::tables,
      Outbox::tables,     SendLog::tables,        Schedule::tables,      GroupChanges::tables,  Leaves::tables,
      AccessLog::tables,  Audit::tables,          LessonReports::tables, StagedRosters::tables, Bindings::tables,
      Consents::tables,   Ledgers::tables,        Exemptions::tables,    Findings::tables,      Cases::tables,
      ContactLog::tables, WhereaboutsLog::tables, Meetings::tables,      SpotChecks::tables,    Timetable::tables};
  migrate(database, sets);
  return database;
}

}  // namespace

Stores::Stores(Database& opened) : database(migrated(opened)) {}

void Stores::purge(Utc now) {
  questions.purge(now - Questions::kept);
  inbox.purge(now - Inbox::marks_kept, now - Inbox::held_kept);
  gaps.purge(now - Gaps::kept);
  outbox.purge(now - Outbox::kept);
  send_log.purge(now - SendLog::kept);
  schedule.purge(now - Schedule::kept);
}

}  // namespace banwei::storage
