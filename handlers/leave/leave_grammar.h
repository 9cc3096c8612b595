// Understands who asks for leave from when to when and why, who is back, and who takes it back. Pure, without clock,
// store or chat.
// Invariant: talk about leave (请假条在哪领, 他请假了吧) is nothing; what a request leaves open is named, never
// guessed.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"
#include "storage/types.h"

namespace banwei::leave {

struct Scene {
  const language::People& people = language::People::nobody();  // The speaker's class.
  std::string_view class_name = {};
  std::string_view speaker = {};  // The speaker's number, "" when unknown or of the staff.
  Day today{};
  std::span<const std::string> courses = {};  // The class's own, folded, beside those that every class has.
  bool in_call = false;                       // A roll call is open: 来不了 asks for leave, too.
  bool away = false;                          // The speaker's leave runs: 提前返校了 ends it.
  bool alone = false;                         // Nobody else hears it: a wish to be away is worth asking back for.
};

struct Statement {
  enum class Kind { leave, back, cancel };
  enum class Open {
    nothing,
    reason,
    part,     // 半天: which half
    confirm,  // 可能要请假
    who,      // Two are called so, or nobody was named.
    range,    // 几天, 到下周: until when
    past,     // 昨天
    date,     // 2月30日
  };
  Kind kind = Kind::leave;
  Open open = Open::nothing;
  std::string type = {};  // 病假 事假 公假, "" when nobody said
  Day from{};
  Day to{};
  std::string part = {};          // "am" "pm" "eve" "3-4" 班会 高等数学; "" for whole days
  int lessons = 0;                // 上午那两节课: so many of that part, and which was not said; -1 for 几节课.
  std::optional<Named> who = {};  // Somebody else than the speaker.
  bool complains = false;         // It says how the person feels.
  std::vector<std::string> symptoms = {};
  int centi = 0;  // A temperature that was said, in hundredths of a degree.
  bool urgent = false;
  bool dated = false;    // It says when.
  bool sorted = false;   // It says of which kind: 病假, not a reason that makes it one.
  bool retro = false;    // 补假: of days that are over.
  bool more = false;     // 下午也请了吧: of the day that was asked for before.
  bool implied = false;  // Nobody said 请假: 下午的课来不了，拉肚子.
  bool polite = false;   // It is put as a question: 明天能请假吗，家里有事.
};

std::optional<Statement> understand(std::string_view text, const Scene& scene);

/// Whether a text as it was written can speak of leave at all; cheap, for it is asked of every message.
bool may_speak_of_leave(std::string_view text, bool alone = false);

/// Whether it may say that one is back: 提前返校了.
bool may_speak_of_return(std::string_view text);

/// Whether a text may be the reason that was asked for: no question, no figure, no mere courtesy.
bool may_be_reason(std::string_view text);

/// The fields as the case tables write them: {"type":"病假","from":"2020-03-11","to":"2020-03-11"}.
nlohmann::ordered_json fields(const Statement& said);

/// "part", "confirm", ... as the case tables write it.
std::string_view to_string(Statement::Open open);

}  // namespace banwei::leave
