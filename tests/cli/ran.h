// One run of the real binary: what it said and how it ended.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/fault/process.h"
#include "tests/fault/stand.h"

namespace banwei::cli {

struct Ran {
  int code = 0;
  std::string said;  // both outputs
  bool says(std::string_view words) const { return said.find(words) != std::string::npos; }
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Runs a verb to its end; `meanwhile` is called again and again until then.
inline Ran banwei(std::vector<std::string> arguments, const std::function<void()>& meanwhile = {}) {
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

}  // namespace banwei::cli
