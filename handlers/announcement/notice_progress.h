// How a notice goes: what it says, where it arrived, how many have confirmed, and who has not for those who may know.
// Invariant: where names may stand is the Collection's word alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "storage/questions.h"

namespace banwei::announcement {

class Progress {
 public:
  Progress(const NoticeBook& book, const storage::Members& members, const storage::Notices& notices,
           storage::Questions& questions)
      : book_(book), members_(members), notices_(notices), questions_(questions) {}

  Reply list(const Context& call, const std::optional<std::string>& date);

  /// What the speaker has not confirmed yet.
  Reply list_mine(const Context& call);
  Reply show(const Context& call, std::int64_t id, std::optional<bool> progress);
  Reply who_is_missing(const Context& call, std::optional<std::int64_t> id);

 private:
  struct Standing;

  Standing standing(const Context& call, const Notice& notice, const std::vector<Delivery>& seen,
                    bool names_wanted) const;
  Reply report(const Context& call, const Notice& notice, bool names_wanted) const;
  bool may_know_fates(const Context& call, const Notice& notice, const std::vector<Delivery>& seen) const;
  std::string fates(const Notice& notice, const std::vector<Delivery>& deliveries) const;

  const NoticeBook& book_;
  const storage::Members& members_;
  const storage::Notices& notices_;
  storage::Questions& questions_;
};

}  // namespace banwei::announcement
