#include "handlers/language/deputies.h"

#include <algorithm>
#include <string>

#include "handlers/language/eat.h"
#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

/// 让李四先代班长, as a clause of its own.
bool is_order(std::string_view clause) {
  if (!eat_one_of(clause, {"就让", "先让", "让", "就由", "由", "请", "叫"})) return false;
  for (const std::string_view post : {"班长", "委", "支书", "书记", "寝室长", "宿舍长"}) {
    const auto at = clause.find(post);
    if (at == clause.npos) continue;
    std::string_view head = clause.substr(0, at);
    (void)eat_end(head, {"学习", "生活", "心理", "团支部", "团", "学", "心"});
    if (eat_end(head, {"代理一下", "代理", "先代", "暂代", "代一下", "代管", "代当", "代", "先当", "临时当"}))
      return true;
  }
  return false;
}

}  // namespace

bool names_a_deputy(std::string_view text) {
  const std::string folded = normalised(text);
  for (std::string_view rest = folded; !rest.empty();) {
    const auto end = std::min(rest.find_first_of(",;. "), rest.size());
    if (is_order(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace banwei::language
