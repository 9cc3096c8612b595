// Talks with families and companies: written down, read again, and when the next one is due.
// Invariant: who wrote it and the teachers of the student's class read it, in private; a next talk is told of once.
#pragma once

#include <vector>

#include "handlers/cases/case_grammar.h"
#include "handlers/feature.h"
#include "storage/alerts.h"
#include "storage/cases.h"
#include "storage/contact_log.h"
#include "storage/members.h"

namespace banwei::cases {

class ContactBook {
 public:
  ContactBook(const storage::Members& members, storage::ContactLog& contacts, const storage::Cases& cases,
              const storage::Alerts& alerts)
      : members_(members), contacts_(contacts), cases_(cases), alerts_(alerts) {}

  Reply add(const Context& call, const Order& order);
  Reply show(const Context& call, const Order& order);
  Reply due(const Context& call);

  /// Tells everybody whom to call today.
  Reply remind(const Moment& now);

 private:
  std::string about(const storage::Contact& one) const;
  /// Who waits for the speaker's call because of an alert, the gravest first.
  std::string alerts_of(const Speaker& speaker) const;

  const storage::Members& members_;
  storage::ContactLog& contacts_;
  const storage::Cases& cases_;
  const storage::Alerts& alerts_;
};

}  // namespace banwei::cases
