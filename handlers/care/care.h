// Somebody is in need: a human is told until one has answered, and the student is not left alone.
// Invariant: only a human closes an alert; no group ever hears of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/care/alarms.h"
#include "handlers/care/concerns.h"
#include "handlers/care/followup.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "storage/stores.h"

namespace banwei::care {

inline constexpr Kept kept_alerts{"alerts", 180};  // Counted from when somebody saw to them; their words go with them.

class Care final : public Feature, public Keeps {
 public:
  Care(storage::Stores& stores, const Zone& zone, const Settings& settings, const QuietHours& quiet);

  std::string_view title() const override { return "care"; }
  Area area() const override { return Area::health; }
  bool urgent() const override { return true; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::optional<Concern> concern(const Utterance& said, const Context& context, const Understood* taken) override;
  Reply on(const Fact& fact, const Moment& now) override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;

 private:
  Reply alarm(const FeverSeen& fever, const Moment& now);
  Reply eased(const FeverEased& eased, const Moment& now);
  /// 马超联系上了，在校医院: a word about somebody who waits, in a teacher's own words.
  std::optional<Interpretation> hear_outcome(const Utterance& said, const Context& context);
  /// 好的 right behind an alert: neither that somebody was reached nor an answer to what was asked before it.
  std::optional<Interpretation> hear_bare_yes(const Utterance& said, const Context& context);
  Reply seen(const Context& call, std::optional<std::string> names);
  Reply take_on(const Context& call, const std::vector<std::string>& names);
  Utc last_told(const Person& person) const;
  std::vector<std::string> names_of(const std::vector<storage::Alert>& alerts) const;
  std::string short_name(const storage::Alert& alert) const;

  storage::Members& members_;
  const storage::Readings& readings_;
  storage::Alerts& alerts_;
  Alarms alarms_;
  Followup followup_;
  ClassPeople people_;
  Aftercare aftercare_;
  Concerns concerns_;
};

}  // namespace banwei::care
