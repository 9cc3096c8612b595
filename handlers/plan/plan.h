// 计划: what every feature has still to do, and word to the admin of what was late or missed.
// Invariant: one list for everybody: the features' own jobs and what they say is coming, cut to what the reader may
// know.
#pragma once

#include <memory>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/members.h"

namespace banwei::plan {

class Plan final : public Feature {
 public:
  /// `features` is the whole list and may still grow until the first question.
  Plan(const std::vector<std::unique_ptr<Feature>>& features, storage::Members& members, const Zone& zone)
      : features_(features), members_(members), zone_(zone) {}

  std::string_view title() const override { return "plan"; }
  Area area() const override { return Area::reminders; }
  std::vector<Command> commands() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  Reply show(const Context& call);

  const std::vector<std::unique_ptr<Feature>>& features_;
  storage::Members& members_;
  const Zone& zone_;
};

}  // namespace banwei::plan
