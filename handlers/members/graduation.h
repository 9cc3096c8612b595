// 毕业归档 2017级: classes that are over end one after the other, once whoever looks after them has read what that
// does. Invariant: before the first ends, a table of who was in them is theirs; a turn ends one class; what was
// recorded stays as long as its time is, and the counts of past days with it; for a week it can be undone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/members/moves.h"
#include "storage/class_archive.h"
#include "storage/stores.h"

namespace banwei::members {

class Graduation {
 public:
  explicit Graduation(storage::Stores& stores)
      : members_(stores.members),
        archive_(stores.database, stores.members),
        questions_(stores.questions),
        schedule_(stores.schedule),
        moves_(stores.members, stores.leaves) {}

  Reply offer(const Context& call, std::string what);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// 撤销归档 机电1701: within a week, by whoever was its counsellor or by the office.
  Reply undo(const Context& call, std::string what);

  /// Ends the class of that number, or brings it back.
  Reply end(std::int64_t class_id, const std::string& payload, const Moment& now);
  Reply restore(std::int64_t class_id, const std::string& payload, const Moment& now);

 private:
  std::vector<Class> restorable(const Speaker& speaker, Utc now) const;
  void one_by_one(std::string_view kind, const std::vector<std::int64_t>& classes, const Context& call);
  Reply answer(const Context& call, const storage::Question& asked, bool yes);
  void hand_over(Reply& reply, const Context& call, std::vector<Class> classes) const;

  storage::Members& members_;
  storage::ClassArchive archive_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  Moves moves_;
};

}  // namespace banwei::members
