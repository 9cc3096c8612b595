// The power goes in the middle of a rush, again and again on one ext4 of its own.
// Invariant: what was acknowledged is on the disk. The bot is stopped before the cut, so that no acknowledgement leaves
// whose commit the cut overtook.
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>

#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

namespace fs = std::filesystem;

constexpr const char* size = "64M";
constexpr milliseconds longest{500};
constexpr unsigned long shut_down = _IOR('X', 125, std::uint32_t);  // EXT4_IOC_SHUTDOWN of the kernel's ext4.h
constexpr std::uint32_t without_log = 2;                            // EXT4_GOING_FLAGS_NOLOGFLUSH

/// An ext4 in a file, mounted in a namespace of this process's own.
class LoopDisk {
 public:
  LoopDisk() {
    if (geteuid() != 0) throw Skipped("only root mounts a disk");
    if (!succeeds({"/usr/bin/truncate", "-s", size, image()}) || !succeeds({"/sbin/mkfs.ext4", "-q", image()}))
      throw Skipped("no ext4 can be made");
    fs::create_directory(path());
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 || !mount_it())
      throw Skipped("no loop device can be mounted");
  }
  LoopDisk(const LoopDisk&) = delete;
  LoopDisk& operator=(const LoopDisk&) = delete;
  ~LoopDisk() { umount2(path().c_str(), MNT_DETACH); }

  fs::path path() const { return folder_.path() / "disk"; }

  /// What is not on the disk yet never will be.
  void cut() const {
    const int root = open(path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = ioctl(root, shut_down, &without_log) == 0;
    close(root);
    if (!done) throw Skipped("this kernel's ext4 knows no shutdown");
  }
  void power_up() const {
    if (umount2(path().c_str(), 0) != 0 || !mount_it()) throw Trouble("the disk does not come back");
  }

 private:
  std::string image() const { return (folder_.path() / "image").string(); }
  bool mount_it() const { return succeeds({"/bin/mount", "-o", "loop", image(), path().string()}); }

  Folder folder_;
};

/// No thread of the bot runs any more, not even in the kernel.
void freeze(Stand& stand) {
  stand.bot().send(SIGSTOP);
  const auto frozen = [&] {
    for (const auto& thread : fs::directory_iterator("/proc/" + std::to_string(stand.bot().id()) + "/task")) {
      const std::string stat = content_of(thread.path() / "stat");
      const auto name_end = stat.rfind(')');
      if (name_end == std::string::npos || stat.compare(name_end, 3, ") T") != 0) return false;
    }
    return true;
  };
  if (!stand.wait(frozen)) throw Trouble("the bot does not stand still");
}

}  // namespace

bool power_test(const Options& options) {
  const LoopDisk disk;
  Stand stand(options, disk.path());
  if (options.control == "no-sync") stand.preload(true);
  std::mt19937_64 dice(options.seed);
  Verdict verdict;
  bool good = true;
  for (int round = 1; round <= options.rounds; ++round) {
    stand.start();
    stand.rush(milliseconds{std::uniform_int_distribution<int>(0, static_cast<int>(longest.count()))(dice)});
    freeze(stand);
    disk.cut();
    stand.kill();
    disk.power_up();
    verdict = judge(stand.journal, stand.database());
    good = check(verdict.good(), "the disk agrees with the journal after cut " + std::to_string(round) + ": lost " +
                                     std::to_string(verdict.lost) + ", " + verdict.integrity) &&
           good;
  }
  stand.start();
  const std::size_t first = stand.journal.all().size();
  stand.rush(longest);
  stand.wait([&] { return stand.unanswered(first) == 0; });
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  verdict = judge(stand.journal, stand.database());
  std::printf("power: cuts=%d\n", options.rounds);
  print("power", options, verdict, stand.unanswered(first));
  good = check(verdict.good() && stand.unanswered(first) == 0, "all since the last cut is answered and stored") && good;
  return check(verdict.acked > 0, "something was acknowledged at all") && good;
}

}  // namespace banwei::fault
