// A notice goes out: at once, at its time, or again where a human says so.
// Invariant: it goes once to each class that its publisher still holds in that moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/notice_draft.h"
#include "handlers/args.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Broadcast {
 public:
  Broadcast(const NoticeBook& book, const storage::Members& members, storage::Notices& notices,
            storage::Schedule& schedule)
      : book_(book), members_(members), notices_(notices), schedule_(schedule) {}

  /// Why this draft cannot be published now, "" when it can.
  std::string refusal(const Context& call, const Draft& draft) const;

  /// Gives it a number and sends it, now or when its time or the morning has come.
  Reply publish(const Context& call, const Draft& draft, bool at_once);

  Reply go_on_time(const storage::Timer& timer, const Moment& now);

  /// 立即发 behind an answer that a notice waits for the morning.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  Reply resend(const Context& call, std::int64_t id, std::optional<std::vector<std::string>> names);
  static Arg<std::vector<std::string>> class_names();

 private:
  std::vector<Class> held(const Context& call, const Draft& draft) const;
  Reply go(const Notice& notice, storage::Priority priority, const Moment& now);
  Reply go_now(const Context& call, std::int64_t id);

  const NoticeBook& book_;
  const storage::Members& members_;
  storage::Notices& notices_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::announcement
