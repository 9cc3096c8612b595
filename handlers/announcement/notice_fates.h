// What becomes of a notice in its groups: arrived, failed or unknown; taken back, or called void where it stays.
// Invariant: its publisher hears of trouble once, and of a recall when nothing of it is left to take back.
#pragma once

#include <optional>

#include "handlers/announcement/notice_book.h"
#include "storage/outbox.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Fates {
 public:
  Fates(const NoticeBook& book, storage::Notices& notices, storage::Schedule& schedule, const storage::Outbox& outbox)
      : book_(book), notices_(notices), schedule_(schedule), outbox_(outbox) {}

  Reply on_send_result(const SendResult& result, const Moment& now);
  Reply stays(const StillThere& there, const Moment& now);
  Reply recall(const Context& call, std::optional<std::int64_t> id);

 private:
  Reply recalled_so_far(const Notice& notice, const Moment& now);

  const NoticeBook& book_;
  storage::Notices& notices_;
  storage::Schedule& schedule_;
  const storage::Outbox& outbox_;
};

}  // namespace banwei::announcement
