// What a teacher says of the cross-checks: that he wants to see them (还有几条没核实), or what came of what was found:
// 1 已核实 昨天写错, 第3条属实, 4 再等等, 李四那条填错了, 都核实了. Invariant: pure; without a word for what came of
// it, or with nobody and no number, it is nothing.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::checks {

enum class Result { right, error, later };

/// "true", "error", "later"
std::string_view to_string(Result result);

/// What somebody found out about findings of a list.
struct Verification {
  std::vector<std::size_t> which = {};  // Their places in the list, from 0.
  bool by_name = false;
  Result result = Result::right;
  std::string note = {};  // What was said beside that.
};

/// `names` are whom the list is about, in its order, "" where it is the class.
std::optional<Verification> understand(std::string_view text, std::span<const std::string> names);

/// Asks for what is to be verified: every word of it is one of that.
bool asks_for_list(std::string_view text);

/// {"n":3,"result":"属实"}, or the name of whom it is about.
nlohmann::ordered_json fields(const Verification& answer, std::span<const std::string> names);

/// 属实, 填写错误, 待核
std::string result_word(Result result);

}  // namespace banwei::checks
