#include "bot/answering.h"

#include <algorithm>
#include <variant>

#include "bot/audited.h"
#include "bot/json.h"

namespace banwei {

Answering::Answered Answering::answer(const Message& message, Attempt& attempt) {
  Answered answered;
  const Context context = router_.context(message, replies_.can(message.account, attempt.now), attempt.now);
  std::vector<Choice> choices;
  std::optional<Concern> concern;
  const std::string name = "message " + message.id;
  Aftermath after;
  nlohmann::ordered_json explained;
  const auto explain = [&] {
    if (witness_)
      attempt.guard(name, [&] { explained = explanation(router_, members_, message, context, choices, concern); });
  };
  const auto show = [&] {
    if (!witness_) return;
    append(explained, after);
    witness_(message, std::move(explained));
  };
  if (!Router::listens(message, context)) {
    explain();
    show();
    return answered;
  }
  const auto respond_to = [&](std::span<const Choice> some) {
    return attempt.step(name, [&] { answered.said = respond(message, context, some, concern, attempt, after); });
  };
  bool fine = attempt.guard(name, [&] { choices = router_.understand(message, context); });
  fine = attempt.guard(name, [&] { concern = router_.concern(message, context, choices); }) && fine;
  explain();  // Afterwards it would tell of another state.
  if (fine && !respond_to(choices)) {
    fine = false;
    // What was stated about health is not lost with what else was said beside it.
    if (choices.size() > 1) {
      for (const Choice& choice : choices) {
        if (choice.states_health()) respond_to({&choice, 1});
      }
    }
  }
  // What was understood of the speaker's health is lost with the step that failed.
  if (!fine && !concern) attempt.guard(name, [&] { concern = router_.concern(message, context, {}); });
  if (concern) attempt.step(name, [&] { replies_.apply(concern->act(context), &message, attempt); });
  after.failed = !fine;
  show();
  answered.fine = fine || (concern && concern->hush && message.place == Place::group);
  return answered;
}

/// What the features say to a message; the volatile part of it.
std::string Answering::respond(const Message& message, const Context& context, std::span<const Choice> choices,
                               const std::optional<Concern>& concern, Attempt& attempt, Aftermath& after) {
  Router::PricedReply answer = router_.answer(message, context, choices, concern, budget_);
  if (concern && concern->hush && message.place == Place::group) {
    std::erase_if(answer.reply.actions, [](const Action& action) {
      return std::holds_alternative<React>(action) || std::holds_alternative<Say>(action);
    });
  }
  after.hurried = answer.hurried;
  after.held = answer.hold;
  if (answer.hold) {
    crowded_out_ += static_cast<std::uint64_t>(inbox_.hold(message.user, message.room, json::of(message), attempt.now));
  }
  for (const Choice* choice : answer.acted) audit(*choice, context);
  replies_.apply(answer.reply, &message, attempt);
  if (answer.cost > 0) attempt.effects.charges.emplace_back(message.user, answer.cost);
  return json::of(answer.reply.actions);
}

void Answering::audit(const Choice& choice, const Context& context) {
  std::string verb = std::string(choice.feature->title()) + "." + choice.understood.kind;
  if (std::find(audited.begin(), audited.end(), verb) == audited.end()) return;
  audit_.add({.at = context.now.utc,
              .actor = context.speaker.person->id,
              .verb = std::move(verb),
              .subject = context.klass ? context.klass->id : 0,
              .details = choice.understood.fields().dump()});
}

void Answering::charge(const std::vector<std::pair<std::string, int>>& charges, Utc now) {
  for (const auto& [user, cost] : charges) budget_.charge(user, cost, now);
}

}  // namespace banwei
