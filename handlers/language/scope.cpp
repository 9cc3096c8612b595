#include "handlers/language/scope.h"

#include <algorithm>

#include "handlers/language/strings.h"

namespace banwei::language {

void NameScope::add_class(std::string_view name) {
  const std::string folded = normalised(name);
  add({folded, std::string(name), true});
  const auto figures = folded.find_first_of("0123456789");
  constexpr std::size_t year_and_number = 4;
  if (figures == 0 || figures == std::string::npos || folded.size() - figures != year_and_number) return;
  add({folded.substr(figures), std::string(name), true});
}

void NameScope::add_person(std::string_view name) {
  if (code_points(name) >= 2) add({normalised(name), std::string(name), false});
}

void NameScope::add(Name name) {
  auto& bucket = names_[code_point_at(name.said, 0)];
  const auto same =
      std::find_if(bucket.begin(), bucket.end(), [&](const Name& other) { return other.said == name.said; });
  if (same == bucket.end()) {
    bucket.push_back(std::move(name));
  } else if (same->means != name.means) {
    same->means.clear();  // Two of one name are nobody.
  }
}

const NameScope::Name* NameScope::name_at(std::string_view text, std::size_t at) const {
  const auto bucket = names_.find(code_point_at(text, at));
  if (bucket == names_.end()) return nullptr;
  const std::string_view rest = text.substr(at);
  const Name* best = nullptr;
  for (const Name& name : bucket->second) {
    if (rest.starts_with(name.said) && (best == nullptr || name.said.size() > best->said.size())) best = &name;
  }
  return best != nullptr && best->means.empty() ? nullptr : best;
}

}  // namespace banwei::language
