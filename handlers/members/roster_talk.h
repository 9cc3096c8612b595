// What a teacher says of who is in a class: 丁一退学了, 加一个人：2019010140 钱进, 孙浩然名字写错了，应该是孙皓然,
// 李四的学号应该是2019010113.
// Invariant: pure; a whole sentence or nothing, and a question is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace banwei::members {

struct RosterTalk {
  enum class Kind {
    out,       // `who` is in the class no more, `why`: 退学; `to` is the class that was named
    in,        // `who` with `number` comes in, `why`: 转入
    back,      // `who` was away for a while and comes back, `why`: 复学
    rename,    // `who` is written as `to`
    renumber,  // `who` has the number `to`
  };
  Kind kind = Kind::out;
  std::string who = {};
  std::string number = {};
  std::string to = {};
  std::string why = {};

  friend bool operator==(const RosterTalk&, const RosterTalk&) = default;
};

std::optional<RosterTalk> read_roster_talk(std::string_view said);

}  // namespace banwei::members
