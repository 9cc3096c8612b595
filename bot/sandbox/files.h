// Files that the bot sent, in memory, by the message that brought each.
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

  void add(std::string message, std::string bytes) {
    total_ += bytes.size();
    kept_.emplace_back(std::move(message), std::move(bytes));
    while (total_ > total_limit) {
      total_ -= kept_.front().second.size();
      kept_.pop_front();
    }
  }

  /// Null when it is unknown or had to make room.
  const std::string* find(std::string_view message) const {
    for (const auto& [id, bytes] : kept_) {
      if (id == message) return &bytes;
    }
    return nullptr;
  }

 private:
  std::deque<std::pair<std::string, std::string>> kept_;
  std::size_t total_ = 0;
};

}  // namespace banwei::sandbox
