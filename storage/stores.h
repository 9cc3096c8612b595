// Every store, opened together on one connection. A new table set adds one line here.
#pragma once

#include "storage/access_log.h"
#include "storage/alerts.h"
#include "storage/audit.h"
#include "storage/bindings.h"
#include "storage/cases.h"
#include "storage/class_settings.h"
#include "storage/consents.h"
#include "storage/contact_log.h"
#include "storage/exemptions.h"
#include "storage/findings.h"
#include "storage/gaps.h"
#include "storage/group_changes.h"
#include "storage/inbox.h"
#include "storage/leaves.h"
#include "storage/ledgers.h"
#include "storage/lesson_reports.h"
#include "storage/meetings.h"
#include "storage/members.h"
#include "storage/notices.h"
#include "storage/outbox.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/reminders.h"
#include "storage/roll_calls.h"
#include "storage/schedule.h"
#include "storage/send_log.h"
#include "storage/spot_checks.h"
#include "storage/staged_rosters.h"
#include "storage/timetable.h"
#include "storage/whereabouts.h"

namespace banwei::storage {

struct Stores {
  /// Migrates first when the connection may write. Throws Error, or std::runtime_error for a newer database.
  explicit Stores(Database& database);

  /// Deletes what the house itself has kept long enough; what tells of people the features let go. The caller shreds,
  /// see Shredding.
  void purge(Utc now);

  Database& database;
  Members members{database};
  Readings readings{database};
  Questions questions{database};
  Alerts alerts{database};
  ClassSettings class_settings{database};
  RollCalls roll_calls{database};
  Leaves leaves{database};
  Ledgers ledgers{database};
  Exemptions exemptions{database};
  Findings findings{database};
  Reminders reminders{database};
  Notices notices{database};
  Inbox inbox{database};
  Gaps gaps{database};
  Outbox outbox{database};
  SendLog send_log{database};
  Schedule schedule{database};
  GroupChanges group_changes{database};
  AccessLog access_log{database};
  Audit audit{database};
  LessonReports lesson_reports{database};
  StagedRosters staged_rosters{database};
  Bindings bindings{database};
  Consents consents{database};
  Cases cases{database};
  ContactLog contacts{database};
  WhereaboutsLog whereabouts{database};
  Meetings meetings{database};
  SpotChecks spot_checks{database};
  Timetable timetable{database};
};

}  // namespace banwei::storage
