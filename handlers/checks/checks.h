// The cross-checks (比对排查): what does not fit together in a class's day is found by rules, told in private to
// whoever sees to it, and settled by a word. Invariant: no group ever hears of it, and only a human settles it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/checks/check_book.h"
#include "handlers/checks/check_talk.h"
#include "handlers/feature.h"
#include "handlers/retention.h"

namespace banwei::checks {

inline constexpr Kept kept_findings{"findings", 30};

class Checks final : public Feature, public Keeps {
 public:
  Checks(storage::Stores& stores, const DailyReports& reports, const Zone& zone)
      : members_(stores.members),
        findings_(stores.database),
        questions_(stores.questions),
        accesses_(stores.access_log),
        book_(stores, reports, zone) {}

  std::string_view title() const override { return "checks"; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  std::vector<Retention> retention() override;

 private:
  Reply show(const Context& call, std::optional<std::string> klass);
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  Reply settle(const Context& call, const std::vector<std::int64_t>& about, const Answer& answer);
  std::vector<Class> classes_with_group() const;
  Reply tell(const Moment& now);
  /// What is open in these classes, in a message, which its reader can answer by number.
  std::string listed(const Person& reader, std::span<const storage::Finding> open, std::size_t classes,
                     const Moment& now);
  std::string name_of(const storage::Finding& finding) const;

  const storage::Members& members_;
  storage::Findings findings_;
  storage::Questions& questions_;
  storage::AccessLog& accesses_;
  CheckBook book_;
};

}  // namespace banwei::checks
