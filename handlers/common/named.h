// Somebody of a class as a grammar needs to know them.
// Invariant: the number tells apart those who share a name.
#pragma once

#include <string>

namespace banwei {

/// Somebody of the class whose name or number may stand in a message.
struct Named {
  std::string number;
  std::string name;
};

}  // namespace banwei
