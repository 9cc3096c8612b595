// What plain talk may mean to the daily temperature.
// Invariant: every kind that the grammar can read has its row; a kind without one does not compile.
#pragma once

#include "handlers/common/own_teachers.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_grammar.h"

namespace banwei::temperature::intents {

inline constexpr Intent temp{.kind = "temp", .scope = Scope::anywhere, .says = SpeechAct::value, .means = "报体温"};
inline constexpr Intent temps{
    .kind = "temps", .scope = Scope::anywhere, .says = SpeechAct::value, .means = "报几次体温"};
inline constexpr Intent list{
    .kind = "list", .scope = Scope::anywhere, .says = SpeechAct::value, .means = "替一群人报体温"};
/// By a teacher of theirs: a figure of his own is nobody's business here.
inline constexpr Intent told{.kind = "told", .who = own_teachers, .says = SpeechAct::value, .means = "替学生报体温"};
inline constexpr Intent fix{.kind = "fix", .scope = Scope::anywhere, .says = SpeechAct::value, .means = "改体温"};
inline constexpr Intent ask{
    .kind = "ask", .scope = Scope::anywhere, .cost = 1, .says = SpeechAct::doubt, .means = "说到体温，要再问清楚"};
inline constexpr Intent nodata{
    .kind = "nodata", .scope = Scope::anywhere, .cost = 1, .says = SpeechAct::doubt, .means = "说量不了体温"};
inline constexpr Intent well{
    .kind = "ok", .scope = Scope::anywhere, .cost = 1, .says = SpeechAct::doubt, .means = "说没有不舒服"};
inline constexpr Intent revoke{
    .kind = "revoke", .scope = Scope::anywhere, .cost = 1, .says = SpeechAct::request, .means = "撤回体温"};
inline constexpr Intent question{
    .kind = "question", .scope = Scope::anywhere, .cost = 1, .says = SpeechAct::request, .means = "问自己的体温"};
inline constexpr Intent answer{.kind = "answer", .scope = Scope::anywhere, .means = "回答体温的提问"};

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
    case Kind::well:
      return well;
    case Kind::revoke:
      return revoke;
    case Kind::question:
      break;
  }
  return question;
}

}  // namespace banwei::temperature::intents
