// A student makes his account known: in private, by name and number and the monitor's word, or by a one-time code.
// Invariant: what a stranger is told is the same whether there is such a student or not, and nobody is bound without
// the yes of somebody in charge of the class or of the account that is known as him.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/binding/claim.h"
#include "handlers/feature.h"
#include "storage/bindings.h"
#include "storage/questions.h"

namespace banwei::binding {

class SelfBinding {
 public:
  SelfBinding(storage::Members& members, storage::Bindings& bindings, storage::Questions& questions)
      : members_(members), bindings_(bindings), questions_(questions), rosters_(members) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen_account(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen_answer(const Utterance& said, const Context& context);

  Reply check(const Context& call);
  Reply tell_how(const Context& call);
  Reply unbind(const Context& call);
  Reply use_code(const Context& call, std::string code);
  Reply make_code(const Context& call, std::string who);
  Reply accept(const Context& call, std::optional<std::int64_t> number);
  Reply refuse(const Context& call, std::optional<std::int64_t> number);

 private:
  Reply of_himself(const Context& call, std::int64_t request, bool yes);
  Reply welcomed(Person person, const std::string& account, Reply reply);
  std::vector<Person> in_charge(const Person& student, Utc now) const;
  void ask_about(std::int64_t request, const Person& asked, std::string kind, const Context& call);
  Reply claimed(const Context& call, const Claim& claim);
  std::optional<storage::BindRequest> waiting(const Context& call, std::optional<std::int64_t> number) const;
  std::string who(const Person& person) const;
  void bind(const Person& person, const std::string& account);

  storage::Members& members_;
  storage::Bindings& bindings_;
  storage::Questions& questions_;
  Rosters rosters_;
};

}  // namespace banwei::binding
