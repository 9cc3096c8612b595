// The phrases that all features share: degrees, dates, times, lists of names and words for roles.
// Invariant: what is said to people is formatted here and in each feature's own namespace text, nowhere else.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handlers/feature.h"

namespace banwei::wording {

/// "36.5℃", or "36.55℃" when the second decimal was given. `centi` is hundredths of a degree.
std::string degrees(int centi);

/// "3月11日" and "09:05".
std::string month_day(Day day);
std::string hour_minute(std::chrono::seconds time_of_day);

/// A student's name as the class tells it apart: 刘洋(29) where two share it, by the last two digits of the number.
std::string name_in(const Person& person, std::span<const Person> classmates);

/// Names, four on a line.
std::string name_lines(std::span<const std::string> names);

/// At most this many of them, then "等N人"; `unit` is what they are the names of, "个班".
inline constexpr std::size_t first_few = 12;
std::string first_names(std::span<const std::string> names, std::string_view unit = "人");

/// "班委或老师" for a set of roles.
std::string who_may(Roles roles);

std::string role_word(Role role);

/// "王敏老师"; a name that is a title already, 赵主任, stands as it is.
std::string teacher(const std::string& name);

/// A phone's number with all but its ends hidden: 137****6365.
std::string masked(const std::string& phone);

/// “words”, nothing when there are none.
std::string in_quotes(std::string_view words);

/// The first `count` characters, with … when there were more.
std::string head(std::string_view words, std::size_t count);

}  // namespace banwei::wording
