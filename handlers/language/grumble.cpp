#include "handlers/language/grumble.h"

#include <algorithm>
#include <array>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

/// 快十点半了, 都要截止了: how late it is, said to press.
bool tells_the_hour(std::string_view clause) {
  constexpr std::string_view by_now = "快 都 马上 眼看 已经 就要 要";
  constexpr std::string_view due = "点 截止 中午 下课 上课 晚上 下班 到时间";
  constexpr std::string_view other = "? 吗 谁 几 一点 有点 点名 点到 我 他 她";
  constexpr std::size_t longest = 8;  // characters
  return code_points(clause) <= longest && clause.ends_with("了") && begins_with_one_of(clause, by_now) &&
         holds_one_of(clause, due) && !holds_one_of(clause, other);
}

bool grumbles(std::string_view clause) {
  constexpr std::size_t longest = 12;  // characters
  constexpr std::array<std::string_view, 17> alone{"急",   "急急急", "在线等", "在线等急", "心累", "急死了",
                                                   "急用", "累了",   "快点",   "快点啊",   "抓紧", "抓紧啊",
                                                   "赶紧", "赶紧的", "速度",   "快快快",   "尽快"};
  constexpr std::array<std::string_view, 13> who{"我",   "老师", "辅导员", "导员", "学校", "班主任", "领导",
                                                 "学院", "书记", "学工",   "系里", "院里", "我们"};
  constexpr std::string_view presses = "催累 催不动 催了 在催 催我 急 累 等着 统计 上报 交差 汇总 嗓子哑 麻了 服了 愁";
  constexpr std::string_view asks = "? 吗 谁 怎么 什么 几 没报 没交";
  if (std::find(alone.begin(), alone.end(), clause) != alone.end() || tells_the_hour(clause)) return true;
  return code_points(clause) <= longest &&
         std::any_of(who.begin(), who.end(), [&](auto word) { return clause.starts_with(word); }) &&
         holds_one_of(clause, presses) && !holds_one_of(clause, asks);
}

}  // namespace

std::string without_grumble(std::string_view text) {
  constexpr std::string_view parting = ",!;\n";
  std::string rest;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(parting, begin), text.size());
    const std::string_view clause = trimmed(text.substr(begin, end - begin));
    if (!clause.empty() && !grumbles(clause)) rest.append(rest.empty() ? "" : ",").append(clause);
    begin = end + 1;
  }
  return rest.empty() ? std::string(text) : rest;
}

}  // namespace banwei::language
