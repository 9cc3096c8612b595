// Who has confirmed a notice, as a table.
// Invariant: it tells of a class as the chat does once the notice is due: to its teachers alone.
#pragma once

#include "handlers/announcement/notice_book.h"
#include "handlers/exporting.h"

namespace banwei::announcement {

class NoticeSheet {
 public:
  NoticeSheet(const NoticeBook& book, const storage::Notices& notices) : book_(book), notices_(notices) {}

  /// Nothing for a notice that need not be confirmed, or that none of the classes got.
  std::optional<Drawn> draw(const Extract& asked) const;

 private:
  const NoticeBook& book_;
  const storage::Notices& notices_;
};

}  // namespace banwei::announcement
