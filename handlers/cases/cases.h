// Care cases (个案): whoever was unwell is asked how it goes twice a day until a teacher signs that it is over.
// Invariant: a case and its words are known to its team alone; none of it is ever said in a group.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/cases/case_book.h"
#include "handlers/cases/case_grammar.h"
#include "handlers/cases/case_settings.h"
#include "handlers/cases/contact_book.h"
#include "handlers/cases/rounds.h"
#include "handlers/common/rosters.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "storage/own_rows.h"
#include "storage/stores.h"

namespace banwei::cases {

inline constexpr Kept kept_cases{"cases", 180};  // Counted from when they were closed.
inline constexpr Kept kept_contacts{"contacts", 365, Kept::Since::leaving};

class CareCases final : public Feature, public Keeps {
 public:
  CareCases(storage::Stores& stores, OwnReadings& own, const Settings& settings);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::health; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  std::optional<Interpretation> hear_answer(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_signature(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_farewell(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_student(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_order(const Utterance& said, const Context& context);
  std::optional<Order> read(std::string_view text, const Context& context);
  Reply tell_how(const Context& call, std::optional<std::string> said);

  storage::Members& members_;
  storage::Cases& cases_;
  storage::Questions& questions_;
  OwnReadings& own_;
  const Settings& settings_;
  Rounds rounds_;
  CaseBook book_;
  ContactBook contacts_;
  storage::ContactLog& contact_log_;
  storage::OwnRows own_rows_;
  Rosters rosters_{members_};
};

}  // namespace banwei::cases
