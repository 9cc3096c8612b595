// Leave (请假): asked for in a sentence, granted in a word, and known to everything that counts who is there.
// Invariant: a reason is read by the teachers of its class alone, and never in a group.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/leave/leave_afterwards.h"
#include "handlers/leave/leave_approvals.h"
#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_inquiry.h"
#include "handlers/leave/leave_requests.h"
#include "handlers/leave/leave_second_thoughts.h"
#include "handlers/retention.h"
#include "storage/access_log.h"

namespace banwei::leave {

inline constexpr Kept kept_leaves{"leave", 180};

class Leaves final : public Feature, public Keeps, public Exports {
 public:
  /// It takes eleven, for it hands its parts what each of them uses.
  Leaves(const storage::Members& members, storage::Leaves leaves, const storage::RollCalls& calls,
         storage::Questions& questions, storage::Schedule& schedule, storage::AccessLog& accesses, const Zone& zone,
         const Settings& settings, const QuietHours& quiet, const Lessons& lessons, const Timetables& timetables);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::attendance; }
  std::vector<Command> commands() override;
  std::optional<PlainTalk> plain_talk() const override;
  std::vector<Listener> listeners() override;
  /// It hears nobody in need, and only notes that a teacher speaks.
  std::optional<Concern> concern(const Utterance& said, const Context& context, const Understood* taken) override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  /// Of a class, what was granted and what waits.
  struct Listed {
    std::vector<Leave> away = {};
    std::vector<Leave> open = {};

    std::size_t people() const;
  };
  Listed listed_of(const Class& klass, const DaySpan& days);

  Reply tell_how(const Context& call);
  Reply list(const Context& call, std::optional<std::string> klass, std::optional<DaySpan> days);
  Reply list_own(const Context& call);
  bool is_of_leave(std::string_view said, const Context& context);

  storage::AccessLog& accesses_;
  Book book_;
  Inquiry inquiry_;
  Letters letters_;
  Approvals approvals_;
  SecondThoughts second_thoughts_;
  Afterwards afterwards_;
  Requests requests_;
};

}  // namespace banwei::leave
