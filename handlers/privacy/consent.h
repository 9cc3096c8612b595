// What a student says to the privacy notice and, apart from it, to where he is being kept; and that a class was told
// it on its first day.
// Invariant: a word is written down with its time and taken for no other; nobody is asked for it twice.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/place_consent.h"
#include "storage/stores.h"

namespace banwei::privacy {

class Consent {
 public:
  /// `place_days`: how long a place may stand anywhere.
  Consent(storage::Stores& stores, const Zone& zone, std::function<int()> place_days)
      : members_(stores.members),
        consents_(stores.consents),
        places_(stores.database),
        audit_(stores.audit),
        zone_(zone),
        place_days_(std::move(place_days)) {}

  std::vector<Command> commands();

  /// To a group that has become a class's.
  Reply tell(const GroupBound& bound, std::string_view notice, const Moment& now);

  /// What the person has said to it, as lines of what is kept of them.
  std::string said(const Person& person) const;

 private:
  Reply agree(const Context& call);
  Reply refuse(const Context& call);
  Reply agree_to_place(const Context& call);
  Reply refuse_place(const Context& call);
  void tell_teachers(Reply& reply, const Context& call, std::string (*words)(const std::string&, const std::string&));

  const storage::Members& members_;
  storage::Consents& consents_;
  storage::PlaceConsent places_;
  storage::Audit& audit_;
  const Zone& zone_;
  std::function<int()> place_days_;
};

}  // namespace banwei::privacy
