// Which notice an answer of the class belongs to.
// Invariant: only what may have reached the class when it was said can be answered; writes nothing.
#pragma once

#include <optional>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/receipt_grammar.h"
#include "handlers/common/rosters.h"
#include "storage/outbox.h"

namespace banwei::announcement {

/// A receipt, or what is said for others or lacks something, and the notice that it is about.
struct ReceiptAnswer {
  Receipt said;
  Received received;
  std::vector<std::int64_t> open = {};  // The notices that can be answered, in order.
};

/// When the class heard of it last.
Utc opened(const Received& received);

class ReceiptTalk {
 public:
  ReceiptTalk(const storage::Members& members, const storage::Notices& notices, const storage::Outbox& outbox)
      : members_(members), notices_(notices), outbox_(outbox) {}

  std::optional<ReceiptAnswer> understand(const Utterance& said, const Context& context);

 private:
  std::vector<Received> open_to(const Context& context) const;
  bool on_its_way(const Received& received) const;
  bool told_in_private(const Notice& notice, const Context& context) const;

  const storage::Members& members_;
  const storage::Notices& notices_;
  const storage::Outbox& outbox_;
  Rosters rosters_{members_};
};

}  // namespace banwei::announcement
