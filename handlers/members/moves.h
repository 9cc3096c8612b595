// Somebody leaves the roster or comes into another class, with what is open about them.
// Invariant: the days that have been stay as they were counted.
#pragma once

#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/suspensions.h"

namespace banwei::members {

class Moves {
 public:
  Moves(storage::Members& members, storage::Leaves leaves) : members_(members), leaves_(leaves) {}

  /// Nobody waits for them any more; leave that they have asked for is nobody's to decide.
  void remove(const Person& person, Utc now);

  /// The same until he comes back.
  void suspend(const Person& person, storage::Suspensions& suspensions, Utc now);

  /// The class is over, and all who were in it are gone from it.
  void end(std::int64_t class_id, Utc now);

  /// As a student of that class from now on, without what they were for the other.
  void transfer(const Person& student, std::int64_t to_class, Utc now);

  /// The class was changed: their leave goes with them.
  void take_leave_along(std::int64_t student, std::int64_t to_class, Utc now);

 private:
  void withdraw_leave(std::int64_t person, Utc now);

  storage::Members& members_;
  storage::Leaves leaves_;
};

}  // namespace banwei::members
