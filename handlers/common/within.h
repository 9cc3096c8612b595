// A command asked about another class than that of its room: 机电1902谁没报.
// Invariant: only a class for which the speaker holds one of the roles is ever taken.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"
#include "storage/members.h"

namespace banwei {

/// The classes whose names count from this speaker: the room's and those he holds anything for. Any other name is as
/// one that no class has, so that nobody learns which classes there are.
std::vector<Class> nameable_classes(const storage::Members& members, const Context& context);

/// The call as if it came from the named class; as it is without a name; nothing when the class is not the speaker's.
std::optional<Context> within(const Context& call, const storage::Members& members,
                              const std::optional<std::string>& klass, Roles roles);

/// The classes that a command is about: the one that was named, or those of classes_of(). Nothing when the named one is
/// not the speaker's.
std::optional<std::vector<Class>> classes_meant(const Context& call, const storage::Members& members,
                                                const std::optional<std::string>& name, Roles roles);

/// What is said when it is nothing.
std::string not_your_class(std::string_view klass);

}  // namespace banwei
