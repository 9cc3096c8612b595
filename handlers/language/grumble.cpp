#include "handlers/language/grumble.h"

#include <algorithm>
#include <array>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

bool grumbles(std::string_view clause) {
  constexpr std::size_t longest = 12;  // characters
  constexpr std::array<std::string_view, 17> alone{"急",   "急急急", "在线等", "在线等急", "心累", "急死了",
                                                   "急用", "累了",   "快点",   "快点啊",   "抓紧", "抓紧啊",
                                                   "赶紧", "赶紧的", "速度",   "快快快",   "尽快"};
  constexpr std::array<std::string_view, 13> who{"我",   "老师", "辅导员", "导员", "学校", "班主任", "领导",
                                                 "学院", "书记", "学工",   "系里", "院里", "我们"};
  constexpr std::string_view presses = "催累 催不动 催了 在催 催我 急 累 等着 统计 上报 交差 汇总 嗓子哑 麻了 服了 愁";
  constexpr std::string_view asks = "? 吗 谁 怎么 什么 几 没报 没交";
  if (std::find(alone.begin(), alone.end(), clause) != alone.end()) return true;
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
