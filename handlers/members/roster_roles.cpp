#include "handlers/members/roster_roles.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "handlers/members/roster_cells.h"

namespace banwei::members {

namespace {

struct RoleWord {
  std::string_view word;
  Role role;
};

constexpr RoleWord duties[] = {
    {"班长", Role::monitor},
    {"学习委员", Role::study_rep},
    {"学委", Role::study_rep},
    {"团支书", Role::league_secretary},
    {"团支部书记", Role::league_secretary},
    {"生活委员", Role::life_rep},
    {"心理委员", Role::care_rep},
    {"心理健康委员", Role::care_rep},
    {"寝室长", Role::dorm_head},
    {"宿舍长", Role::dorm_head},
};

constexpr RoleWord staff_roles[] = {
    {"辅导员", Role::counsellor},
    {"导员", Role::counsellor},
    {"班主任", Role::class_teacher},
    {"任课教师", Role::course_teacher},
    {"任课老师", Role::course_teacher},
    {"授课教师", Role::course_teacher},
    {"科任教师", Role::course_teacher},
    {"专任教师", Role::course_teacher},
    {"学工办", Role::office},
    {"学工处", Role::office},
    {"学工部", Role::office},
    {"学工科", Role::office},
    {"学工", Role::office},
    {"学办", Role::office},
    {"学生处", Role::office},
    {"学生科", Role::office},
    {"学生工作", Role::office},
    {"学生工作处", Role::office},
    {"学生工作部", Role::office},
    {"学生工作科", Role::office},
    {"学生管理", Role::office},
    {"学生管理科", Role::office},
    {"分团委", Role::office},
    {"分团委书记", Role::office},
    {"团委", Role::office},
    {"分管领导", Role::leader},
    {"主管领导", Role::leader},
    {"院领导", Role::leader},
    {"系领导", Role::leader},
    {"领导", Role::leader},
    {"分管书记", Role::leader},
    {"分管副书记", Role::leader},
    {"分管副院长", Role::leader},
    {"书记", Role::leader},
    {"副书记", Role::leader},
    {"院长", Role::leader},
    {"副院长", Role::leader},
    {"党总支书记", Role::leader},
    {"党总支副书记", Role::leader},
    {"党委书记", Role::leader},
    {"党委副书记", Role::leader},
    {"管理员", Role::admin},
    {"系统管理员", Role::admin},
};

/// What stands around a role and changes nothing of it: 专职辅导员, 学工办主任. Not 助理 and 副, who hold it not.
constexpr std::string_view role_kinds[] = {"专职", "兼职", "专任", "年级", "学院", "学校", "本科"};
constexpr std::string_view role_holders[] = {"办公室", "老师", "教师", "主任", "负责人", "干事",
                                             "科员",   "人员", "处长", "部长", "科长"};

std::optional<Role> role_of(std::span<const RoleWord> words, std::string_view word) {
  for (const RoleWord& known : words) {
    if (known.word == word) return known.role;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Role> duty_of(std::string_view word) { return role_of(duties, word); }

bool is_other_duty(std::string_view word) {
  if (word == "学生") return true;
  for (std::string_view end : {"委员", "长", "代表", "书记", "干事"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

std::optional<Role> staff_role_of(std::string_view cell) {
  const std::string plain = half_width(without_blanks(cell));
  std::string_view word = std::string_view(plain).substr(0, plain.find('('));
  const auto starting = [&word](std::string_view kind) { return word.size() > kind.size() && word.starts_with(kind); };
  const auto ending = [&word](std::string_view who) { return word.size() > who.size() && word.ends_with(who); };
  for (bool whole = true;; whole = false) {
    const auto role = role_of(staff_roles, word);
    if (role && (whole || role != Role::admin)) return role;  // 班级管理员 keeps no bot.
    if (const auto* kind = std::find_if(std::begin(role_kinds), std::end(role_kinds), starting);
        kind != std::end(role_kinds)) {
      word.remove_prefix(kind->size());
    } else if (const auto* who = std::find_if(std::begin(role_holders), std::end(role_holders), ending);
               who != std::end(role_holders)) {
      word.remove_suffix(who->size());
    } else {
      return std::nullopt;
    }
  }
}

std::vector<std::string> split_roles(std::string_view cell) {
  constexpr std::string_view both = "兼";
  constexpr std::string_view part_time = "兼职";
  std::string parted;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const std::string_view rest = cell.substr(at);
    const bool parts = at > 0 && rest.starts_with(both) && !rest.starts_with(part_time);
    parted += parts || rest.front() == '/' || rest.front() == '+' ? ',' : rest.front();
    if (parts) at += both.size() - 1;
  }
  return split(parted);
}

}  // namespace banwei::members
