// A group becomes that of a class: its cards are held against the roster, the counsellor reads what fits and says yes.
// Invariant: a card proposes and binds nobody; two accounts for one student are always asked about; the group itself
// never reads who is who.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/rosters.h"
#include "handlers/feature.h"
#include "storage/bindings.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::binding {

class GroupBinding {
 public:
  GroupBinding(storage::Members& members, storage::Bindings& bindings, storage::Questions& questions,
               storage::Schedule& schedule)
      : members_(members), bindings_(bindings), questions_(questions), schedule_(schedule), rosters_(members) {}

  Reply bind(const Context& call, std::string class_name);
  Reply unbind(const Context& call);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  Reply compare(const Context& call);                                    // the roster with the group
  Reply unbound(const Context& call, std::optional<std::string> klass);  // whose account is not known
  Reply out_of_reach(const Context& call);  // who is known, and to whom nothing can be said in private
  Reply call_unbound(const Context& call);  // in the group

  Reply listed(const GroupMembers& list, const Moment& now);
  Reply changed(const MemberChange& change, const Moment& now);

  /// A class's list is asked for anew, each morning; and those that have never been, once their group is known.
  Reply refresh(std::int64_t class_id, const Moment& now);
  void look_at_new_groups(const Moment& now);
  /// Cards of a class that fit since somebody came or was renamed.
  Reply propose(std::int64_t class_id, const Moment& now);
  /// Once a day: whom group and roster do not share, when these are others than what was `told`.
  Reply tell_differences(std::int64_t class_id, const std::string& told, const Moment& now);

 private:
  Reply list(const Context& call, const std::vector<Class>& classes, const std::function<bool(const Person&)>& of,
             std::string (*line)(const std::string&, const std::vector<std::string>&), std::string_view nobody) const;

  /// What the members of a group come to.
  struct Sorted {
    struct Fit {
      Person person;
      std::string user;
    };
    std::vector<Fit> fits;             // to be bound
    std::vector<std::string> bound;    // names of those who are
    std::vector<std::string> asked;    // “孙皓然”像孙浩然
    std::vector<std::string> staff;    // names
    std::vector<std::string> others;   // cards of those who are nobody of the class
    std::vector<std::string> absent;   // names of students who are in no account of the group
    std::vector<std::string> to_call;  // accounts that are asked for a better card

    /// R11: who is in the group and not in the roster, and the reverse; "" for nobody.
    std::string differences() const;
  };
  Sorted sort(const Class& klass, const std::vector<storage::GroupMember>& members);

  Reply preview(const storage::GroupClaim& claim, const Class& klass, const Moment& now);
  void refresh_tomorrow(std::int64_t class_id, const Moment& now);
  void compare_tomorrow(std::int64_t class_id, const std::string& told, const Moment& now);
  Reply settle(const Context& call, const storage::Question& asked, bool yes);

  storage::Members& members_;
  storage::Bindings& bindings_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  Rosters rosters_;
  std::set<std::string> looked_at_ = {};  // groups whose list was asked for since the start
};

}  // namespace banwei::binding
