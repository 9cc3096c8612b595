// What plain talk may mean to roll calls.
// Invariant: every kind that the grammar can read has its row; a kind without one does not compile.
#pragma once

#include "handlers/attendance/roll_book.h"
#include "handlers/attendance/signin_grammar.h"
#include "handlers/feature.h"

namespace banwei::attendance::intents {

/// 点一下英语课的名，给五分钟; the command of the same name has the rest.
inline constexpr Intent call{
    .kind = "rollcall_start", .who = callers, .cost = 1, .says = SpeechAct::request, .means = "点名"};

/// 赵六是请假，丁一算他到吧, of a roll call of one's own that is over.
inline constexpr Intent correct{.kind = "rollcall_mark", .who = callers, .verbatim = true, .means = "改记点名"};

/// 还差谁, while the roll is called.
inline constexpr Intent missing{
    .kind = "missing", .who = everyone, .cost = 2, .says = SpeechAct::request, .means = "看点名还差谁"};

inline constexpr Intent sign{.kind = "sign", .means = "签到"};
inline constexpr Intent late{.kind = "late", .means = "说会迟到"};
inline constexpr Intent behalf{.kind = "behalf", .means = "替别人签到"};
inline constexpr Intent problem{.kind = "problem", .means = "说签不了到"};
inline constexpr Intent ask{.kind = "ask", .means = "问点名的事"};
inline constexpr Intent called{.kind = "rollcall_answer",
                               .who = callers,
                               .scope = Scope::anywhere,
                               .where = Where::direct,
                               .means = "说要不要点名"};
inline constexpr Intent answer{
    .kind = "answer", .who = everyone, .scope = Scope::anywhere, .where = Where::direct, .means = "回答点名的提问"};

constexpr const Intent& of(SignIn::Kind kind) {
  switch (kind) {
    case SignIn::Kind::sign:
      return sign;
    case SignIn::Kind::late:
      return late;
    case SignIn::Kind::behalf:
      return behalf;
    case SignIn::Kind::problem:
      return problem;
    case SignIn::Kind::ask:
      break;
  }
  return ask;
}

}  // namespace banwei::attendance::intents
