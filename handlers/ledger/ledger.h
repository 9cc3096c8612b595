// The college's ledger: taken once a day at its hour, sent to the office as files and to the leader as eight lines, and
// asked for at any time; what changes afterwards comes as numbered supplements.
// Invariant: it goes in private alone, and a day's figures are never told otherwise than they were taken.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/attendance_rate.h"
#include "handlers/day_figures.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/ledger/ledger_book.h"
#include "handlers/ledger/ledger_settings.h"
#include "handlers/ledger/ledger_sheets.h"
#include "handlers/retention.h"
#include "storage/stores.h"

namespace banwei::ledger {

inline constexpr Kept kept_supplements{"supplements", 30};

class CollegeLedger final : public Feature, public Keeps, public Exports, public DayFigures {
 public:
  /// It takes its stores whole, for a ledger reads what the others keep.
  CollegeLedger(storage::Stores& stores, const DailyReports& reports, const AttendanceRate& attendance,
                const Zone& zone, const Settings& settings)
      : book_(stores.members, stores.readings, stores.ledgers, stores.whereabouts, reports),
        sheets_(book_, stores.alerts, stores.exemptions, stores.findings, zone),
        members_(stores.members),
        ledgers_(stores.ledgers),
        alerts_(stores.alerts),
        findings_(stores.findings),
        schedule_(stores.schedule),
        accesses_(stores.access_log),
        audit_(stores.audit),
        attendance_(attendance),
        zone_(zone),
        settings_(settings) {}

  std::string_view title() const override { return "ledger"; }
  Area area() const override { return Area::temperature; }
  std::vector<Command> commands() override;
  std::vector<Export> exports() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  std::optional<Told> figures(Day day) const override;

 private:
  Reply college(const Context& call, std::optional<Day> day);
  Reply take(Day day, const Moment& now);
  Reply look(Day day, const storage::Timer& timer, const Moment& now);
  void look_later(Day day, const Moment& now);
  std::string brief_of(const storage::Ledger& ledger) const;
  std::string missing_names(const storage::Ledger& ledger) const;

  Book book_;
  Sheets sheets_;
  const storage::Members& members_;
  storage::Ledgers& ledgers_;
  const storage::Alerts& alerts_;
  const storage::Findings& findings_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  storage::Audit& audit_;
  const AttendanceRate& attendance_;
  const Zone& zone_;
  const Settings& settings_;
};

}  // namespace banwei::ledger
