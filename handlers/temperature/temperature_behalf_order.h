// 代报 with what is no report: nobody, no figure, a name that the speaker has no class for.
// Invariant: of whoever is not his it says the same as of nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/args.h"
#include "storage/members.h"

namespace banwei::temperature {

/// With which it begins.
inline constexpr std::string_view for_another = "代报";

/// What is said where the figure is missing, and where it is not clear whose which is: two are called so, or it was not
/// understood.
std::string figure_wanted(const std::string& whom);
std::string unclear(std::string_view words, const std::vector<Person>& students);

class BehalfOrder {
 public:
  explicit BehalfOrder(const storage::Members& members) : members_(members) {}

  /// 李四, 2019010102 or 李四 36.5, and nothing else: 代报名的同学找我 is talk.
  static Arg<std::string> whom();

  /// Whether anybody whom the speaker may report for is called as what stands behind 代报 begins.
  bool names_somebody(const Context& context, std::string_view behind) const;

  /// Says what is missing.
  Reply tell_how(const Context& call, std::optional<std::string> whom);

 private:
  std::size_t called_so(const Context& call, std::string_view whom) const;

  const storage::Members& members_;
};

}  // namespace banwei::temperature
