// What comes of an answer to a notice: 收到 and what is asked behind it, and the line of counts in the group.
// Invariant: only one's own word confirms; what is said for others stands beside their names.
#pragma once

#include <string>
#include <string_view>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/notice_letters.h"
#include "handlers/announcement/receipt_talk.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Receipts {
 public:
  Receipts(const NoticeBook& book, const Letters& letters, const storage::Members& members, storage::Notices& notices,
           storage::Schedule& schedule)
      : book_(book), letters_(letters), members_(members), notices_(notices), schedule_(schedule) {}

  Interpretation heard(ReceiptAnswer answer, bool quoting);

  /// One line for all notices whose number has changed; at night it waits for the morning.
  Reply count(const storage::Timer& timer, const Moment& now);

 private:
  Reply on_answer(const Context& call, const ReceiptAnswer& answer);
  Reply confirm(const Context& call, const Received& received);
  Reply on_behalf(const Context& call, const ReceiptAnswer& answer);
  Reply hint(const Context& call, std::int64_t notice, std::string_view why, std::string words);

  const NoticeBook& book_;
  const Letters& letters_;
  const storage::Members& members_;
  storage::Notices& notices_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::announcement
