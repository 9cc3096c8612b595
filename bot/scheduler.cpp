#include "bot/scheduler.h"

#include <chrono>
#include <string>

namespace banwei {

namespace {

constexpr int timers_a_tick = 200;
constexpr std::chrono::days texts_kept{7};
constexpr std::chrono::hours marks_kept{48};
constexpr std::chrono::hours held_kept{24};
constexpr std::chrono::days runs_kept{40};

}  // namespace

Scheduler::Scheduler(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone)
    : stores_(stores), features_(features), zone_(zone) {
  for (Feature* feature : features_) {
    for (DailySchedule& act : feature->schedules()) daily_.emplace_back(feature->title(), std::move(act));
  }
}

void Scheduler::run(Utc now, const Step& step) {
  const Moment moment = zone_.at(now);
  for (const storage::Timer& timer : stores_.schedule.due(now, timers_a_tick)) {
    stores_.schedule.drop(timer.id);
    for (Feature* feature : features_) {
      if (feature->title() == timer.feature) step(timer.feature, [&] { return feature->wake(timer, moment); });
    }
  }
  for (const auto& [title, act] : daily_) {
    const auto late = moment.time_of_day() - act.at;
    if (late < std::chrono::seconds{0}) continue;
    const bool missed = late > act.catch_up;
    const std::string job = title + "/" + act.key;
    if (!stores_.schedule.claim(job, iso(moment.day()), now, missed) || missed) continue;
    step(job, [&, run = &act.run] { return (*run)(moment); });
  }
  if (stores_.schedule.claim("house/purge", iso(moment.day()), now, false)) {
    step("house/purge", [&] {
      stores_.inbox.purge(now - marks_kept, now - held_kept);
      stores_.readings.forget_texts(now - texts_kept);
      stores_.questions.purge(now - texts_kept);
      stores_.outbox.purge(now - texts_kept);
      stores_.schedule.purge(now - runs_kept);
      return Reply{};
    });
  }
}

}  // namespace banwei
