// What people are asked for and must answer by a time: the day's temperature, a roll call, the receipts of a notice.
// Invariant: who may read names, where and until when, how often those missing are called, and how a list of names
// reads are decided here for all of them; a feature gives who answered when, and its sentences.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/tally.h"
#include "handlers/feature.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei {

/// Who looks after a class: they learn who is missing, and may have them called.
inline constexpr Roles in_charge = cadres | teachers;

struct Collection {
  std::int64_t class_id = 0;
  std::int64_t caller = 0;  // 0: nobody called it, as the temperature of every day; the class's cadres see to it
  Utc opened{};
  std::optional<Utc> deadline = {};
  Tally sum = {};
  int rounds = 0;                  // Those missing were called so often in the group.
  std::optional<Utc> called = {};  // The last time, where rounds keep a distance.

  bool is_open(Utc now) const { return !deadline || now < *deadline; }

  /// Where the names of those missing may stand in an answer. While it is open whoever is in charge of the class reads
  /// them where he asks, in the group too; afterwards the group hears counts alone, and the names go in private to
  /// whoever called, as long as he is still in charge, and to the class's teachers.
  enum class Names { nowhere, here, privately };
  Names names_for(const Context& call) const;

  /// Whether those missing may be called once more.
  enum class Round { next, too_soon, enough };
  Round round(Utc now) const;

  /// Whether somebody's answer may have been said while nobody heard it; `until` is when the last were expected.
  bool lost_in(const HistoryLost& lost, Utc until) const;
};

/// The names of people as their class tells them apart, each with what `note` says of them.
std::vector<std::string> names_of(std::span<const Person> people, std::span<const Person> classmates,
                                  const std::function<std::string(const Person&)>& note = {});

/// A list of names as it reads here: whole in private; in the group the first twelve, and what to say in private to see
/// the others.
std::string listed(std::span<const std::string> names, Place place, std::string_view say);

/// Sets the timer "count/…" of a feature for the next full ten minutes, its payload the class: where answers cannot be
/// reacted to, or are not to be, the group hears a number then.
void count_later(storage::Schedule& schedule, std::string_view feature, std::int64_t class_id, Utc now);

/// The classes that a command is about which does not name one: that of the group, or in private those for which the
/// speaker holds one of `roles`.
std::vector<Class> classes_of(const storage::Members& members, const Context& context, Roles roles);

}  // namespace banwei
