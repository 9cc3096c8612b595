// The letters between a student and a notice's publisher, passed on in private.
// Invariant: a letter goes to that one person alone, in the words as they were written, and they are no command.
#pragma once

#include <optional>

#include "handlers/announcement/notice_book.h"
#include "storage/outbox.h"

namespace banwei::announcement {

class Letters {
 public:
  Letters(const NoticeBook& book, const storage::Members& members, const storage::Notices& notices,
          const storage::Outbox& outbox)
      : book_(book), members_(members), notices_(notices), outbox_(outbox) {}

  /// What a quoted whisper is about: the publisher answers a question, a student asks back unless it is a receipt.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context, bool is_receipt);

  Reply ask_publisher(const Context& call, const Notice& notice) const;

 private:
  Reply reply_to(const Context& call, const Topic& about) const;

  const NoticeBook& book_;
  const storage::Members& members_;
  const storage::Notices& notices_;
  const storage::Outbox& outbox_;
};

}  // namespace banwei::announcement
