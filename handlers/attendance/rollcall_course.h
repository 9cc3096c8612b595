// A roll call from its opening to its end.
// Invariant: it is opened for a class that its caller may call, and ends once.
#pragma once

#include <optional>
#include <string>

#include "handlers/attendance/roll_book.h"
#include "handlers/attendance/rollcall_progress.h"
#include "handlers/attendance/rollcall_words.h"
#include "handlers/attending.h"
#include "storage/schedule.h"

namespace banwei::attendance {

class Course {
 public:
  Course(const RollBook& book, const Progress& progress, storage::Members& members, storage::RollCalls& calls,
         storage::Schedule& schedule)
      : book_(book), progress_(progress), members_(members), calls_(calls), schedule_(schedule) {}

  Reply start(const Context& call, Order order);
  /// In all of the speaker's classes where none are named.
  Reply start_several(const Context& call, std::optional<Order> order) {
    return start(call, order ? std::move(*order) : Order{.whose = {{.kind = Audience::Kind::all}}});
  }
  RollCaller::Called call(const Class& klass, const RollCaller::Wanted& wanted, const Moment& now);
  Reply stop(const Context& call, std::optional<std::string> title);
  Reply cancel(const Context& call, std::optional<std::string> title);
  /// That many minutes later than it was due.
  Reply prolong(const Context& call, int minutes);

  /// Ends it with the deadline it really had.
  Reply close_on_time(std::int64_t id, const Moment& now);
  Reply finish(RollCall rollcall, Utc due, const Moment& now);

  /// Before that; what was said until now counts.
  Reply end(std::int64_t id, const Moment& now);

  /// Answers may have been lost: whoever gave one may give it again, and nobody is late by it.
  Reply ask_again(const HistoryLost& lost, const Moment& now);

 private:
  std::optional<Class> named_in(const Context& call, std::string& title) const;
  /// Opens it in its class, or says why not.
  struct Opening {
    std::int64_t id = 0;
    std::optional<Post> post = {};
    std::string why_not = {};
  };
  Opening open(const Class& klass, RollCall rollcall, const Moment& now);
  void close_at(const RollCall& rollcall, Utc due);

  const RollBook& book_;
  const Progress& progress_;
  storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::attendance
