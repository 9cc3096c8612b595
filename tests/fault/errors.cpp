// Calls on the database and its log that fail, at this call or that one, by strace.
// Invariant: nothing is acknowledged that is not stored, the bot lives on once it runs, and it heals by itself; a start
// that meets the fault may end, but in order.
#include <cstdio>

#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr const char* strace = "/usr/bin/strace";
constexpr int calls = 120;  // How far into a run a fault may fall; a start and a rush make more.
constexpr int at_once = 3;  // So many calls fail.
constexpr milliseconds rush_time{300};

struct Fault {
  const char* call;
  const char* error;
};
constexpr Fault faults[] = {{"pwrite64", "EIO"}, {"pwrite64", "ENOSPC"}, {"fdatasync", "EIO"}, {"fdatasync", "ENOSPC"}};

std::vector<std::string> spoil(const Stand& stand, const std::string& what, const std::string& call,
                               const std::string& log) {
  // ASan's search for leaks cannot run under a tracer.
  return {"/usr/bin/env", "ASAN_OPTIONS=detect_leaks=0",
          strace,         "-D",
          "-f",           "--seccomp-bpf",
          "-qq",          "-A",
          "-o",           log,
          "-P",           stand.database(),
          "-P",           stand.database() + "-wal",
          "-e",           "trace=" + call,
          "-e",           "inject=" + what};
}

}  // namespace

bool errors_test(const Options& options) {
  if (!succeeds({strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "/bin/true"}))
    throw Skipped("strace is missing, or may not trace");
  Folder folder;
  Stand stand(options, folder.path());
  const std::string traced = (folder.path() / "traced").string();
  bool good = true;
  int ended = 0;
  Verdict verdict;
  for (int round = 0; round < options.rounds; ++round) {
    // Neighbouring rounds differ in the fault; all of them together go through the whole run.
    const Fault& fault = faults[static_cast<std::size_t>(round) % std::size(faults)];
    const int first = 1 + round * calls / options.rounds;
    const std::string what = options.control == "lie"
                                 ? "pwrite64:retval=4096:when=" + std::to_string(calls / 2) + "+"
                                 : std::string(fault.call) + ":error=" + fault.error +
                                       ":when=" + std::to_string(first) + ".." + std::to_string(first + at_once - 1);
    stand.under = spoil(stand, what, options.control == "lie" ? "pwrite64" : fault.call, traced);
    const std::size_t since = stand.journal.all().size();
    if (stand.try_start()) {
      stand.rush(rush_time);
      const bool healed = stand.wait([&] { return stand.unanswered(since) == 0 || !stand.bot().alive(); });
      good = check(stand.bot().alive(), "the bot lives on: " + what) && good;
      good = check(healed && stand.unanswered(since) == 0, "it heals: " + what) && good;
      stand.kill();
    } else {
      const int code = stand.bot().wait();
      good = check(code > 0 && code < 128, "a start ends in order: " + what + " code " + std::to_string(code)) && good;
      ++ended;
    }
    verdict = judge(stand.journal, stand.database());
    good = check(verdict.good(), "the database agrees with the journal: " + what) && good;
  }
  stand.under.clear();
  stand.start();
  const std::size_t since = stand.journal.all().size();
  stand.rush(rush_time);
  good = check(stand.wait([&] { return stand.unanswered(since) == 0; }), "a sound disk is all it takes") && good;
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  verdict = judge(stand.journal, stand.database());
  const std::size_t hits = occurrences(content_of(traced), "(INJECTED)");
  std::printf("errors: runs=%d calls_spoilt=%zu starts_ended=%d\n", options.rounds, hits, ended);
  print("errors", options, verdict, stand.unanswered(since));
  good = check(hits > 0 && verdict.acked > 0, "some calls failed, and something was acknowledged") && good;
  return check(verdict.good(), "the database agrees with the journal") && good;
}

}  // namespace banwei::fault
