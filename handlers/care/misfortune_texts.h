// What is said to whom something befell, with what to do at once.
#pragma once

#include <string>
#include <string_view>

#include "handlers/care/needs.h"

namespace banwei::care::text {

/// To whoever is hurt.
std::string injured(Trouble trouble, bool at_doctor);
/// What to do about it, by what befell somebody who is not hurt.
std::string_view practical(Trouble trouble);
/// To whoever tells of another, "" when it is not said who.
std::string befell_another(Trouble trouble, const std::string& name);

}  // namespace banwei::care::text
