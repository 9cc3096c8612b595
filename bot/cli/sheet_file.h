// A sheet that somebody names on the command line: a CSV file, or a sheet of a workbook as one.
// Invariant: a workbook is read by another process; a file that is too large or none of these is refused in words.
#pragma once

#include <string>

#include "bot/cli/voice.h"

namespace banwei::cli {

/// "-" is what is given on standard input: root's file, say, to a bot that may not read it.
std::string content_of(const std::string& file);

/// The CSV of a workbook; of several sheets the one that is named, or the only one that is like a roster.
std::string csv_of(const std::string& workbook, const std::string& sheet, Voice& voice);

/// Of either.
std::string csv_in(const std::string& file, const std::string& sheet, Voice& voice);

}  // namespace banwei::cli
