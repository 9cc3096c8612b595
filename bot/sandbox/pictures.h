// Pictures that people at the sandbox's page sent, in memory, by the name under which the page and the bot know them.
// Invariant: only what begins like a PNG, JPEG, GIF or WebP is kept, and never more than so many and so many bytes.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace banwei::sandbox {

struct Picture {
  std::string name;  // "1583883600_640x480.jpg": a number, the size in pixels, the kind
  std::string type;  // The MIME type.
  std::string bytes;
};

class Pictures {
 public:
  static constexpr std::size_t size_limit = 512 << 10;  // In bytes, of one.
  static constexpr std::size_t count_limit = 64;
  static constexpr std::size_t total_limit = 16 << 20;
  static constexpr const char* path = "/picture/";

  /// `site` is where they are served, such as "http://127.0.0.1:8080".
  explicit Pictures(std::string site) : site_(std::move(site)) {}

  /// Keeps it and answers its name; the oldest make room. `number` is its own, `size` such as "640x480".
  /// Throws std::invalid_argument with a sentence for the person at the page.
  std::string add(const std::string& number, std::string_view size, std::string bytes);

  /// By its name or by a URL or path that ends in it; null when it is unknown or had to make room.
  const Picture* find(std::string_view name) const;
  std::string url(const Picture& picture) const { return site_ + path + picture.name; }

 private:
  std::string site_;
  std::deque<Picture> kept_;
  std::size_t total_ = 0;
};

}  // namespace banwei::sandbox
