// The deadline of a notice that is out, moved by its publisher: 截止再往后推一天.
// Invariant: the notice itself stays as it is; its groups hear of the new time.
#pragma once

#include <optional>

#include "handlers/announcement/notice_book.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Deadlines {
 public:
  Deadlines(const NoticeBook& book, storage::Notices& notices, storage::Schedule& schedule)
      : book_(book), notices_(notices), schedule_(schedule) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// Has the class reminded before it is over.
  static void set_reminder(storage::Schedule& schedule, const Notice& notice, Utc now);

 private:
  std::optional<Notice> meant(std::string_view folded, const Person& publisher) const;
  Reply move(const Context& call, std::int64_t id, Utc to);

  const NoticeBook& book_;
  storage::Notices& notices_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::announcement
