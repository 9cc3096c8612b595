#include "bot/answering.h"

#include <algorithm>
#include <variant>

#include "bot/audited.h"
#include "bot/json.h"

namespace banwei {

namespace {

/// The only words of a reply.
std::optional<Say> taken_out(Reply& reply) {
  const auto is_say = [](const Action& action) { return std::holds_alternative<Say>(action); };
  const auto words = std::find_if(reply.actions.begin(), reply.actions.end(), is_say);
  if (std::count_if(reply.actions.begin(), reply.actions.end(), is_say) != 1) return std::nullopt;
  Say said = std::get<Say>(std::move(*words));
  reply.actions.erase(words);
  return said;
}

/// Whether a kind word to the speaker takes `aside` in front of its own: 已记36.5℃, then what to do about a bite.
bool joins(const Say& aside, Reply& reply, const Context& context) {
  for (Action& action : reply.actions) {
    auto* whisper = std::get_if<Whisper>(&action);
    if (whisper == nullptr || !context.speaker.person || whisper->to.id != context.speaker.person->id) continue;
    Content both = aside.content;
    both.push_back({Part::Kind::text, "\n"});
    for (Part& part : whisper->content) both.push_back(std::move(part));
    whisper->content = std::move(both);
    return true;
  }
  return false;
}

}  // namespace

Answering::Answered Answering::answer(const Message& message, Attempt& attempt) {
  Answered answered;
  const Context context = router_.context(message, replies_.can(message.account, attempt.now), attempt.now);
  std::vector<Choice> choices;
  std::optional<Concern> concern;
  const std::string name = "message " + message.id;
  Aftermath after;
  std::optional<Say> aside;
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
    return attempt.step(name, [&] { answered.said = respond(message, context, some, concern, attempt, after, aside); });
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
  bool joined = false;
  const auto care = [&] {
    Reply reply = concern->act(context);
    joined = aside && joins(*aside, reply, context);
    replies_.apply(reply, &message, attempt);
  };
  const bool cared = concern && attempt.step(name, care);
  if (aside && !(cared && joined)) attempt.step(name, [&] { replies_.apply(Reply{}.add(*aside), &message, attempt); });
  after.failed = !fine;
  show();
  answered.fine = fine || (concern && concern->hush && message.place == Place::group);
  return answered;
}

/// What the features say to a message; the volatile part of it. In private, words beside a concern are left `aside`.
std::string Answering::respond(const Message& message, const Context& context, std::span<const Choice> choices,
                               const std::optional<Concern>& concern, Attempt& attempt, Aftermath& after,
                               std::optional<Say>& aside) {
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
  const std::string said = json::of(answer.reply.actions);
  if (concern && !concern->hush && message.place == Place::direct) aside = taken_out(answer.reply);
  replies_.apply(answer.reply, &message, attempt);
  if (answer.cost > 0) attempt.effects.charges.emplace_back(message.user, answer.cost);
  return said;
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
