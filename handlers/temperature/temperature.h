// The daily temperature, for oneself: reports, corrections, withdrawals, what is missing, one's own record.
// Invariant: a value is stored only when it was said plainly or confirmed; no value is ever said in a group.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_day.h"
#include "handlers/temperature/temperature_grammar.h"
#include "handlers/temperature/temperature_settings.h"
#include "storage/alerts.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

class Temperature final : public Feature {
 public:
  Temperature(storage::Members& members, storage::Readings& readings, storage::Questions& questions,
              storage::Schedule& schedule, storage::ClassSettings& class_settings, const storage::Gaps& gaps,
              const Zone& zone, const Settings& settings);

  std::string_view title() const override { return "temperature"; }
  std::vector<Command> commands() override;
  std::optional<Heard> listen(const Utterance& said, const Context& context) override;
  Reply wake(const storage::Timer& timer, const Moment& now) override;
  Reply on(const Fact& fact, const Moment& now) override;
  Reply recalled(const Recall& recall, const Moment& now) override;
  std::vector<Act> acts(Day day) override { return frame_.acts(day); }
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;

 private:
  std::optional<Heard> listen_for_answer(const Utterance& said, const Context& context);
  const std::vector<Named>& roster(std::int64_t class_id);

  Reply hear(const Call& call, const std::string& words, const Said& said);
  Reply report(const Call& call, const std::string& words, const Said& said);
  Reply ask(const Call& call, const std::string& words, const Said& said);
  Reply ask_about(const ValueHeard& value, const Moment& now);
  Reply note(const Call& call, const std::string& words, const Said& said);
  Reply withdraw(const Call& call);
  Reply answer(const Call& call, const storage::Question& question, bool yes);
  Reply overview(const Call& call);
  std::string summary(const Class& klass, const Collection& asked, const Call& call, std::optional<Place> names) const;
  Reply call_missing(const Call& call) { return frame_.call_missing(call); }
  Reply set_times(const Call& call, std::optional<Choice> choice) { return frame_.set(call, choice); }
  Reply set_deadline(const Call& call, Choice choice) { return frame_.set(call, choice); }
  Reply mine(const Call& call);

  /// What a new reading leads to beside its acknowledgement: an alert, or word that a fever eased.
  void consequences(const storage::Reading& reading, int before, const Call& call, bool corrected, Reply& reply);
  storage::Reading reading_of(const Call& call, const std::string& words, const Said& said) const;

  storage::Members& members_;
  storage::Readings& readings_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
  DayFrame frame_;

  struct Cached {
    std::uint64_t revision = 0;
    std::vector<Named> named;
  };
  std::map<std::int64_t, Cached> rosters_;
};

}  // namespace banwei::temperature
