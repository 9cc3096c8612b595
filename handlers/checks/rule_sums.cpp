// R10: reported, missing and exempt are not the class's roster. That the classes are the college the ledger checks.
#include <fmt/format.h>

#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

std::string differs(const Tally& sum, std::size_t roster) {
  return fmt::format("已报{}、未报{}、免报{}，加起来不是在册{}", sum.answered.size(), sum.missing.size(),
                     sum.excused.size(), roster);
}

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  const std::size_t all = day.sum.answered.size() + day.sum.missing.size() + day.sum.excused.size();
  if (all == day.roster) return {};
  return {{.why = text::differs(day.sum, day.roster)}};
}

}  // namespace

const Rule sums{.name = "R10", .find = find};

}  // namespace banwei::checks
