// FNV-1a over words and signs: 64 bits that stand for what need not be kept itself.
// Invariant: the value of the same sequence never changes, for it stands in databases.
#pragma once

#include <cstdint>
#include <string_view>

namespace banwei::storage {

class Fingerprint {
 public:
  Fingerprint& mix(unsigned char byte) {
    value_ = (value_ ^ byte) * 1099511628211U;
    return *this;
  }

  /// A word and its end, so that "ab", "c" and "a", "bc" differ.
  Fingerprint& mix(std::string_view word) {
    for (const char byte : word) mix(static_cast<unsigned char>(byte));
    return mix(0xFF);  // No byte of UTF-8 is 0xFF.
  }

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037U;
};

}  // namespace banwei::storage
