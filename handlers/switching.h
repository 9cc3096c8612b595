// Features that a class does without: what the router and the scheduler ask before a feature speaks in its group.
// Invariant: care is never switched off, nor what would switch the rest on again.
#pragma once

#include <cstdint>
#include <string_view>

namespace banwei {

class Switching {
 public:
  virtual ~Switching() = default;
  virtual bool is_off(std::string_view feature, std::int64_t class_id) const = 0;
};

}  // namespace banwei
