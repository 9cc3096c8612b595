#include "bot/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>

#include "bot/clock.h"

namespace banwei {

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr rlim_t files = 8;  // The sanitizer tries memory by a pipe before it looks at an object.
#else
constexpr rlim_t files = 0;
#endif

/// Closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "a worker's file");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  operator int() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = write(fd, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

/// Appends what comes until the end; false when it is too much or takes too long.
bool read_all(int fd, std::string& all, const WorkerLimits& limits) {
  const SystemClock clock;
  const auto end = clock.steady() + limits.time;
  char buffer[64U << 10U];
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - clock.steady()).count();
    pollfd ready{.fd = fd, .events = POLLIN, .revents = 0};
    const int count = left <= 0 ? 0 : poll(&ready, 1, static_cast<int>(left));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    const ssize_t size = read(fd, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return size == 0;
    all.append(buffer, static_cast<std::size_t>(size));
    if (all.size() > limits.answer) return false;
  }
}

/// Ends the process, if it still runs; true when it ended well by itself.
bool ended_well(pid_t child, bool finished) {
  if (!finished) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return finished && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Of memory that is mapped; the checkers of our tests map terabytes before main().
rlim_t mapped() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

std::optional<std::string> run_worker(const std::vector<std::string>& arguments, std::string_view bytes,
                                      const WorkerLimits& limits) {
  const Descriptor input(memfd_create("input", MFD_CLOEXEC));
  if (!write_all(input, bytes) || lseek(input, 0, SEEK_SET) != 0) return std::nullopt;
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  const Descriptor from(ends[0]);
  Descriptor to(ends[1]);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::string name = "banwei";
  std::vector<char*> words{name.data()};
  std::vector<std::string> copies = arguments;
  for (std::string& word : copies) words.push_back(word.data());
  words.push_back(nullptr);
  char* nothing[] = {nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, words.data(), nothing);
  posix_spawn_file_actions_destroy(&actions);
  to.close();
  if (failed != 0) return std::nullopt;

  std::string answer;
  const bool finished = read_all(from, answer, limits);
  return ended_well(child, finished) ? std::optional(std::move(answer)) : std::nullopt;
}

int serve_as_worker(const std::function<std::string(std::string_view)>& work, const WorkerLimits& limits) {
  const auto limit = [](auto what, rlim_t most) {
    const rlimit both{most, most};
    return setrlimit(what, &both) == 0;
  };
  const bool limited = limit(RLIMIT_AS, mapped() + limits.memory) &&
                       limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count())) && limit(RLIMIT_NPROC, 0) &&
                       limit(RLIMIT_NOFILE, files) && limit(RLIMIT_CORE, 0);
  if (!limited) return 1;
  std::string bytes;
  char buffer[64U << 10U];
  for (;;) {
    const ssize_t size = read(STDIN_FILENO, buffer, sizeof buffer);
    if (size < 0) return 1;
    if (size == 0) break;
    bytes.append(buffer, static_cast<std::size_t>(size));
  }
  // No handler of the normal exit runs: a leak checker's would start a process, which this one may not.
  _exit(write_all(STDOUT_FILENO, work(bytes)) ? 0 : 1);
}

}  // namespace banwei
