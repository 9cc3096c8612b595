// A table that is given to the command line: a file of CSV, or a workbook that another process reads.
// Invariant: what cannot be read throws a sentence that says what to do.
#pragma once

#include <string>

#include "bot/cli/voice.h"
#include "bot/worker.h"

namespace banwei::cli {

/// Of the process that reads a workbook of the size that the command line takes.
inline constexpr WorkerLimits given_limits{
    .time = std::chrono::seconds{120}, .cpu = std::chrono::seconds{100}, .memory = 1U << 30U, .answer = 64U << 20U};

/// The bytes of CSV in the file, "-" being the standard input; of a workbook the sheet that is named or meant.
std::string table_in(const std::string& file, const std::string& sheet, Voice& voice);

}  // namespace banwei::cli
