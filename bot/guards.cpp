#include "bot/guards.h"

#include <algorithm>

namespace banwei {

namespace {

constexpr double least = -3;  // In tokens, behind a warning: half a minute leads to two.

bool holds_somewhere(const Speaker& speaker, Roles roles) {
  return std::any_of(speaker.grants.begin(), speaker.grants.end(),
                     [&](const Grant& grant) { return roles.has(grant.role); });
}

/// Of a command or an intent, which say the same of it.
template <class Verb>
Verdict verdict(const Verb& verb, const Context& context) {
  const bool in_group = context.message.place == Place::group;
  if (context.message.anonymous) return Verdict::silent;
  if (!context.speaker.person) return verb.strangers && !in_group ? Verdict::allowed : Verdict::silent;
  if (in_group && !context.klass && verb.where != Where::any_group) return Verdict::silent;
  const bool of_groups = verb.where == Where::group || verb.where == Where::any_group;
  if (of_groups && !in_group) return Verdict::denied;
  if (verb.where == Where::direct && in_group) return Verdict::denied;
  const bool here = context.klass && in_group && verb.scope == Scope::own_class
                        ? context.speaker.holds(verb.who, context.klass->id)
                        : holds_somewhere(context.speaker, verb.who);
  return here ? Verdict::allowed : Verdict::denied;
}

}  // namespace

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::allowed:
      return "allowed";
    case Verdict::denied:
      return "denied";
    case Verdict::silent:
      break;
  }
  return "silent";
}

Verdict decide(const Command& command, const Context& context) { return verdict(command, context); }

Verdict decide(const Intent& intent, const Context& context) { return verdict(intent, context); }

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
