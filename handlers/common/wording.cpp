#include "handlers/common/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/language/strings.h"

namespace banwei::wording {

std::string degrees(int centi) {
  if (centi % 10 != 0) return fmt::format("{}.{:02}℃", centi / 100, centi % 100);
  return fmt::format("{}.{}℃", centi / 100, centi % 100 / 10);
}

std::string month_day(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{}月{}日", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string hour_minute(std::chrono::seconds time_of_day) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time_of_day).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string name_in(const Person& person, std::span<const Person> classmates) {
  const auto namesakes = std::count_if(classmates.begin(), classmates.end(),
                                       [&](const Person& other) { return other.name == person.name; });
  if (namesakes < 2 || person.number.size() < 2) return person.name;
  return person.name + "(" + person.number.substr(person.number.size() - 2) + ")";
}

std::string name_lines(std::span<const std::string> names) {
  constexpr std::size_t per_line = 4;
  std::string lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) lines += i % per_line == 0 ? "\n" : " ";
    lines += names[i];
  }
  return lines;
}

std::string first_names(std::span<const std::string> names, std::string_view unit) {
  if (names.size() <= first_few) return name_lines(names);
  return name_lines(names.first(first_few)) + fmt::format(" 等{}{}", names.size(), unit);
}

std::string teacher(const std::string& name) {
  for (const std::string_view title : {"老师", "主任", "书记", "院长", "处长", "教授"})
    if (name.ends_with(title)) return name;
  return name + "老师";
}

/// Nobody is to read that his own post may what he has just been refused: some cadres are named one by one.
std::string who_may(Roles roles) {
  if (roles.has(Role::student)) return "本班同学";
  std::vector<std::string> who;
  const auto name = [&](Roles some, const char* all) {
    std::vector<std::string> named;
    bool every = true;
    for (int i = 0; i < role_count; ++i) {
      const Role role = static_cast<Role>(i);
      if (!some.has(role)) continue;
      every = every && roles.has(role);
      if (roles.has(role)) named.push_back(role_word(role));
    }
    if (every) named = {all};
    who.insert(who.end(), named.begin(), named.end());
    return every;
  };
  (void)name(cadres, "班委");
  if (!name(teachers, who.empty() ? "辅导员以上" : "老师"))
    (void)name({Role::course_teacher, Role::leader, Role::admin}, "任课教师、分管领导、管理员");
  if (who.empty()) return "管理员";
  std::string words = who.back();
  for (std::size_t i = who.size() - 1; i > 0; --i) words.insert(0, who[i - 1] + (i + 1 == who.size() ? "或" : "、"));
  return words;
}

std::string role_word(Role role) {
  switch (role) {
    case Role::student:
      return "学生";
    case Role::monitor:
      return "班长";
    case Role::study_rep:
      return "学习委员";
    case Role::league_secretary:
      return "团支书";
    case Role::life_rep:
      return "生活委员";
    case Role::care_rep:
      return "心理委员";
    case Role::dorm_head:
      return "寝室长";
    case Role::counsellor:
      return "辅导员";
    case Role::class_teacher:
      return "班主任";
    case Role::course_teacher:
      return "任课教师";
    case Role::office:
      return "学工办";
    case Role::leader:
      return "分管领导";
    case Role::admin:
      return "管理员";
  }
  return {};
}

std::string masked(const std::string& phone) {
  constexpr std::size_t shown_first = 3;
  constexpr std::size_t shown_last = 4;
  if (phone.size() <= shown_first + shown_last) return std::string(phone.size(), '*');
  return phone.substr(0, shown_first) + std::string(phone.size() - shown_first - shown_last, '*') +
         phone.substr(phone.size() - shown_last);
}

std::string in_quotes(std::string_view words) { return words.empty() ? "" : fmt::format("“{}”", words); }

std::string head(std::string_view words, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < words.size(); --count) end += code_point_size(words, end);
  return std::string(words.substr(0, end)) + (end < words.size() ? "…" : "");
}

}  // namespace banwei::wording
