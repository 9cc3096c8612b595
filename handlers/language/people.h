// The people of one class as a message may name them: cut once for a roster, for everybody who reads its talk.
// Invariant: read only; who stands at a place in a text costs a bucket, not the class.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace banwei {

/// Somebody of the class whose name or number may stand in a message; the number tells apart those who share a name.
struct Named {
  std::string number;
  std::string name;
};

namespace language {

class People {
 public:
  People() = default;
  explicit People(std::vector<Named> all);

  /// A class without anybody.
  static const People& nobody();

  // The people by their places, in order of number.
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }
  const Named& operator[](std::size_t place) const { return all_[place]; }

  /// Their names and numbers, folded.
  const std::string& name(std::size_t place) const { return names_[place]; }
  const std::string& number(std::size_t place) const { return numbers_[place]; }

  /// The place of whoever has this number, size() without one.
  std::size_t place_of(std::string_view number) const;

  struct Match {
    std::size_t length = 0;             // In bytes of the text, 0 when nobody is named.
    std::vector<std::size_t> who = {};  // Their places; several for namesakes.
  };

  /// The longest name that stands at `at` of a folded text. Its dots may be left out, and its two characters may stand
  /// apart.
  Match name_at(std::string_view text, std::size_t at) const;

  /// 陈思源 for 陈思远, 买买提 for 阿卜杜拉·买买提, where `may_end` lets a bent name end and only one can be meant.
  Match near_name_at(std::string_view text, std::size_t at, const std::function<bool(std::size_t)>& may_end) const;

 private:
  std::vector<Named> all_;
  std::vector<std::string> names_;
  std::vector<std::string> numbers_;
  std::vector<std::size_t> by_number_;                                // Places, in order of the number.
  std::unordered_map<char32_t, std::vector<std::size_t>> by_first_;   // By the first character of the name.
  std::unordered_map<char32_t, std::vector<std::size_t>> by_second_;  // By the second of those with three and more.
  std::unordered_map<char32_t, std::vector<std::size_t>> by_last_;    // By the first behind the dot.
};

}  // namespace language
}  // namespace banwei
