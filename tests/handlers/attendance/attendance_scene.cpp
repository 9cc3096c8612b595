// The roll call that the case tables say is open.
#include "tests/cases/scene.h"

namespace banwei::tests::attendance {

SetUp called() {
  return {"roll_call", std::chrono::minutes{3}, [](const Scene& scene, const std::string&) {
            scene.says("陈思远", Place::group, "点名 线上班会签到 10分钟");
          }};
}

}  // namespace banwei::tests::attendance
