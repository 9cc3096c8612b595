// What plain talk may mean to roll calls.
// Invariant: every kind that the grammar can read has its row; a kind without one does not compile.
#pragma once

#include "handlers/attendance/signin_grammar.h"
#include "handlers/feature.h"

namespace banwei::attendance::intents {

inline constexpr Intent sign{.kind = "sign"};
inline constexpr Intent late{.kind = "late"};
inline constexpr Intent behalf{.kind = "behalf"};
inline constexpr Intent leave{.kind = "leave"};
inline constexpr Intent problem{.kind = "problem"};
inline constexpr Intent ask{.kind = "ask"};
inline constexpr Intent answer{.kind = "answer", .who = everyone, .scope = Scope::anywhere, .where = Where::direct};

constexpr const Intent& of(SignIn::Kind kind) {
  switch (kind) {
    case SignIn::Kind::sign:
      return sign;
    case SignIn::Kind::late:
      return late;
    case SignIn::Kind::behalf:
      return behalf;
    case SignIn::Kind::leave:
      return leave;
    case SignIn::Kind::problem:
      return problem;
    case SignIn::Kind::ask:
      break;
  }
  return ask;
}

}  // namespace banwei::attendance::intents
