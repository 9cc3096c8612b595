// Of whom the tables say that the speaker was just told: of a fever, and of somebody in distress.
#include "tests/cases/scene.h"

namespace banwei::tests::care {

SetUp fever_told() {
  return {"fever", std::chrono::minutes{5},
          [](const Scene& scene, const std::string&) { scene.says("李四", Place::direct, "37.8"); }};
}

SetUp distress_told() {
  return {"distress", std::chrono::minutes{5},
          [](const Scene& scene, const std::string&) { scene.says("何静", Place::direct, "不想活了"); }};
}

}  // namespace banwei::tests::care
