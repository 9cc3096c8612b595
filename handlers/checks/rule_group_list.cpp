// R11: in the roster and not in the group, in the group and not in the roster, two accounts of one person.
#include <fmt/format.h>

#include <algorithm>

#include "handlers/checks/rules.h"
#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string absent(const std::vector<std::string>& names) { return "名单里的不在群里：" + wording::first_names(names); }
std::string strangers(std::size_t count) { return fmt::format("群里有{}个号不在名单里", count); }
constexpr auto two_accounts = "另有一个号也说是他";

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  auto found =
      of_each(day, [](const Student& one) { return one.claimed_by_another ? text::two_accounts : std::string(); });
  if (day.in_group.empty()) return found;
  std::vector<std::string> absent;
  const auto unbound = static_cast<std::size_t>(std::count_if(
      day.students.begin(), day.students.end(), [](const Student& one) { return one.person.account.empty(); }));
  for (const Student& one : day.students) {
    const auto& group = day.in_group;
    if (!one.person.account.empty() && std::find(group.begin(), group.end(), one.person.account) == group.end())
      absent.push_back(one.name);
  }
  std::string words = absent.empty() ? "" : text::absent(absent);
  if (day.strangers > unbound) words += (words.empty() ? "" : "；") + text::strangers(day.strangers - unbound);
  if (!words.empty()) found.push_back({.why = std::move(words)});
  return found;
}

}  // namespace

const Rule group_list{.name = "R11", .every = looked_back, .find = find};

}  // namespace banwei::checks
