// One student's card: what his teachers may know of him, by his name alone.
// Invariant: it is shown in private, to a teacher of his class, and every time it is shown is known to the student.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/access_log.h"
#include "storage/alerts.h"
#include "storage/cases.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::student_card {

class Card final : public Feature {
 public:
  /// It takes seven, for a card sums up what the others keep.
  Card(const storage::Members& members, const storage::Readings& readings, const storage::Alerts& alerts,
       const storage::Cases& cases, storage::Leaves leaves, storage::AccessLog& accesses, const Zone& zone)
      : members_(members),
        readings_(readings),
        alerts_(alerts),
        cases_(cases),
        leaves_(leaves),
        accesses_(accesses),
        zone_(zone) {}

  std::string_view title() const override { return "student_card"; }
  std::vector<Listener> listeners() override;

 private:
  std::optional<Interpretation> read_from_student(const Utterance& said, const Context& context) const;
  std::optional<Interpretation> read(const Utterance& said, const Context& context);
  Reply show(const Context& call, const Person& student) const;
  void note(const Context& call, const Person& student, const char* what) const;
  Reply show_phone(const Context& call, const Person& student) const;
  std::string days_of(const Context& call, const Person& student) const;

  const storage::Members& members_;
  const storage::Readings& readings_;
  const storage::Alerts& alerts_;
  const storage::Cases& cases_;
  storage::Leaves leaves_;
  storage::AccessLog& accesses_;
  const Zone& zone_;
};

}  // namespace banwei::student_card
