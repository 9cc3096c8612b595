// What alerts and findings there are of one day, open or not, for whoever draws up that day.
// Invariant: it only reads.
#pragma once

#include <string_view>
#include <vector>

#include "storage/alerts.h"
#include "storage/findings.h"

namespace banwei::storage {

/// All alerts about the person of that day, oldest first.
std::vector<Alert> alerts_of_day(Database& database, std::int64_t person, Day day);

/// All findings of that day, oldest first: about a class and whoever is in it; of a rule.
std::vector<Finding> findings_of_day(Database& database, std::int64_t class_id, Day day);
std::vector<Finding> findings_of_rule(Database& database, std::string_view rule, Day day);

/// What a rule has found in a class from that day on.
std::vector<Finding> findings_since(Database& database, std::int64_t class_id, std::string_view rule, Day from);

}  // namespace banwei::storage
