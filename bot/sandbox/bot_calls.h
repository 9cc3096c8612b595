// What the bot's calls do in the sandbox's rooms, as NapCat does them.
// Invariant: a call that is not effective answers as if it had been, and changes nothing.
#pragma once

#include <string>

#include "bot/sandbox/people.h"
#include "bot/sandbox/shared.h"

namespace banwei::sandbox {

class BotCalls {
 public:
  BotCalls(Shared& shared, People& people) : shared_(shared), people_(people) {}

  /// Throws napcat::Failure.
  Json run(const std::string& action, const Json& parameters, const Faults& faults, bool effective);

 private:
  using Action = Json (BotCalls::*)(const Json& parameters);

  Json login_info(const Json&);
  Json status(const Json&);
  Json version(const Json&);
  Json friends(const Json&) { return napcat::friends(shared_.rooms); }
  Json groups(const Json&) { return napcat::groups(shared_.rooms); }
  Json members(const Json& parameters);
  Json file(const Json& parameters);
  Json history(const Json& parameters);
  Json delete_message(const Json& parameters);
  Json answer_friend(const Json& parameters);
  Json send_group(const Json& parameters);
  Json send_private(const Json& parameters);
  Json upload_private(const Json& parameters);
  Json react(const Json& parameters);

  const ChatUser& friend_of(const Json& parameters) const;
  Json deliver(ChatLine line, const std::string& bytes = {});
  Content sent(const Json& parameters) const;

  Shared& shared_;
  People& people_;
  Faults faults_;          // The faults for the call that runs.
  bool effective_ = true;  // Whether that call takes effect.
};

}  // namespace banwei::sandbox
