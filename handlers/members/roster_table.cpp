#include "handlers/members/roster_table.h"

#include <fmt/format.h>

#include "handlers/common/wording.h"

namespace banwei::members {

namespace text {
namespace {

std::string title(const std::string& scope) { return scope + "学生名单"; }
std::string about(std::size_t people, std::size_t unbound) {
  return fmt::format("{}人{}", people, unbound == 0 ? "" : fmt::format(" · 没有QQ {}人", unbound));
}
std::string name(const std::string& scope, Day day) { return fmt::format("{}_名单_{}", scope, iso(day)); }
constexpr auto no_account = "名单里没有QQ";

}  // namespace
}  // namespace text

Drawn draw_roster(const storage::Members& members, const Extract& asked) {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (const auto& [heading, width] : {std::pair{"职务", 12}, {"手机", 14}, {"QQ", 14}, {"备注", 20}})
    sheet.columns.push_back({heading, width});
  std::size_t unbound = 0;
  for (const Class& klass : asked.classes) {
    for (const Person& student : members.students(klass.id)) {
      std::string posts;
      for (const Grant& grant : members.grants(student, asked.now.utc)) {
        if (grant.role != Role::student) posts += (posts.empty() ? "" : "、") + wording::role_word(grant.role);
      }
      if (student.account.empty()) ++unbound;
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, student);
      cells.emplace_back(posts);
      cells.emplace_back(wording::masked(members.phone(student.id)));
      cells.emplace_back(student.account);
      cells.emplace_back(student.account.empty() ? text::no_account : "");
      sheet.rows.push_back(std::move(cells));
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::about(sheet.rows.size(), unbound);
  sheet.name = text::name(scope, asked.now.day());
  return drawn;
}

}  // namespace banwei::members
