// Bytes that change, or are gone, in the database and its log while no bot runs.
// Invariant: the bot never crashes; damage that an integrity_check sees is said and nothing is acknowledged over it;
// what the damage has left is as it was; and the file as it was before is all it takes to go on.
#include <cstdio>
#include <fstream>

#include "storage/database.h"
#include "storage/upkeep.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

namespace fs = std::filesystem;

constexpr milliseconds rush_time{200};
constexpr milliseconds long_enough{5'000};  // It is answered by then, or not at all.
constexpr std::size_t header_size = 100;    // In bytes, of the database; the log's is 32.

enum class Harm { flip, truncate, header };
constexpr const char* harm_names[] = {"flip", "truncate", "header"};

using Dice = std::mt19937_64;

std::size_t any(Dice& dice, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice);
}

void damage(const fs::path& file, Harm harm, Dice& dice) {
  std::string bytes = content_of(file);
  if (bytes.empty()) return;
  const auto spoil = [&](std::size_t at) { bytes[at] = static_cast<char>(bytes[at] ^ (1 + any(dice, 255))); };
  switch (harm) {
    case Harm::flip:
      for (std::size_t left = 1 + any(dice, 8); left > 0; --left) spoil(any(dice, bytes.size()));
      break;
    case Harm::truncate:
      bytes.resize(any(dice, bytes.size()));
      break;
    case Harm::header:
      for (std::size_t at = 0; at < std::min(header_size, bytes.size()); ++at) spoil(at);
      break;
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// The database and its log, from one place to another, and nothing else of them.
void carry(const fs::path& from, const fs::path& to) {
  for (const char* end : {"", "-wal", "-shm"}) {
    const fs::path source = from.string() + end;
    const fs::path target = to.string() + end;
    fs::remove(target);
    if (fs::exists(source) && std::string_view(end) != "-shm") fs::copy_file(source, target);
  }
}

/// What the journal finds in a file; nothing when it cannot be read or is not sound.
std::optional<Verdict> look(const Journal& journal, const fs::path& file) {
  try {
    {
      storage::Database reader(file.string(), storage::Database::Access::read);
      if (storage::integrity_check(reader) != "ok") return std::nullopt;
    }
    return judge(journal, file.string());
  } catch (const storage::Error&) {
    return std::nullopt;
  }
}

/// One reading that is acknowledged goes behind the bot's back.
void forget_one(const Stand& stand) {
  storage::Database writer(stand.database(), storage::Database::Access::write);
  writer.run("DELETE FROM readings WHERE id = (SELECT max(id) FROM readings)");
}

struct Figures {
  int crashed = 0;
  int ended = 0;         // Starts that ended in order.
  int said = 0;          // Bots that stand still and say that the file is damaged.
  int unharmed = 0;      // Bots that went on, and rightly.
  std::size_t cost = 0;  // Acknowledged readings that the damage itself took where nothing can see it.
};

/// Whether damage can take what was acknowledged and leave no sign. A byte inside a record changes no structure, and
/// SQLite keeps no checksum of its pages. The log has them, but its end is by definition the first frame whose checksum
/// is wrong, which is what every power cut leaves, and how many frames there were is written nowhere else.
constexpr bool unseen(Harm harm, bool log) { return log || harm == Harm::flip; }

std::string in_words(const Verdict& verdict) {
  return "lost=" + std::to_string(verdict.lost) + " dup=" + std::to_string(verdict.dup) +
         " phantom=" + std::to_string(verdict.phantom) + " integrity=" + verdict.integrity;
}

/// `before` is what the file holds before the bot gets it; nothing when it is not sound.
bool play(Stand& stand, const std::optional<Verdict>& before, bool hidden, bool forget, const std::string& name,
          Figures& figures) {
  if (before && forget) forget_one(stand);
  bool good = true;
  const auto holds = [&](bool is, const std::string& what) { good = check(is, what + ": " + name) && good; };
  const std::size_t since = stand.journal.all().size();
  const std::size_t acked = stand.journal.acknowledged();
  if (!stand.try_start()) {
    const int code = stand.bot().wait();
    if (code >= 128 || code == 0) ++figures.crashed;
    holds(code > 0 && code < 128, "a start ends in order, code " + std::to_string(code));
    holds(!before, "a sound file is taken");
    ++figures.ended;
    return good;
  }
  stand.rush(rush_time);
  stand.wait([&] { return stand.unanswered(since) == 0 || !stand.bot().alive(); }, long_enough);
  const auto known = stand.status();
  const bool said = known.is_object() && known.value("file", "good") == "damaged";
  if (!stand.bot().alive()) ++figures.crashed;
  holds(stand.bot().alive(), "the bot lives on");
  if (!stand.bot().alive()) return good;
  const int code = stand.stop();
  holds(code < 128, "the bot ends on SIGTERM, code " + std::to_string(code));
  const auto after = look(stand.journal, stand.database());
  if (before) {
    // A changed byte of a name or an account is no damage that SQLite could see, but it may leave people unanswered.
    holds(!said && after, "a sound file is no damaged one, and stays so");
    if (after) {
      holds(after->lost <= before->lost && after->dup <= before->dup && after->phantom <= before->phantom,
            "nothing else is lost, doubled or made up (" + in_words(*before) + " -> " + in_words(*after) + ")");
      holds(hidden || after->lost == 0, "what was acknowledged is not lost to damage that can be seen");
      figures.cost += after->lost;
    }
    ++figures.unharmed;
  } else {
    holds(said, "the damage is said");
    holds(stand.journal.acknowledged() == acked, "nothing is acknowledged over damage");
    ++figures.said;
  }
  return good;
}

}  // namespace

bool corruption_test(const Options& options) {
  Folder folder;
  Stand stand(options, folder.path());
  const fs::path kept = folder.path() / "kept.db";
  const fs::path scratch = folder.path() / "scratch.db";
  // A history would bring back what a copy of the file does not know.
  sandbox::Faults no_history;
  no_history.history = false;
  stand.gateway().fail(no_history);
  Dice dice(options.seed);
  Figures figures;
  bool good = true;
  for (int round = 0; round < options.rounds; ++round) {
    stand.start();
    const std::size_t since = stand.journal.all().size();
    stand.rush(rush_time);
    good = check(stand.wait([&] { return stand.unanswered(since) == 0; }), "a sound file is worked on") && good;
    stand.kill();  // It leaves a log.
    carry(stand.database(), kept);
    const bool log = round % 2 == 1;
    const auto harm = static_cast<Harm>(round / 2 % 3);
    damage(stand.database() + (log ? "-wal" : ""), harm, dice);
    carry(stand.database(), scratch);
    const std::string name = std::string(harm_names[static_cast<int>(harm)]) + (log ? " in the log" : "") + ", round " +
                             std::to_string(round);
    const std::size_t over_damage = stand.journal.all().size();
    good = play(stand, look(stand.journal, scratch), unseen(harm, log), options.control == "forget", name, figures) &&
           good;
    carry(kept, stand.database());
    stand.journal.unacknowledge(over_damage);
  }
  stand.start();
  const std::size_t since = stand.journal.all().size();
  stand.rush(rush_time);
  good = check(stand.wait([&] { return stand.unanswered(since) == 0; }), "the file as it was is all it takes") && good;
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  const Verdict verdict = judge(stand.journal, stand.database());
  std::printf("corruption: files=%d crashed=%d starts_ended=%d damage_said=%d unharmed=%d cost=%zu\n", options.rounds,
              figures.crashed, figures.ended, figures.said, figures.unharmed, figures.cost);
  print("corruption", options, verdict, stand.unanswered(since));
  return check(verdict.good(), "the file as it was agrees with the journal") && good;
}

}  // namespace banwei::fault
