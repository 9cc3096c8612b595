// The demo classes, read from the CSV files that stand beside this one.
#include "bot/sandbox/demo.h"

#include <algorithm>
#include <utility>

#include "bot/sandbox/assets.h"

namespace banwei::sandbox {
namespace {

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = text.find(separator);
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + separator.size());
  }
}

/// The rows under the header. These files are ours and hold no quotes.
std::vector<std::vector<std::string>> rows(std::string_view csv) {
  std::vector<std::vector<std::string>> out;
  for (const std::string& line : split(csv, "\n")) {
    if (!line.empty()) out.push_back(split(line, ","));
  }
  if (!out.empty()) out.erase(out.begin());
  return out;
}

}  // namespace

std::string_view demo_students() { return asset("demo_students.csv"); }
std::string_view demo_staff() { return asset("demo_staff.csv"); }

Campus demo_campus() {
  Campus campus;
  campus.bot_account = "10000";
  campus.bot_name = "班级小助手";
  std::vector<std::pair<std::string, std::string>> classes;  // Name and group.

  for (const auto& row : rows(demo_students())) {
    const std::string& number = row.at(0);
    const std::string& name = row.at(1);
    const std::string& group = row.at(4);
    if (classes.empty() || classes.back().second != group) {
      classes.emplace_back(row.at(2), group);
      campus.groups.push_back({group, row.at(2) + "班级群", row.at(2)});
    }
    ChatUser user;
    user.account = row.at(3);
    user.name = name;
    user.card = number.substr(number.size() - 2) + "-" + name;
    user.number = number;
    user.label = row.at(7).empty() ? "学生" : row.at(7);
    user.groups = {group};
    user.is_friend = name != "郑楠";
    campus.users.push_back(std::move(user));
  }

  for (const auto& row : rows(demo_staff())) {
    ChatUser user;
    user.account = row.at(3);
    user.name = row.at(1);
    user.card = row.at(1) + "（" + row.at(4) + "）";
    user.number = row.at(0);
    user.label = row.at(4);
    for (const std::string& own : split(row.at(2), "、")) {
      const auto found =
          std::find_if(classes.begin(), classes.end(), [&](const auto& each) { return each.first == own; });
      if (found != classes.end()) user.groups.push_back(found->second);
    }
    campus.users.push_back(std::move(user));
  }

  ChatUser outsider;
  outsider.account = "30001";
  outsider.name = "清风";
  outsider.label = "不在名单";
  outsider.groups = {campus.groups.front().id};
  outsider.is_friend = false;
  campus.users.push_back(std::move(outsider));
  return campus;
}

}  // namespace banwei::sandbox
