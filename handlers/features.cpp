#include "handlers/features.h"

#include <array>

#include "handlers/announcement/announcement.h"
#include "handlers/attendance/attendance.h"
#include "handlers/binding/binding.h"
#include "handlers/care/care.h"
#include "handlers/care/care_status.h"
#include "handlers/cases/cases.h"
#include "handlers/checks/checks.h"
#include "handlers/common/wording.h"
#include "handlers/duty/duty.h"
#include "handlers/exemption/exemption.h"
#include "handlers/help/help.h"
#include "handlers/ladder/ladder.h"
#include "handlers/leave/leave.h"
#include "handlers/ledger/ledger.h"
#include "handlers/lesson/lesson.h"
#include "handlers/meeting/meeting.h"
#include "handlers/members/membership.h"
#include "handlers/plan/plan.h"
#include "handlers/posts/posts.h"
#include "handlers/privacy/privacy.h"
#include "handlers/relay/relay.h"
#include "handlers/reminder/reminder.h"
#include "handlers/status_part.h"
#include "handlers/student_card/student_card.h"
#include "handlers/switches/switches.h"
#include "handlers/talk/talk.h"
#include "handlers/temperature/temperature.h"
#include "handlers/timetable/timetable.h"
#include "handlers/urge/urge.h"
#include "handlers/welcome/welcome.h"
#include "handlers/whereabouts/whereabouts.h"

namespace banwei {

namespace text {

constexpr Sentence at_night{
    "{} 在群里不说话的时间里（{} 到 {}），催报和结果都要等到早上：改它，或改 [chat] quiet_from、quiet_until",
    "is {}, when groups are left in peace ({} to {}): change it, or [chat] quiet_from and quiet_until"};

constexpr Sentence too_short{"至少 {} 天：大家看自己的记录要用", "must be {} at least: people may look back so far"};

}  // namespace text

namespace {

/// What a college may keep longer or shorter.
constexpr std::array sorts{temperature::kept_readings, kept_words,
                           care::kept_alerts,          attendance::kept_roll_calls,
                           leave::kept_leaves,         lesson::kept_reports,
                           announcement::kept_notices, privacy::kept_accesses,
                           privacy::kept_details,      ledger::kept_supplements,
                           exemption::kept_reasons,    checks::kept_findings,
                           cases::kept_cases,          meeting::kept_meetings,
                           cases::kept_contacts,       kept_places};

}  // namespace

std::vector<std::pair<const char*, std::function<void(SettingsTable&)>>> Settings::tables() {
  return {{"temperature",
           [this](SettingsTable& table) {
             temperature.read(table);
             if (quiet.at(temperature.deadline))
               table.wrong("deadline", phrase(text::at_night, wording::hour_minute(temperature.deadline),
                                              wording::hour_minute(quiet.from), wording::hour_minute(quiet.until)));
           }},
          {"care", [this](SettingsTable& table) { care.read(table); }},
          {"cases", [this](SettingsTable& table) { cases.read(table); }},
          {"twice", [this](SettingsTable& table) { twice.read(table); }},
          {"leave", [this](SettingsTable& table) { leave.read(table); }},
          {"ledger", [this](SettingsTable& table) { ledger.read(table); }},
          {"ladder", [this](SettingsTable& table) { ladder.read(table); }},
          {"checks", [this](SettingsTable& table) { checks.read(table); }},
          {"lessons", [this](SettingsTable& table) { lesson.read(table); }},
          {"retention", [this](SettingsTable& table) {
             retention.read(table, sorts);
             if (retention.days(temperature::kept_readings) < temperature::least_days)
               table.wrong(temperature::kept_readings.key, phrase(text::too_short, temperature::least_days));
           }}};
}

std::vector<StatusPart> status_parts() { return care::status_parts(); }

Features::Features(storage::Stores& s, const Zone& zone, const Settings& settings)
    : settings_(settings), timetables_(s.timetable, settings_.calendar, settings_.lesson.term_begins) {
  const auto add = [this](std::unique_ptr<Feature> feature) { owned_.push_back(std::move(feature)); };

  auto asked_daily = std::make_unique<temperature::Temperature>(
      s.members, s.readings, s.alerts, s.cases, s.questions, s.schedule, s.class_settings, s.gaps, s.leaves,
      s.exemptions, s.access_log, s.consents, zone, settings_.calendar, settings_.temperature);
  const DailyReports& reports = *asked_daily;
  OwnReadings& own_readings = *asked_daily;
  add(std::move(asked_daily));
  add(std::make_unique<care::Care>(s, zone, settings_.care, settings_.quiet));
  add(std::make_unique<cases::CareCases>(s, own_readings, settings_.cases));
  add(std::make_unique<attendance::Attendance>(s.members, s.roll_calls, s.leaves, s.questions, s.schedule, s.outbox,
                                               s.lesson_reports, zone, settings_.lessons));
  add(std::make_unique<reminder::Reminder>(s, zone, settings_.calendar, owned_, settings_.quiet));
  add(std::make_unique<announcement::Announcement>(s, zone, settings_.quiet));
  add(std::make_unique<members::Membership>(s, zone));
  add(std::make_unique<leave::Leaves>(s.members, s.leaves, s.roll_calls, s.questions, s.schedule, s.access_log, zone,
                                      settings_.leave, settings_.quiet, settings_.lessons, timetables_));
  add(std::make_unique<duty::Duty>(s.members, s.class_settings, settings_.calendar));
  add(std::make_unique<student_card::Card>(s.members, s.readings, s.alerts, s.cases, s.leaves, s.access_log, zone));
  add(std::make_unique<privacy::Privacy>(owned_, s, zone, settings_.retention));
  add(std::make_unique<urge::Urge>(owned_, s.members, s.questions));
  auto lessons =
      std::make_unique<lesson::Register>(owned_, s.members, s.lesson_reports, s.leaves, s.questions, s.access_log,
                                         s.spot_checks, zone, settings_.lessons, settings_.lesson, timetables_);
  const AttendanceRate& attendance = *lessons;
  add(std::move(lessons));
  add(std::make_unique<meeting::Gatherings>(owned_, s.members, s.meetings, s.questions, s.schedule, zone));
  add(std::make_unique<timetable::Timetable>(s.members, s.timetable, s.questions, s.audit, timetables_,
                                             settings_.lessons));
  add(std::make_unique<posts::Posts>(owned_, s.members, s.questions, s.schedule, zone));
  add(std::make_unique<switches::Switches>(s.members, s.class_settings));
  add(std::make_unique<exemption::Exemptions>(s));
  add(std::make_unique<whereabouts::WhereStudentsAre>(s, zone, settings_.calendar, settings_.twice));
  add(std::make_unique<ledger::CollegeLedger>(s, reports, attendance, zone, settings_.ledger));
  add(std::make_unique<ladder::Ladder>(s.members, s.readings, s.alerts, s.questions, s.class_settings, s.schedule,
                                       reports, settings_.ladder));
  add(std::make_unique<checks::Checks>(s, reports, zone, settings_.checks));
  add(std::make_unique<plan::Plan>(owned_, s.members, zone));
  add(std::make_unique<binding::Binding>(s.members, s.bindings, s.questions, s.schedule));
  add(std::make_unique<welcome::Welcome>(s.members, s.bindings, s.schedule));
  add(std::make_unique<help::Help>(owned_));
  add(std::make_unique<relay::OtherLists>(s.members));
  add(std::make_unique<talk::Talk>(s.members, s.questions, s.schedule, s.readings));

  for (const auto& feature : owned_) all_.push_back(feature.get());
}

}  // namespace banwei
