// Which group is which class's, and whose account is whose: bound by the counsellor from the cards, or by each himself.
// Invariant: only somebody in charge of the class says so.
#pragma once

#include <string>
#include <vector>

#include "handlers/args.h"
#include "handlers/binding/group_binding.h"
#include "handlers/binding/self_binding.h"
#include "handlers/retention.h"

namespace banwei::binding {

class Binding final : public Feature, public Keeps {
 public:
  Binding(storage::Members& members, storage::Bindings& bindings, storage::Questions& questions,
          storage::Schedule& schedule)
      : members_(members),
        bindings_(bindings),
        groups_(members, bindings, questions, schedule),
        selves_(members, bindings, questions) {}

  std::string_view title() const override { return "binding"; }
  Area area() const override { return Area::people; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  /// A class by its name, or by its figures where no other class of the speaker's has them.
  Arg<std::string> class_meant() const;

  storage::Members& members_;
  storage::Bindings& bindings_;
  GroupBinding groups_;
  SelfBinding selves_;
};

}  // namespace banwei::binding
