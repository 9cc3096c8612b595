// What is done by virtue of a role and holds for others: it is written into the audit trail.
// Invariant: each is a verb of the permission table; a test looks.
#pragma once

#include <array>
#include <string_view>

namespace banwei {

inline constexpr std::array<std::string_view, 18> audited{
    "temperature.temp_times", "care.care_seen",        "attendance.rollcall_mark",
    "members.join_group",     "members.import_answer", "members.import_undo",
    "leave.approve",          "privacy.erase_answer",  "posts.role_accept",
    "switches.feature_on",    "switches.feature_off",  "posts.role_set",
    "posts.role_unset",       "binding.bind_answer",   "binding.bind_accept",
    "members.archive_answer", "members.class_restore", "binding.unbind_class",
};

}  // namespace banwei
