// What a table's context says has happened, made so by the feature that it happened to: "open": ["notice 12"].
// Invariant: a word that no feature sets up is a fault of the table.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/chat/world.h"

namespace banwei::tests {

class Scene {
 public:
  Scene(World& world, const std::map<std::string, Person>& people, const std::string& speaker,
        const nlohmann::json& context)
      : world_(world), people_(people), speaker_(speaker), context_(context) {}

  World& world() const { return world_; }
  const Person& person(const std::string& name) const { return people_.at(name); }
  const std::string& speaker() const { return speaker_; }
  const nlohmann::json& context() const { return context_; }

  /// Somebody says it, and the bot answers as it does.
  void says(const std::string& name, Place place, const std::string& words) const;

 private:
  World& world_;
  const std::map<std::string, Person>& people_;
  const std::string& speaker_;
  const nlohmann::json& context_;
};

/// One thing that has happened `before` the message; what stands behind its word is its argument: "12".
struct SetUp {
  std::string_view word;  // The word of "open" or "asked", or a key of the context.
  std::chrono::minutes before{};
  void (*run)(const Scene& scene, const std::string& argument) = nullptr;
};

namespace announcement {
SetUp published();  // "notice 12"
}
namespace cases {
SetUp asked();  // "care"
}
namespace attendance {
SetUp called();  // "roll_call"
}
namespace checks {
SetUp listed();  // "checks"
}
namespace ladder {
SetUp monitor_told();  // "missing_last"
SetUp office_told();   // "escalation"
}  // namespace ladder
namespace leave {
SetUp waiting();  // "pending_leave": [3]
}
namespace posts {
SetUp offered();  // "handover"
}
namespace care {
SetUp fever_told();     // "fever"
SetUp distress_told();  // "distress"
}  // namespace care
namespace whereabouts {
SetUp asked();  // "location"
}
namespace temperature {
SetUp reported();  // "reported": 36.9, "reported_at": "08:10"
SetUp doubted();   // "confirm 38.5"
}  // namespace temperature

}  // namespace banwei::tests
