// 让李四先代班长: that somebody stands in for whoever has a post, and does what the rest of the message says of
// another. Invariant: pure; who only has the post (代理班长请假) stands in for nobody.
#pragma once

#include <string_view>

namespace banwei::language {

bool names_a_deputy(std::string_view text);

}  // namespace banwei::language
