// The calendar we ship, in the form that a college may edit: the State Council's notices, nothing guessed.
// Invariant: a year stands here whole or not at all.
#pragma once

#include <string_view>

namespace banwei {

inline constexpr std::string_view shipped_calendar = R"(# date or date..date,off|work,name
# 2020: notice of 2019-11-21; the extension to 2/2 of 2020-01-27 cancelled the make-up day 2/1
2020-01-01,off,元旦
2020-01-19,work,春节补班
2020-01-24..2020-02-02,off,春节
2020-04-04..2020-04-06,off,清明
2020-04-26,work,五一补班
2020-05-01..2020-05-05,off,五一
2020-05-09,work,五一补班
2020-06-25..2020-06-27,off,端午
2020-06-28,work,端午补班
2020-09-27,work,国庆补班
2020-10-01..2020-10-08,off,国庆中秋
2020-10-10,work,国庆补班
# 2026
2026-01-01..2026-01-03,off,元旦
2026-01-04,work,元旦补班
2026-02-14,work,春节补班
2026-02-15..2026-02-23,off,春节
2026-02-28,work,春节补班
2026-04-04..2026-04-06,off,清明
2026-05-01..2026-05-05,off,五一
2026-05-09,work,五一补班
2026-06-19..2026-06-21,off,端午
2026-09-20,work,国庆补班
2026-09-25..2026-09-27,off,中秋
2026-10-01..2026-10-07,off,国庆
2026-10-10,work,国庆补班
)";

}  // namespace banwei
