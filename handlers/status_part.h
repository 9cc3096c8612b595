// What a feature tells whoever runs the bot, for `banwei status`: known where the database is, said where it is asked.
// Invariant: counts, states and times; no name, no text, no value of anybody.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "storage/bilingual.h"
#include "storage/stores.h"

namespace banwei {

struct StatusPart {
  std::string_view key;  // Its name in the status as JSON.
  std::function<nlohmann::ordered_json(const storage::Stores&, Utc now)> known;

  /// The lines about what `known` gave, none when there is nothing to see to.
  std::function<std::vector<Phrase>(const nlohmann::json&)> said;
};

/// Those of all features, in the order in which they are said; see features.cpp.
std::vector<StatusPart> status_parts();

}  // namespace banwei
