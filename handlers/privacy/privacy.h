// What people may know of what is kept about them, and the two books of it: who was shown whose health, and what was
// done by virtue of a role. Invariant: who looked is told to the person himself and to his teachers alone, in private.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/privacy/consent.h"
#include "handlers/retention.h"
#include "storage/access_log.h"
#include "storage/audit.h"
#include "storage/members.h"
#include "storage/own_rows.h"
#include "storage/questions.h"

namespace banwei::privacy {

inline constexpr Kept kept_accesses{"access_log", 180};
inline constexpr Kept kept_details{"audit_details", 180};  // Of the audit trail; its rows and hashes stay.

class Privacy final : public Feature, public Keeps {
 public:
  /// It tells what all the others keep: `features` is asked, and may grow until the first message.
  Privacy(const std::vector<std::unique_ptr<Feature>>& features, storage::Stores& stores, const Zone& zone,
          const RetentionSettings& kept)
      : features_(features),
        members_(stores.members),
        questions_(stores.questions),
        accesses_(stores.access_log),
        own_rows_(stores.database),
        audit_(stores.audit),
        zone_(zone),
        kept_(kept),
        consent_(stores, zone, [this] { return days_of("temperature"); }) {}

  std::string_view title() const override { return "privacy"; }
  Area area() const override { return Area::people; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<Retention> retention() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  std::string notice() const;
  int days_of(std::string_view key) const;
  Command asked_who_sees();
  Reply tell_who_sees(const Context& call);
  Reply explain(const Context& call);
  Reply show(const Context& call);
  Reply offer_erasure(const Context& call);
  Reply erase(const Context& call, const storage::Question& question, bool yes);
  Reply who_saw_me(const Context& call);
  Reply who_saw(const Context& call, std::string whom);
  std::vector<Retention> sorts() const;
  std::vector<Person> meant(const Context& call, const std::string& whom) const;

  const std::vector<std::unique_ptr<Feature>>& features_;
  const storage::Members& members_;
  storage::Questions& questions_;
  storage::AccessLog& accesses_;
  storage::OwnRows own_rows_;
  storage::Audit& audit_;
  const Zone& zone_;
  const RetentionSettings& kept_;
  Consent consent_;
};

}  // namespace banwei::privacy
