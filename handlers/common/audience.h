// For which classes something is meant, as people say it: 全部, 2019级, 2019级机电, 机电1901、数控1802, 机电1901和1902.
// Invariant: pure; whether the speaker may speak to them is decided elsewhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/scanner.h"
#include "storage/types.h"

namespace banwei {

/// One word that says for whom a notice is.
struct Audience {
  enum class Kind { all, klass, grade, major, unknown };
  Kind kind = Kind::all;
  std::string word = {};      // As it is shown: 2019级, 机电1901.
  std::string grade = {};     // 2019; with a major, of that major alone
  std::string major = {};     // The beginning of its name.
  std::int64_t class_id = 0;  // Of Kind::klass alone.

  bool takes(const Class& klass) const;
};

/// What stands between the words of an audience, and ends it.
inline constexpr std::u32string_view parting = U" \t\r\n、,:;";

/// Reads one word of folded text, or all that follow each other; takes nothing when there is none.
std::optional<Audience> eat_audience(Scanner& s, std::span<const Class> classes);
std::vector<Audience> eat_audiences(Scanner& s, std::span<const Class> classes);

/// Of the classes that somebody holds those that the words name; without words the only one.
std::vector<Class> named_of(std::span<const Class> held, std::span<const Audience> whose);

/// 机电1901 at the front by its shape, in bytes of folded text; 0 when there is none. A class that nobody knows is read
/// as one that is another's.
std::size_t class_shape(std::string_view text);

/// The first word that names none of the classes.
const Audience* names_none(std::span<const Audience> whose, std::span<const Class> classes);

/// The whole text as words of an audience; empty when anything else stands in it.
std::vector<Audience> audiences_in(std::string_view words, std::span<const Class> classes);

}  // namespace banwei
