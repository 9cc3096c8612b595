#include "handlers/members/moves.h"

#include "handlers/feature.h"

namespace banwei::members {

namespace {

/// Of the day that has begun everywhere east of Greenwich: leave of the day before is over in any case.
Day day_of(Utc now) { return Day{std::chrono::floor<std::chrono::days>(now).time_since_epoch()}; }

}  // namespace

void Moves::remove(const Person& person, Utc now) {
  withdraw_leave(person.id, now);
  members_.leave(person.id, now);
}

void Moves::suspend(const Person& person, storage::Suspensions& suspensions, Utc now) {
  withdraw_leave(person.id, now);
  suspensions.begin(person.id, now);
}

void Moves::end(std::int64_t class_id, Utc now) {
  for (const Person& student : members_.students(class_id)) withdraw_leave(student.id, now);
  members_.archive_class(class_id, now);
}

void Moves::withdraw_leave(std::int64_t person, Utc now) {
  using State = storage::Leave::State;
  for (const storage::Leave& leave : leaves_.of_person(person, day_of(now))) {
    if (leave.state != State::approved) leaves_.set_state(leave.id, State::withdrawn, 0, now);
  }
}

void Moves::transfer(const Person& student, std::int64_t to_class, Utc now) {
  for (const Grant& grant : members_.grants(student, now)) {
    if (cadres.has(grant.role) && grant.class_id != to_class) members_.revoke(student.id, grant, now);
  }
  Person moved = student;
  moved.class_id = to_class;
  members_.save_person(moved, "", now);
  take_leave_along(student.id, to_class, now);
}

void Moves::take_leave_along(std::int64_t student, std::int64_t to_class, Utc now) {
  leaves_.move(student, to_class, day_of(now), now);
}

}  // namespace banwei::members
