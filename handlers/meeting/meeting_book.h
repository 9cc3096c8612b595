// The meetings of classes as the parts of the feature see them: which one is meant, how it reads, when it wakes us.
// Invariant: a meeting's timers are those of its present time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/meetings.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei::meeting {

using storage::Meeting;
using storage::MeetingTheme;

inline constexpr std::chrono::minutes roll_length{15};

class Book {
 public:
  Book(const storage::Members& members, storage::Meetings& meetings, storage::Schedule& schedule, const Zone& zone)
      : members_(members), meetings_(meetings), schedule_(schedule), zone_(zone) {}

  /// That of a class which its time is set for: of the theme, or else the first whose time is still to be set, or the
  /// next that has not begun; nothing when it has none.
  std::optional<Meeting> to_set(std::int64_t class_id, std::int64_t theme, Utc now) const;

  /// The one that is on, or was until a while ago.
  std::optional<Meeting> on_now(std::int64_t class_id, Utc now) const;

  /// Keeps it, and wakes us for it at its time and before.
  void set(const Meeting& meeting, Utc now);
  void cancel(const Meeting& meeting, Utc now);

  std::string name(const Meeting& meeting) const;     // 主题3“合理规划宅家生活”, 开会
  std::string time(Utc at, const Moment& now) const;  // 3/12(周四) 15:00
  std::string hour_minute(Utc at) const;              // 15:00
  std::string date(Day day) const;                    // 3/15(周日)
  std::string details(const Meeting& meeting) const;  // ，会议号836536537。14:30提醒，到时点名
  std::vector<Person> keepers(const Meeting& meeting, Utc now) const;  // Who write its minutes.

 private:
  const storage::Members& members_;
  storage::Meetings& meetings_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei::meeting
