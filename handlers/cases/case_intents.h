// What plain talk may mean to care cases.
#pragma once

#include "handlers/feature.h"

namespace banwei::cases::intents {

inline constexpr Intent follow{
    .kind = "follow", .scope = Scope::anywhere, .where = Where::direct, .means = "回答身体怎么样"};
inline constexpr Intent refuse{.kind = "refuse", .scope = Scope::anywhere, .where = Where::direct, .means = "不想被问"};
inline constexpr Intent contact{
    .kind = "contact", .scope = Scope::anywhere, .where = Where::direct, .means = "想和老师说话"};
inline constexpr Intent nodata{
    .kind = "nodata", .scope = Scope::anywhere, .where = Where::direct, .means = "等会儿再说"};
inline constexpr Intent ask{
    .kind = "ask", .scope = Scope::anywhere, .where = Where::direct, .means = "身体怎么样还没说清"};

/// What a teacher orders is heard anywhere, for the answer is whispered; what holds words for the team in private
/// alone.
constexpr Intent order(std::string_view kind, std::string_view means, Where where = Where::anywhere,
                       bool verbatim = false) {
  return {.kind = kind,
          .who = teachers | Roles{Role::leader},
          .scope = Scope::anywhere,
          .where = where,
          .cost = 1,
          .says = SpeechAct::request,
          .verbatim = verbatim,
          .means = means};
}
inline constexpr Intent add = order("care_add", "立案");
inline constexpr Intent close = order("care_close", "解除关注");
inline constexpr Intent list = order("care_list", "在跟的个案");
inline constexpr Intent note = order("care_note", "记进个案", Where::anywhere, true);
inline constexpr Intent show = order("care_show", "看个案");
inline constexpr Intent level = order("care_level", "改个案的级别");
inline constexpr Intent join = order("care_join", "个案加人", Where::direct);
inline constexpr Intent hand_over = order("care_hand_over", "把个案交给别的老师", Where::direct);
inline constexpr Intent relay = order("care_relay", "转给个案的组里", Where::direct, true);
inline constexpr Intent contact_add = order("contact_add", "记联系", Where::direct, true);
inline constexpr Intent contact_due = order("contact_due", "该联系谁", Where::direct);
inline constexpr Intent contact_show = order("contact_show", "看联系记录", Where::direct);

/// A teacher's yes to closing before its time.
inline constexpr Intent answer{.kind = "answer",
                               .who = teachers | Roles{Role::leader},
                               .scope = Scope::anywhere,
                               .where = Where::direct,
                               .means = "仍要解除个案"};

/// What is said to the student at the end: the usual words, or the teacher's own.
inline constexpr Intent farewell{.kind = "care_farewell",
                                 .who = teachers | Roles{Role::leader},
                                 .scope = Scope::anywhere,
                                 .where = Where::direct,
                                 .verbatim = true,
                                 .means = "结案时对学生说的话"};

/// A student's own words for the team.
inline constexpr Intent to_team{.kind = "care_say",
                                .scope = Scope::anywhere,
                                .where = Where::direct,
                                .cost = 1,
                                .says = SpeechAct::request,
                                .means = "转告老师"};

}  // namespace banwei::cases::intents
