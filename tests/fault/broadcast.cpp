// kill -9 in the middle of a notice to 79 groups, on a gateway that remembers what was said and on one that does not.
// Invariant: with a history every group ends with the notice once, or twice only for the one in flight; without one no
// group has it twice, and what was in flight is named to its publisher as unknown.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "storage/database.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr int groups = 79;
constexpr int latest = groups * 9 / 10;  // A kill falls on this copy at the latest, so that some are still to come.

/// What the people got: the notice, by group, and what the publisher was told.
struct Received {
  explicit Received(Stand& stand) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      if (line.content.empty()) return;
      const std::string& words = line.content.front().value;
      if (line.place == Place::direct && line.room == counsellor_of_all) told.push_back(words);
      if (line.place == Place::group && words.starts_with("【通知") && words.find(marker) != std::string::npos)
        ++notices[line.room];
    };
  }
  bool told_of(const std::string& what) const {
    return std::any_of(told.begin(), told.end(),
                       [&](const std::string& words) { return words.find(what) != std::string::npos; });
  }

  std::string marker;  // Words of this round's notice alone.
  std::map<std::string, int> notices;
  std::vector<std::string> told;
};

std::set<std::string> in_flight(const Stand& stand) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  storage::Rows rows = reader.query("SELECT target FROM parcels WHERE state = 'sending' AND to_group = 1");
  std::set<std::string> targets;
  while (rows.next()) targets.insert(rows.text(0));
  return targets;
}

/// What waits, is on its way or in doubt, in words; "" for nothing.
std::string unsettled(const Stand& stand) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  std::string all;
  storage::Rows parcels = reader.query(
      "SELECT state, doubt, count(*) FROM parcels WHERE state IN ('waiting', 'sending') OR doubt <> 0 "
      "GROUP BY state, doubt");
  while (parcels.next())
    all += std::to_string(parcels.integer(2)) + " " + parcels.text(0) + " doubt=" + parcels.text(1) + "; ";
  storage::Rows looks = reader.query("SELECT count(*), max(tries) FROM looks HAVING count(*) > 0");
  while (looks.next()) all += looks.text(0) + " looks, tries=" + looks.text(1) + "; ";
  return all;
}

struct Figures {
  int killed_between = 0;  // Rounds in which some groups had it and some had not.
  int flying = 0;          // Sends that were in flight at a kill.
  int twice = 0;           // Groups that got it twice.
  int never = 0;           // Groups that never got it.
  int told = 0;            // Sends that were in flight, stayed unknown, and were named to the publisher.
};

/// One broadcast that is killed once, as soon as so many groups have it: a kill after a time would fall beside the
/// broadcast on a machine that is quicker or slower.
bool play(Stand& stand, Received& received, int round, bool history, std::size_t copies, Figures& figures) {
  received.marker = "第" + std::to_string(round) + "次返校安排";
  received.notices.clear();
  received.told.clear();
  stand.start();
  stand.gateway().whisper(counsellor_of_all, plain("发通知 " + received.marker));
  if (!stand.wait([&] { return received.told_of("预览"); })) throw Trouble("no preview comes");
  stand.gateway().whisper(counsellor_of_all, plain("发"));
  if (!stand.wait([&] { return received.notices.size() >= copies; })) throw Trouble("the broadcast never begins");
  stand.kill();
  const std::set<std::string> flying = in_flight(stand);
  const std::size_t had = received.notices.size();
  if (had > 0 && had < groups) ++figures.killed_between;
  figures.flying += static_cast<int>(flying.size());

  stand.start();
  // A word that was never stored is said again by whoever sees that nothing comes of it.
  const bool heard = stand.wait([&] { return received.told_of("正在发到") || !received.notices.empty(); }, seconds{2});
  if (!heard) stand.gateway().whisper(counsellor_of_all, plain("发"));
  if (!stand.wait([&] { return !received.notices.empty() && unsettled(stand).empty(); }))
    throw Trouble("the broadcast never settles: " + unsettled(stand) + std::to_string(received.notices.size()) +
                  " groups have it; the publisher was told " +
                  (received.told.empty() ? "nothing" : received.told.back()));
  stand.pass(milliseconds{200});
  if (stand.stop() != 0) throw Trouble("the bot does not end well");

  bool good = true;
  for (int i = 0; i < groups; ++i) {
    const Student one = student(i, 1);
    const std::string& group = one.group;
    const int got = received.notices.contains(group) ? received.notices.at(group) : 0;
    const bool flew = flying.contains(group);
    figures.twice += got > 1 ? 1 : 0;
    figures.never += got == 0 ? 1 : 0;
    if (history) {
      good = check(got == 1 || (got == 2 && flew), group + " has the notice " + std::to_string(got) + " times") && good;
    } else {
      good = check(got == 1 || (got == 0 && flew), group + " has the notice " + std::to_string(got) + " times") && good;
      if (flew) {
        const bool told = received.told_of("不确定") && received.told_of(one.klass);
        good = check(told, "the publisher is told of " + one.klass) && good;
        figures.told += told ? 1 : 0;
      }
    }
  }
  return good;
}

}  // namespace

bool broadcast_test(const Options& options) {
  bool good = true;
  std::mt19937_64 dice(options.seed);
  for (const bool history : {true, false}) {
    Folder folder;
    Stand stand(options, folder.path(), college_of(groups, 1));
    Received received(stand);
    sandbox::Faults faults;
    faults.history = history;
    stand.gateway().fail(faults);
    Figures figures;
    for (int round = 1; round <= options.rounds; ++round) {
      const auto copies = std::uniform_int_distribution<std::size_t>(0, latest)(dice);
      good = play(stand, received, round, history, copies, figures) && good;
    }
    std::printf(
        "broadcast: seed=%llu history=%s rounds=%d killed_in_the_middle=%d in_flight=%d twice=%d never=%d "
        "told_unknown=%d\n",
        static_cast<unsigned long long>(options.seed), history ? "yes" : "no", options.rounds, figures.killed_between,
        figures.flying, figures.twice, figures.never, figures.told);
    std::fflush(stdout);
    good =
        check(options.rounds < 5 || figures.killed_between > 0, "some kills came in the middle of a broadcast") && good;
  }
  return good;
}

}  // namespace banwei::fault
