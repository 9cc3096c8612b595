// Understands where somebody says to be (我回黄冈了, 在岗，武汉高德红外, 集中隔离), and when he came there (昨晚到的).
// Invariant: pure; every word of the text is taken, so that talk of a place (武汉加油, 还有谁留汉) is none; streets are
// read over.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/language/places.h"
#include "storage/types.h"

namespace banwei::whereabouts {

struct Statement {
  enum class Kind {
    place,  // What the phrase says.
    vague,  // On the way, outside: which city has to be asked.
    plan,   // Back to work from some day on: 我明天回厂上班.
  };
  Kind kind = Kind::place;
  PlacePhrase said = {};
  bool own = false;      // Said of oneself, and not a name of a place alone.
  bool moved = false;    // Came or went there: 回黄冈了.
  bool resumes = false;  // 复工, 返岗: back to work, and not only at it.
  bool at_work = false;  // The post is said as such (在岗, 复工) or by the company, not as 在上班.
  std::string day = {};  // Of a plan, as it was said: 明天.

  /// Whether it may be taken from somebody who was not asked.
  bool clear() const;
};

std::optional<Statement> understand(std::string_view text);

/// 昨晚到的, 3月10日, 刚到: the day and the part of it ("晚", "").
struct Arrival {
  Day day{};
  std::string part = {};
};
std::optional<Arrival> understand_arrival(std::string_view text, Day today);

/// The fields as the case tables write them: {"in_wuhan":true,"place":"家"}, {"ask":"where"}.
nlohmann::ordered_json fields(const Statement& statement);

}  // namespace banwei::whereabouts
