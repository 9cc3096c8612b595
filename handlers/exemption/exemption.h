// Exemptions (免报): a teacher says who need not report from when to when and why; every denominator reads it.
// Invariant: the reason is told to teachers alone, in private, and days that have been keep what held on them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/rosters.h"
#include "handlers/exemption/exemption_grammar.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "storage/stores.h"

namespace banwei::exemption {

inline constexpr Kept kept_reasons{"exemptions", 180};

class Exemptions final : public Feature, public Keeps {
 public:
  explicit Exemptions(storage::Stores& stores)
      : members_(stores.members),
        kept_(stores.exemptions),
        questions_(stores.questions),
        accesses_(stores.access_log) {}

  std::string_view title() const override { return "exemption"; }
  Area area() const override { return Area::temperature; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<Retention> retention() override;

 private:
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_answer(const Utterance& said, const Context& context);
  Reply add(const Context& call, const Statement& said);
  Reply remove(const Context& call, const Statement& said);
  Reply list(const Context& call, std::optional<std::string> klass);
  Reply tell_how(const Context& call, std::optional<std::string> said);
  std::optional<Statement> read(std::string_view text, const Context& context);
  /// Those who were named and are still in a class of the speaker's.
  std::vector<Person> people_of(const Context& call, const Statement& said) const;

  const storage::Members& members_;
  storage::Exemptions& kept_;
  storage::Questions& questions_;
  storage::AccessLog& accesses_;
  Rosters rosters_{members_};
};

}  // namespace banwei::exemption
