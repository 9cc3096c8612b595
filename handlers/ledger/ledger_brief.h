// A day of the college in eight lines for a phone: counts alone.
// Invariant: nobody is named, and the figures are the ledger's own.
#pragma once

#include <span>
#include <string>

#include "handlers/chat.h"
#include "storage/alerts.h"
#include "storage/ledgers.h"

namespace banwei::ledger {

/// Of a fever or what else somebody has; not of what worries.
bool is_of_health(const storage::Alert& alert);

/// How many wait for a call until that day, as a counsellor's 今天情况 lists them: of the days before, too, and of
/// symptoms without a reading.
std::size_t uncalled_of(const storage::Ledger& ledger, const storage::Alerts& alerts);

/// Of a ledger that was taken, or of one that would be now. `taken` is its moment.
std::string brief(const storage::Ledger& ledger, std::span<const Class> classes, const Moment& taken,
                  std::size_t uncalled);

/// "核对：各班与全院一致", or where it is not.
std::string checked(const storage::Ledger& ledger, std::span<const Class> classes);

/// "快照 a91f2c07", the beginning of the hash.
std::string snapshot(const storage::Ledger& ledger);

/// 零报告, 有异常, 未全报, 无人报
std::string state_word(const storage::LedgerClass& counts);

}  // namespace banwei::ledger
