// What plain talk may mean to the register of lessons.
#pragma once

#include "handlers/feature.h"

namespace banwei::lesson::intents {

inline constexpr Roles reporters = Roles{Role::monitor, Role::study_rep} | teachers;

inline constexpr Intent attend{
    .kind = "attend", .who = reporters, .says = SpeechAct::request, .means = "报一节课的考勤"};
inline constexpr Intent ask{.kind = "ask", .who = reporters, .says = SpeechAct::request, .means = "报考勤，还缺些什么"};

inline constexpr Intent appeal_answer{
    .kind = "answer", .who = reporters, .scope = Scope::anywhere, .where = Where::direct, .means = "回答考勤申诉"};

}  // namespace banwei::lesson::intents
