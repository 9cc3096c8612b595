#include "tests/cases/scene.h"

namespace banwei::tests {

void Scene::says(const std::string& name, Place place, const std::string& words) const {
  Message message;
  message.place = place;
  message.user = person(name).account;
  message.room = place == Place::group ? "g" : message.user;
  message.content = plain(words);
  world_.hear(std::move(message));
}

}  // namespace banwei::tests
