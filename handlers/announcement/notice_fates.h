// What becomes of a notice in its groups: arrived, failed or unknown; taken back, or called void where it stays.
// Invariant: its publisher hears of trouble once, and of a recall when nothing of it is left to take back.
#pragma once

#include <optional>

#include "handlers/announcement/notice_book.h"
#include "storage/outbox.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Fates {
 public:
  Fates(const NoticeBook& book, storage::Notices& notices, storage::Questions& questions, storage::Schedule& schedule,
        const storage::Outbox& outbox)
      : book_(book), notices_(notices), questions_(questions), schedule_(schedule), outbox_(outbox) {}

  Reply on_send_result(const SendResult& result, const Moment& now);
  Reply stays(const StillThere& there, const Moment& now);
  Reply recall(const Context& call, std::optional<std::int64_t> id);

  /// 是 or 不 to whether the newest is meant.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  /// 不发了, of one that waits for its time.
  std::optional<Interpretation> hear_not_to_send(const Utterance& said, const Context& context);

 private:
  std::optional<std::int64_t> quoted(const Context& call) const;
  Reply ask_for_the_newest(const Context& call);
  Reply recalled_so_far(const Notice& notice, const Moment& now);

  const NoticeBook& book_;
  storage::Notices& notices_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Outbox& outbox_;
};

}  // namespace banwei::announcement
