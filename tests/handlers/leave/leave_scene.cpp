// The leave that the case tables say waits, by its number.
#include "tests/cases/scene.h"

namespace banwei::tests::leave {

SetUp waiting() {
  return {"pending_leave", std::chrono::minutes{20}, [](const Scene& scene, const std::string& number) {
            for (int i = 1; i < std::stoi(number); ++i) {
              scene.says("李四", Place::direct, "今天请病假");
              scene.says("李四", Place::direct, "取消请假");
            }
            scene.says("李四", Place::direct, "今天请病假");
          }};
}

}  // namespace banwei::tests::leave
