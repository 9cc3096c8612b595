// The names that a speaker may use: the classes of his scope and their people.
// Invariant: built once for a roster and a scope, and read only; looking up a name costs no more than its bucket.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace banwei::language {

class NameScope {
 public:
  struct Name {
    std::string said;   // Folded, as it may stand in a text.
    std::string means;  // The roster writes it so.
    bool is_class = false;
  };

  /// 机电1901, and 1901 for short as long as no other class of the scope is called so.
  void add_class(std::string_view name);
  void add_person(std::string_view name);

  /// The longest name that stands at `at` of a folded text; null when there is none.
  const Name* name_at(std::string_view text, std::size_t at) const;

 private:
  void add(Name name);

  std::unordered_map<std::uint32_t, std::vector<Name>> names_;  // By their first character.
};

}  // namespace banwei::language
