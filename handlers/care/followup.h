// What the student hears: advice at once, a second measurement half an hour later, and nothing that is not true.
// Invariant: every word to a student is private and discreet; a group sees no trace of it.
#pragma once

#include <string>

#include "handlers/care/alarms.h"
#include "handlers/feature.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::care {

class Followup {
 public:
  Followup(storage::Members& members, storage::Readings& readings, storage::Alerts& alerts, storage::Schedule& schedule,
           const Alarms& alarms)
      : members_(members), readings_(readings), alerts_(alerts), schedule_(schedule), alarms_(alarms) {}

  /// To whoever said the fever; `alert` has been raised and told of.
  Reply advise(const FeverSeen& fever, std::int64_t alert, const Moment& now);

  /// Tells somebody of whom another has said something, unless too many were named at once: those hear it when they
  /// next write.
  Reply ask_the_named(storage::Alert alert, bool spoke, const Moment& now);

  /// A timer of ours has come due: "recheck/5" or "unanswered/5".
  /// Half an hour after a fever: asks for another measurement.
  Reply recheck(std::int64_t person, const Moment& now);

  /// Half an hour after that: tells the teacher that none came.
  Reply tell_unanswered(std::int64_t person, const Moment& now);

 private:
  bool measured_since(const Person& person, Utc since, const Moment& now) const;
  bool eased_since(const Person& person, Utc since, const Moment& now) const;

  storage::Members& members_;
  storage::Readings& readings_;
  storage::Alerts& alerts_;
  storage::Schedule& schedule_;
  const Alarms& alarms_;
};

}  // namespace banwei::care
