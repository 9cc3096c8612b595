// What a teacher says became of an alert, in his own words.
// Invariant: pure; whoever only means to see to it is never read as having reached the person.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace banwei::care {

enum class Outcome {
  reached,  // 联系上了, 我跟他说了
  in_vain,  // 打不通
  taken,    // 我来处理, 我马上去找她, 她室友陪着去医院
};

struct Told {
  Outcome outcome = Outcome::reached;
  bool bare = false;  // It stands as a clause of its own, so it may be of somebody who is not named.
  bool all = false;   // 都联系了, 我一个个打
};

/// `names`: of whoever waits for a teacher.
std::optional<Told> outcome_in(std::string_view text, std::span<const std::string> names);

}  // namespace banwei::care
