// The case that the tables say is open: its student has just been asked how it goes.
#include "tests/cases/scene.h"

namespace banwei::tests::cases {

SetUp asked() {
  return {"care", std::chrono::minutes{5}, [](const Scene& scene, const std::string&) {
            const Moment now = scene.world().zone.at(scene.world().clock.wall());
            const Person& student = scene.person(scene.speaker());
            storage::Stores& stores = scene.world().stores();
            stores.cases.open({.person = student.id,
                               .class_id = student.class_id,
                               .opened = now.utc - std::chrono::hours{20},
                               .day = now.day() - std::chrono::days{1}});
            stores.questions.ask({.person = student.id,
                                  .feature = "cases",
                                  .kind = "round",
                                  .payload = "{}",
                                  .day = now.day(),
                                  .asked = now.utc,
                                  .until = now.utc + std::chrono::hours{10}});
          }};
}

}  // namespace banwei::tests::cases
