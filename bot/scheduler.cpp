#include "bot/scheduler.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace banwei {

namespace {

constexpr int timers_a_tick = 200;
constexpr std::chrono::minutes after_failure{5};
constexpr std::chrono::minutes horizon_lags{10};
constexpr std::string_view purges = "house/purge";
constexpr std::chrono::days longest_gap{3};  // What fell due before is not even listed.

/// "2020-03-11T10:30"
std::string occurrence_key(Day day, std::chrono::minutes at) {
  const std::string hours = std::to_string(100 + at / std::chrono::hours{1});
  const std::string minutes = std::to_string(100 + at % std::chrono::hours{1} / std::chrono::minutes{1});
  return iso(day) + "T" + hours.substr(1) + ":" + minutes.substr(1);
}

}  // namespace

Scheduler::Scheduler(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone,
                     RetentionSettings retention)
    : stores_(stores), features_(features), zone_(zone), retention_(std::move(retention)) {
  for (const Feature* feature : features) {
    if (const auto* switching = dynamic_cast<const Switching*>(feature)) switching_ = switching;
  }
}

Reply Scheduler::unless_off(const Feature& feature, Reply reply) const {
  std::erase_if(reply.actions, [&](const Action& action) {
    const auto* post = std::get_if<Post>(&action);
    const auto klass = post != nullptr ? stores_.members.class_of_group(post->group) : std::nullopt;
    return klass && switching_ != nullptr && switching_->is_off(feature.title(), klass->id);
  });
  return reply;
}

void Scheduler::run(Utc now, const Step& step, bool doubtful) {
  const Moment moment = zone_.at(now);
  run_timers(moment, step, doubtful);
  if (doubtful) return;
  if (lists_the_same(now)) return;
  const Utc since = horizon(now);
  Utc next = zone_.utc(moment.day() + std::chrono::days{1});
  const bool acted = run_acts(since, moment, step, next);
  if (acted || now < since || now - since >= horizon_lags) stores_.schedule.advance(now);
  listed_ = Listed{stores_.schedule.version(), now, acted ? now : next};
  if (auto late = stores_.schedule.take_late(); !late.empty()) {
    step("house/late", [&] { return Reply{.facts = {CaughtUp{std::move(late)}}}; });
  }
}

bool Scheduler::purge(Utc now, const Step& step, const std::function<bool()>& enough) {
  const bool any = purge_house(now, step);
  const std::string today = iso(zone_.at(now).day());
  if (stores_.schedule.claimed(purges, today)) return any;
  const storage::Shredding shredding(stores_.database);
  for (Feature* feature : features_) {
    auto* keeps = dynamic_cast<Keeps*>(feature);
    if (keeps == nullptr) continue;
    for (const Retention& sort : keeps->retention()) {
      const std::string job = fmt::format("{}/{}/{}", purges, feature->title(), sort.of.key);
      if (stores_.schedule.claimed(job, today)) continue;
      if (!purge_sort(job, sort, now, step, enough)) return true;
      stores_.schedule.claim({.job = job, .key = today, .due = now}, now);
      if (enough()) return true;
    }
  }
  stores_.schedule.claim({.job = std::string(purges), .key = today, .due = now}, now);
  return true;
}

/// What tells of nobody goes once an hour, so that there is never much of it.
bool Scheduler::purge_house(Utc now, const Step& step) {
  const Moment moment = zone_.at(now);
  const std::string hour = occurrence_key(moment.day(), std::chrono::floor<std::chrono::hours>(moment.time_of_day()));
  if (!stores_.schedule.claim({.job = "house/tidy", .key = hour, .due = now}, now)) return false;
  return step("house/tidy", [&] {
    const storage::Shredding shredding(stores_.database);
    stores_.purge(now);
    return Reply{};
  });
}

/// One slice after another, one at least; whether nothing is left for today. What fails is left to the next night.
bool Scheduler::purge_sort(const std::string& job, const Retention& sort, Utc now, const Step& step,
                           const std::function<bool()>& enough) {
  constexpr int slice = 200;           // In rows: a few milliseconds.
  constexpr int most_slices = 10'000;  // A night; what still lets some go then may do so for good.
  if (slices_.first != job) slices_ = {job, 0};
  const Day first = kept_from(sort.of, retention_.days(sort.of), zone_.at(now).day());
  const Moment before = zone_.at(zone_.utc(first));
  std::int64_t gone = 0;
  do {
    const bool fine = step(job, [&] {
      if (++slices_.second > most_slices) throw std::logic_error("there is no end to it tonight");
      gone = sort.forget(before, slice);
      return Reply{};
    });
    if (!fine) return true;
  } while (gone > 0 && !enough());
  return gone == 0;
}

bool Scheduler::lists_the_same(Utc now) const {
  return listed_ && listed_->from <= now && now < listed_->next && now - listed_->from < horizon_lags &&
         listed_->version == stores_.schedule.version();
}

/// Until when every job has been seen to. What it lags behind, the claims know.
Utc Scheduler::horizon(Utc now) {
  if (const auto last = stores_.schedule.horizon()) return std::max(*last, now - longest_gap);
  stores_.schedule.advance(now);
  return now;
}

namespace {

Reply wake(Feature& feature, const storage::Timer& timer, const Moment& now) {
  const auto topic = Topic::read(timer.key);
  for (const TimerKind& one : feature.timers()) {
    if (topic && one.kind == topic->kind) return one.run(*topic, timer, now);
  }
  return {};
}

}  // namespace

std::vector<storage::Schedule::TimerSort> undeclared_timers(const storage::Schedule& schedule,
                                                            std::span<Feature* const> features) {
  auto sorts = schedule.timer_sorts();
  std::erase_if(sorts, [&](const auto& sort) {
    return std::any_of(features.begin(), features.end(), [&](Feature* feature) {
      const auto kinds = feature->timers();
      return feature->title() == sort.feature &&
             std::any_of(kinds.begin(), kinds.end(), [&](const TimerKind& one) { return one.kind == sort.kind; });
    });
  });
  return sorts;
}

void Scheduler::run_timers(const Moment& now, const Step& step, bool doubtful) {
  for (const storage::Timer& timer : stores_.schedule.due(now.utc, timers_a_tick)) {
    const auto feature = std::find_if(features_.begin(), features_.end(),
                                      [&](const Feature* each) { return each->title() == timer.feature; });
    if (doubtful && (feature == features_.end() || !(*feature)->urgent())) continue;
    // Dropped with what it wakes, so that one that fails is not lost.
    const bool woken = step(timer.feature, [&] {
      stores_.schedule.drop(timer.id);
      return feature == features_.end() ? Reply{} : unless_off(**feature, wake(**feature, timer, now));
    });
    if (!woken) stores_.schedule.postpone(timer.id, now.utc + after_failure);
  }
}

/// Whether anything fell due; `next` comes forward to what is due after `now`.
bool Scheduler::run_acts(Utc since, const Moment& now, const Step& step, Utc& next) {
  bool acted = false;
  for (Day day = zone_.at(since).day(); day <= now.day(); day += std::chrono::days{1}) {
    for (Feature* feature : features_) {
      for (const ScheduledJob& act : feature->jobs(day)) {
        const Utc due = zone_.utc(day + act.at);
        if (due > now.utc) next = std::min(next, due);
        if (due < since || due > now.utc) continue;
        const storage::Occurrence occurrence{.job = std::string(feature->title()) + "/" + act.key,
                                             .key = occurrence_key(day, act.at),
                                             .name = act.name,
                                             .due = due};
        if (stores_.schedule.claimed(occurrence.job, occurrence.key)) continue;
        const bool missed = now.utc - due > act.catch_up;
        stores_.schedule.claim(occurrence, now.utc, missed);
        acted = true;
        if (missed) continue;
        if (!step(occurrence.job, [&] { return unless_off(*feature, act.run(now)); }))
          stores_.schedule.mark_missed(occurrence);
      }
    }
  }
  return acted;
}

}  // namespace banwei
