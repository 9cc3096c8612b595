// Tells a human of a fever or an urgent symptom at once, and asks the person to measure again.
// Invariant: an alert always goes to one who can be reached, the nearest first; only a human closes it; no group ever
// hears of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "storage/alerts.h"
#include "storage/members.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::care {

class Care final : public Feature {
 public:
  Care(storage::Members& members, storage::Readings& readings, storage::Alerts& alerts, storage::Schedule& schedule);

  std::string_view title() const override { return "care"; }
  std::vector<Command> commands() override;
  Reply on(const Fact& fact, const Moment& now) override;
  Reply wake(const storage::Timer& timer, const Moment& now) override;

 private:
  Reply alarm(const FeverSeen& fever, const Moment& now);
  Reply eased(const FeverEased& eased, const Moment& now);
  Reply pass_on(const Settled& settled, const Moment& now);
  Reply tell_again(const Person& person, const Moment& now);
  Reply measure_again(const Person& person, const Moment& now);
  Reply seen(const Call& call, std::optional<std::string> name);

  struct Recipient {
    Person person;
    Role role = Role::counsellor;
  };
  /// Whom to tell of somebody in this class, nearest first; only those who can be reached.
  std::vector<Recipient> recipients(std::int64_t class_id, Utc now) const;
  std::string about(const Person& person, const Recipient& to, Utc now) const;
  void tell(Reply& reply, std::int64_t alert, const Person& about, const Recipient& to, const std::string& words) const;

  storage::Members& members_;
  storage::Readings& readings_;
  storage::Alerts& alerts_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::care
