// Looks a class's day through with all rules, and keeps what they find for whoever sees to it.
// Invariant: what is kept changes nothing that anybody has said.
#pragma once

#include <optional>
#include <vector>

#include "handlers/checks/rules.h"
#include "handlers/common/daily_reports.h"
#include "storage/stores.h"

namespace banwei::checks {

class CheckBook {
 public:
  CheckBook(storage::Stores& stores, const DailyReports& reports, const Zone& zone, const Settings& settings)
      : stores_(stores), reports_(reports), zone_(zone), settings_(settings) {}

  void look(const Class& klass, const Moment& now);

 private:
  ClassDay day_of(const Class& klass, const Moment& now) const;
  std::vector<Found> sample(const Rule& rule, const Class& klass, const ClassDay& day) const;
  void hold_lessons(ClassDay& day, const Class& klass) const;

  storage::Stores& stores_;
  const DailyReports& reports_;
  const Zone& zone_;
  const Settings& settings_;
};

}  // namespace banwei::checks
