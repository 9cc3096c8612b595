// Which of the bot's accounts have a line that is up, and what each platform can.
// Invariant: an account stands here from its LinkUp to its LinkDown, whatever becomes of the turn that heard of it.
#pragma once

#include <map>
#include <string>

#include "handlers/chat.h"

namespace banwei {

using Links = std::map<std::string, Capabilities>;  // by account

/// The account's own line; a gateway that names its account differently in events has one line only.
inline Links::const_iterator link_of(const Links& links, const std::string& account) {
  const auto own = links.find(account);
  return own != links.end() ? own : links.begin();
}

}  // namespace banwei
