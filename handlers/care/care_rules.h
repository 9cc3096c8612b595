// How soon who must hear of an alert, and how often it is said again. Pure.
// Invariant: a ladder never ends before somebody has answered; its last step repeats.
#pragma once

#include <chrono>
#include <span>
#include <string_view>
#include <vector>

#include "handlers/common/quiet_hours.h"
#include "handlers/feature.h"
#include "storage/alerts.h"

namespace banwei::care {

using storage::Severity;

/// One rung: at `after` from the beginning, these are told beside those before, and all hear it again.
struct Step {
  std::chrono::minutes after{0};
  Roles more = {};
  bool everyone = false;  // Each who holds the role is told, not only the nearest.
};

/// The steps of a severity; the first is at once.
std::span<const Step> ladder(Severity severity);

/// How often the last step is said again.
std::chrono::minutes repeats_every(Severity severity);

/// For how long it is not said again when somebody has taken it on, but reached nobody yet.
std::chrono::minutes pauses_for(Severity severity);

/// Whether it is said again only by day; the first time is said at any hour.
constexpr bool waits_for_morning(Severity severity) { return severity == Severity::fever; }

/// How long after `opened` step `number` is due, counting from 0; beyond the ladder the repeats of its last step.
std::chrono::minutes step_after(Severity severity, int number);

/// When somebody who did not certainly hear it is told again, by how many lines in a row are of unknown fate; beyond
/// the last it is the next one's turn.
std::span<const std::chrono::seconds> tells_again_after();

/// What a symptom by its one name means: a call for an ambulance first.
bool is_emergency(std::string_view symptom);

/// Of a measured or suspected temperature (hundredths of a degree, 0 for none) and symptoms.
Severity severity_of(int centi, std::span<const std::string> symptoms);

}  // namespace banwei::care
