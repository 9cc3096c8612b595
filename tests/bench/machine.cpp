#include "tests/bench/machine.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace banwei::bench {

namespace fs = std::filesystem;

namespace {

/// What stands behind the colon in the first line that begins with `key`.
std::string entry(const fs::path& file, std::string_view key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(key)) continue;
    const auto value = line.find_first_not_of(" \t", line.find(':') + 1);
    if (value != std::string::npos) return line.substr(value);
  }
  return {};
}

/// The type of the mount that holds the folder.
std::string filesystem_of(const fs::path& folder) {
  const std::string path = fs::canonical(folder).string();
  std::ifstream mounts("/proc/mounts");
  std::string device;
  std::string point;
  std::string type;
  std::string rest;
  std::string best;
  std::size_t longest = 0;
  while (mounts >> device >> point >> type && std::getline(mounts, rest)) {
    const bool inside =
        path.starts_with(point) && (point == "/" || path.size() == point.size() || path[point.size()] == '/');
    if (!inside || point.size() < longest) continue;
    longest = point.size();
    best = type;
  }
  return best;
}

/// The best of some rounds.
double addition_time() {
  constexpr int additions = 10'000'000;
  double best = 0;
  for (int round = 0; round < 10; ++round) {
    volatile std::uint64_t sum = 0;
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < additions; ++i) sum = sum + 1;
    const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - began;
    if (round == 0 || time.count() / additions < best) best = time.count() / additions;
  }
  return best;
}

std::vector<nanoseconds> fsync_times(const fs::path& file) {
  constexpr int probes = 300;
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const std::array<char, 4096> block{};
  std::vector<nanoseconds> times;
  for (int i = 0; i < probes; ++i) {
    const auto began = std::chrono::steady_clock::now();
    if (write(out, block.data(), block.size()) < 0 || fsync(out) != 0) {
      close(out);
      throw std::runtime_error(file.string() + " cannot be written");
    }
    times.push_back(std::chrono::steady_clock::now() - began);
  }
  close(out);
  fs::remove(file);
  std::sort(times.begin(), times.end());
  return times;
}

}  // namespace

Machine look_at_machine(const fs::path& folder) {
  const auto times = fsync_times(folder / "probe");
  return {.cores = std::thread::hardware_concurrency(),
          .cpu = entry("/proc/cpuinfo", "model name"),
          .ram = std::stod("0" + entry("/proc/meminfo", "MemTotal")) / (1 << 20),
          .addition = addition_time(),
          .filesystem = filesystem_of(folder),
          .fsync_median = times[times.size() / 2],
          .fsync_p99 = times[times.size() * 99 / 100]};
}

nanoseconds cpu_time(pid_t process) {
  std::int64_t sum = 0;
  for (const auto& thread : fs::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    std::int64_t time = 0;
    std::ifstream(thread.path() / "schedstat") >> time;
    sum += time;
  }
  return nanoseconds{sum};
}

std::size_t peak_memory(pid_t process) {
  return std::stoul("0" + entry("/proc/" + std::to_string(process) + "/status", "VmHWM")) << 10U;
}

}  // namespace banwei::bench
