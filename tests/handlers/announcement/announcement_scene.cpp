// A notice that waits to be confirmed, under the number that the case tables give it.
#include "tests/cases/scene.h"

namespace banwei::tests::announcement {

SetUp published() {
  return {"notice", std::chrono::minutes{30}, [](const Scene& scene, const std::string& id) {
            const Utc now = scene.world().clock.wall();
            storage::Notices& notices = scene.world().stores().notices;
            notices.add({.id = std::stoll(id),
                         .publisher = scene.person("王敏").id,
                         .body = R"({"text": "推迟开学说明，请回复收到"})",
                         .receipt = true,
                         .created = now,
                         .posted = now});
            notices.save({.notice = std::stoll(id),
                          .class_id = scene.person("陈思远").class_id,
                          .room = "g",
                          .state = storage::SendState::sent,
                          .settled = now});
          }};
}

}  // namespace banwei::tests::announcement
