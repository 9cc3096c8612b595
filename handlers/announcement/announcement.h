// Notices to class groups: written and previewed in private, posted once, confirmed in a word, followed up.
// Invariant: nothing goes to a group before its publisher has seen the preview and said so; who has not confirmed is
// named only to those who may know, and in a group only before the deadline.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/announcement/notice_draft.h"
#include "handlers/announcement/notice_order.h"
#include "handlers/announcement/receipt_grammar.h"
#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/rosters.h"
#include "handlers/common/tally.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/gaps.h"
#include "storage/members.h"
#include "storage/notices.h"
#include "storage/outbox.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::announcement {

using storage::Delivery;
using storage::Notice;
using storage::Received;

inline constexpr Roles publishers = teachers;
inline constexpr std::chrono::days answerable{14};  // how long a notice can be confirmed
inline constexpr int most_answerable = 10;

/// What a message of ours is about: "notice/12" the notice itself, "notice/12/ask/345" a question that 345 asked.
struct About {
  std::int64_t notice = 0;
  std::string tail = {};  // "", "line", "urge", "void", "ask", "reply"
  std::int64_t person = 0;
};
std::optional<About> read_about(std::string_view about);
std::string about_notice(std::int64_t notice, std::string_view tail = {}, std::int64_t person = 0);

/// Names of classes, at most twelve.
std::string class_lines(const std::vector<std::string>& names);

class Announcement final : public Feature {
 public:
  Announcement(storage::Members& members, storage::Notices& notices, storage::Questions& questions,
               storage::Schedule& schedule, const storage::Outbox& outbox, const storage::Gaps& gaps, const Zone& zone,
               const QuietHours& quiet);

  std::string_view title() const override { return "announcement"; }
  std::vector<Command> commands() override;
  std::vector<Coming> coming(const Call& call) override;
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;
  std::optional<Heard> listen(const Utterance& said, const Context& context) override;
  Reply wake(const storage::Timer& timer, const Moment& now) override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  // --- writing: notice_new.cpp
  Grammar order_grammar();
  Understood understood(Order order);
  std::optional<Heard> hear_order(const Utterance& said, const Context& context);
  Reply write(const Call& call, const Order& order);
  Reply preview(const Call& call, const Draft& draft, std::string_view note = {});
  std::optional<Heard> hear_draft(const Utterance& said, const Context& context);
  std::optional<Heard> hear_send_now(const Utterance& said, const Context& context);
  Reply answer(const Call& call, Draft draft, const PreviewAnswer& answer);
  Reply extend(const Call& call, Draft draft);
  Reply publish(const Call& call, const Draft& draft, bool at_once);
  Reply lapse(const storage::Timer& timer, const Moment& now);
  std::string summary(const Draft& draft, const Moment& now) const;
  std::chrono::local_seconds awake_at(std::chrono::local_seconds at) const;

  // --- going out and coming back: notice_fates.cpp
  Reply go(const Notice& notice, storage::Priority priority, const Moment& now);
  Reply go_now(const Call& call, std::int64_t id);
  Reply go_on_time(const storage::Timer& timer, const Moment& now);
  Reply settle(const Settled& settled, const Moment& now);
  Reply stays(const StillThere& there, const Moment& now);
  Reply recall(const Call& call, std::optional<std::int64_t> id);
  Reply recalled_so_far(const Notice& notice, const Moment& now);
  Reply resend(const Call& call, std::int64_t id, std::optional<std::vector<std::string>> names);
  Arg<std::vector<std::string>> class_names() const;

  // --- the class's side: notice_receipts.cpp
  struct Answer {
    Receipt said;
    Received received;
  };
  std::optional<Heard> hear_receipt(const Utterance& said, const Context& context);
  std::optional<Heard> hear_letter(const Utterance& said, const Context& context);
  std::optional<Answer> understand(const Utterance& said, const Context& context);
  std::vector<Received> open_to(const Context& context) const;
  bool on_its_way(const Received& received) const;
  Reply hear(const Call& call, const Answer& answer);
  Reply confirm(const Call& call, const Received& received);
  Reply on_behalf(const Call& call, const Answer& answer);
  Reply hint(const Call& call, std::int64_t notice, std::string_view why, std::string words);
  Reply ask_publisher(const Call& call, const Notice& notice);
  Reply reply_to(const Call& call, const About& about);
  Reply count(const storage::Timer& timer, const Moment& now);

  // --- how it goes: notice_progress.cpp
  Reply list(const Call& call);
  Reply show(const Call& call, std::int64_t id, std::optional<bool> progress);
  Reply who_is_missing(const Call& call, std::optional<std::int64_t> id);
  Reply report(const Call& call, const Notice& notice, bool names_wanted);
  bool may_know_fates(const Call& call, const Notice& notice, const std::vector<Delivery>& seen) const;
  std::string fates(const Notice& notice, const std::vector<Delivery>& deliveries) const;

  // --- reminding: notice_urge.cpp
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
  Reply urge(const Call& call, std::optional<std::int64_t> id);
  Reply remind_before_deadline(const storage::Timer& timer, const Moment& now);
  Reply ask_again(const Unheard& unheard, const Moment& now);

  // --- shared: announcement.cpp
  /// A notice that the caller may know of: one's own, or one for a class of the room or of one's own.
  std::optional<Notice> known(const Call& call, std::int64_t id) const;
  /// The newest of those that are to be confirmed.
  std::optional<Notice> newest(const Call& call) const;
  /// The classes of a notice of which the caller may know more than nothing; in a group, that of the group.
  std::vector<Delivery> seen_by(const Call& call, const Notice& notice) const;
  Collection collection(const Notice& notice, const Delivery& delivery) const;
  std::string class_name(std::int64_t class_id) const;
  std::string heading(const Notice& notice) const;
  std::string in_words(Utc at, const Moment& now) const;
  std::optional<Person> publisher_of(const Notice& notice) const;

  storage::Members& members_;
  storage::Notices& notices_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Outbox& outbox_;
  const storage::Gaps& gaps_;
  const Zone& zone_;
  const QuietHours& quiet_;
  Rosters rosters_{members_};
};

}  // namespace banwei::announcement
