#include "bot/router.h"

#include <algorithm>

#include "handlers/args.h"
#include "handlers/common/wording.h"

namespace banwei {

namespace text {
namespace {

std::string not_permitted(const Command& command) {
  return "“" + command.words.front() + "”要" + wording::who_may(command.who) + "才能用。你能用的在“帮助”里";
}
std::string wrong_place(const Command& command) {
  return command.where == Where::group ? "“" + command.words.front() + "”请在班级群里说" : "这个请私聊我说";
}
std::string usage(const Command& command) {
  std::string line = "“" + command.words.front() + "”可以这样说：" + command.example;
  return line;
}
std::string nearest(const std::vector<std::string>& names) {
  if (names.empty()) return "这句我没看懂。说“帮助”看我会什么；报体温直接发数字就行，如 36.5";
  std::string line = "没看懂这句。你是不是想说：";
  for (std::size_t i = 0; i < names.size(); ++i) line += (i == 0 ? "" : " / ") + names[i];
  return line + "？报体温直接发数字就行，如 36.5";
}

}  // namespace
}  // namespace text

namespace {

bool stronger(const Heard& a, const Heard& b) { return a.claim != b.claim ? a.claim < b.claim : a.opened > b.opened; }

}  // namespace

Utterance utterance(const Message& message) {
  Utterance said;
  said.addressed = message.place == Place::direct;
  for (const Part& part : message.content) {
    switch (part.kind) {
      case Part::Kind::text:
        said.text += part.value;
        break;
      case Part::Kind::face:
        said.text += "[" + part.value + "]";
        break;
      case Part::Kind::quote:
        said.quoted = part.value;
        break;
      case Part::Kind::mention:
        if (part.value == message.account) {
          said.addressed = true;
        } else {
          said.mentioned.push_back(part.value);
        }
        break;
      case Part::Kind::mention_all:
      case Part::Kind::image:
      case Part::Kind::voice:
      case Part::Kind::file:
      case Part::Kind::other:
        break;
    }
  }
  said.text = trim(said.text);
  return said;
}

Router::Router(std::span<Feature* const> features, storage::Members& members, storage::Outbox& outbox, const Zone& zone)
    : features_(features), members_(members), outbox_(outbox), zone_(zone), lexicon_(features), scopes_(members) {}

Context Router::context(const Message& message, Capabilities can, Utc now) const {
  Context context{
      .message = message, .speaker = {}, .klass = {}, .can = can, .now = zone_.at(now), .sent = zone_.at(message.sent)};
  context.speaker.person = members_.by_account(message.user);
  if (context.speaker.person) context.speaker.grants = members_.grants(*context.speaker.person, now);
  if (message.place == Place::group) {
    context.klass = members_.class_of_group(message.room);
  } else if (context.speaker.person && context.speaker.person->class_id != 0) {
    context.klass = members_.class_by_id(context.speaker.person->class_id);
  }
  return context;
}

std::optional<Router::Choice> Router::understand(const Message& message, const Context& context) const {
  Utterance said = utterance(message);
  if (!said.quoted.empty()) said.about = outbox_.about(message.room, said.quoted);
  const bool bare_mention = said.addressed && said.text.empty() && message.place == Place::group;
  const bool picture =
      message.place == Place::direct && std::any_of(message.content.begin(), message.content.end(),
                                                    [](const Part& part) { return part.kind == Part::Kind::image; });
  if (said.text.empty() && !bare_mention && !picture) return std::nullopt;

  std::optional<Heard> best;
  const Feature* owner = nullptr;
  for (Feature* feature : features_) {
    auto heard = feature->listen(said, context);
    if (heard && (!best || stronger(*heard, *best))) {
      best = std::move(heard);
      owner = feature;
    }
  }
  // A command's own word beats plain talk, but not the answer to a question that the bot has just asked.
  if (!best || best->claim == Claim::open || best->claim == Claim::other) {
    const auto match = lexicon_.match(said, context, scopes_.of(context));
    // What is only refused, or only read out of a slip where nobody speaks to the bot, takes nothing from a reading.
    const bool meant = match && (!match->mended || (said.addressed && best && best->claim == Claim::other));
    const bool surer = meant && decide(match->entry->command, context) == Verdict::allowed;
    if (match && (surer || !best)) {
      return Choice{match->entry, match->understood, match->asked_for};
    }
  }
  if (!best) return std::nullopt;
  return Choice{lexicon_.declared(owner, best->understood.kind), std::move(best->understood), false};
}

Verdict Router::verdict(const Choice& choice, const Context& context) {
  const Verdict verdict = choice.entry == nullptr ? Verdict::silent : decide(choice.entry->command, context);
  return verdict == Verdict::denied && !choice.asked_for ? Verdict::silent : verdict;
}

bool Router::listens(const Message& message, const Context& context) {
  if (message.anonymous || message.user == message.account) return false;
  return message.place == Place::direct || context.klass || context.speaker.person;
}

std::optional<Concern> Router::concern(const Message& message, const Context& context,
                                       const std::optional<Choice>& choice) const {
  if (choice && choice->asked_for) return std::nullopt;
  const Utterance said = utterance(message);
  for (Feature* feature : features_) {
    if (auto concern = feature->concern(said, context, choice ? &choice->understood : nullptr)) return concern;
  }
  return std::nullopt;
}

Router::Answer Router::answer(const Message& message, const Context& context, const std::optional<Choice>& choice,
                              const std::optional<Concern>& concern, const Budget& budget, Clock::Steady steady) const {
  const bool in_group = message.place == Place::group;
  if (in_group && !context.klass) return {};
  if (!context.speaker.person) return {.reply = {}, .hold = in_group && choice && choice->understood.hold};

  const Person& person = *context.speaker.person;
  const auto tell = [&](std::string words) {
    Answer answer{.reply = {}, .price = 2};
    if (!budget.affords(message.user, answer.price, steady)) return Answer{};
    if (in_group) {
      answer.reply.add(Whisper{person, plain(std::move(words))});
    } else {
      answer.reply.add(Say{plain(std::move(words))});
    }
    return answer;
  };

  if (!choice && concern) return {};
  if (!choice) {
    const Utterance said = utterance(message);
    if (const Entry* entry = lexicon_.misused(said); entry != nullptr && !entry->command.example.empty()) {
      return tell(text::usage(entry->command));
    }
    if (!in_group && !said.text.empty()) return tell(text::nearest(lexicon_.nearest(said.text, 3, context)));
    return {};
  }
  const Verdict verdict = Router::verdict(*choice, context);
  if (verdict == Verdict::silent) return {};
  if (verdict == Verdict::denied) {
    const Command& command = choice->entry->command;
    const bool misplaced = (command.where == Where::group && !in_group) || (command.where == Where::direct && in_group);
    return tell(misplaced ? text::wrong_place(command) : text::not_permitted(command));
  }
  const int price = choice->entry->command.price;
  if (!budget.affords(message.user, price, steady)) return {};
  return {.reply = choice->understood.act(context), .price = price};
}

}  // namespace banwei
