// What the case tables say that somebody has reported, or was asked.
#include "tests/cases/scene.h"

namespace banwei::tests::temperature {

SetUp reported() {
  return {"reported", std::chrono::hours{1},
          [](const Scene& scene, const std::string& degrees) { scene.says(scene.speaker(), Place::group, degrees); }};
}

SetUp doubted() {
  return {"confirm", std::chrono::minutes{1}, [](const Scene& scene, const std::string& degrees) {
            scene.says(scene.speaker(), Place::direct, "我" + degrees + "是不是发烧了");
          }};
}

}  // namespace banwei::tests::temperature
