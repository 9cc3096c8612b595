#include "handlers/welcome/welcome.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "handlers/common/first_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::welcome {

namespace text {
namespace {

std::string counsellor(const std::string& name, const std::string& classes, const std::string& first) {
  return fmt::format(
      "{}，你是{}的{}。先做两件事：\n①把名单文件私聊发给我，怎么写说“导入名单”\n"
      "②拉我进班级群，在群里说“绑定 {}”\n每天体温截止后我给你一份汇总，别的说“帮助”",
      wording::teacher(name), classes, wording::role_word(Role::counsellor), first);
}
std::string monitor(const std::string& name, const std::string& klass) {
  return fmt::format("{}，你是{}的{}了。{}", name, klass, wording::role_word(Role::monitor), a_monitor_can);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours lately{24};

}  // namespace

/// Somebody whose account is not known yet is welcomed when it is.
Reply Welcome::on(const Fact& fact, const Moment& now) {
  if (!std::holds_alternative<RosterChanged>(fact)) return {};
  std::map<std::int64_t, std::vector<std::string>> classes;  // of each new counsellor
  Reply reply;
  for (const auto& [id, grant] : bindings_.roles_since(now.utc - lately, now.utc)) {
    const auto person = members_.by_id(id);
    const auto klass = members_.class_by_id(grant.class_id);
    const bool greeted = grant.role == Role::counsellor || grant.role == Role::monitor;
    if (!greeted || !person || person->account.empty() || !klass) continue;
    if (!is_news(schedule_, id, grant, now.utc)) continue;
    if (grant.role == Role::monitor) {
      reply.join(privately(*person, text::monitor(person->name, klass->name)));
    } else {
      classes[id].push_back(klass->name);
    }
  }
  for (const auto& [id, names] : classes) {
    const Person teacher = members_.by_id(id).value();
    reply.join(privately(teacher, text::counsellor(teacher.name, wording::first_names(names, "个班"), names.front())));
  }
  return reply;
}

}  // namespace banwei::welcome
