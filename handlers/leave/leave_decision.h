// Understands what is said to those who wait for leave: 同意3, 批准 全部, 驳回3 先和家长联系, 张三可以，李四不行,
// 除了李四的都同意. Pure.
// Invariant: nobody is meant who is not named, unless all are; where that is open it is `unclear`. A note is a reason
// or a remark to whom it is about: what speaks of others is none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::leave {

struct Ruling {
  bool yes = false;
  bool all = false;
  std::vector<std::int64_t> ids = {};
  std::vector<std::string> names = {};  // As they stand in `people`.
  std::string note = {};                // For whom it is about.

  bool bare() const { return !all && ids.empty() && names.empty(); }
};

struct Decision {
  std::vector<Ruling> rulings = {};
  std::vector<std::string> spared = {};  // Whom 都 does not mean.
  std::vector<std::int64_t> spared_ids = {};
  std::string kept = {};   // What was said of others, and is passed on to nobody.
  bool unclear = false;    // 都同意，张三的: all, or him alone?
  bool of_others = false;  // 其他的都同意, and it does not say than whom.
  bool soft = false;       // 可以 and 不行 are all that decides, which may answer anything.
};

/// `people`: how those may be named whom it can be about.
std::optional<Decision> read_decision(std::string_view text, std::span<const std::string> people);

}  // namespace banwei::leave
