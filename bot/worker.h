// A process of our own binary that reads what others have written, so that a fault in a parser costs one answer.
// Invariant: it gets bytes and gives bytes; it has no environment, can open nothing, and is killed at its limits.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

struct WorkerLimits {
  std::chrono::seconds time{15};
  std::chrono::seconds cpu{10};
  std::size_t memory = 256U << 20U;  // bytes more than a process has that has done nothing yet
  std::size_t answer = 8U << 20U;    // bytes
};

/// Runs this binary with `arguments` on `bytes`: what it wrote, or nothing when it failed, fell or was killed. Blocks.
std::optional<std::string> run_worker(const std::vector<std::string>& arguments, std::string_view bytes,
                                      const WorkerLimits& limits = {});

/// In the worker: gives up memory and CPU beyond the limits, files, sockets and children, then has `work` turn what
/// stands on the standard input into what goes to the standard output, and ends. The exit code, if it cannot.
int serve_as_worker(const std::function<std::string(std::string_view)>& work, const WorkerLimits& limits = {});

}  // namespace banwei
