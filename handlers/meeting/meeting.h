// Meetings: planned in a sentence, announced, reminded of, with their roll call; and class meetings (班会) with a theme
// and minutes.
// Invariant: a meeting for several classes is planned after a yes; the roll call is the one of everywhere.
#pragma once

#include <memory>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/meeting/holding.h"
#include "handlers/meeting/meeting_intents.h"
#include "handlers/meeting/planner.h"
#include "handlers/meeting/themes.h"
#include "handlers/retention.h"

namespace banwei::meeting {

inline constexpr Kept kept_meetings{"meetings", 400};  // An academic year and a little.

class Gatherings final : public Feature, public Keeps, public Exports {
 public:
  /// It takes six, for it hands its parts what each of them uses. `features` is the whole list and may still grow until
  /// the first meeting.
  Gatherings(const std::vector<std::unique_ptr<Feature>>& features, const storage::Members& members,
             storage::Meetings& meetings, storage::Questions& questions, storage::Schedule& schedule, const Zone& zone)
      : members_(members),
        meetings_(meetings),
        book_(members, meetings, schedule, zone),
        planner_(book_, members, meetings, questions, zone),
        holding_(features, book_, members, meetings, questions),
        themes_(book_, members, meetings, schedule) {}

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::notices; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  std::vector<Upcoming> upcoming(const Context& call) override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;

 private:
  const storage::Members& members_;
  storage::Meetings& meetings_;
  Book book_;
  Planner planner_;
  Holding holding_;
  Themes themes_;
};

}  // namespace banwei::meeting
