#include "handlers/care/care_rules.h"

#include <algorithm>
#include <array>

#include "handlers/common/fever.h"

namespace banwei::care {

namespace {

using std::chrono::minutes;

constexpr Roles counsellor{Role::counsellor};
constexpr Roles class_teacher{Role::class_teacher};
constexpr Roles office{Role::office};
constexpr Roles nobody{};

constexpr std::array fever_ladder{Step{minutes{0}, counsellor}, Step{minutes{10}, nobody}, Step{minutes{30}, nobody},
                                  Step{minutes{60}, class_teacher | office}};
constexpr std::array high_ladder{Step{minutes{0}, counsellor | office}, Step{minutes{5}, nobody},
                                 Step{minutes{10}, nobody}, Step{minutes{20}, class_teacher}};
constexpr std::array soon_ladder{Step{minutes{0}, counsellor}, Step{minutes{5}, office},
                                 Step{minutes{15}, class_teacher}};
constexpr std::array now_ladder{Step{minutes{0}, counsellor | class_teacher, true}, Step{minutes{5}, office, true}};

}  // namespace

std::span<const Step> ladder(Severity severity) {
  switch (severity) {
    case Severity::fever:
      return fever_ladder;
    case Severity::high:
      return high_ladder;
    case Severity::distress_soon:
      return soon_ladder;
    case Severity::distress_now:
      return now_ladder;
  }
  return now_ladder;
}

minutes repeats_every(Severity severity) {
  switch (severity) {
    case Severity::fever:
      return minutes{60};
    case Severity::high:
    case Severity::distress_soon:
      return minutes{30};
    case Severity::distress_now:
      return minutes{5};
  }
  return minutes{5};
}

minutes pauses_for(Severity severity) {
  return severity == Severity::distress_now ? minutes{10} : repeats_every(severity);
}

minutes step_after(Severity severity, int number) {
  const auto steps = ladder(severity);
  const int last = static_cast<int>(steps.size()) - 1;
  if (number <= last) return steps[static_cast<std::size_t>(number)].after;
  return steps.back().after + (number - last) * repeats_every(severity);
}

std::span<const std::chrono::seconds> tells_again_after() {
  using std::chrono::seconds;
  static constexpr std::array waits{seconds{30}, seconds{90}, seconds{180}};  // 30 s, 2 and 5 minutes after the first
  return waits;
}

bool is_emergency(std::string_view symptom) {
  constexpr std::array<std::string_view, 10> emergencies{"呼吸困难", "胸痛",     "胸闷",     "晕倒",     "受伤",
                                                         "出血",     "剧烈疼痛", "严重过敏", "中风征兆", "中毒"};
  return std::find(emergencies.begin(), emergencies.end(), symptom) != emergencies.end();
}

Severity severity_of(int centi, std::span<const std::string> symptoms) {
  const bool high = centi >= high_from || std::any_of(symptoms.begin(), symptoms.end(), is_emergency);
  return high ? Severity::high : Severity::fever;
}

}  // namespace banwei::care
