// The world of one context: the class of roster.tsv and its teachers, what the context says has happened, and a person
// who speaks. What is understood is the router's own.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cases/judge.h"
#include "tests/chat/world.h"

namespace banwei::tests {

class Stage {
 public:
  Stage(const std::filesystem::path& folder, const nlohmann::json& context);

  /// Words of the context that no feature sets up.
  const std::vector<std::string>& unknown() const { return unknown_; }

  /// What is understood of the text, in its order.
  Parts ask(const std::string& text) const;

  /// Whether some feature can understand this, and for a kind that several features share, what it is about.
  bool declares(const nlohmann::json& part) const;

  /// Whether somebody asks for this kind by words of its own, so that a table may leave its arguments open.
  bool is_command(std::string_view kind) const;

 private:
  void add(const std::string& number, const std::string& name, const std::string& klass, Role role);
  Utc instant(std::string_view text) const;
  Content content(const std::string& text) const;

  World world_;
  std::map<std::string, Person> people_;
  std::string speaker_;
  std::string user_;
  Place place_ = Place::group;
  std::vector<std::string> unknown_;
};

}  // namespace banwei::tests
