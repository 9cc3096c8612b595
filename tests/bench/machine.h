// What a measurement needs to know of the machine, and of a process from outside.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

namespace banwei::bench {

using std::chrono::nanoseconds;

struct Machine {
  std::size_t cores = 0;
  std::string cpu;
  double ram = 0;  // GiB
  /// In ns, through memory: on shared hosts it doubles with the neighbours' load, and all else with it.
  double addition = 0;
  std::string filesystem;
  nanoseconds fsync_median{};  // The disk takes so long for 4 KiB appended.
  nanoseconds fsync_p99{};
};

/// Writes to `folder` to see how its disk fares.
Machine look_at_machine(const std::filesystem::path& folder);

nanoseconds cpu_time(pid_t process);     // All its threads count.
std::size_t peak_memory(pid_t process);  // Resident, in bytes.

}  // namespace banwei::bench
