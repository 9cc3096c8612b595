// The parts of a package: a zip file in memory, as Office writes it.
// Invariant: a part is bounded while it is inflated, and so are all together; nothing is written, no name is trusted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace banwei::members {

class Package {
 public:
  /// The bytes must outlive it. Throws Explained when they are no zip file, or one of too many parts.
  explicit Package(std::string_view bytes);

  /// Nothing when there is no such part. Throws Explained when it is broken, locked by a password or too large.
  std::optional<std::string> part(const std::string& name);

 private:
  struct Close {
    void operator()(zip* file) const;
  };
  std::unique_ptr<zip, Close> file_;
  std::size_t inflated_ = 0;  // of all parts so far, in bytes
};

}  // namespace banwei::members
