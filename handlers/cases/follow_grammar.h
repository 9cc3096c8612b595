// Understands what a student answers to the daily question how it goes: 退烧了 36.9 还有点咳, 老样子, 不想说.
// Invariant: pure; what tells nothing is nothing, and a figure that is in doubt is left to whoever asks about figures.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/own_readings.h"

namespace banwei::cases {

/// What was said. Unset means not stated.
struct FollowUp {
  enum class Kind { follow, refuse, contact, later, ask_value, ask_contact, doubt };
  Kind kind = Kind::follow;
  int centi = 0;  // 0 without one
  std::string slot = {};
  std::vector<std::string> symptoms = {};
  bool well = false;  // Said to be without symptoms.
  std::optional<bool> eased = {};
  std::string place = {};  // 医院 家 宿舍 隔离点
  std::optional<bool> isolated = {};
  std::string test = {};  // 阴性 阳性 待出
  bool medicine = false;
  int days = 0;

  bool urgent() const;
};

using FigureAt = std::function<std::optional<ReadFigure>(std::string_view text, std::size_t at)>;

std::optional<FollowUp> understand(std::string_view text, const FigureAt& figure_at);

/// The fields as the case tables write them: {"t":36.9,"sym":["咳嗽"],"eased":true}.
nlohmann::ordered_json fields(const FollowUp& said);

}  // namespace banwei::cases
