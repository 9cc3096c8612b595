// Roll calls: called in a word, answered in a word, summed up at their time.
// Invariant: whether an answer is in time is judged by when it was sent; who was late or absent is told in private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/args.h"
#include "handlers/attendance/roll_book.h"
#include "handlers/attendance/rollcall_ahead.h"
#include "handlers/attendance/rollcall_answers.h"
#include "handlers/attendance/rollcall_approvals.h"
#include "handlers/attendance/rollcall_course.h"
#include "handlers/attendance/rollcall_marks.h"
#include "handlers/attendance/rollcall_offer.h"
#include "handlers/attendance/rollcall_progress.h"
#include "handlers/attending.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "storage/schedule.h"

namespace banwei::attendance {

inline constexpr Kept kept_roll_calls{"attendance", 0, Kept::Since::term};

class Attendance final : public Feature, public Keeps, public Attending, public RollCaller {
 public:
  /// It takes nine, for it hands its parts what each of them uses.
  Attendance(storage::Members& members, storage::RollCalls& calls, storage::Leaves leaves,
             storage::Questions& questions, storage::Schedule& schedule, const storage::Outbox& outbox,
             const storage::LessonReports& reports, const Zone& zone, const Lessons& lessons);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::attendance; }
  std::vector<Command> commands() override;
  std::vector<Upcoming> upcoming(const Context& call) override;
  std::optional<Awaited> awaited() const override;
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;
  std::optional<Pending> pending(const Context& call, const Class& klass) override {
    return progress_.pending(call, klass);
  }
  std::vector<Listener> listeners() override;
  std::optional<Concern> concern(const Utterance& said, const Context& context, const Understood* taken) override {
    return taken == nullptr ? offer_.hear(said, context) : std::nullopt;
  }
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  std::vector<Attended> attended(const Class& klass, Day from, Day to, const Speaker& reader) const override;
  Called call_roll(const Class& klass, const Wanted& wanted, const Moment& now) override {
    return course_.call(klass, wanted, now);
  }
  std::optional<Turnout> turnout(std::int64_t roll_call) const override;
  Reply end_roll(std::int64_t roll_call, const Moment& now) override { return course_.end(roll_call, now); }
  bool calls_roll(const Class& klass, const Moment& now) const override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  std::optional<Interpretation> asks_who_lacks(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_call(const Utterance& said, const Context& context);
  Arg<Order> order() const;
  Arg<Order> classes() const;
  bool is_calling(const Context& context) const;  // The speaker's class, today and still.
  Reply count(std::int64_t class_id, const Moment& now) const;
  Reply tell_mute(const SendResult& result, const Moment& now);

  storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Schedule& schedule_;
  const Zone& zone_;
  RollBook book_;
  Progress progress_;
  Course course_;
  HandMarks marks_;
  Approvals approvals_;
  Answers answers_;
  Offer offer_;
  Ahead ahead_;
};

}  // namespace banwei::attendance
