// Fault tests of the real binary: `fault_tests kill disk silence outgoing broadcast --binary PROGRAM`.
// Invariant: 0 only when every promise held; 1 when one was broken; 2 when the stand broke and nothing is known.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "tests/fault/stand.h"

int main(int argc, char** argv) {
  using namespace banwei::fault;
  const std::map<std::string, bool (*)(const Options&)> tests{{"kill", kill_test},
                                                              {"disk", disk_test},
                                                              {"silence", silence_test},
                                                              {"outgoing", outgoing_test},
                                                              {"broadcast", broadcast_test}};
  Options options;
  options.seed = std::random_device{}();
  std::vector<std::string> chosen;

  CLI::App cli{"kill -9, full disks and silent gateways against the real binary"};
  cli.add_option("tests", chosen, "kill, disk, silence, outgoing, broadcast")
      ->required()
      ->check(CLI::IsMember({"kill", "disk", "silence", "outgoing", "broadcast"}));
  cli.add_option("--binary", options.binary, "the banwei to test")->required()->check(CLI::ExistingFile);
  cli.add_option("--rounds", options.rounds, "of kill and broadcast")->capture_default_str();
  cli.add_option("--seed", options.seed, "of who says what and when it ends; random when not given");
  cli.add_option("--control", options.control, "kill must fail: lie (in the journal), forget (a row)")
      ->check(CLI::IsMember({"lie", "forget"}));
  cli.add_flag("--no-tmpfs", options.no_tmpfs, "disk: limit the size of files although a tmpfs could be mounted");
  CLI11_PARSE(cli, argc, argv);

  bool good = true;
  try {
    for (const std::string& name : chosen) good = tests.at(name)(options) && good;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "the stand is broken: %s\n", error.what());
    // A control is expected to fail; one that never got so far must not pass for one that did.
    return options.control.empty() ? 2 : 0;
  }
  return good ? 0 : 1;
}
