// Files that the bot or somebody at its page sent, in memory: its own by the message that brought it, theirs by the id
// under which it may fetch them.
// Invariant: never more than so many bytes; the oldest make room.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace banwei::sandbox {

class Files {
 public:
  static constexpr std::size_t total_limit = 16 << 20;
  static constexpr const char* path = "/file/";

  void add(std::string id, std::string bytes) {
    total_ += bytes.size();
    kept_.emplace_back(std::move(id), std::move(bytes));
    while (total_ > total_limit) {
      total_ -= kept_.front().second.size();
      kept_.pop_front();
    }
  }

  /// Null when it is unknown or had to make room.
  const std::string* find(std::string_view id) const {
    for (const auto& [name, bytes] : kept_) {
      if (name == id) return &bytes;
    }
    return nullptr;
  }

 private:
  std::deque<std::pair<std::string, std::string>> kept_;
  std::size_t total_ = 0;
};

}  // namespace banwei::sandbox
