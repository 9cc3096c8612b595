// Who is in a class and in its group: counsellors take people out and in, invitations wait for the admin's word, and
// changes of a group are told to the counsellor once a day.
// Invariant: the bot enters no group by itself; whoever is not in the roster cannot even ask.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/members/chat_import.h"
#include "handlers/members/class_names.h"
#include "handlers/members/graduation.h"
#include "handlers/members/move_requests.h"
#include "handlers/members/roster_orders.h"
#include "handlers/retention.h"
#include "storage/group_changes.h"
#include "storage/members.h"
#include "storage/schedule.h"
#include "storage/suspensions.h"

namespace banwei::members {

class Membership final : public Feature, public Keeps, public Exports {
 public:
  /// It takes all of them, for it hands its parts what each of them uses.
  Membership(storage::Stores& stores, const Zone& zone)
      : members_(stores.members),
        changes_(stores.group_changes),
        schedule_(stores.schedule),
        zone_(zone),
        staged_(stores.staged_rosters),
        suspensions_(stores.database, stores.members),
        moves_(stores),
        orders_(stores, moves_),
        names_(stores),
        graduation_(stores),
        imports_(stores) {}

  std::string_view title() const override { return "members"; }
  Area area() const override { return Area::people; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  Reply on(const Fact& fact, const Moment& now) override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;

 private:
  Reply invited(const GroupInvite& invite, const Moment& now);
  void changed(const MemberChange& change, const Moment& now);
  Reply show(const Context& call, std::optional<std::string> named);
  std::vector<Command> asked_of_classes();
  Reply count(const Context& call, std::optional<std::string> named);
  Reply count_all(const Context& call);
  Reply find(const Context& call, std::string who);
  Reply tell_who_changes(const Context& call);
  Reply accept(const Context& call, std::optional<std::int64_t> number);
  Reply tell(const Moment& now);
  std::string summary(const Class& klass);
  std::string who(const storage::Invitation& invitation) const;

  storage::Members& members_;
  storage::GroupChanges& changes_;
  storage::Schedule& schedule_;
  const Zone& zone_;
  storage::StagedRosters& staged_;
  storage::Suspensions suspensions_;
  MoveRequests moves_;
  RosterOrders orders_;
  ClassNames names_;
  Graduation graduation_;
  ChatImport imports_;
};

}  // namespace banwei::members
