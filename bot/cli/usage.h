// How the command line explains itself: help in both languages, and what was wrong with the words that were typed.
// Invariant: a word that nobody knows is answered with the nearest that exists.
#pragma once

#include <CLI/CLI.hpp>

#include "storage/bilingual.h"

namespace banwei::cli {

/// The headings of help in that language, and -h in the app and in every verb that is added after.
void speak(CLI::App& app, Language language);

/// What to say of a command line that could not be read.
Phrase mistake(const CLI::App& app, const CLI::ParseError& error);

}  // namespace banwei::cli
