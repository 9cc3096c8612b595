// The words of a message, for grammars that read it whole.
// Invariant: they stand as they were written; nothing is folded.
#pragma once

#include <string>

#include "handlers/chat.h"
#include "storage/members.h"

namespace banwei {

/// The text alone, and the platform's own emoji as [微笑].
std::string words_of(const Message& message);

/// The same with a name in the place of an @: that of a student, 老师 for all others. The bot's own @ is left out.
std::string words_with_names(const Message& message, const storage::Members& members);

}  // namespace banwei
