#include "handlers/members/roster_undo.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/payload.h"
#include "handlers/members/moves.h"

namespace banwei::members {

namespace {

using nlohmann::json;

json grants_of(const storage::Stores& stores, const Person& person, Utc now) {
  json list = json::array();
  for (const Grant& grant : stores.members.grants(person, now)) {
    if (grant.role != Role::student) list.push_back({static_cast<int>(grant.role), grant.class_id});
  }
  return list;
}

/// The person and his roles as they were.
void restore(storage::Stores& stores, const json& was, Utc now) {
  storage::Members& members = stores.members;
  const Person before{.id = was.at("id"),
                      .number = was.at("number"),
                      .name = was.at("name"),
                      .class_id = was.at("class"),
                      .account = was.at("account")};
  const auto present = members.by_id(before.id);
  if (!present) return;
  if (present->number != before.number) members.renumber(before.id, before.number);
  if (before.account.empty()) members.unbind(before.id);
  members.save_person(before, was.at("phone").get<std::string>(), now);
  Moves(members, stores.leaves).take_leave_along(before.id, before.class_id, now);
  for (const Grant& grant : members.grants(before, now)) {
    const json one{static_cast<int>(grant.role), grant.class_id};
    const auto& kept = was.at("grants");
    if (grant.role != Role::student && std::find(kept.begin(), kept.end(), one) == kept.end())
      members.revoke(before.id, grant, now);
  }
  for (const json& grant : was.at("grants"))
    members.grant(before.id, {static_cast<Role>(grant.at(0)), grant.at(1)}, now);
}

}  // namespace

std::string undo_of(const storage::Stores& stores, const std::string& number, const std::optional<Person>& before,
                    Utc now) {
  if (!before) return to_payload({{"added", number}});
  return to_payload({{"id", before->id},
                     {"number", before->number},
                     {"name", before->name},
                     {"class", before->class_id},
                     {"account", before->account},
                     {"phone", stores.members.phone(before->id)},
                     {"grants", grants_of(stores, *before, now)}});
}

void undo(storage::Stores& stores, std::string_view was, Utc now) {
  const json one = from_payload(was);
  if (!one.is_object()) return;
  if (!one.contains("added")) return restore(stores, one, now);
  if (const auto person = stores.members.by_number(one.at("added").get<std::string>()))
    Moves(stores.members, stores.leaves).remove(*person, now);
}

}  // namespace banwei::members
