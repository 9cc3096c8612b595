// The post that the case tables say is offered to the speaker.
#include "tests/cases/scene.h"

namespace banwei::tests::posts {

SetUp offered() {
  return {"handover", std::chrono::minutes{20}, [](const Scene& scene, const std::string&) {
            scene.says("陈思远", Place::direct, "移交班长 给 " + scene.speaker());
          }};
}

}  // namespace banwei::tests::posts
