// The notices as those see them who ask: which one is meant, who may know of it, how it reads, how it stands in a
// class. Invariant: writes nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/collection.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/gaps.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/notices.h"

namespace banwei::announcement {

using storage::Delivery;
using storage::Notice;
using storage::Received;

inline constexpr std::string_view feature = "announcement";
inline constexpr Roles publishers = teachers;
inline constexpr std::chrono::days answerable{14};  // A notice can be confirmed so long.
inline constexpr int most_answerable = 10;

/// What a message of ours says of a notice: its tail is "", "line", "urge", "void", "ask" or "reply".
std::optional<Topic> read_about(std::string_view about);
std::string about_notice(std::int64_t notice, std::string_view tail = {}, std::int64_t person = 0);

/// Names of classes, at most twelve.
std::string class_lines(const std::vector<std::string>& names);

class NoticeBook {
 public:
  /// It takes six, for every part of a notice asks it.
  NoticeBook(const storage::Members& members, const storage::Notices& notices, storage::Leaves leaves,
             const storage::Gaps& gaps, const Zone& zone, const QuietHours& quiet)
      : members_(members), notices_(notices), leaves_(leaves), gaps_(gaps), zone_(zone), quiet_(quiet) {}

  /// A notice that the caller may know of: one's own, or one for a class of the room or of one's own.
  std::optional<Notice> known(const Context& call, std::int64_t id) const;

  /// The newest of those that are to be confirmed.
  std::optional<Notice> newest(const Context& call) const;

  /// The classes of a notice of which the caller may know more than nothing; in a group, that of the group.
  std::vector<Delivery> seen_by(const Context& call, const Notice& notice) const;

  /// What one class was asked for by it. Whoever is on leave for the whole of the day on which it is due need not
  /// answer, and counts once he does.
  Collection collection(const Notice& notice, const Delivery& delivery) const;

  std::optional<Person> publisher_of(const Notice& notice) const;
  std::string class_name(std::int64_t class_id) const;

  /// The first words of a notice, on one line.
  std::string heading(const Notice& notice) const;
  std::string in_words(Utc at, const Moment& now) const;

  /// The local time from which groups may be spoken to.
  std::chrono::local_seconds awake_at(std::chrono::local_seconds at) const { return quiet_.awake_at(at); }
  bool asleep(const Moment& now) const { return awake_at(now.local) != now.local; }

  Moment moment(Utc at) const { return zone_.at(at); }
  Utc utc(std::chrono::local_seconds at) const { return zone_.utc(at); }

 private:
  const storage::Members& members_;
  const storage::Notices& notices_;
  storage::Leaves leaves_;
  const storage::Gaps& gaps_;
  const Zone& zone_;
  const QuietHours& quiet_;
};

}  // namespace banwei::announcement
