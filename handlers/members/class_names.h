// 升级 大一, 班级改名 机电1901 机电智造1901: classes that go up a year or are called otherwise, once whoever looks
// after them has read what that does. Invariant: nothing is renamed before the yes, and no two classes that are there
// come to one name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei::members {

/// 大二机电1班 for 大一机电1班, 二年级 for 一年级; nothing for what does not name a year of study, as 机电1901.
std::optional<std::string> a_year_up(std::string_view name);

class ClassNames {
 public:
  explicit ClassNames(storage::Stores& stores)
      : members_(stores.members), questions_(stores.questions), audit_(stores.audit) {}

  Reply offer_promotion(const Context& call, std::optional<std::string> what);
  Reply offer_rename(const Context& call, std::string before_and_after);

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  struct Change {
    Class klass;
    std::string name;
    std::string grade;
  };
  Reply offer(const Context& call, const std::vector<Change>& changes);
  Reply answer(const Context& call, const storage::Question& asked, bool yes);
  std::string taken(const std::vector<Change>& changes) const;

  storage::Members& members_;
  storage::Questions& questions_;
  storage::Audit& audit_;
};

}  // namespace banwei::members
