// Which sheet of a workbook is the roster, as the CSV that everybody reads.
// Invariant: a record of the CSV is the row of the sheet of that number, so that what is wrong is told by its row.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/chat.h"
#include "handlers/members/package.h"

namespace banwei::members {

struct RosterSheet {
  std::string csv = {};
  std::string sheet = {};               // "" when there is but one
  std::vector<std::string> which = {};  // several could be meant: nothing was read
};

/// The sheet of that name, or else the one that has the header of a roster; of several without any all of them, for
/// what is no roster. Throws Explained.
RosterSheet roster_sheet(std::string_view workbook, std::string_view name = {},
                         const WorkbookLimits& limits = sent_workbook);

/// The same from one process to another: what it says, and what was heard; nothing is heard of one that fell.
std::string say_roster_sheet(std::string_view workbook, std::string_view name,
                             const WorkbookLimits& limits = sent_workbook);
RosterSheet hear_roster_sheet(const std::optional<std::string>& said);

/// Puts the CSV of its roster in the place of a workbook that somebody has sent, or why there is none. `read` has
/// another process say it.
void open_workbook(SentFile& file, const std::function<std::optional<std::string>(const std::string& workbook)>& read);

}  // namespace banwei::members
