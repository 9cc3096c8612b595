// Tells a 接龙 about something else from one of temperatures, so that nothing of it is taken for a value: whoever sends
// it to the bot hears what it is, and a group hears nothing.
// Invariant: it records nothing.
#pragma once

#include "handlers/common/rosters.h"
#include "handlers/feature.h"
#include "storage/members.h"

namespace banwei::relay {

class OtherLists final : public Feature {
 public:
  explicit OtherLists(const storage::Members& members) : members_(members) {}

  std::string_view title() const override { return "relay"; }
  std::vector<Listener> listeners() override;

 private:
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);

  const storage::Members& members_;
  Rosters rosters_{members_};
};

}  // namespace banwei::relay
