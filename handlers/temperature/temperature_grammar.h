// Understands what people write about their temperature: a grammar over normalised text, pure, without clock, store or
// chat. Invariant: what is not consumed to the last character by a stated form is not a reading. A wrong silent store
// is worse than a question; a first-person value of 37.3 or more is never ignored.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"
#include "storage/types.h"

namespace banwei::temperature {

/// What the sentence is said in.
struct Scene {
  const language::People& people = language::People::nobody();  // The class.
  std::string_view class_name = {};                             // 机电1901
  std::string_view speaker = {};                                // The speaker's number, "" when unknown.
  Day today{};
  bool addressed = false;                   // In a private chat, with an @ of the bot or a prefix.
  bool direct = false;                      // By a student in a private chat.
  std::vector<std::string> mentioned = {};  // The numbers of @-ed members.
  /// The speaker's current reading today, hundredths; asked for only where it matters.
  std::function<std::optional<int>()> reported = [] { return std::nullopt; };
};

enum class Kind { temp, temps, list, fix, revoke, ask, question, nodata, well };

/// What a list says, by names as in Statement::who.
struct ListedRows {
  struct Bad {
    int number = 0;   // As it is printed, else its place.
    std::string why;  // As Statement::ask.
    std::optional<int> guess;
    std::string who;
  };
  std::map<std::string, std::map<std::string, int>> by;  // From the slot ("" when unsaid) to the value.
  std::vector<Bad> bad;
  std::vector<std::string> twice;
  std::vector<std::string> feverish;
  std::map<std::string, std::vector<std::string>> symptoms;
  std::vector<std::string> well;
  std::map<std::string, bool> in_wuhan;
  std::map<std::string, bool> on_post;
};

/// What was said. Unset means not stated. Values are hundredths of a degree Celsius.
struct Statement {
  Kind kind = Kind::temp;
  std::optional<int> t;
  std::string slot;               // "am", "noon", "pm"
  std::map<std::string, int> ts;  // Several slots of one day.
  std::map<int, int> days;        // From the offset of the day (0 today, -1 yesterday) to the value.
  std::optional<int> measured;    // The minute of the day at which it was, when that is said.
  std::optional<int> day;         // The offset of the whole message's day, unset for today.
  std::string who;                // A name of the roster, the number where two share it; unset for oneself.
  std::map<std::string, int> by;  // For temps: from a name, or number as in `who`, to the value.
  ListedRows rows;                // For list.
  std::vector<std::string> symptoms;
  bool ok = false;  // Said to be without symptoms.
  std::optional<bool> in_wuhan, on_post, isolated;
  std::string place;
  std::string ask;  // For ask: typo unit range slot value who confirm conflict measured household.
  std::optional<int> guess;
  std::string guess_who;
  std::string why;  // For nodata: broken, later.
  bool urgent = false;
  bool asks_due = false;  // Beside the value it is asked by when one reports.
  bool kin_ill = false;   // Beside one's own value somebody at home is said to be ill, of whom this says nothing.
};

/// The meaning of `text`, or nothing when it is not about the speaker's or a member's temperature.
std::optional<Statement> understand(std::string_view text, const Scene& scene);

/// "temp", "ask", ... as the case tables write it.
std::string_view to_string(Kind kind);

/// The fields as the case tables write them: {"t":36.5,"slot":"am"}. Only what was stated.
nlohmann::ordered_json fields(const Statement& said);

}  // namespace banwei::temperature
