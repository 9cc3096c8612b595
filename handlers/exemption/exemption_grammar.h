// Understands who need not report, from when to when and why: 免报 万千 3/11-3/20 住院, 取消万千的免报.
// Invariant: pure; a question is nothing, and what was not said stays open and is asked.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"
#include "storage/types.h"

namespace banwei::exemption {

struct Scene {
  std::vector<std::reference_wrapper<const language::People>> classes = {};  // those that the speaker looks after
  Day today{};
};

/// Somebody who was named: the numbers of all who are called so.
struct Whom {
  std::string name = {};
  std::vector<std::string> numbers = {};
};

struct Statement {
  enum class Kind { add, remove };
  Kind kind = Kind::add;
  std::vector<Whom> who = {};
  std::optional<Day> from = {};
  std::optional<Day> to = {};
  std::string reason = {};

  /// Two are called so: the first such name.
  const Whom* namesake() const;
};

/// Whether a text as it was written can speak of it at all; cheap, for it is asked of every message.
bool may_speak_of_it(std::string_view text);

std::optional<Statement> understand(std::string_view text, const Scene& scene);

/// What answers 免报到哪天: days, with a reason or without; nothing when no day stands in it.
std::optional<Statement> understand_answer(std::string_view text, Day today);

/// The fields as the case tables write them: {"who":"万千","from":"2020-03-11","to":"2020-03-20","reason":"住院"}.
nlohmann::ordered_json fields(const Statement& said);

}  // namespace banwei::exemption
