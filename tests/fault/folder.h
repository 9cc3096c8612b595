// A folder below the system's temporary one that goes with this.
#pragma once

#include <filesystem>

namespace banwei::fault {

class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace banwei::fault
