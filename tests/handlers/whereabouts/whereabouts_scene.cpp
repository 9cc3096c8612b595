// What the case tables say that the speaker was just asked: where he is.
#include "tests/cases/scene.h"

namespace banwei::tests::whereabouts {

SetUp asked() {
  return {"location", std::chrono::minutes{5}, [](const Scene& scene, const std::string&) {
            const Moment now = scene.world().zone.at(scene.world().clock.wall());
            scene.world().stores().questions.ask({.person = scene.person(scene.speaker()).id,
                                                  .feature = "whereabouts",
                                                  .kind = "where",
                                                  .payload = "{}",
                                                  .day = now.day(),
                                                  .asked = now.utc,
                                                  .until = now.utc + std::chrono::hours{10}});
          }};
}

}  // namespace banwei::tests::whereabouts
