// A disk that is full in the middle of a rush and has space again later.
// Invariant: nothing is acknowledged that is not on it, the bot lives on, and it resumes without being touched.
#include <sched.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t ballast_size = 2 << 20;
constexpr std::size_t file_limit = 1 << 20;
constexpr std::size_t backlog = 400;     // Unanswered at most: the gateway knows the newest 500 messages of a room.
constexpr milliseconds quiet{3'000};     // Three of the bot's attempts.
constexpr milliseconds resumed{15'000};  // The promise is 5 s.

/// A tmpfs of 4 MiB, half of it ballast, in a mount namespace of its own; else no file may grow beyond 1 MiB.
class SmallDisk {
 public:
  explicit SmallDisk(bool no_tmpfs) {
    const bool mounted = !no_tmpfs && unshare(CLONE_NEWNS) == 0 &&
                         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                         mount("tmpfs", path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=4m") == 0;
    if (mounted) {
      std::printf("disk: on a tmpfs of 4 MiB\n");
      tmpfs_ = true;
      fill("ballast", ballast_size);
    } else {
      std::printf("disk: NOT ON A FULL FILE SYSTEM (%s), but with files limited to 1 MiB\n",
                  no_tmpfs ? "as told" : std::strerror(errno));
    }
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (tmpfs_) umount2(path().c_str(), MNT_DETACH);
  }

  const fs::path& path() const { return folder_.path(); }
  bool tmpfs() const { return tmpfs_; }

  /// Takes what space the bot has left, so that smaller attempts fail like the first.
  void take_the_rest() const {
    if (tmpfs_) fill("rest", 2 * ballast_size);
  }

  void make_room(Process& bot) const {
    if (!tmpfs_) return bot.lift_file_limit();
    fs::remove(path() / "ballast");
    fs::remove(path() / "rest");
  }

 private:
  void fill(const char* name, std::size_t bytes) const {
    std::ofstream out(path() / name, std::ios::binary);
    for (const std::string page(4096, 'x'); out && bytes > 0; bytes -= page.size()) {
      out << page << std::flush;
    }
  }

  Folder folder_;
  bool tmpfs_ = false;
};

}  // namespace

bool disk_test(const Options& options) {
  const SmallDisk disk(options.no_tmpfs);
  Stand stand(options, disk.path());
  if (!disk.tmpfs()) stand.file_limit = file_limit;
  stand.start();

  const auto failures = [&] { return stand.logged("a turn failed and is tried again"); };
  const auto began = stand.now();
  while (failures() == 0) {
    if (stand.now() - began > patience) throw Trouble("the disk was never full");
    for (int i = 0; i < 10 && stand.unanswered(0) < backlog; ++i) stand.say_something();
    stand.pass(milliseconds{10});
  }
  disk.take_the_rest();
  // A smaller part of the batch may still have fitted; in the end nothing does.
  const auto acked = [&] { return stand.journal.acknowledged(); };
  std::size_t before = 0;
  bool silent = false;
  for (const auto full = stand.now(); !silent && stand.now() - full < patience;) {
    before = acked();
    for (int i = 0; i < 100 && stand.unanswered(0) < backlog; ++i) stand.say_something();
    stand.pass(quiet);
    silent = acked() == before && stand.unanswered(0) > 0;
  }
  bool good = check(before > 0, "something was acknowledged before the disk was full");
  good = check(silent, "nothing is answered while the disk is full") && good;
  good = check(stand.bot().alive(), "the bot lives on") && good;
  Verdict verdict = judge(stand.journal, stand.database());
  good = check(verdict.good(), "the full disk agrees with the journal") && good;
  std::printf("disk: full with acked=%zu stored=%zu waiting=%zu\n", verdict.acked, verdict.stored, stand.unanswered(0));

  const auto freed = stand.now();
  disk.make_room(stand.bot());
  const auto since_freed = [&] { return std::chrono::duration<double>(stand.now() - freed).count(); };
  const bool resumes = stand.wait([&] { return acked() > verdict.acked; }, resumed);
  const double first = since_freed();
  const bool answered = stand.wait([&] { return stand.unanswered(0) == 0; });
  std::printf("disk: answered again %.1f s and all %.1f s after there was space\n", first, since_freed());
  good = check(resumes && answered, "all that waited is answered once there is space") && good;
  good = check(stand.bot().alive() && stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  verdict = judge(stand.journal, stand.database());
  good = check(verdict.good(), "the database agrees with the journal") && good;
  good = check(verdict.stored == stand.journal.all().size(), "all that was said is stored") && good;
  print("disk", options, verdict, stand.unanswered(0));
  return good;
}

}  // namespace banwei::fault
