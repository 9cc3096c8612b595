// The ladder of a day's report: whoever is still missing hears so in private, then the monitor does, after the
// deadline the class's teacher, at last to the office over all classes; it stops where somebody has taken it over.
// Invariant: each step is told once a day and class, and nobody hears of a class that lacks nobody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/daily_reports.h"
#include "handlers/feature.h"
#include "handlers/ladder/ladder_settings.h"
#include "handlers/ladder/ladder_talk.h"
#include "storage/alerts.h"
#include "storage/class_settings.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::ladder {

class Ladder final : public Feature {
 public:
  /// It takes eight, for a step looks at who is missing, who is in need, who holds what and what was asked before.
  Ladder(const storage::Members& members, storage::Readings& readings, const storage::Alerts& alerts,
         storage::Questions& questions, storage::ClassSettings& taken, storage::Schedule& schedule,
         const DailyReports& reports, const Steps& steps)
      : members_(members),
        readings_(readings),
        alerts_(alerts),
        questions_(questions),
        taken_(taken),
        schedule_(schedule),
        reports_(reports),
        steps_(steps) {}

  std::string_view title() const override { return "ladder"; }
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  /// A class that still lacks somebody.
  struct Open {
    Class klass = {};
    std::vector<Person> missing = {};     // without those who have said that they have no thermometer
    std::vector<std::string> names = {};  // of these
    std::vector<std::string> lost = {};   // of those of them who could not be reached
  };
  std::optional<Open> open(const Class& klass, Day day) const;
  /// Those that are due at that time of the day and that nobody has taken over.
  std::vector<Open> open_at(std::chrono::minutes deadline, Day day) const;
  bool is_taken(std::int64_t class_id, Day day) const;
  bool in_distress(std::int64_t student, Day day) const;

  Reply tell_students(std::size_t most, std::chrono::minutes deadline, Day day, const Moment& now);
  Reply tell_monitor(const Class& klass, Day day, const Moment& now);
  Reply tell_teachers(std::chrono::minutes deadline, Day day, const Moment& now);
  Reply tell_office(std::chrono::minutes deadline, Day day, const Moment& now);
  Whisper ask(const Person& person, std::string words, std::span<const Open> open, const Moment& now);

  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  Reply take_over(const Context& call, const std::vector<std::int64_t>& classes);
  Reply unreachable(const Context& call, const std::vector<std::int64_t>& who);

  const storage::Members& members_;
  storage::Readings& readings_;
  const storage::Alerts& alerts_;
  storage::Questions& questions_;
  storage::ClassSettings& taken_;
  storage::Schedule& schedule_;
  const DailyReports& reports_;
  const Steps& steps_;
};

}  // namespace banwei::ladder
