// What the case tables say that the speaker was just told to verify.
#include "tests/cases/scene.h"

namespace banwei::tests::checks {

SetUp listed() {
  return {"checks", std::chrono::minutes{10}, [](const Scene& scene, const std::string&) {
            storage::Stores& stores = scene.world().stores();
            for (const char* name : {"赵六", "高兴", "孙浩然", "周雨晴"}) {
              const Person& person = scene.person(name);
              stores.findings.add({.day = *day_from_iso("2020-03-11"),
                                   .rule = "R9",
                                   .class_id = person.class_id,
                                   .person = person.id,
                                   .words = "连续5天都是36.5℃"},
                                  {});
            }
            scene.says(scene.speaker(), Place::direct, "排查");
          }};
}

}  // namespace banwei::tests::checks
