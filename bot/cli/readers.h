// For whom the command line shows what is known of people by name: somebody of the roster, within what he may have.
// Invariant: that it is for him is written down before he has it.
#pragma once

#include <string>

#include "bot/config.h"
#include "bot/exported.h"
#include "storage/members.h"

namespace banwei::cli {

/// Throws Explained when nobody of the roster is meant by --as.
Person reader_named(const storage::Members& members, const std::string& who, Utc now);

/// Through the running bot, else into the file itself.
void write_down(const Config& config, const Exported& exported);

}  // namespace banwei::cli
