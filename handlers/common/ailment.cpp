#include "handlers/common/ailment.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/fever.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"

namespace banwei {

namespace text {
namespace {

std::string measured(Day day, Day said) {
  return (day + std::chrono::days{1} == said ? "昨天" : wording::month_day(day)) + "量的";
}
std::string household(std::string_view measure) { return fmt::format("家里人不舒服要当心，{}。老师会联系你", measure); }
std::string roommate(std::string_view measure) {
  return fmt::format("同住的人不舒服要当心，先少接触、戴好口罩，{}。他喘不上气、叫不醒，马上拨120。老师会联系你",
                     measure);
}
constexpr std::string_view measure = "你自己也量一下体温发给我";
constexpr std::string_view has_measured = "你自己的体温记下了，有变化随时发给我";
std::string since(int centi) { return "，后来报" + wording::degrees(centi); }
std::string own(const std::string& words) { return "，本人说“" + words + "”"; }

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view family = "家里人";
constexpr std::string_view roommates = "同住的人";
constexpr std::string_view those_met = "接触的人";
constexpr std::string_view confirmed = "确诊";
constexpr std::string_view positive = "核酸阳性";
constexpr std::string_view may_be_infected = "被隔离或是密接";

}  // namespace

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

std::string in_words(const storage::Alert& alert, const storage::Readings& readings) {
  std::string words = in_words(alert);
  if (alert.centi < fever_from || alert.person == 0 || !alert.own.empty()) return words;
  const auto today = readings.of_day(alert.person, alert.day);
  if (today.empty()) return words;
  const storage::Reading& last = *std::max_element(
      today.begin(), today.end(), [](const auto& one, const auto& other) { return one.sent < other.sent; });
  return last.sent > alert.said && last.centi < alert.centi ? words + text::since(last.centi) : words;
}

bool of_roommates(std::string_view words) {
  constexpr std::string_view roommates = "室友 舍友 同寝 同屋 同宿舍 寝室同学 宿舍同学 寝室长";
  return language::holds_one_of(words, roommates) || language::holds_one_of(words, language::bunks);
}

std::string ill_at_home(std::string_view words) {
  return std::string(of_roommates(words) ? roommate_ill : household_ill);
}

std::string_view advice_to_measure(bool measured) { return measured ? text::has_measured : text::measure; }

std::string advice_at_home(std::string_view words, bool measured) {
  const std::string_view measure = advice_to_measure(measured);
  return of_roommates(words) ? text::roommate(measure) : text::household(measure);
}

std::string infection(Infected who, std::string_view words) {
  const auto in = [&](std::string_view word) { return words.find(word) != words.npos; };
  const std::string_view whose = who == Infected::nobody_else ? std::string_view{}
                                 : of_roommates(words)        ? roommates
                                 : who == Infected::family    ? family
                                                              : those_met;
  return std::string(whose).append(in("确诊") ? confirmed : in("阳") ? positive : may_be_infected);
}

std::string ill_around(const storage::Alert& alert) {
  std::string all;
  const auto add = [&](const std::string& who) {
    if (alert.words.find(who) != std::string::npos) all += (all.empty() ? "" : " ") + who;
  };
  for (const std::string_view who : {household_ill, roommate_ill, contact_ill, maybe_infected, somebody_near_ill})
    add(std::string(who));
  for (const std::string_view who : {family, roommates, those_met})
    for (const std::string_view infection : {confirmed, positive, may_be_infected})
      add(std::string(who).append(infection));
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
