#include "handlers/care/needs.h"

#include <algorithm>
#include <array>

#include "handlers/common/symptoms.h"
#include "handlers/common/text.h"

namespace banwei::care {

Need need_in(std::string_view text, std::span<const Person> classmates, std::int64_t speaker) {
  constexpr std::array<std::string_view, 4> explicit_words{"不想活", "想死", "自杀", "轻生"};
  const std::string said = normalised(text);
  Need need;
  for (const Person& person : classmates) {
    if (person.id != speaker && !person.name.empty() && said.find(normalised(person.name, 40)) != std::string::npos)
      need.about = person.id;
  }
  const auto holds = [&](std::string_view word) { return said.find(word) != std::string::npos; };
  if (std::any_of(explicit_words.begin(), explicit_words.end(), holds)) {
    need.kind = NeedKind::distress_now;
    return need;
  }
  for (std::string& symptom : health_in(said).present) {
    if (!is_urgent_symptom(symptom)) continue;
    const NeedKind kind = symptom == "发热" ? NeedKind::fever_words : NeedKind::urgent;
    if (need.kind != NeedKind::urgent) need.kind = kind;
    need.symptoms.push_back(std::move(symptom));
  }
  return need;
}

}  // namespace banwei::care
