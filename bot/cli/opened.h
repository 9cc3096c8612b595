// The file of a configuration as a verb opens it, and the features on it, without the bot that usually runs them.
// Invariant: asking makes no file: where there is none the error says what to do first.
#pragma once

#include <string>

#include "bot/config.h"
#include "handlers/common/zone.h"
#include "handlers/features.h"
#include "storage/stores.h"

namespace banwei::cli {

/// The database, which is there.
const std::string& existing(const Config& config);

struct Opened {
  explicit Opened(const Config& config, storage::Database::Access access = storage::Database::Access::read);

  /// "2020-03-11" or a day that has been as people name it (昨天, 3月9日); today for "".
  Day day(const std::string& date) const;

  storage::Database database;
  storage::Stores stores;
  Zone zone;
  Features features;
};

}  // namespace banwei::cli
