// The parts of a package: a zip file in memory, as Office writes it.
// Invariant: a part is bounded while it is inflated, and so are all together; nothing is written, no name is trusted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace banwei::members {

/// How much a workbook may be.
struct WorkbookLimits {
  std::size_t packed = 0;     // bytes of the file
  std::size_t part = 0;       // bytes of one part, inflated
  std::size_t whole = 0;      // bytes of all parts that are read
  int last_row = 0;           // the number of the last that may hold something
  std::size_t most_rows = 0;  // that hold something: more than the reader takes, which says so
  std::size_t csv = 0;        // bytes of what is read
};

/// Of one that somebody sends: a roster of a college inflates to about 2 MiB. And of one that whoever has the machine
/// gives to the command line.
inline constexpr WorkbookLimits sent_workbook{5U << 20U, 20U << 20U, 64U << 20U, 20'000, 10'100, 4U << 20U};
inline constexpr WorkbookLimits given_workbook{64U << 20U, 256U << 20U, 512U << 20U, 250'000, 200'100, 48U << 20U};

class Package {
 public:
  /// The bytes and limits must outlive it. Throws Explained when they are no zip file, or one of too many parts.
  explicit Package(std::string_view bytes, const WorkbookLimits& limits = sent_workbook);

  /// Nothing when there is no such part. Throws Explained when it is broken, locked by a password or too large.
  std::optional<std::string> part(const std::string& name);

 private:
  struct Close {
    void operator()(zip* file) const;
  };
  std::unique_ptr<zip, Close> file_;
  const WorkbookLimits& limits_;
  std::size_t inflated_ = 0;  // of all parts so far, in bytes
};

}  // namespace banwei::members
