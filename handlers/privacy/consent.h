// What a student says to the privacy notice, and that a class was told it on its first day.
// Invariant: a word is written down with its time and taken for no other; nobody is asked for it twice.
#pragma once

#include <string>
#include <string_view>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/audit.h"
#include "storage/consents.h"
#include "storage/members.h"

namespace banwei::privacy {

class Consent {
 public:
  Consent(const storage::Members& members, storage::Consents& consents, storage::Audit& audit, const Zone& zone)
      : members_(members), consents_(consents), audit_(audit), zone_(zone) {}

  std::vector<Command> commands();

  /// To a group that has become a class's.
  Reply tell(const GroupBound& bound, std::string_view notice, const Moment& now);

  /// What the person has said to it, as a line of what is kept of them.
  std::string said(const Person& person) const;

 private:
  Reply agree(const Context& call);
  Reply refuse(const Context& call);

  const storage::Members& members_;
  storage::Consents& consents_;
  storage::Audit& audit_;
  const Zone& zone_;
};

}  // namespace banwei::privacy
