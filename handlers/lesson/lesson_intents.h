// What plain talk may mean to the register of lessons.
#pragma once

#include "handlers/feature.h"

namespace banwei::lesson::intents {

inline constexpr Roles reporters = Roles{Role::monitor, Role::study_rep} | teachers;

/// Who may be named by a timetable as teaching a class.
inline constexpr Roles taught = Roles{Role::course_teacher} | teachers;

inline constexpr Intent attend{
    .kind = "attend", .who = reporters, .says = SpeechAct::request, .means = "报一节课的考勤"};
inline constexpr Intent attend_fix{.kind = "attend_fix", .who = reporters, .means = "更正刚报的考勤"};
inline constexpr Intent ask{.kind = "ask", .who = reporters, .says = SpeechAct::request, .means = "报考勤，还缺些什么"};

inline constexpr Intent off{
    .kind = "lesson_off", .who = reporters, .says = SpeechAct::request, .means = "说哪节课没上"};

inline constexpr Intent appeal_answer{
    .kind = "answer", .who = reporters, .scope = Scope::anywhere, .where = Where::direct, .means = "回答考勤申诉"};

inline constexpr Intent appealed{.kind = "appealed",
                                 .who = {Role::student},
                                 .scope = Scope::anywhere,
                                 .where = Where::direct,
                                 .means = "说申诉的是哪一节"};

/// 高数那次我明明到了，给我记旷课了; the command of the same name has what is put formally.
inline constexpr Intent appeal{.kind = "appeal",
                               .who = {Role::student},
                               .cost = 1,
                               .says = SpeechAct::request,
                               .verbatim = true,
                               .means = "说自己的考勤记错了"};

inline constexpr Roles checkers = Roles{Role::study_rep} | teachers;

inline constexpr Intent spot_found{
    .kind = "spot_found", .who = checkers, .scope = Scope::anywhere, .where = Where::direct, .means = "说抽查谁不在"};

/// Whoever was asked reported the lesson once, and may hold no post any more.
inline constexpr Intent spot_explanation{.kind = "spot_explanation",
                                         .who = Roles{Role::student} | reporters,
                                         .scope = Scope::anywhere,
                                         .where = Where::direct,
                                         .means = "说明抽查为什么和报的不一样"};

}  // namespace banwei::lesson::intents
