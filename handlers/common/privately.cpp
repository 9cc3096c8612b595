#include "handlers/common/privately.h"

#include <utility>

namespace banwei {

Reply privately(const Call& call, std::string words) {
  if (call.message.place == Place::direct) return Reply{}.add(Say{plain(std::move(words))});
  return Reply{}.add(Whisper{*call.speaker.person, plain(std::move(words))});
}

}  // namespace banwei
