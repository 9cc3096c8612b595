// A set of an enumeration's values, whatever their number.
// Invariant: the enumeration's last value is `count`, which is no member.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace banwei {

template <class Enum>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(Enum one) { add(one); }
  constexpr SetOf(std::initializer_list<Enum> values) {
    for (const Enum value : values) add(value);
  }
  constexpr void add(Enum value) { bits_[index(value) / 64] |= std::uint64_t{1} << (index(value) % 64); }
  constexpr bool has(Enum value) const { return (bits_[index(value) / 64] >> (index(value) % 64) & 1) != 0; }
  constexpr bool any(const SetOf& other) const {
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      if ((bits_[i] & other.bits_[i]) != 0) return true;
    }
    return false;
  }
  constexpr bool empty() const { return !any(*this); }
  constexpr SetOf operator|(const SetOf& other) const {
    SetOf both = *this;
    for (std::size_t i = 0; i < bits_.size(); ++i) both.bits_[i] |= other.bits_[i];
    return both;
  }

 private:
  static constexpr std::size_t index(Enum value) { return static_cast<std::size_t>(value); }
  std::array<std::uint64_t, (static_cast<std::size_t>(Enum::count) + 63) / 64> bits_{};
};

}  // namespace banwei
