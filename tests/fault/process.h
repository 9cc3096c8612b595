// A child process that a test may end as rudely as it likes.
// Invariant: no child outlives its Process, nor the test itself.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace banwei::fault {

class Process {
 public:
  /// Runs `command`, both its outputs appended to `output`. No file of its grows beyond `file_limit` bytes.
  Process(const std::vector<std::string>& command, const std::string& output,
          std::optional<std::size_t> file_limit = std::nullopt);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();  // Kills with -9.

  pid_t id() const { return id_; }
  bool alive();
  void send(int signal);
  int wait();  // The exit code; 128 and more for a signal.
  void lift_file_limit();

 private:
  pid_t id_ = -1;
  std::optional<int> status_;  // As waitpid gave it, once it has ended.
};

}  // namespace banwei::fault
