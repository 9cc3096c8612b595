// Somebody whom the bot does not know says who he is: “丁一 2019010123”, “换号了，我是李四 2019010102”.
// Invariant: pure over the rosters; a name alone says nobody, and every word of it must be about that.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/rosters.h"
#include "storage/members.h"

namespace banwei::binding {

struct Claim {
  std::vector<Person> who = {};  // whom number or name mean; one when it is certain
  std::string number = {};       // as said, also one that nobody has
  std::string name = {};         // as the roster has it
  bool moved = false;            // from another account
  bool asks = false;             // by the word itself: 绑定
  bool conflict = false;         // the number is somebody else's

  bool certain() const { return who.size() == 1 && !number.empty() && !conflict; }
};

/// Whether one of the words stands in it by which a claim asks: a quick no for what somebody says who is known.
bool may_ask(std::string_view text);

std::optional<Claim> read_claim(std::string_view text, const storage::Members& members, Rosters& rosters);

/// "bind_me" or "ask", and what the case tables say of it.
std::string_view kind(const Claim& claim);
nlohmann::ordered_json fields(const Claim& claim);

}  // namespace banwei::binding
