// Reminding those who have not confirmed: in the group at most twice and only before the deadline, else each of them in
// private; and asking once more when we did not hear them.
// Invariant: a class is not reminded twice within the distance that its Collection keeps.
#pragma once

#include <optional>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Urges {
 public:
  Urges(const NoticeBook& book, const storage::Members& members, storage::Notices& notices)
      : book_(book), members_(members), notices_(notices) {}

  Reply urge(const Context& call, std::optional<std::int64_t> id);

  /// The newest notice that some of the class may still confirm in time.
  std::optional<Pending> pending(const Context& call, const Class& klass) const;

  /// An hour before the deadline, once; late or at night not at all.
  Reply remind_before_deadline(std::int64_t id, const Moment& now);

  /// What was confirmed in the group did not come: one line for all notices that were being confirmed there.
  Reply ask_again(const HistoryLost& lost, const Moment& now);

 private:
  Reply remind(const Context& call, const Notice& notice, std::vector<Delivery> deliveries) const;
  struct Whispered {
    std::size_t told = 0;
    std::size_t out_of_reach = 0;
    std::size_t left = 0;

    Whispered& operator+=(const Whispered& other) {
      told += other.told;
      out_of_reach += other.out_of_reach;
      left += other.left;
      return *this;
    }
  };
  Whispered whisper_missing(const Notice& notice, std::int64_t class_id, const std::vector<Person>& missing,
                            std::size_t most, const Moment& now, Reply& reply) const;

  const NoticeBook& book_;
  const storage::Members& members_;
  storage::Notices& notices_;
};

}  // namespace banwei::announcement
