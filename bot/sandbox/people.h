// What people do in the sandbox, whether by its page or by a test.
// Invariant: nobody speaks in a group that they are not in; what is said is in the rooms, the transcript, the pages and
// on the bot's line.
#pragma once

#include <functional>
#include <string>

#include "bot/sandbox/shared.h"

namespace banwei::sandbox {

class People {
 public:
  /// `spoke` is told the id of each message before the bot hears it.
  People(Shared& shared, std::function<void(const std::string& message)> spoke)
      : shared_(shared), spoke_(std::move(spoke)) {}

  std::string say(const std::string& user, Place place, const std::string& room, Content content);
  void recall(ChatLine& line);
  void resend(const ChatLine& line);
  void request_friend(const std::string& user);
  void befriend(const std::string& user);

 private:
  /// Nobody when the person is a friend already.
  const ChatUser* stranger(const std::string& user) const;

  Shared& shared_;
  std::function<void(const std::string& message)> spoke_;
};

}  // namespace banwei::sandbox
