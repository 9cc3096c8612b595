// What a new monitor reads first: once, from whoever comes to it first.
// Invariant: whoever has been told what he can do now is not told again.
#pragma once

#include <fmt/format.h>

#include <string>

#include "handlers/common/wording.h"
#include "storage/schedule.h"

namespace banwei {

inline constexpr auto a_monitor_can =
    "“谁没报”看还差谁，“催一下”提醒他们，“点名”在群里点名；有同学要绑定新号时我会问你。别的说“帮助”";
inline constexpr auto others_can = "能用的说“帮助”";

/// Whether the holder of a post has yet to be told of it; from now on he has been.
inline bool is_news(storage::Schedule& schedule, std::int64_t person, const Grant& grant, Utc now) {
  return schedule.claim({.job = fmt::format("welcome/{}", person),
                         .key = fmt::format("{}/{}", wording::role_word(grant.role), grant.class_id),
                         .due = now},
                        now);
}

/// What the holder of a post can do now: of a monitor all of it when he has not been told yet.
inline std::string what_he_can(storage::Schedule& schedule, std::int64_t person, const Grant& grant, Utc now) {
  return grant.role == Role::monitor && is_news(schedule, person, grant, now) ? a_monitor_can : others_can;
}

}  // namespace banwei
