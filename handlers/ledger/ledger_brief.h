// A day of the college in eight lines for a phone: counts alone.
// Invariant: nobody is named, and the figures are the ledger's own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "handlers/chat.h"
#include "storage/alerts.h"
#include "storage/findings.h"
#include "storage/ledgers.h"

namespace banwei::ledger {

/// Of a fever or what else somebody has; not of what worries.
bool is_of_health(const storage::Alert& alert);

/// How many wait for a call until that day, as a counsellor's 今天情况 lists them: of the days before, too, and of
/// symptoms without a reading.
std::size_t uncalled_of(const storage::Ledger& ledger, const storage::Alerts& alerts);

/// What a leader should hear of beyond the figures, the gravest first: of whom nobody has taken care who cannot wait or
/// who has waited since another day, and of classes with students in Wuhan who say that they are back at work. By
/// class, and nobody by name.
std::vector<std::string> to_know(const storage::Ledger& ledger, std::span<const Class> classes,
                                 const storage::Alerts& alerts, const storage::Findings& findings);

/// What stands beside the ledger's own figures.
struct Beside {
  std::size_t uncalled = 0;
  std::optional<double> attendance = {};  // Of the lessons of the day before, in percent.
  std::vector<std::string> to_know = {};
};

/// Of a ledger that was taken, or of one that would be now. `taken` is its moment.
std::string brief(const storage::Ledger& ledger, std::span<const Class> classes, const Moment& taken,
                  const Beside& beside);

/// "核对：各班与全院一致", or where it is not.
std::string checked(const storage::Ledger& ledger, std::span<const Class> classes);

/// "快照 a91f2c07", the beginning of the hash.
std::string snapshot(const storage::Ledger& ledger);

/// 零报告, 有异常, 未全报, 无人报
std::string state_word(const storage::LedgerClass& counts);

}  // namespace banwei::ledger
