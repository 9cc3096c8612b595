#include "handlers/common/ailment.h"

#include <algorithm>

#include "handlers/common/fever.h"
#include "handlers/common/wording.h"

namespace banwei {

namespace text {
namespace {

std::string measured(Day day, Day said) {
  return (day + std::chrono::days{1} == said ? "昨天" : wording::month_day(day)) + "量的";
}
std::string own(const std::string& words) { return "，本人说“" + words + "”"; }

}  // namespace
}  // namespace text

std::string in_words(const storage::Alert& alert) {
  std::string all;
  const auto add = [&](const std::string& words) {
    if (!words.empty()) all += (all.empty() ? "" : " ") + words;
  };
  if (alert.centi != 0) add(wording::degrees(alert.centi));
  for (const std::string& symptom : alert.symptoms) add(symptom);
  if (alert.measured) add(text::measured(*alert.measured, alert.day));
  add(alert.words);
  if (!alert.own.empty()) all += text::own(alert.own);
  return all;
}

std::string ill_around(const storage::Alert& alert) {
  std::string all;
  for (const std::string_view who : {household_ill, roommate_ill, contact_ill, maybe_infected, somebody_near_ill}) {
    if (alert.words.find(who) == std::string::npos) continue;
    if (!all.empty()) all += " ";
    all += who;
  }
  return all;
}

bool is_fever(const storage::Alert& alert) {
  return fever(alert.centi) ||
         std::find(alert.symptoms.begin(), alert.symptoms.end(), fever_symptom) != alert.symptoms.end();
}

bool tells_of_fever(const Reply& reply) {
  return std::any_of(reply.facts.begin(), reply.facts.end(),
                     [](const Fact& fact) { return std::holds_alternative<FeverSeen>(fact); });
}

}  // namespace banwei
