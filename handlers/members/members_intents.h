// What plain talk may mean to those who keep the roster in the chat.
#pragma once

#include "handlers/feature.h"

namespace banwei::members {

/// Who may take somebody out of a class of theirs, or into it.
inline constexpr Roles movers{Role::counsellor, Role::office};

/// Who may send a roster: counsellors of their own classes.
inline constexpr Roles importers{Role::counsellor, Role::office, Role::admin};

namespace intents {

inline constexpr Intent answer{
    .kind = "move_answer", .who = movers, .where = Where::direct, .means = "回答移除或转入的确认"};

inline constexpr Intent student_out{.kind = "student_out",
                                    .who = movers,
                                    .where = Where::direct,
                                    .cost = 2,
                                    .says = SpeechAct::request,
                                    .means = "同学不在班里了"};
inline constexpr Intent student_in{.kind = "student_in",
                                   .who = movers,
                                   .where = Where::direct,
                                   .cost = 2,
                                   .says = SpeechAct::request,
                                   .means = "班里来了同学"};
inline constexpr Intent student_fix{.kind = "student_fix",
                                    .who = movers,
                                    .where = Where::direct,
                                    .cost = 2,
                                    .says = SpeechAct::request,
                                    .means = "改名单里的姓名或学号"};
inline constexpr Intent ask_which{.kind = "ask",
                                  .who = movers,
                                  .where = Where::direct,
                                  .cost = 2,
                                  .says = SpeechAct::request,
                                  .means = "说名单里的谁，还说不准"};
inline constexpr Intent order_answer{
    .kind = "order_answer", .who = movers, .where = Where::direct, .means = "回答名单改动的确认"};

inline constexpr Intent archive_answer{.kind = "archive_answer",
                                       .who = movers,
                                       .scope = Scope::anywhere,
                                       .where = Where::direct,
                                       .means = "回答毕业归档的确认"};

inline constexpr Intent class_answer{.kind = "class_answer",
                                     .who = movers,
                                     .scope = Scope::anywhere,
                                     .where = Where::direct,
                                     .means = "回答班级改名的确认"};

inline constexpr Intent roster_file{.kind = "roster_file",
                                    .who = importers,
                                    .scope = Scope::anywhere,
                                    .where = Where::direct,
                                    .says = SpeechAct::request,
                                    .means = "发来名单文件"};
inline constexpr Intent import_answer{.kind = "import_answer",
                                      .who = importers,
                                      .scope = Scope::anywhere,
                                      .where = Where::direct,
                                      .means = "回答名单的导入"};

}  // namespace intents
}  // namespace banwei::members
