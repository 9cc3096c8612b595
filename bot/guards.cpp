#include "bot/guards.h"

#include <algorithm>

namespace banwei {

namespace {

constexpr double least = -3;  // In tokens, behind a warning: half a minute leads to two.

bool holds_somewhere(const Speaker& speaker, Roles roles) {
  return std::any_of(speaker.grants.begin(), speaker.grants.end(),
                     [&](const Grant& grant) { return roles.has(grant.role); });
}

Verdict decide(Roles who, Scope scope, Where where, const Context& context) {
  if (!context.speaker.person || context.message.anonymous) return Verdict::silent;
  const bool in_group = context.message.place == Place::group;
  if (in_group && !context.klass) return Verdict::silent;
  if (where == Where::group && !in_group) return Verdict::denied;
  if (where == Where::direct && in_group) return Verdict::denied;
  const bool here = in_group && scope == Scope::own_class ? context.speaker.holds(who, context.klass->id)
                                                          : holds_somewhere(context.speaker, who);
  return here ? Verdict::allowed : Verdict::denied;
}

}  // namespace

Verdict decide(const Command& command, const Context& context) {
  return decide(command.who, command.scope, command.where, context);
}

Verdict decide(const Intent& intent, const Context& context) {
  return decide(intent.who, intent.scope, intent.where, context);
}

double TokenBucket::tokens(const Bucket& bucket, Utc now) const {
  if (now < bucket.at) return most;  // The clock was set back.
  const std::chrono::duration<double> since = now - bucket.at;
  return std::min(most, bucket.tokens + since.count() * per_second);
}

bool TokenBucket::affords(const std::string& user, int cost, Utc now) const {
  const auto found = buckets_.find(user);
  return found == buckets_.end() || tokens(found->second, now) >= cost;
}

void TokenBucket::charge(const std::string& user, int cost, Utc now) {
  if (cost == 0) return;
  if (buckets_.size() >= people_limit) {
    std::erase_if(buckets_, [&](const auto& entry) { return tokens(entry.second, now) >= most; });
  }
  Bucket& bucket = buckets_.try_emplace(user, Bucket{most, now}).first->second;
  bucket = {std::max(least, tokens(bucket, now) - cost), now};
}

}  // namespace banwei
