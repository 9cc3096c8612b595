#include "bot/gateway_doubts.h"

#include <chrono>
#include <utility>

namespace banwei {

namespace {

constexpr int refused_most = 3;  // So many reactions in a row.
constexpr std::chrono::hours reactions_rest{6};
constexpr int doubtful_most = 2;  // So many ids in a row that are worth nothing.

}  // namespace

GatewayDoubts::Belief GatewayDoubts::believe(const CallResult& result, const std::string& account) {
  if (result.outcome != Outcome::sent) return {};
  Proof& proof = proofs_[account];
  if (std::exchange(proof.tag, result.tag) != result.tag) {
    const bool blank = result.message.empty() || result.message == "0" || result.message == "-1";
    const bool fresh = !blank && result.message != proof.last;
    proof.doubtful = fresh ? 0 : proof.doubtful + 1;
    proof.any = proof.any || fresh;
    if (fresh) proof.last = result.message;
  }
  return {.good = proof.doubtful == 0, .lost_now = proof.doubtful == doubtful_most};
}

GatewayDoubts::Ids GatewayDoubts::ids(const std::string& account) const {
  const auto proof = proofs_.find(account);
  if (proof == proofs_.end() || proof->second.doubtful < doubtful_most) return Ids::good;
  return proof->second.any ? Ids::same : Ids::none;
}

bool GatewayDoubts::on_reaction(const std::string& account, Outcome outcome, Utc now) {
  Refusals& refusals = refusals_[account];
  if (outcome == Outcome::sent) refusals = {};
  if (outcome != Outcome::refused || ++refusals.refused < refused_most) return false;
  const bool off = refusals.off_until > now;
  refusals.off_until = now + reactions_rest;
  return !off;
}

bool GatewayDoubts::reacts(const std::string& account, Utc now) const {
  const auto refusals = refusals_.find(account);
  return refusals == refusals_.end() || refusals->second.off_until <= now;
}

std::vector<std::string> GatewayDoubts::all(const std::string& account, Utc now) const {
  std::vector<std::string> doubts;
  const Ids worth = ids(account);
  if (worth != Ids::good) doubts.emplace_back(worth == Ids::same ? "same_ids" : "no_ids");
  if (!reacts(account, now)) doubts.emplace_back("no_reactions");
  return doubts;
}

}  // namespace banwei
