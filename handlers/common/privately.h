// Words for one person alone: in the private chat where they were asked for, whispered otherwise.
// Invariant: the group never hears them; what is long comes as several messages, each short enough to be read on a
// phone.
#pragma once

#include <string>
#include <string_view>

#include "handlers/feature.h"

namespace banwei {

Reply privately(const Context& call, std::string_view words);
Reply privately(const Person& to, std::string_view words);

}  // namespace banwei
