// The kinds of leave, as they are stored, told and counted. Another kind is counted with none of them.
#pragma once

namespace banwei::storage::leave_types {

inline constexpr auto sick = "病假";
inline constexpr auto personal = "事假";
inline constexpr auto official = "公假";

}  // namespace banwei::storage::leave_types
