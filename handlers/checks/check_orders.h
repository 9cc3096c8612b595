// What a teacher orders about one student whose record he doubts: which of two values holds (李四以群内为准), or that
// he shows his thermometer (让孙浩然拍张体温计, 抽查孙浩然). Invariant: pure; read to the last character or nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/language/people.h"

namespace banwei::checks {

struct Order {
  enum class Kind { ours, theirs, show };
  Kind kind = Kind::show;
  std::string number = {};  // of the student
  std::string name = {};
};

std::optional<Order> read_order(std::string_view text, const language::People& people);

}  // namespace banwei::checks
