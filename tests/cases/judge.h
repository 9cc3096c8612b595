// What a row of a case table is worth: right, or wrong in one of four ways that weigh differently.
// Invariant: whatever later.txt does not name is judged.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::tests {

/// What a message says or is taken to say: a list of {"kind", fields}, empty for talk.
using Parts = nlohmann::json;

/// The parts that a row expects: `several` holds them in "all".
Parts expected_parts(std::string_view kind, const nlohmann::json& fields);

enum class Grade {
  right,
  wrong,         // Of another kind, or with other fields, and whoever wrote it is asked or answered.
  silent_store,  // Something is stored that was not said.
  lost_need,     // Somebody is ill or in danger, and nobody would be told.
  false_answer,  // Talk is answered.
  later,         // Not judged: of a table, kind or key that is not built yet.
};
std::string_view to_string(Grade verdict);

/// What is not built yet: a line of later.txt is a table, a kind and a key of it. "*" is every table, or every kind of
/// one; without a key it is the whole kind; "what=survey" is the kind where the key has this value.
class Later {
 public:
  Later() = default;
  explicit Later(const std::filesystem::path& file);

  void add(const std::string& table, const std::string& kind, const std::string& key = {});

  /// Whether the part is left out of the comparison.
  bool holds(const std::string& table, const nlohmann::json& part) const;
  /// Leaves out what is not built: whole parts, and keys of others.
  Parts without(const std::string& table, const Parts& parts) const;

  /// The lines that no row needed whose `grade` was given since: none is used by it, or all that use it are right.
  void graded(Grade grade);
  std::vector<std::string> needless() const;

 private:
  bool named(const std::string& table, const std::string& kind, const std::string& key) const;

  using Entry = std::tuple<std::string, std::string, std::string>;
  std::set<Entry> lines_;
  std::set<Entry> needed_;
  mutable std::set<Entry> asked_;  // Those of the row that is being judged.
};

/// Whether two parts say the same: of a command only what the row gives, since a row may leave an argument open.
using IsCommand = std::function<bool(const std::string& kind)>;

Grade judge(const std::string& table, const Parts& expected, const Parts& actual, const Later& later,
            const IsCommand& is_command);

}  // namespace banwei::tests
