// Runs of the real binary: what it said and how it ended, and the folder that it works in.
#pragma once

#include <pty.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/fault/process.h"
#include "tests/fault/stand.h"

namespace banwei::cli {

struct Ran {
  int code = 0;
  std::string said;  // Both outputs.
  bool says(std::string_view words) const { return said.find(words) != std::string::npos; }
};

using fault::content_of;

/// Runs a verb to its end; `meanwhile` is called again and again until then.
inline Ran banwei(std::vector<std::string> arguments, const std::function<void()>& meanwhile = {}) {
  setenv("LC_ALL", "C.UTF-8", 1);  // It is as a machine that nobody has set up: Chinese.
  const fault::Folder folder;
  const std::string output = (folder.path() / "output").string();
  arguments.insert(arguments.begin(), BANWEI_BINARY);
  fault::Process process(arguments, output);
  while (process.alive()) {
    if (meanwhile) {
      meanwhile();
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }
  const int code = process.wait();
  return {code, content_of(output)};
}

/// A folder with a token and a configuration, and what is run on it. No bot runs unless the test starts one.
class Workplace {
 protected:
  static constexpr const char* token = "canary-of-the-token";

  /// `config` is TOML; its token_file is "token".
  explicit Workplace(const std::string& config) {
    write("config.toml", config);
    write("token", std::string(token) + "\n");
  }

  std::string path(const std::string& name) const { return (folder.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    chmod(path(name).c_str(), 0600);
  }
  Ran verb(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--config", path("config.toml")});
    return banwei(std::move(arguments));
  }
  /// The same before a terminal, where `answers` are typed.
  Ran verb_at_terminal(std::vector<std::string> arguments, const std::string& answers) const {
    arguments.insert(arguments.begin(), BANWEI_BINARY);
    arguments.insert(arguments.end(), {"--config", path("config.toml")});
    setenv("LC_ALL", "C.UTF-8", 1);
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
      std::vector<char*> words;
      for (std::string& word : arguments) words.push_back(word.data());
      words.push_back(nullptr);
      execv(words.front(), words.data());
      _exit(127);
    }
    if (::write(terminal, answers.data(), answers.size()) != static_cast<ssize_t>(answers.size()))
      throw fault::Trouble("the terminal takes no answers");
    Ran ran;
    char buffer[4096];
    for (ssize_t size = read(terminal, buffer, sizeof buffer); size > 0; size = read(terminal, buffer, sizeof buffer))
      ran.said.append(buffer, static_cast<std::size_t>(size));
    int status = 0;
    waitpid(child, &status, 0);
    close(terminal);
    ran.code = WEXITSTATUS(status);
    return ran;
  }
  void import() const {
    for (const char* roster : {"students.csv", "staff.csv"}) {
      if (!std::filesystem::exists(path(roster))) continue;
      const Ran ran = verb({"roster", "import", path(roster), "--yes"});
      if (ran.code != 0) throw fault::Trouble("the roster cannot be imported: " + ran.said);
    }
  }
  std::unique_ptr<fault::Process> start_bot() const {
    return std::make_unique<fault::Process>(
        std::vector<std::string>{BANWEI_BINARY, "run", "--config", path("config.toml")}, path("log"));
  }
  std::string log() const { return content_of(path("log")); }

  fault::Folder folder;
};

}  // namespace banwei::cli
