// What the cross-checks (比对排查) look at in a class's day, and the list of their rules: a rule is a file in rules/
// and a line of this list. Invariant: pure; a rule says what is to be verified and why, and accuses nobody.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/checks/checks_settings.h"
#include "handlers/common/tally.h"
#include "handlers/common/zone.h"
#include "storage/readings.h"
#include "storage/whereabouts.h"

namespace banwei::checks {

using storage::Reading;

inline constexpr std::chrono::days looked_back{7};  // with the day itself

struct Student {
  Person person = {};
  std::string name = {};                          // as the class tells it apart
  std::vector<Reading> said = {};                 // of the days looked back, all that was ever said, oldest first
  std::vector<storage::Whereabouts> places = {};  // What was said of where he is by itself, as far back as it is kept.
  bool uncalled = false;                          // An alert about him that nobody has seen to.
  bool on_sick_leave = false;                     // that day
  bool on_leave = false;                          // of whatever kind, and for however little of it
  bool claimed_by_another = false;                // Another account says that it is his.
  std::vector<std::string> attended = {};         // The day's lessons of which a report says that he was there.
  std::vector<std::string> missed = {};           // Those from which he was absent without leave.
};

struct ClassDay {
  Day day{};
  Limits limits = {};
  const Zone* zone = nullptr;
  std::size_t roster = 0;  // how many the class has, counted apart from the collection
  Tally sum = {};          // of the day's collection
  bool closed = false;     // Its deadline is over.
  std::vector<Student> students = {};
  std::vector<std::string> in_group = {};  // The accounts in the class's group; none: the list is not known.
  std::size_t strangers = 0;               // Those of them that are nobody's.

  std::string minute(Utc when) const;  // "08:40"
  std::string name_of(std::int64_t person) const;
};

struct Found {
  std::int64_t person = 0;  // 0: the class
  std::string why = {};
};

struct Rule {
  std::string_view name;       // "R5"
  std::chrono::days every{1};  // What was found is not found again for so long.
  std::vector<Found> (*find)(const ClassDay&) = nullptr;
  std::size_t most = 0;  // It is a sample: so many of a class within `every`; 0: all.
};

extern const Rule two_values, lowered, well_after_fever, symptoms_denied, moved, well_on_sick_leave, by_others,
    sameness, sums, group_list, back_at_work, lesson_alone;
inline constexpr std::array rules{
    &two_values, &lowered, &well_after_fever, &symptoms_denied, &moved,       &well_on_sick_leave, &by_others,
    &sameness,   &sums,    &group_list,       &back_at_work,    &lesson_alone};

// --- what rules share ---------------------------------------------------------------------------------------------

/// What was said of a day and not taken back, replaced or not; with `current` only what holds.
std::vector<const Reading*> said_on(const Student& student, Day day, bool current = false);

/// The highest temperature that holds of a day, 0 without any.
int highest(const Student& student, Day day);

/// What was said of where somebody is, beside a temperature or by itself.
struct PlaceSaid {
  Utc at{};
  Day day{};
  std::optional<bool> in_wuhan = {}, on_post = {};
  std::string place = {};  // 家, 宿舍
  std::string area = {};   // 武汉洪山, 黄冈
  bool dated = false;      // It was said when he came there.
};

/// Oldest first.
std::vector<PlaceSaid> places_of(const Student& student);

/// The last of them on the days from `from` to `to` that says anything of `what`.
template <class T>
const PlaceSaid* last_said(const std::vector<PlaceSaid>& places, Day from, Day to, T PlaceSaid::*what) {
  const PlaceSaid* last = nullptr;
  for (const PlaceSaid& one : places)
    if (one.day >= from && one.day <= to && one.*what != T{}) last = &one;
  return last;
}

/// Asks of each student; what is said of one is found.
std::vector<Found> of_each(const ClassDay& day, const std::function<std::string(const Student&)>& why);

}  // namespace banwei::checks
