// Which of the bot's accounts have a line that is up, what each platform can, where each account stands and whom it
// knows. Invariant: an account stands here from its LinkUp to its LinkDown, whatever becomes of the turn that heard it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bot/gateway/gateway.h"
#include "handlers/chat.h"

namespace banwei {

class Links {
 public:
  struct LinkState {
    Capabilities can = {};
    std::set<std::string> groups = {};                            // Empty when the gateway did not tell.
    std::optional<std::set<std::string>> friends = std::nullopt;  // Unset while their list has not come.

    Reach reach(const std::string& person) const;
  };

  void up(const LinkUp& link);
  void down(const std::string& account) { lines_.erase(account); }

  /// A list came later. An empty one proves nothing: gateways have it while the account's own is on its way.
  void learn_friends(const std::string& account, const std::vector<std::string>& friends);
  void befriended(const std::string& account, const std::string& person);
  void refused(const std::string& account, const std::string& person);

  /// The account hears a group, so it stands in it, whatever was known when the line came up.
  void heard_in(const std::string& account, const std::string& group);

  bool empty() const { return lines_.empty(); }
  std::size_t size() const { return lines_.size(); }
  bool contains(const std::string& account) const { return lines_.contains(account); }
  const std::map<std::string, LinkState>& all() const { return lines_; }

  /// The name of the account's own line, or of the only one: some gateways call the account otherwise in events than
  /// when asked. While none is up it is the account.
  const std::string& name_for(const std::string& account) const;

  /// What the friend lists of all lines tell of somebody: the best that any has to say.
  Reach reach(const std::string& person) const;

 private:
  std::map<std::string, LinkState> lines_;  // By account.
};

}  // namespace banwei
