#include "bot/cli/people.h"

#include <algorithm>
#include <vector>

#include "handlers/members/roster_cells.h"
#include "storage/bilingual.h"

namespace banwei::cli {

namespace text {

constexpr Sentence several{"叫“{}”的不止一位，请用学号或工号：{}", "several are called {}; give the number: {}"};
constexpr Sentence no_class{"没有班级“{}”。现有：{}", "there is no class {}; there are: {}"};
constexpr Sentence no_classes{"没有班级“{}”。请先导入名单", "there is no class {}: import a roster first"};

}  // namespace text

std::optional<Person> person_named(const storage::Members& members, const std::string& who, const Class* only,
                                   Utc now) {
  if (const auto person = members.by_account(who)) return person;
  if (const auto person = members.by_number(who)) return person;
  std::vector<Person> found;
  const auto look = [&](const std::vector<Person>& people) {
    for (const Person& person : people) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.id == person.id; });
      if (person.name == who && !known) found.push_back(person);
    }
  };
  const auto look_in = [&](const Class& klass) {
    look(members.students(klass.id));
    for (int role = 0; role < role_count; ++role) look(members.holders(static_cast<Role>(role), klass.id, now));
  };
  if (only != nullptr) {
    look_in(*only);
  } else {
    for (const Class& klass : members.classes()) look_in(klass);
  }
  if (found.size() > 1) {
    std::string numbers;
    for (const Person& one : found) numbers += (numbers.empty() ? "" : "、") + one.number;
    throw Explained(text::several, who, numbers);
  }
  return found.empty() ? std::nullopt : std::optional(found.front());
}

Class class_named(const storage::Members& members, const std::string& name) {
  if (const auto klass = members.class_by_name(name)) return *klass;
  std::string known;
  for (const Class& klass : members.classes()) {
    if (members::class_name(klass.name) == members::class_name(name)) return klass;
    known += (known.empty() ? "" : "、") + klass.name;
  }
  if (known.empty()) throw Explained(text::no_classes, name);
  throw Explained(text::no_class, name, known);
}

}  // namespace banwei::cli
