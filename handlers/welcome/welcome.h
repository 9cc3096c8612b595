// Whoever has become a counsellor or a monitor hears what to do first.
// Invariant: once for a role; nobody is welcomed to what he has had for long.
#pragma once

#include <string>

#include "handlers/feature.h"
#include "storage/bindings.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei::welcome {

class Welcome final : public Feature {
 public:
  Welcome(const storage::Members& members, const storage::Bindings& bindings, storage::Schedule& schedule)
      : members_(members), bindings_(bindings), schedule_(schedule) {}

  std::string_view title() const override { return "welcome"; }
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  const storage::Members& members_;
  const storage::Bindings& bindings_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::welcome
