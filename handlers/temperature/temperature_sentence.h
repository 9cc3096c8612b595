// A message as tokens whose meaning is settled, with the questions that the rules ask of it: what is in it, what is
// said. Invariant: looks only, decides nothing.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/temperature/temperature_passage.h"

namespace banwei::temperature {

class Sentence : public Passage {
 public:
  Sentence(std::string_view text, const Scene& scene);

  bool has(Tag tag) const { return counts_[static_cast<std::size_t>(tag)] > 0; }

  /// The figures that may be somebody's temperature, in order.
  const std::vector<std::size_t>& values() const { return values_; }
  bool has_reading() const;
  bool has_foreign() const;

  /// The highest plain reading, 0 without one.
  int highest_reading() const;

  /// Symptoms said to be there, in order, without doubles.
  std::vector<std::string> symptoms() const;
  bool unwell() const { return unwell_; }                      // A symptom or a vague complaint.
  bool spoke_of_kin() const { return spoke_of_kin_; }          // A normal figure of somebody at home was taken out.
  bool disowned_a_fever() const { return disowned_a_fever_; }  // 那个38.2是李四的 stood beside one's own value.
  Wellness well() const { return well_; }
  bool denies_fever() const { return denies_fever_; }
  bool fever_said() const { return fever_said_; }
  bool urgent_said() const { return urgent_said_; }

  /// Whether a value beside it is plainly a temperature: 体温, ℃, 测了.
  bool about_temperature() const;

 private:
  void count();

  std::array<int, 64> counts_{};
  std::vector<std::size_t> values_;
  bool spoke_of_kin_ = false;
  bool disowned_a_fever_ = false;
  bool unwell_ = false;
  Wellness well_ = Wellness::unsaid;
  bool denies_fever_ = false;
  bool fever_said_ = false;
  bool urgent_said_ = false;
};

}  // namespace banwei::temperature
