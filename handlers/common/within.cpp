#include "handlers/common/within.h"

#include "handlers/common/collection.h"

namespace banwei {

std::vector<Class> nameable_classes(const storage::Members& members, const Context& context) {
  constexpr Roles any = everyone | Roles{Role::admin};
  std::vector<Class> all = members.classes();
  std::erase_if(all, [&](const Class& klass) {
    return !(context.klass && context.klass->id == klass.id) && !context.speaker.holds(any, klass.id);
  });
  return all;
}

std::optional<Context> within(const Context& call, const storage::Members& members,
                              const std::optional<std::string>& klass, Roles roles) {
  Context about = call;
  if (!klass) return about;
  about.klass = members.class_by_name(*klass);
  if (!about.klass || !call.speaker.holds(roles, about.klass->id)) return std::nullopt;
  return about;
}

std::optional<std::vector<Class>> classes_meant(const Context& call, const storage::Members& members,
                                                const std::optional<std::string>& name, Roles roles) {
  if (!name) return classes_of(members, call, roles);
  const auto about = within(call, members, name, roles);
  return about ? std::optional(std::vector{*about->klass}) : std::nullopt;
}

std::string not_your_class(std::string_view klass) { return "“" + std::string(klass) + "”不是你的班级"; }

}  // namespace banwei
