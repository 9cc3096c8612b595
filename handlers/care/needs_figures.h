// A figure of 37.3 or more that nobody has taken: whose it is, and whether it is a temperature at all.
// Invariant: looks only.
#pragma once

#include <optional>

#include "handlers/care/needs.h"
#include "handlers/care/needs_view.h"

namespace banwei::care {

struct FigureNeed {
  NeedKind kind = NeedKind::none;
  Subject subject = {};
};

/// Somebody's figure, unless its clause or a neighbour says what else it is; a noun we do not know before it is
/// asked.
std::optional<FigureNeed> figure_need(const View& view, std::size_t i);

/// 要被高数烧到40度了: what one studies or plays gives no fever; 被空调吹得发烧 is one.
bool is_blamed(const View& view, std::size_t i);

}  // namespace banwei::care
