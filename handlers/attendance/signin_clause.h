// One clause of an answer to a roll call: whether it signs in, and for whom.
// Invariant: a clause that is `understood` has been read to its last token.
#pragma once

#include <cstddef>
#include <vector>

#include "handlers/language/answers.h"

namespace banwei::attendance {

using language::AnswerToken;

/// Somebody who is said to be here.
struct Subject {
  bool self = false;
  std::vector<std::size_t> who;  // Places in the roster, several when two are called so.
};

struct SignInClause {
  std::vector<AnswerToken> tokens;
  bool understood = false;
  bool signs = false;       // It says that somebody is here.
  bool by_signing = false;  // It has 签到 in it, which a page may refuse.
  bool plain = false;       // It signs by a clear word: 到, 签到, 来了.
  bool failed = false;      // Something does not work, and it is not said to be over.
  bool all = false;         // It says us, or all of us.
  bool he = false;
  bool needs_name = false;  // 代签: for whom another clause must say
  std::vector<Subject> subjects;
};

/// The clauses between marks, read. A word that signs in behind white space begins a clause of its own where the whole
/// cannot be read.
std::vector<SignInClause> read_clauses(const std::vector<AnswerToken>& tokens);

}  // namespace banwei::attendance
