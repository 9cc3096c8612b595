// A morning of a whole college, for whoever watches it, for tests and for the bench: who is in it, what each of them
// says when, and what must be known of each after it. Invariant: the same seed gives the same morning, and no sentence
// here is written without what must come of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::sandbox {

/// From midnight.
using DayTime = std::chrono::seconds;

struct DayStudent {
  std::string number = {};
  std::string name = {};
  std::size_t klass = 0;
  bool monitor = false;

  std::optional<int> centi = {};  // what must be kept as the day's value, if any
  std::optional<DayTime> reported = {};
  bool exempt = false;
  std::optional<DayTime> in_need = {};  // when a teacher must begin to hear of it
};

struct DayLine {
  DayTime at{};
  std::optional<std::size_t> student = {};  // nobody: a stranger in the group
  std::optional<std::size_t> group = {};    // the class in whose group it is said; otherwise in private
  std::optional<std::size_t> teacher = {};  // of that class, in place of a student
  std::string text = {};
};

class CollegeDay {
 public:
  /// The college this is built for.
  static constexpr std::size_t usual_students = 2819;
  static constexpr std::size_t usual_classes = 79;
  static constexpr std::size_t usual_counsellors = 24;

  CollegeDay(std::uint64_t seed, std::size_t students, std::size_t classes);

  static std::string class_name(std::size_t klass);

  std::vector<DayStudent> students = {};  // by class
  std::vector<DayLine> lines = {};        // in order of time
  std::size_t classes = 0;

 private:
  struct Manner;
  static const std::vector<Manner> manners;

  void people(std::size_t count);
  void speak(std::size_t student, const Manner& manner);
  void relay_list(const std::vector<std::size_t>& rows, std::size_t by);
  void talk(std::size_t klass);

  std::size_t any(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice_); }
  DayTime between(DayTime from, DayTime to) {
    return from + DayTime{static_cast<std::int64_t>(any(static_cast<std::size_t>((to - from).count())))};
  }
  void say(std::size_t student, bool in_group, DayTime at, std::string text);

  std::mt19937_64 dice_;
};

}  // namespace banwei::sandbox
