// Who stays in Wuhan and who is on post: as a list in private, and as a table with the day's two temperatures.
// Invariant: class committees learn who is in Wuhan and no more; each name that a teacher reads is written down.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/exporting.h"
#include "handlers/whereabouts/twice.h"

namespace banwei::whereabouts {

class PostList {
 public:
  PostList(const storage::Members& members, const storage::WhereaboutsLog& log, const Twice& twice,
           storage::AccessLog& accesses)
      : members_(members), log_(log), twice_(twice), accesses_(accesses) {}

  Reply on_post(const Context& call, std::optional<std::string> company);
  Reply in_wuhan(const Context& call, std::optional<std::string> klass);
  Reply isolated(const Context& call, std::optional<std::string> klass);  // For teachers alone.
  Drawn draw(const Extract& asked) const;

 private:
  Reply list(const Context& call, const std::optional<std::string>& klass, Roles readers,
             const std::function<bool(const storage::Whereabouts&)>& of, std::string_view title,
             std::string_view nobody) const;

  const storage::Members& members_;
  const storage::WhereaboutsLog& log_;
  const Twice& twice_;
  storage::AccessLog& accesses_;
};

/// 武汉洪山（在汉）在岗 华星光电
std::string in_words(const storage::Whereabouts& where);

}  // namespace banwei::whereabouts
