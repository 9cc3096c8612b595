#include "handlers/temperature/temperature_sentence.h"

#include <algorithm>

#include "handlers/temperature/temperature_steps.h"

namespace banwei::temperature {

using Form = Figure::Form;

Sentence::Sentence(std::string_view text, const Scene& scene) : Passage(text, scene) {
  settle_names(*this);
  settle_reports_of_others(*this);
  settle_again(*this);
  settle_slips(*this);
  settle_relations(*this);
  settle_hearsay(*this);
  settle_third(*this);
  settle_company(*this);
  settle_not_me(*this);
  settle_own_to_come(*this);
  disowned_a_fever_ = settle_disowned(*this);
  settle_untrue(*this);
  settle_homes(*this);
  settle_enumeration(*this);
  settle_helpers(*this);
  spoke_of_kin_ = settle_figures_of_kin(*this);
  settle_kin(*this);
  settle_greeting(*this);
  settle_rooms(*this);
  settle_things(*this);
  settle_blame(*this);
  settle_machines(*this);
  settle_errands(*this);
  settle_bystanders(*this);
  settle_doubt(*this);
  settle_brackets(*this);
  settle_asides(*this);
  count();
}

void Sentence::count() {
  for (std::size_t i = 0; i < tokens().size(); ++i) {
    const Token& token = tokens()[i];
    ++counts_[static_cast<std::size_t>(token.tag)];
    if (is_value(token)) values_.push_back(i);
    if (!token.is(Tag::health)) continue;
    unwell_ = unwell_ || !token.health.present.empty() || token.health.vague;
    well_ = std::max(well_, token.health.well);
    for (const auto& symptom : token.health.present) {
      fever_said_ = fever_said_ || symptom == "发热";
      urgent_said_ = urgent_said_ || is_urgent_symptom(symptom);
    }
    for (const auto& symptom : token.health.denied) denies_fever_ = denies_fever_ || symptom == "发热";
  }
}

bool Sentence::has_reading() const { return highest_reading() > 0; }

int Sentence::highest_reading() const {
  int best = 0;
  for (std::size_t i : values_) {
    if (tokens()[i].figure.form == Form::reading) best = std::max(best, tokens()[i].figure.centi);
  }
  return best;
}

bool Sentence::has_foreign() const {
  return std::any_of(tokens().begin(), tokens().end(),
                     [](const Token& token) { return token.is(Tag::figure) && token.figure.form == Form::foreign; });
}

std::vector<std::string> Sentence::symptoms() const {
  std::vector<std::string> all;
  for (const Token& token : tokens()) {
    if (!token.is(Tag::health)) continue;
    for (const auto& symptom : token.health.present) {
      if (std::find(all.begin(), all.end(), symptom) == all.end()) all.push_back(symptom);
    }
    if (token.health.vague && token.health.present.empty() && std::find(all.begin(), all.end(), "不适") == all.end())
      all.emplace_back("不适");
  }
  return all;
}

bool Sentence::about_temperature() const {
  return has(Tag::label) || has(Tag::measured) || has(Tag::device) ||
         std::any_of(values_.begin(), values_.end(), [&](std::size_t i) { return tokens()[i].figure.unit; });
}

}  // namespace banwei::temperature
