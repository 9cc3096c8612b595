// What the command line asks before it changes anything, and how it says what is wrong with a table.
// Invariant: nothing is done without --yes or the yes of somebody who has seen the preview.
#pragma once

#include <span>

#include "bot/cli/verbs.h"
#include "storage/bilingual.h"

namespace banwei::cli {

inline constexpr Sentence nothing_written{"什么都没有写入", "nothing was written"};

/// False, having said why, when it is not to be done; `undone` says that nothing was. Throws where nobody can be asked.
bool confirmed(const Confirmation& how, const Phrase& question, const Sentence& undone, Voice& voice);

/// The same of what stands in the preview and is to be written.
bool to_be_written(const Confirmation& how, Voice& voice);

/// Says the first fifty problems and then `all`, whose blank is their number; false when there are none.
bool tell_problems(std::span<const Phrase> problems, const Sentence& all, Voice& voice);

}  // namespace banwei::cli
