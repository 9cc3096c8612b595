// What plain talk may mean to the timetable.
#pragma once

#include "handlers/importing.h"

namespace banwei::timetable {

/// Who may bring in the timetable of a class of theirs.
inline constexpr Roles importers = importers_of_any;

namespace intents {

inline constexpr Intent file{.kind = "timetable_file",
                             .who = importers,
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .says = SpeechAct::request,
                             .means = "发来课表文件"};
inline constexpr Intent import_answer{.kind = "timetable_answer",
                                      .who = importers,
                                      .scope = Scope::anywhere,
                                      .where = Where::direct,
                                      .means = "回答课表的导入"};
inline constexpr Intent undo{.kind = "timetable_undo",
                             .who = importers,
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .says = SpeechAct::request,
                             .means = "退回刚才导入的课表"};

}  // namespace intents
}  // namespace banwei::timetable
