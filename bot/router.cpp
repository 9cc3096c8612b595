#include "bot/router.h"

#include <algorithm>

#include "handlers/args.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/small_talk.h"

namespace banwei {

namespace text {
namespace {

std::string not_permitted(const Command& command) {
  return "“" + command.words.front() + "”要" + wording::who_may(command.who) + "才能用。你能用的在“帮助”里";
}
std::string wrong_place(const Command& command) {
  return command.where == Where::direct ? "这个请私聊我说" : "“" + command.words.front() + "”请在班级群里说";
}
std::string usage(const Command& command) {
  std::string line = "“" + command.words.front() + "”可以这样说：" + command.example;
  return line;
}
std::string switched_off(const Command& command) {
  return "“" + command.words.front() + "”在这个群里停用了，老师说“启用”加功能名就恢复";
}
constexpr auto slowly = "慢一点，这句我没有办，半分钟后再说一遍";

}  // namespace
}  // namespace text

namespace {

/// The command that the speaker chose instead of typing it, or how it is said when it cannot stand alone; beside it
/// what the choice itself does.
Choice command_named(const std::string& name, Choice choice, const Lexicon& lexicon, const Context& context,
                     const language::NameScope& scope) {
  Utterance said;
  said.text = name;
  said.addressed = true;
  auto match = lexicon.match(said, context, scope);
  const auto& all = lexicon.entries();
  const auto entry = std::find_if(all.begin(), all.end(), [&](const Entry& one) {
    return match ? &one == match->entry : !one.command.words.empty() && one.command.words.front() == name;
  });
  if (entry == all.end()) return choice;
  Understood understood;
  if (match) {
    understood = std::move(match->understood);
  } else {
    understood.kind = entry->command.kind;
    understood.fields = choice.understood.fields;
    understood.act = [usage = text::usage(entry->command)](const Context&) { return Reply{}.add(Say{plain(usage)}); };
  }
  understood.act = [noted = std::move(choice.understood.act), act = std::move(understood.act)](const Context& at) {
    Reply reply = noted(at);
    reply.join(act(at));
    return reply;
  };
  return {.feature = entry->feature,
          .command = &entry->command,
          .understood = std::move(understood),
          .asked_for = true,
          .claim = choice.claim,
          .opened = choice.opened,
          .words = name};
}

bool anything(SpeechAct) { return true; }
bool health(SpeechAct act) { return act == SpeechAct::value || act == SpeechAct::doubt; }
bool answers(SpeechAct act) { return act == SpeechAct::answer; }
bool requests(SpeechAct act) { return act == SpeechAct::request; }

bool is_say(const Action& action) { return std::holds_alternative<Say>(action); }

bool same_sign(const Action& a, const Action& b) {
  const auto* one = std::get_if<React>(&a);
  const auto* other = std::get_if<React>(&b);
  return one != nullptr && other != nullptr && one->emoji == other->emoji;
}

/// What several things that one message says bring about, as one reply: a sign is given once, and a sentence to each
/// becomes one message. What needs several messages alone keeps them.
void merge(Reply& reply, Reply more) {
  const auto said = std::find_if(reply.actions.begin(), reply.actions.end(), is_say);
  const bool joins = std::count_if(reply.actions.begin(), reply.actions.end(), is_say) == 1 &&
                     std::count_if(more.actions.begin(), more.actions.end(), is_say) == 1;
  if (joins) {
    const auto words = std::find_if(more.actions.begin(), more.actions.end(), is_say);
    Content& content = std::get<Say>(*said).content;
    content.push_back({Part::Kind::text, "\n"});
    for (Part& part : std::get<Say>(*words).content) content.push_back(std::move(part));
    more.actions.erase(words);
  }
  std::erase_if(more.actions, [&](const Action& action) {
    return std::any_of(reply.actions.begin(), reply.actions.end(),
                       [&](const Action& before) { return same_sign(action, before); });
  });
  reply.join(std::move(more));
}

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
    : features_(features), members_(members), outbox_(outbox), zone_(zone), lexicon_(features), scopes_(members) {
  for (Feature* feature : features) {
    for (Listener& listener : feature->listeners()) ears_.push_back({feature, std::move(listener)});
    if (feature->small_talk() != nullptr) talker_ = feature;
    if (const auto* switching = dynamic_cast<const Switching*>(feature)) switching_ = switching;
  }
}

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

std::vector<Choice> Router::understand(const Message& message, const Context& context) const {
  const Utterance said = quoting(message);
  const bool bare_mention = said.addressed && said.text.empty() && message.place == Place::group;
  const bool sent_something = message.place == Place::direct &&
                              std::any_of(message.content.begin(), message.content.end(), [](const Part& part) {
                                return part.kind == Part::Kind::image || part.kind == Part::Kind::file;
                              });
  if (said.text.empty() && !bare_mention && !sent_something) return {};

  const std::string words = said.mentioned.empty() ? said.text : words_with_names(message, members_);
  Listening listening(ears_, said, context);
  const auto read = [&](Listening::Wanted wanted) {
    return [&, wanted](std::string_view text) {
      Listening::Excerpt& alone = listening.excerpt(text);
      auto best = listening.strongest(alone, wanted);
      if (wanted != requests || !said.mentioned.empty()) return best;
      auto command = by_command(alone.said, alone.context, best, text == said.text);
      const bool may = command && decide(*command->command, context) == Verdict::allowed;
      return may || (command && said.addressed) ? command : best;
    };
  };
  const auto slip = [&](std::string_view text) {
    Utterance order = said;
    order.text = text;
    order.addressed = true;
    const auto match = lexicon_.match(order, context, scopes_.of(context));
    return match && match->mended;
  };
  auto all = compose(words, {.health = read(health),
                             .answer = read(answers),
                             .request = read(requests),
                             .slip = slip,
                             .said = context.sent.utc});
  if (all.empty()) {
    auto best = listening.strongest(listening.whole(), anything);
    if (auto command = by_command(said, context, best, true)) best = std::move(command);
    if (best) all.push_back(std::move(*best));
  }
  for (Choice& choice : all) {
    const bool offered = talker_ != nullptr && choice.feature == talker_;
    if (const auto name = offered ? talker_->small_talk()->chosen(said, context) : std::nullopt)
      choice = command_named(*name, std::move(choice), lexicon_, context, scopes_.of(context));
  }
  // What the class does without is nobody's any more, so that care hears it; who asked for it by its word is told.
  std::erase_if(all, [&](const Choice& choice) { return !choice.asked_for && switched_off(choice, context); });
  return all;
}

Utterance Router::quoting(const Message& message) const {
  Utterance said = utterance(message);
  if (!said.quoted.empty()) said.about = outbox_.about(message.room, said.quoted);
  return said;
}

std::vector<Choice> Router::readings(const Message& message, const Context& context) const {
  const Utterance said = quoting(message);
  std::vector<Choice> all;
  for (const Ear& ear : ears_) {
    if (auto meant = ear.listener.understand(said, context)) all.push_back(choice_of(ear, std::move(*meant)));
  }
  return all;
}

/// A command's own word beats plain talk, but not the answer to a question that the bot has just asked. A slip counts
/// in a group only when it is the `whole` message.
std::optional<Choice> Router::by_command(const Utterance& said, const Context& context,
                                         const std::optional<Choice>& best, bool whole) const {
  if (best && best->claim != Claim::open && best->claim != Claim::other) return std::nullopt;
  // What is only refused, or only read out of a slip where nobody speaks to the bot, takes nothing from a reading; nor
  // does a slip from more than a question how to do something.
  const bool weak = !best || best->claim == Claim::other || requests(best->says());
  const bool loosely = said.addressed && whole && !best;
  const bool mended = said.addressed ? weak : whole && !best;
  const auto slips = loosely ? Lexicon::Slips::loosely : mended ? Lexicon::Slips::mended : Lexicon::Slips::left;
  auto match = lexicon_.match(said, context, scopes_.of(context), slips);
  if (!match) return std::nullopt;
  const Command& command = match->entry->command;
  const bool guessed = match->mended && !match->asked_for;  // Of words that may mean something else.
  if ((best || guessed) && decide(command, context) != Verdict::allowed) return std::nullopt;
  return Choice{.feature = match->entry->feature,
                .command = &command,
                .understood = std::move(match->understood),
                .asked_for = match->asked_for};
}

bool Router::switched_off(const Choice& choice, const Context& context) const {
  return switching_ != nullptr && context.message.place == Place::group && context.klass &&
         switching_->is_off(choice.feature->title(), context.klass->id);
}

Verdict Router::verdict(const Choice& choice, const Context& context) {
  const Verdict verdict = choice.intent != nullptr ? decide(*choice.intent, context) : decide(*choice.command, context);
  return verdict == Verdict::denied && !choice.asked_for ? Verdict::silent : verdict;
}

bool Router::listens(const Message& message, const Context& context) {
  if (message.anonymous || message.user == message.account) return false;
  return message.place == Place::direct || context.klass || context.speaker.person;
}

std::optional<Concern> Router::concern(const Message& message, const Context& context,
                                       std::span<const Choice> choices) const {
  const auto is_order = [&](const Choice& choice) {
    return choice.asked_for && choice.words.empty() && verdict(choice, context) == Verdict::allowed;
  };
  if (std::any_of(choices.begin(), choices.end(), is_order)) return std::nullopt;
  const Utterance said = utterance(message);
  auto taken =
      std::find_if(choices.begin(), choices.end(), [](const Choice& choice) { return choice.states_health(); });
  if (taken == choices.end()) taken = choices.begin();
  for (Feature* feature : features_) {
    if (auto concern = feature->concern(said, context, taken == choices.end() ? nullptr : &taken->understood))
      return concern;
  }
  return std::nullopt;
}

/// What somebody outside the roster may say, in private; what he reports in a class group waits until he is in it.
Router::PricedReply Router::answer_stranger(const Message& message, const Context& context,
                                            std::span<const Choice> choices, const TokenBucket& budget) {
  PricedReply answer;
  for (const Choice& choice : choices) {
    answer.hold = answer.hold || (choice.understood.hold && context.klass && message.place == Place::group);
    const bool affords = budget.affords(message.user, answer.cost + choice.cost(), context.now.utc);
    if (verdict(choice, context) != Verdict::allowed || !affords) continue;
    answer.cost += choice.cost();
    merge(answer.reply, choice.understood.act(context));
  }
  return answer;
}

/// What is answered to one message of somebody known, as far as the speaker's budget goes.
class Router::Answering {
 public:
  Answering(const Message& message, const Context& context, const TokenBucket& budget)
      : message_(message), context_(context), budget_(budget) {}

  bool affords(int cost) const { return budget_.affords(message_.user, answer.cost + cost, context_.now.utc); }

  Reply slow_down() {
    constexpr int warning = 10;  // All that is left and more: nobody is warned twice in a row.
    answer.hurried = true;
    if (in_group() || answer.cost >= warning || !budget_.affords(message_.user, 0, context_.now.utc)) return {};
    answer.cost += warning;
    return Reply{}.add(Say{plain(text::slowly)});
  }

  /// What is said to nobody's command.
  Reply tell(std::string words) {
    if (!affords(telling)) return slow_down();
    answer.cost += telling;
    if (!in_group()) return Reply{}.add(Say{plain(std::move(words))});
    return Reply{}.add(Whisper{*context_.speaker.person, plain(std::move(words))});
  }

  Reply refuse(const Command& command) {
    const bool misplaced = in_group() ? command.where == Where::direct
                                      : command.where == Where::group || command.where == Where::any_group;
    return tell(misplaced ? text::wrong_place(command) : text::not_permitted(command));
  }

  Reply carry_out(const Choice& choice) {
    if (choice.cost() > 0 && !affords(choice.cost())) return slow_down();  // What costs nothing is never too much.
    answer.cost += choice.cost();
    answer.acted.push_back(&choice);
    if (choice.words.empty()) return choice.understood.act(context_);
    const Message part = only(message_, choice.words, in_group() && utterance(message_).addressed);
    return choice.understood.act(within(context_, part));
  }

  bool in_group() const { return message_.place == Place::group; }
  const Message& message() const { return message_; }
  const Context& context() const { return context_; }

  static constexpr int telling = 2;  // What it costs.
  PricedReply answer;

 private:
  const Message& message_;
  const Context& context_;
  const TokenBucket& budget_;
};

/// What nobody claims: how a command is said that was meant, or a friendly line.
Reply Router::unclaimed(Answering& turn) const {
  const Utterance said = utterance(turn.message());
  if (const Entry* entry = lexicon_.misused(said); entry != nullptr && !entry->command.example.empty())
    return turn.tell(text::usage(entry->command));
  if (!turn.in_group() && !turn.affords(Answering::telling)) return turn.slow_down();
  if (talker_ == nullptr || (turn.in_group() && !(said.addressed && turn.affords(Answering::telling)))) return {};
  const Context& context = turn.context();
  const auto nearest = lexicon_.nearest(said.text, 3, context, scopes_.of(context));
  Reply reply = talker_->small_talk()->unclaimed(said, context, nearest);
  if (!reply.actions.empty()) turn.answer.cost += Answering::telling;
  return reply;
}

Reply Router::act(const Choice& choice, const std::optional<Concern>& concern, Answering& turn) const {
  const Context& context = turn.context();
  const Verdict verdict = Router::verdict(choice, context);
  if (verdict == Verdict::denied) return turn.refuse(*choice.command);
  if (verdict != Verdict::allowed) return {};
  // Whoever is in distress is asked for no figure.
  const bool doubts = choice.intent != nullptr && choice.intent->says == SpeechAct::doubt;
  if (doubts && !choice.understood.health && concern && concern->hush) return {};
  if (switched_off(choice, context)) return choice.asked_for ? turn.tell(text::switched_off(*choice.command)) : Reply{};
  return turn.carry_out(choice);
}

Router::PricedReply Router::answer(const Message& message, const Context& context, std::span<const Choice> choices,
                                   const std::optional<Concern>& concern, const TokenBucket& budget) const {
  if (!context.speaker.person) return answer_stranger(message, context, choices, budget);
  Answering turn(message, context, budget);
  const bool of_no_class = turn.in_group() && !context.klass;
  if (choices.empty() && !concern && !of_no_class) turn.answer.reply = unclaimed(turn);

  // What is stated is recorded before what is asked is looked up; the answers stand in the order of the message.
  std::vector<Reply> replies(choices.size());
  for (const bool stated : {true, false}) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (choices[i].states_health() == stated) replies[i] = act(choices[i], concern, turn);
    }
  }
  for (Reply& reply : replies) merge(turn.answer.reply, std::move(reply));
  return std::move(turn.answer);
}

}  // namespace banwei
