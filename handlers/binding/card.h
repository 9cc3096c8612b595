// Whom a card in a group (群名片) names, of one class: student number first, then the name as the roster has it.
// Invariant: pure, and a proposal: what is only like a name or a number is asked about, and a card decides nothing.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"

namespace banwei::binding {

struct CardReading {
  enum class Kind {
    match,     // exactly one, by number or name
    ask,       // somebody of the class may be meant
    staff,     // a teacher
    guardian,  // of `who`; never bound as the student
    none,
  };
  /// Why it is asked about.
  enum class Why {
    same_name,   // several have it
    similar,     // 徐佳宜 for 徐佳怡
    variant,     // 張三
    pinyin,      // zhangsan
    partial,     // 买买提, 小张
    conflict,    // number or class say somebody else
    several,     // 张三&李四
    unknown_id,  // a number that nobody has
  };
  enum class Staff { counsellor, head_teacher, office, teacher };

  Kind kind = Kind::none;
  Why why = Why::conflict;
  std::vector<std::size_t> who = {};  // places in the class, in order
  Staff staff = Staff::teacher;
  std::string name = {};  // of staff: 李老师
};

/// "match", and what the case tables say of it: {"id": "2019010101", "how": "auto"}.
std::string_view word(CardReading::Kind kind);
nlohmann::ordered_json fields(const CardReading& card, const language::People& people);

CardReading read_card(std::string_view card, const language::People& people, std::string_view class_name);

}  // namespace banwei::binding
