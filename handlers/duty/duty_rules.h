// Who is on duty when: groups that take turns, one each workday, or one for each day of the week.
// Invariant: pure; a day off belongs to nobody, and takes no group's turn away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/calendar.h"
#include "handlers/language/people.h"

namespace banwei::duty {

/// Those who are on duty together.
struct Group {
  std::optional<unsigned> weekday = {};  // Of a weekly list alone: 1 is Monday, 7 Sunday.
  std::vector<std::int64_t> who = {};    // Places in the class as they are read, ids of persons as they are kept.
};

struct Turns {
  Day from{};  // The first group's first day.
  std::vector<Group> groups = {};

  bool weekly() const { return !groups.empty() && groups.front().weekday.has_value(); }
};

inline constexpr std::size_t most_groups = 60;

/// A list as it was written, and the first thing in it that nobody can use.
struct Reading {
  enum class Fault { none, empty, stranger, namesake, mixed, too_many };
  Fault fault = Fault::none;
  std::string about = {};  // The words of a stranger or the name of two.
  std::vector<Group> groups = {};
};

/// 张三 李四；王五 赵六 is two groups, 张三 李四 王五 three of one each, 周一张三李四 周二王五 one for each of those
/// days.
Reading read_groups(std::string_view text, const language::People& people);

/// The group of that day; nothing on a day off and where none has it.
const Group* on_duty(const Turns& turns, Day day, const Calendar& calendar);

}  // namespace banwei::duty
