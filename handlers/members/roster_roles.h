// What a roster calls the duties of its students and the roles of its staff.
// Invariant: a word that may say less than a role (副班主任, 辅导员助理) gives none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types.h"

namespace banwei::members {

std::optional<Role> duty_of(std::string_view word);

/// Duties that exist in a class and mean nothing to the bot: 体育委员, 副班长, 组长, 课代表, 学生.
bool is_other_duty(std::string_view word);

/// 专职辅导员 and 辅导员(专职) are 辅导员.
std::optional<Role> staff_role_of(std::string_view cell);

/// 辅导员、班主任; 辅导员兼班主任, 辅导员/班主任: of 兼职辅导员 the 兼 parts nothing.
std::vector<std::string> split_roles(std::string_view cell);

}  // namespace banwei::members
