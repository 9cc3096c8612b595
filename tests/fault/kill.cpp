// kill -9 in the middle of a rush, again and again on one database.
// Invariant: what was acknowledged is stored as it was said, once, and nothing else is.
#include <algorithm>
#include <cstdio>

#include "storage/database.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr std::size_t resent = 50;  // So many are said again by a gateway that replays, after each start.
constexpr milliseconds longest{500};
constexpr const char* never = "never-";  // The id of a message that only a lying journal knows begins so.

/// The gateway replays its newest messages; those among them that `before` did not hold must be answered like new ones.
std::vector<const Saying*> replay(Stand& stand, const Verdict& before) {
  std::vector<const Saying*> owed;
  const auto& all = stand.journal.all();
  for (std::size_t i = all.size() - std::min(resent, all.size()); i < all.size(); ++i) {
    if (all[i].message.starts_with(never)) continue;
    stand.gateway().resend(all[i].message);
    if (!before.messages.contains(all[i].message)) owed.push_back(&all[i]);
  }
  return owed;
}

/// Takes an acknowledged reading away behind the bot's back, if there is one yet.
void forget_one(Stand& stand) {
  for (const Saying& saying : stand.journal.all()) {
    if (!saying.acknowledged) continue;
    storage::Database writer(stand.database(), storage::Database::Access::write);
    writer.run("DELETE FROM readings WHERE message = $1", saying.message);
    return;
  }
}

}  // namespace

bool kill_test(const Options& options) {
  Folder folder;
  Stand stand(options, folder.path());
  std::mt19937_64 dice(options.seed);
  Verdict verdict;
  bool good = true;
  for (int round = 1; round <= options.rounds; ++round) {
    stand.start();
    replay(stand, verdict);
    const milliseconds time{std::uniform_int_distribution<int>(0, static_cast<int>(longest.count()))(dice)};
    stand.rush(time);
    stand.kill();
    if (options.control == "lie") {
      stand.journal.said(
          {.user = "10001", .message = never + std::to_string(round), .centi = 3650, .acknowledged = true});
    }
    verdict = judge(stand.journal, stand.database());
    std::printf("kill: round %d after %d ms: said=%zu acked=%zu stored=%zu lost=%zu dup=%zu phantom=%zu\n", round,
                static_cast<int>(time.count()), stand.journal.all().size(), verdict.acked, verdict.stored, verdict.lost,
                verdict.dup, verdict.phantom);
    good = check(verdict.good(), "the database agrees with the journal") && good;
    if (options.control == "forget") forget_one(stand);
  }

  stand.start();
  const auto owed = replay(stand, verdict);
  const std::size_t first = stand.journal.all().size();
  stand.rush(longest);
  const auto unanswered = [&] {
    const auto waiting = [](const Saying* saying) { return !saying->acknowledged; };
    return stand.unanswered(first) + static_cast<std::size_t>(std::count_if(owed.begin(), owed.end(), waiting));
  };
  stand.wait([&] { return unanswered() == 0; });
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  verdict = judge(stand.journal, stand.database());
  print("kill", options, verdict, unanswered());
  std::printf(
      "kill: %zu replayed anew in the last run, %zu stored but never acknowledged (killed between commit and reply)\n",
      owed.size(), verdict.stored - std::min(verdict.stored, verdict.acked));
  good = check(verdict.good(), "the database agrees with the journal") && good;
  good = check(unanswered() == 0, "all that was said since the last start is answered") && good;
  return check(verdict.acked > 0, "something was acknowledged at all") && good;
}

}  // namespace banwei::fault
