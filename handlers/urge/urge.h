// 催一下: calls those of a class who have not answered what it was asked last and is still open.
// Invariant: it knows none of the things that can be asked; whatever is called says itself what it is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei::urge {

class Urge final : public Feature {
 public:
  /// `features` is the whole list and may still grow until the first question.
  Urge(const std::vector<std::unique_ptr<Feature>>& features, const storage::Members& members,
       const storage::Questions& questions)
      : features_(features), members_(members), questions_(questions) {}

  std::string_view title() const override { return "urge"; }
  Area area() const override { return Area::temperature; }
  std::vector<Command> commands() override;

 private:
  Reply call_missing(const Context& call, const std::optional<std::string>& klass) const;
  /// What the class was asked for last, or what whoever calls has read of since.
  std::optional<Pending> meant(const Context& call, const Class& klass) const;

  const std::vector<std::unique_ptr<Feature>>& features_;
  const storage::Members& members_;
  const storage::Questions& questions_;
};

}  // namespace banwei::urge
