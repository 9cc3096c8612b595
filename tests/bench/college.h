// A college of 2819 students in 79 classes, and what its gateway writes when one of them speaks.
// Invariant: a report is of nobody with a fever, so that each of them is answered by one acknowledgement; talk is
// answered by none.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bot/sandbox/college_day.h"

namespace banwei::bench {

class College {
 public:
  static constexpr std::size_t students = sandbox::CollegeDay::usual_students;
  static constexpr std::size_t classes = sandbox::CollegeDay::usual_classes;

  explicit College(std::uint64_t seed);

  std::string roster() const;   // As CSV.
  std::string friends() const;  // Everybody, as the data of get_friend_list.

  std::size_t class_of(std::size_t student) const { return students_[student].klass; }

  /// The students in an order of chance, each once before any comes again.
  std::size_t next_student();
  std::string_view report();
  std::string_view talk();

  /// The frame of a group message; valid until the next call.
  std::string_view frame(std::size_t student, std::uint32_t id, std::int64_t time, std::string_view text);

 private:
  struct Student {
    std::string number;
    std::string name;
    std::size_t klass = 0;
    std::string account;
    std::array<std::string, 2> around;  // What stands in a frame before the first id and behind the last text.
  };

  std::mt19937_64 dice_;
  std::vector<Student> students_;
  std::vector<std::string> reports_;
  std::vector<std::size_t> order_;
  std::size_t next_ = 0;
  std::string frame_;
};

}  // namespace banwei::bench
