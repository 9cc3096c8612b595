// Fault tests of the real binary: `fault_tests kill disk --binary PROGRAM`.
// Invariant: 0 only when every promise held; 1 when one was broken; 2 when the stand broke and nothing is known; 77
// when this machine lacks what one of them needs, and the others held.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "tests/fault/stand.h"

int main(int argc, char** argv) {
  using namespace banwei::fault;
  const std::map<std::string, bool (*)(const Options&)> tests{
      {"kill", kill_test},           {"disk", disk_test},    {"silence", silence_test}, {"outgoing", outgoing_test},
      {"broadcast", broadcast_test}, {"power", power_test},  {"errors", errors_test},   {"corruption", corruption_test},
      {"clock", clock_test},         {"alerts", alerts_test}};
  Options options;
  options.seed = std::random_device{}();
  std::vector<std::string> chosen;

  CLI::App cli{"kill -9, power cuts, broken disks, odd clocks and bad gateways against the real binary"};
  cli.add_option("tests", chosen, "which")->required()->check(CLI::IsMember(tests));
  cli.add_option("--binary", options.binary, "the banwei to test")->required()->check(CLI::ExistingFile);
  cli.add_option("--rounds", options.rounds, "of kill, broadcast, power, errors, corruption, alerts")
      ->capture_default_str();
  cli.add_option("--seed", options.seed, "of who says what and when it ends; random when not given");
  cli.add_option("--control", options.control,
                 "must fail: kill with lie (in the journal) or forget (a row), power with no-sync, errors with lie (of "
                 "the disk), corruption with forget, clock with believed, alerts with lie")
      ->check(CLI::IsMember({"lie", "forget", "no-sync", "believed"}));
  cli.add_flag("--no-tmpfs", options.no_tmpfs, "disk: limit the size of files although a tmpfs could be mounted");
  CLI11_PARSE(cli, argc, argv);

  constexpr int skipped_code = 77;
  bool good = true;
  int skipped = 0;
  try {
    for (const std::string& name : chosen) {
      try {
        good = tests.at(name)(options) && good;
      } catch (const Skipped& why) {
        std::printf("SKIPPED %d: %s: %s\n", ++skipped, name.c_str(), why.what());
      }
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "the stand is broken: %s\n", error.what());
    // A control is expected to fail; one that never got so far must not pass for one that did.
    return options.control.empty() ? 2 : 0;
  }
  if (!good) return 1;
  return skipped > 0 ? skipped_code : 0;
}
