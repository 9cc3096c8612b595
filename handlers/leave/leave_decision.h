// Understands what is said to those who wait for leave: 同意3, 批准 全部, 同意 胡一鸣, 驳回3 先和家长联系. Pure.
// Invariant: the whole message is a decision or it is none; only a refusal, or a comma, lets words of its own follow.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::leave {

struct Decision {
  bool yes = false;
  bool all = false;
  std::vector<std::int64_t> ids = {};
  std::vector<std::string> names = {};  // As they stand in `people`.
  std::string note = {};                // For whom it is about.

  bool bare() const { return !all && ids.empty() && names.empty(); }
};

/// `people`: how those may be named whom it can be about.
std::optional<Decision> read_decision(std::string_view text, std::span<const std::string> people);

}  // namespace banwei::leave
