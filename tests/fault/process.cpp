// fork, exec and wait.
#include "tests/fault/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace banwei::fault {

Process::Process(const std::vector<std::string>& command, const std::string& output,
                 std::optional<std::size_t> file_limit) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t test = getpid();
  id_ = fork();
  if (id_ < 0) throw std::runtime_error("cannot fork");
  if (id_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != test) _exit(127);
  if (file_limit) {
    signal(SIGXFSZ, SIG_IGN);  // It survives the exec: writes then fail with EFBIG.
    const rlimit limit{*file_limit, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

Process::~Process() {
  send(SIGKILL);
  wait();
}

bool Process::alive() {
  int status = 0;
  if (!status_ && waitpid(id_, &status, WNOHANG) == id_) status_ = status;
  return !status_;
}

void Process::send(int signal) {
  if (!status_) kill(id_, signal);
}

int Process::wait() {
  int status = 0;
  if (!status_ && waitpid(id_, &status, 0) == id_) status_ = status;
  status = status_.value_or(0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void Process::lift_file_limit() {
  const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
  prlimit(id_, RLIMIT_FSIZE, &none, nullptr);
}

}  // namespace banwei::fault
