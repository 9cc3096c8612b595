// From how many hours of absence on what is suggested: 1 提醒，6 谈话，11 联系家长，21 学院会商.
// Invariant: a step suggests, and a human decides; nothing follows from it by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::lesson {

struct Step {
  int from = 0;  // hours
  std::string what = {};
};

class Steps {
 public:
  Steps() = default;
  explicit Steps(std::vector<Step> ascending) : all_(std::move(ascending)) {}

  /// As its owner writes them; nothing when they are none or not in order. "" is none at all.
  static std::optional<Steps> read(std::string_view words);
  std::string words() const;

  /// The highest that so many hours reach, and the one that comes after them; null when there is none.
  const Step* reached(int hours) const;
  const Step* next(int hours) const;

  /// "6–10学时", of the last "21学时以上".
  std::string range(const Step& step) const;

  const std::vector<Step>& all() const { return all_; }

 private:
  std::vector<Step> all_;
};

}  // namespace banwei::lesson
