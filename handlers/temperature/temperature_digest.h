// The day in one message: unasked to each counsellor at the deadline, over all his classes, and whenever it is asked
// for. Invariant: it is said in private alone, and unasked at most once a day to each.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handlers/feature.h"
#include "handlers/temperature/temperature_day.h"
#include "handlers/temperature/temperature_times.h"
#include "storage/access_log.h"
#include "storage/alerts.h"
#include "storage/cases.h"
#include "storage/members.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

class Digest {
 public:
  /// It takes eight, for it sums up what the others keep.
  Digest(const DayFrame& frame, const DayTimes& times, const storage::Members& members,
         const storage::Readings& readings, const storage::Alerts& alerts, const storage::Cases& cases,
         storage::Schedule& schedule, storage::AccessLog& accesses)
      : frame_(frame),
        times_(times),
        members_(members),
        readings_(readings),
        alerts_(alerts),
        cases_(cases),
        schedule_(schedule),
        accesses_(accesses) {}

  /// At every deadline of the day: those counsellors are told whose last class is due then.
  std::vector<ScheduledJob> jobs(Day day);

  /// 今天情况 and 谁发烧了.
  Reply show(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  Reply fevers(const Context& call, std::optional<Day> day, std::optional<std::string> klass);

 private:
  void note(const Context& call, const char* what, const std::vector<std::int64_t>& about);
  Reply tell_due(Day day, std::chrono::minutes at, const Moment& now);
  Reply tell(const Person& person, Day day, const Moment& now);
  std::optional<std::vector<Class>> classes_meant(const Context& call, const std::optional<std::string>& name) const;
  struct Sum {
    std::size_t answered = 0;
    std::size_t expected = 0;
    std::size_t complete = 0;                                                    // How many classes are.
    std::vector<std::pair<std::string, std::vector<std::string>>> missing = {};  // By class, those who could answer.
    std::vector<std::string> unable = {};                                        // Those who have no thermometer.
    std::vector<std::string> away = {};                                          // on leave
    std::vector<std::string> exempt = {};                                        // by a teacher's word
    std::vector<std::string> late = {};                                          // on the day itself
    std::vector<std::string> backfilled = {};                                    // on a later day
    std::optional<std::chrono::minutes> deadline = {};  // Of the last class that is not due yet.
  };
  /// What was counted of a day whose readings are gone, over all classes; nothing when they are still there.
  std::optional<std::string> counted(const std::vector<Class>& classes, Day day) const;
  Sum sum_up(const std::vector<Class>& classes, Day day, Utc now) const;
  struct Words {
    std::string text;
    std::vector<std::int64_t> about = {};  // Those whose health it tells.
  };
  Words words(const Person& reader, const std::vector<Class>& classes, Day day, const Moment& now) const;
  struct Unwell {
    enum class Sort { fever, symptom, distress };
    std::int64_t person = 0;
    std::string line;
    bool open = false;  // Somebody has still to call.
    Sort sort = Sort::fever;
    storage::Severity severity = storage::Severity::fever;
    int centi = 0;
  };
  std::vector<Unwell> unwell(const Person& reader, const std::vector<Class>& classes, Day day, const Moment& now) const;
  /// Of these classes, those that he has a part in; how many, and nothing of whom.
  std::size_t open_cases(const Person& reader, const std::vector<Class>& classes, const Moment& now) const;
  bool may_read(const Person& reader, const storage::Alert& alert, const Moment& now) const;

  const DayFrame& frame_;
  const DayTimes& times_;
  const storage::Members& members_;
  const storage::Readings& readings_;
  const storage::Alerts& alerts_;
  const storage::Cases& cases_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
};

}  // namespace banwei::temperature
