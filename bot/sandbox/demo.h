// Two invented classes to try the bot with: their rosters in the import format, and the same people in the sandbox.
// Invariant: rosters and campus come from the same rows, so whoever can speak is known, but for one who is meant not to
// be.
#pragma once

#include <string_view>

#include "bot/sandbox/chat_rooms.h"

namespace banwei::sandbox {

std::string_view demo_students();  // CSV: 学号,姓名,班级,QQ,群号,专业,年级,职务
std::string_view demo_staff();     // CSV: 工号,姓名,班级,QQ,角色; several classes joined by 、

/// Everybody of both rosters; 郑楠 is no friend of the bot, 清风 is in a group and in no roster.
Campus demo_campus();

}  // namespace banwei::sandbox
