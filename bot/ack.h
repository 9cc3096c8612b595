// How a group sees that the bot has taken a message in. Private chats are answered in words whatever this says.
#pragma once

namespace banwei {

enum class Ack {
  automatic,  // A reaction where the platform has them; else nothing but the count now and then.
  reply,      // A message that quotes the one it acknowledges.
};

}  // namespace banwei
