// What plain talk may mean to the daily temperature.
// Invariant: every kind that the grammar can read has its row; a kind without one does not compile.
#pragma once

#include "handlers/feature.h"
#include "handlers/temperature/temperature_grammar.h"

namespace banwei::temperature::intents {

inline constexpr Intent temp{.kind = "temp", .scope = Scope::anywhere, .says = Says::value};
inline constexpr Intent temps{.kind = "temps", .scope = Scope::anywhere, .says = Says::value};
inline constexpr Intent list{.kind = "list", .scope = Scope::anywhere, .says = Says::value};
inline constexpr Intent fix{.kind = "fix", .scope = Scope::anywhere, .says = Says::value};
inline constexpr Intent ask{.kind = "ask", .scope = Scope::anywhere, .cost = 1, .says = Says::doubt};
inline constexpr Intent nodata{.kind = "nodata", .scope = Scope::anywhere, .cost = 1, .says = Says::doubt};
inline constexpr Intent revoke{.kind = "revoke", .scope = Scope::anywhere, .cost = 1, .says = Says::request};
inline constexpr Intent question{.kind = "question", .scope = Scope::anywhere, .cost = 1, .says = Says::request};
inline constexpr Intent answer{.kind = "answer", .scope = Scope::anywhere};

constexpr const Intent& of(Kind kind) {
  switch (kind) {
    case Kind::temp:
      return temp;
    case Kind::temps:
      return temps;
    case Kind::list:
      return list;
    case Kind::fix:
      return fix;
    case Kind::ask:
      return ask;
    case Kind::nodata:
      return nodata;
    case Kind::revoke:
      return revoke;
    case Kind::question:
      break;
  }
  return question;
}

}  // namespace banwei::temperature::intents
