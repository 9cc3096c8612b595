// What the case tables say that the speaker was just told of those who are missing.
#include "tests/cases/scene.h"

namespace banwei::tests::ladder {

namespace {

/// All of the class have reported but one, and two minutes pass, in which a step of the ladder is told.
void lacks_one(const Scene& scene) {
  storage::Stores& stores = scene.world().stores();
  const Person missing = scene.person("马上");
  const Day today = *day_from_iso("2020-03-11");
  for (const Person& one : stores.members.students(missing.class_id)) {
    if (one.id == missing.id) continue;
    stores.readings.record({.person = one.id, .day = today, .centi = 3650, .by = one.id, .how = "self"});
  }
  const Utc now = scene.world().clock.wall();
  scene.world().pass_to(now);
  scene.world().pass_to(now + std::chrono::minutes{2});
}

}  // namespace

SetUp monitor_told() {
  return {"missing_last", std::chrono::minutes{81}, [](const Scene& scene, const std::string&) { lacks_one(scene); }};
}

SetUp office_told() {
  return {"escalation", std::chrono::minutes{51}, [](const Scene& scene, const std::string&) { lacks_one(scene); }};
}

}  // namespace banwei::tests::ladder
