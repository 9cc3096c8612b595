#include "handlers/temperature/temperature_behalf_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/common/own_teachers.h"
#include "handlers/common/privately.h"
#include "handlers/common/rosters.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"

namespace banwei::temperature {

namespace text {
namespace {

constexpr auto how = "这样说：代报 李四 36.5。记下了我会告诉他本人";
std::string not_yours(const std::string& whom) {
  return fmt::format("“{}”不是你能代报的同学。这样说：代报 李四 36.5", whom);
}
std::string figure(const std::string& whom) { return fmt::format("还差{}的体温。这样说：代报 {} 36.5", whom, whom); }
constexpr auto one_by_one = "没看清哪位是多少度。只写报的几位，这样说：代报 李四36.5 王五36.6";
constexpr auto number = "叫这个名字的不止一位，请写学号，如：代报 2019010105 36.5";

}  // namespace
}  // namespace text

namespace {

/// The bytes of a name or of a student's number at the front; 0 when neither stands there.
std::size_t whom_at_front(std::string_view text) {
  constexpr std::size_t most_characters = 4;
  constexpr std::size_t fewest_figures = 6;
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto figures = static_cast<std::size_t>(end - text.begin());
  if (figures > 0) return figures >= fewest_figures ? figures : 0;
  std::size_t at = 0;
  std::size_t characters = 0;
  for (; at < text.size() && is_han(code_point_at(text, at)); ++characters) at += code_point_size(text, at);
  const std::string_view name = text.substr(0, at);
  constexpr std::array<std::string_view, 6> no_name_ends_so{"吗", "呢", "么", "吧", "的", "谁"};
  const bool asks = std::any_of(no_name_ends_so.begin(), no_name_ends_so.end(),
                                [&](std::string_view ending) { return name.ends_with(ending); });
  return characters >= 2 && characters <= most_characters && !asks ? at : 0;
}

}  // namespace

std::string figure_wanted(const std::string& whom) { return text::figure(whom); }
std::string unclear(std::string_view words, const std::vector<Person>& students) {
  const std::string folded = normalised(words);
  const bool two = std::any_of(students.begin(), students.end(), [&](const Person& one) {
    const auto same = [&](const Person& other) { return other.name == one.name; };
    return folded.find(normalised(one.name)) != folded.npos &&
           std::count_if(students.begin(), students.end(), same) > 1;
  });
  return two ? text::number : text::one_by_one;
}

Arg<std::string> BehalfOrder::whom() {
  constexpr std::size_t longest = 12;  // bytes of a figure
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::string> {
    const std::size_t end = whom_at_front(text);
    const std::string_view behind = trim(text.substr(end));
    const bool figure = behind.size() <= longest && (behind.empty() || behind.front() == '3' || behind.front() == '4');
    if (end == 0 || !figure) return std::nullopt;
    std::string whom(text.substr(0, end));
    text = {};
    return whom;
  };
  return {"谁 度数", "who", read};
}

std::size_t BehalfOrder::called_so(const Context& call, std::string_view whom) const {
  const auto students = students_of(members_, classes_named(call, own_teachers));
  return static_cast<std::size_t>(std::count_if(students.begin(), students.end(), [&](const Person& student) {
    return normalised(student.name) == whom || normalised(student.number) == whom;
  }));
}

bool BehalfOrder::names_somebody(const Context& context, std::string_view behind) const {
  behind = trim(behind);
  const std::size_t end = whom_at_front(behind);
  return end > 0 && called_so(context, behind.substr(0, end)) > 0;
}

Reply BehalfOrder::tell_how(const Context& call, std::optional<std::string> whom) {
  if (!whom) return privately(call, text::how);
  const std::size_t count = called_so(call, *whom);
  return privately(call, count == 0 ? text::not_yours(*whom) : count == 1 ? figure_wanted(*whom) : text::number);
}

}  // namespace banwei::temperature
