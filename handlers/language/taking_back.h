// 撤回 that names nothing: it means what its speaker sent last, and whichever feature keeps that hears it.
// Invariant: pure; what names a thing of its own (撤回通知3, 取消请假) is none.
#pragma once

#include <string_view>

namespace banwei::language {

/// 撤回, 撤回上一条, 刚才那条作废.
bool withdraws_last(std::string_view text);

}  // namespace banwei::language
