// A yes or a no that is all that somebody says, be it twice and with courtesy: 嗯是的, 没有没有，开玩笑的. What else a
// question takes for one is for the asker to add. Invariant: pure; no word stands for both.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace banwei::language {

/// What else a question takes for one, in lower case: 导入 of 好的，导入吧.
struct OwnAnswers {
  std::span<const std::string_view> yes = {};
  std::span<const std::string_view> no = {};
};

/// Of a folded text without marks around it; nothing when it is neither.
std::optional<bool> yes_or_no(std::string_view text, const OwnAnswers& own = {});

/// 逗你玩的, 我随口说说: somewhere in a folded text it says that what was said before was not meant.
bool takes_back(std::string_view text);

/// 收到收到, 晓得了: folded text that takes note of what somebody said, and says nothing else.
bool only_acknowledges(std::string_view folded);

}  // namespace banwei::language
