// A 接龙 that is no list of temperatures: what it is about, and who stands in it with which word.
// Invariant: pure; a list with a temperature in it is none of this.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"

namespace banwei::relay {

struct List {
  enum class Kind { signup, receipt, signin, survey, other, empty };
  Kind kind = Kind::other;
  std::string title = {};
  bool measured = false;  // The title says what its figures are, sizes or fees, and nothing else stands beside them.
  struct Row {
    std::string name = {};  // as the roster has it, or as it was written
    std::string word = {};  // 到, 有, 42; "" for a name alone
  };
  std::vector<Row> rows = {};
};

/// `text` as it was written.
std::optional<List> read_list(std::string_view text, const language::People& people);

/// {"title":"教材费"}, {"names":["李四","王五"]}
nlohmann::ordered_json fields(const List& list);

}  // namespace banwei::relay
