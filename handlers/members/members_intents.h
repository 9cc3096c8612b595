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
