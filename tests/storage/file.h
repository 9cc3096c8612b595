// A database file of its own for one test, gone afterwards.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace banwei::storage {

/// An instant that means nothing but its distance to others.
constexpr Utc at(std::int64_t seconds) { return Utc{std::chrono::seconds{seconds}}; }

inline Day day(std::string_view date) { return day_from_iso(date).value(); }

class File {
 public:
  File() : folder_(std::filesystem::temp_directory_path() / "banwei-XXXXXX") {
    std::string name = folder_.string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string path() const { return (folder_ / "banwei.db").string(); }

  /// Whether the bytes stand in the database, its log or any other file beside it.
  bool contains(std::string_view bytes) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string content{std::istreambuf_iterator<char>(in), {}};
      if (content.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace banwei::storage
