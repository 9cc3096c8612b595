// What stands in the words of a notice: whether it asks to be confirmed, with which words, until when.
// Invariant: pure; what is not said plainly is not there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/notices.h"

namespace banwei::announcement {

/// Whether the words ask for an answer: 收到, 回复, 确认, or an answer of its own.
bool asks_for_receipt(std::string_view words);

/// 已转家长 of 转好后回“已转家长”, folded.
std::vector<std::string> own_receipts(std::string_view words);

/// The first deadline that the words name and that is still to come: 明天18:00前, 截止3月15日 is its last minute.
std::optional<std::chrono::local_seconds> deadline_in(std::string_view words, std::chrono::local_seconds now);

/// Until when the words put a deadline off, or bring it forward: 截止再往后推一天, 截止改到周三中午12点.
std::optional<std::chrono::local_seconds> moved_deadline(std::string_view folded, std::chrono::local_seconds deadline,
                                                         std::chrono::local_seconds now);

/// How much of a notice a question takes up: so many of its characters that say something, and more for each two that
/// stand side by side there; 0 when a single one may be chance.
std::size_t words_taken_up(std::string_view question, std::string_view notice);

/// Whether an answer says more than a nod: 收到 and 已阅, not 好 or 1, which are talk when the notice is long ago.
bool is_plain_receipt(std::string_view text);

/// The classes in the order in which their groups hear of it: another one for each notice, the same after a restart.
std::vector<storage::Delivery> shuffled(std::vector<storage::Delivery> deliveries, std::int64_t notice);

}  // namespace banwei::announcement
