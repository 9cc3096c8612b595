// The cross-checks (比对排查): what does not fit together in a class's day is found by rules, told in private to
// whoever sees to it, and settled by a word. Invariant: no group ever hears of it, and only a human settles it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/checks/check_book.h"
#include "handlers/checks/check_orders.h"
#include "handlers/checks/check_talk.h"
#include "handlers/checks/sheet_check.h"
#include "handlers/common/rosters.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "handlers/sheet_comparison.h"

namespace banwei::checks {

inline constexpr Kept kept_findings{"findings", 30};

class Checks final : public Feature, public Keeps, public ComparesSheets {
 public:
  Checks(storage::Stores& stores, const DailyReports& reports, const Zone& zone, const Settings& settings)
      : members_(stores.members),
        findings_(stores.findings),
        questions_(stores.questions),
        accesses_(stores.access_log),
        settings_(settings),
        book_(stores, reports, zone, settings),
        sheets_(stores.members, stores.readings, findings_, zone) {}

  std::string_view title() const override { return "checks"; }
  Area area() const override { return Area::health; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  std::vector<Retention> retention() override;
  Reply on(const Fact& fact, const Moment& now) override;
  std::optional<Compared> compared(std::string_view csv, std::span<const Class> classes, Day day) const override {
    return sheets_.compared(csv, classes, day);
  }

 private:
  Reply show(const Context& call, std::optional<std::string> klass);
  Reply tell_how_to_compare(const Context& call);
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_order(const Utterance& said, const Context& context);
  Reply decide(const Context& call, const Order& order);
  Reply have_shown(const Context& call, const Order& order) const;
  Reply settle(const Context& call, const std::vector<std::int64_t>& about, const Verification& answer);
  std::vector<Class> classes_with_group() const;
  Reply tell(const Moment& now);
  /// What is open in these classes, in a message, which its reader can answer by number.
  std::string listed(const Person& reader, std::span<const storage::Finding> open, std::size_t classes,
                     const Moment& now);
  std::string name_of(const storage::Finding& finding) const;

  const storage::Members& members_;
  storage::Findings& findings_;
  storage::Questions& questions_;
  storage::AccessLog& accesses_;
  const Settings& settings_;
  CheckBook book_;
  SheetCheck sheets_;
  Rosters rosters_{members_};
};

}  // namespace banwei::checks
