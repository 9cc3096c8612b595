// Clocks that a test bends: for its own gateway, and through the preloaded shim for the bot.
// Invariant: one mapped file holds what both read, so they agree at every moment and over every restart.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <ctime>

namespace banwei::fault {

struct Bend {
  std::int64_t since;               // In ns of CLOCK_MONOTONIC: from then on clocks run.
  std::int64_t rate;                // So many times as fast.
  std::atomic<std::int64_t> ahead;  // In ns, of the wall clock alone.

  /// How much further a clock has come than the machine's, whose steady one shows `steady`.
  std::int64_t gained(std::int64_t steady) const { return (steady - since) * (rate - 1); }
};

/// The file at `path`, created when `write`; nullptr when that cannot be. It is never unmapped.
inline Bend* map_bend(const char* path, bool write) {
  const int file = open(path, write ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC, 0600);
  if (file < 0) return nullptr;
  if (write && ftruncate(file, sizeof(Bend)) != 0) return nullptr;
  void* place = mmap(nullptr, sizeof(Bend), write ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return place == MAP_FAILED ? nullptr : static_cast<Bend*>(place);
}

}  // namespace banwei::fault
