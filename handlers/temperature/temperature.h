// The daily temperature, for oneself: reports, corrections, withdrawals, what is missing, one's own record.
// Invariant: a value is stored only when it was said plainly or confirmed; no value is ever said in a group.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/daily_reports.h"
#include "handlers/common/own_readings.h"
#include "handlers/common/rosters.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_behalf_order.h"
#include "handlers/temperature/temperature_day.h"
#include "handlers/temperature/temperature_digest.h"
#include "handlers/temperature/temperature_forgetting.h"
#include "handlers/temperature/temperature_grammar.h"
#include "handlers/temperature/temperature_overview.h"
#include "handlers/temperature/temperature_records.h"
#include "handlers/temperature/temperature_sheet.h"
#include "handlers/temperature/temperature_times.h"
#include "handlers/temperature/temperature_withdrawals.h"

namespace banwei::temperature {

/// It has more methods than a class should: it is what the house asks a feature for, and what other features ask of it.
class Temperature final : public Feature, public Keeps, public Exports, public DailyReports, public OwnReadings {
 public:
  /// It takes fifteen, for it hands its parts what each of them uses.
  Temperature(storage::Members& members, storage::Readings& readings, const storage::Alerts& alerts,
              const storage::Cases& cases, storage::Questions& questions, storage::Schedule& schedule,
              storage::ClassSettings& class_settings, const storage::Gaps& gaps, storage::Leaves leaves,
              storage::Exemptions exemptions, storage::AccessLog& accesses, const storage::Consents& consents,
              const Zone& zone, const Calendar& calendar, const Settings& settings);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::temperature; }
  std::vector<Command> commands() override;
  std::optional<PlainTalk> plain_talk() const override;
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  Reply on(const Fact& fact, const Moment& now) override;
  Reply recalled(const Recall& recall, const Moment& now) override { return withdrawals_.recalled(recall, now); }
  std::vector<ScheduledJob> jobs(Day day) override;
  std::optional<Awaited> awaited() const override;
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;
  std::optional<Pending> pending(const Context& call, const Class& klass) override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;
  Collection collection(const Class& klass, Day day) const override { return frame_.collection(klass, day); }
  std::optional<ReadFigure> figure_at(std::string_view text, std::size_t at, Day today) const override;
  std::optional<Understood> doubt(const Utterance& said, const Context& context) override;
  Reply take(const Context& call, const OwnReading& reading) override { return records_.take(call, reading); }
  Reply take_for(const Context& call, const Person& who, const OwnReading& reading) override {
    return records_.take_for(call, who, reading);
  }
  std::chrono::minutes deadline(const Class& klass, Day day) const override { return times_.deadline(klass, day); }

 private:
  std::optional<Interpretation> read_late_answer(const Utterance& said, const Context& context);
  std::optional<Interpretation> read_answer(const Utterance& said, const Context& context);
  std::optional<Interpretation> read_report(const Utterance& said, const Context& context);
  std::optional<Interpretation> read_told(const Utterance& said, const Context& context);
  bool reports(std::string_view behind, const Context& context);
  Reply answer(const Context& call, const storage::Question& question, bool yes);
  Reply sum_up(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  Reply missing(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  Reply today(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  void note_read(const Context& call, std::optional<Day> day, const std::optional<std::string>& klass);
  std::vector<std::string> without_value(const Context& call, const std::string& words, const Statement& said);
  Reply act(const Context& call, const std::string& words, const Statement& said);

  storage::Members& members_;
  storage::Readings& readings_;
  storage::Questions& questions_;
  storage::ClassSettings& class_settings_;
  const Zone& zone_;
  DayTimes times_;
  DayFrame frame_;
  Records records_;
  Withdrawals withdrawals_;
  Overview overview_;
  Digest digest_;
  Forgetting forgetting_;
  TemperatureSheet sheet_;
  BehalfOrder behalf_order_;
  storage::AccessLog& accesses_;
  Rosters rosters_{members_};
};

}  // namespace banwei::temperature
