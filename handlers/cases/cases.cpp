#include "handlers/cases/cases.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/cases/case_intents.h"
#include "handlers/common/text.h"

namespace banwei::cases {

namespace text {
namespace {

constexpr auto round = "随访";
constexpr auto topic = "关注个案";

}  // namespace
}  // namespace text

namespace {

/// Whether somebody of the class other than the speaker is named: 李四36.5.
bool names_others(std::string_view text, const language::People& people, std::string_view self) {
  const std::string ready = normalised(text);
  for (std::size_t at = 0; at < ready.size(); at += code_point_size(ready, at)) {
    const auto match = people.name_at(ready, at);
    const auto other = [&](std::size_t place) { return people[place].number != self; };
    if (std::any_of(match.who.begin(), match.who.end(), other)) return true;
  }
  return false;
}

const Intent& intent_of(Answer::Kind kind) {
  switch (kind) {
    case Answer::Kind::follow:
      return intents::follow;
    case Answer::Kind::refuse:
      return intents::refuse;
    case Answer::Kind::contact:
      return intents::contact;
    case Answer::Kind::later:
      return intents::nodata;
    case Answer::Kind::ask_value:
    case Answer::Kind::ask_contact:
    case Answer::Kind::doubt:
      break;
  }
  return intents::ask;
}

}  // namespace

CareCases::CareCases(storage::Stores& stores, OwnReadings& own, const Settings& settings)
    : members_(stores.members),
      cases_(stores.cases),
      questions_(stores.questions),
      own_(own),
      settings_(settings),
      rounds_(stores.members, stores.cases, stores.readings, stores.questions, stores.schedule, own) {}

std::vector<Listener> CareCases::listeners() {
  using namespace intents;
  return {{.intents = {&follow, &refuse, &contact, &nodata, &ask},
           .understand = std::bind_front(&CareCases::hear_answer, this)}};
}

std::optional<Interpretation> CareCases::hear_answer(const Utterance& said, const Context& context) {
  const auto& self = context.speaker.person;
  if (!self || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(self->id, feature, context.now.utc);
  const auto open = question ? cases_.open_of(self->id) : std::nullopt;
  if (!open) return std::nullopt;
  const Day today = context.sent.day();
  const auto answer =
      understand(said.text, [&](std::string_view text, std::size_t at) { return own_.figure_at(text, at, today); });
  if (!answer || names_others(said.text, rosters_.of(self->class_id), self->number)) return std::nullopt;
  Interpretation heard{.intent = &intent_of(answer->kind), .claim = Claim::answer, .opened = question->asked};
  if (answer->kind == Answer::Kind::doubt) {
    auto doubt = own_.doubt(said, context);
    if (!doubt) return std::nullopt;
    heard.understood = std::move(*doubt);
    heard.understood.health = true;
    return heard;
  }
  heard.understood.health = true;
  heard.understood.fields = [answer = *answer] { return fields(answer); };
  heard.understood.act = [this, open = *open, answer = *answer, words = said.text](const Context& call) {
    return rounds_.answer(call, open, answer, words);
  };
  return heard;
}

std::vector<ScheduledJob> CareCases::jobs(Day) {
  std::vector<ScheduledJob> all;
  const auto add = [&](const char* key, const std::optional<std::chrono::minutes>& at, bool morning) {
    if (!at) return;
    all.push_back({.key = key, .name = text::round, .at = *at, .run = [this, morning](const Moment& now) {
                     return rounds_.ask(now, morning);
                   }});
  };
  add("morning", settings_.morning, true);
  add("evening", settings_.evening, false);
  return all;
}

std::vector<TimerKind> CareCases::timers() {
  using storage::Timer;
  return {{"ask_again",
           [this](const Topic& open, const Timer&, const Moment& now) { return rounds_.ask_again(open.id, now); }},
          {"silent",
           [this](const Topic& open, const Timer&, const Moment& now) { return rounds_.tell_silent(open.id, now); }}};
}

std::vector<Retention> CareCases::retention() {
  return {{.of = kept_cases,
           .forget = [this](const Moment& before, int most) { return cases_.purge(before.utc, most); },
           .name = text::topic,
           .count = [this](const Person& who, const Moment&) { return cases_.count_of(who.id); }}};
}

Reply CareCases::on(const Fact& fact, const Moment& now) {
  const auto* fever = std::get_if<FeverSeen>(&fact);
  if (fever == nullptr || !fever->confirmed) return {};
  const bool of_another = fever->reading == 0 && !fever->what.empty();
  if (!of_another) rounds_.open(fever->person, now);
  return {};
}

}  // namespace banwei::cases
