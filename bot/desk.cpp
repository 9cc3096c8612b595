#include "bot/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "bot/json.h"
#include "bot/status.h"
#include "handlers/common/wording.h"
#include "storage/fingerprint.h"

namespace banwei {

namespace text {
namespace {

constexpr auto befriend = " 加我好友后再发一次";
constexpr auto apology = "刚才这条我没处理好，没有记下。请稍后再发一次，还不行就找班长";
constexpr auto same_ids =
    "网关给我发的每条消息同一个编号，发没发到我不知道，可能一条都没发出去。我照样发，发热提醒会多发几次；请到群里看看有"
    "没有我的话，没有就重启网关";
constexpr auto no_ids =
    "这个网关不给消息编号，我发的有没有发到我不知道。我照样发，发热提醒会多发几次；请到群里看看有没有我的话";
constexpr auto no_class = "班级以外的{}";
constexpr auto buried = "有一条消息没能处理，已原样存下，请看日志";

std::string muted(std::string_view name, std::string_view until) {
  return fmt::format("{}群里我说不了话，可能被禁言了。要说的先留着，{}再试；能解禁的请解禁", name, until);
}
std::string removed(std::string_view name) {
  return fmt::format("我已经不在{}群里了，群里的事我看不到也发不了。请把我加回去", name);
}
std::string silenced(std::string_view until) {
  return fmt::format("我连着3条消息没有回音，可能被风控。先停下，{}再试一条；发热提醒照发", until);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::milliseconds turn_time{40};
constexpr int fact_depth = 4;
constexpr std::chrono::minutes old_words{5};    // an answer to what was said before that is no longer waited for
constexpr std::chrono::hours recoverable{47};   // marks are kept for 48
constexpr std::chrono::minutes short_gap{3};    // with the slack before it: nobody is bothered
constexpr std::chrono::minutes few_letters{5};  // the same, when only what was said in private is lost for sure
constexpr std::chrono::seconds look_after{20};  // a send that timed out may still arrive
constexpr std::chrono::hours lately{1};         // a gateway's list is older at most
constexpr std::chrono::days out_for_good{60};   // a mute is shorter
constexpr std::chrono::days longest_way{7};     // of a message that is told late
constexpr std::chrono::days strange_date{400};  // a clock may be off by so much, a platform's is not

std::int64_t text_hash(const Content& content) {
  storage::Fingerprint hash;
  for (const Part& part : content) hash.mix(static_cast<unsigned char>(part.kind)).mix(part.value);
  return static_cast<std::int64_t>(hash.value());
}

storage::MessageKey key_of(const Message& message) {
  return {message.account, message.room, message.user, message.id, text_hash(message.content), message.sent};
}

/// Of a recall, what it means for the message it takes back.
Fact fate_of(const storage::Parcel& parcel) {
  if (parcel.retracts == 0) return Settled{parcel.about, parcel.group, parcel.target, parcel.state, parcel.message};
  if (parcel.state != storage::SendState::sent) return StillThere{parcel.about, parcel.target};
  return Settled{parcel.about, parcel.group, parcel.target, storage::SendState::retracted, parcel.message};
}

OutgoingCall say(const Message& message, const Content& content) {
  return {.what = Send{.group = message.place == Place::group, .target = message.room, .content = content},
          .account = message.account};
}

}  // namespace

void Desk::Effects::take(Effects other) {
  calls.insert(calls.end(), std::make_move_iterator(other.calls.begin()), std::make_move_iterator(other.calls.end()));
  parcels.insert(parcels.end(), std::make_move_iterator(other.parcels.begin()),
                 std::make_move_iterator(other.parcels.end()));
  charges.insert(charges.end(), other.charges.begin(), other.charges.end());
}

Desk::Desk(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Clock& clock,
           Gateway& gateway, Log& log, const Manners& manners)
    : stores_(stores),
      features_(features),
      zone_(zone),
      clock_(clock),
      gateway_(gateway),
      log_(log),
      time_(clock, log),
      quiet_(manners.quiet),
      router_(features, stores.members, stores.outbox, zone),
      outbox_(stores.outbox, stores.pace, manners.pace, manners.seed),
      catch_up_(stores.gaps),
      scheduler_(stores, features, zone) {}

void Desk::start() {
  try {
    const auto heard = stores_.inbox.latest();
    const auto ticked = stores_.schedule.horizon();
    time_.start(heard && ticked ? std::max(heard, ticked) : heard ? heard : ticked);
    know_keepers();
    now_ = last_commit_ = time_.time();
    Effects effects;
    storage::Transaction transaction(stores_.database);
    if (const auto orphans = outbox_.start(now_, clock_.steady()); !orphans.empty()) {
      log_.warning("sends of the last run have an unknown fate and are not repeated",
                   {{"sends", static_cast<std::int64_t>(orphans.size())}});
      for (const storage::Parcel& parcel : orphans) tell_fate(parcel, effects);
    }
    catch_up_.start();
    transaction.commit();
    send(std::move(effects));
    welcome();
  } catch (const storage::Error& error) {
    if (!file_failed(error) || file_ != storage::FileState::damaged) throw;
  }
}

void Desk::know_keepers() {
  keepers_.clear();
  for (const Person& person : stores_.members.holders(Role::keeper, 0, time_.time())) {
    if (!person.account.empty()) keepers_.push_back(person.account);
  }
}

void Desk::welcome() {
  now_ = time_.time();
  Effects effects;
  storage::Transaction transaction(stores_.database);
  for (const storage::Held& held : stores_.inbox.take_joined(now_ - std::chrono::hours{24})) {
    if (const auto message = json::message(held.content)) {
      std::string said;  // a lost one is lost: nobody waits for it any more
      answer(*message, effects, said);
    }
  }
  transaction.commit();
  send(std::move(effects));
}

/// Once a minute: a disk that stays full for a night must not be filled with our log.
void Desk::complain(std::string_view what, std::size_t items, const std::exception& error) {
  if (clock_.steady() < next_complaint_) return;
  next_complaint_ = clock_.steady() + std::chrono::minutes{1};
  log_.error(what, {{"items", static_cast<std::int64_t>(items)}, {"why", std::string_view(error.what())}});
}

bool Desk::file_failed(const std::exception& error) {
  const auto* failure = dynamic_cast<const storage::Error*>(&error);
  const storage::FileState file = failure == nullptr ? storage::FileState::good : failure->file();
  if (file == storage::FileState::good) return false;
  if (std::exchange(file_, file) != file && file >= storage::FileState::moved)
    log_.error(advice(file), {{"why", std::string_view(error.what())}});
  warn_keepers();
  return true;
}

/// Of what does not mend itself.
void Desk::warn_keepers() {
  if (file_ < storage::FileState::moved || warned_ == file_ || lines_.empty()) return;
  warned_ = file_;
  std::vector<OutgoingCall> calls;
  for (const std::string& account : keepers_) {
    calls.push_back({.what = Send{.group = false, .target = account, .content = plain(std::string(trouble(file_)))},
                     .account = lines_.begin()->first});
  }
  gateway_.submit(std::move(calls));
}

void Desk::stand_still(std::vector<Item>& items) {
  for (const Item& item : items) {
    if (const auto* up = std::get_if<LinkUp>(&item)) lines_[up->account] = up->can;
    if (const auto* down = std::get_if<LinkDown>(&item)) lines_.erase(down->account);
  }
  items.clear();
  warn_keepers();
}

bool Desk::turn(std::vector<Item>& items) {
  if (file_ == storage::FileState::damaged) {
    stand_still(items);
    return false;
  }
  if (!again_) now_ = time_.time();
  const bool failed_before = again_;
  for (int tries = 0; tries < 2; ++tries) {
    Effects effects;
    try {
      commit(items, Queue::batch, effects);
      if (failed_before) log_.info("turns are stored again");
      send(std::move(effects));
      if (std::exchange(ticked_, false)) sweep();
      return true;
    } catch (const std::exception& error) {
      again_ = true;
      complain("a turn failed and is tried again", items.size(), error);
      if (file_failed(error)) return false;
    }
  }
  // One of them breaks the whole transaction: find it alone.
  for (auto left = items.size(); left > 0; --left) {
    Effects effects;
    std::vector<Item> one{items.front()};
    try {
      try {
        commit(one, 1, effects);
      } catch (const std::exception& error) {
        if (file_failed(error)) return false;
        bury(items.front(), error);
      }
      items.erase(items.begin());
      send(std::move(effects));
    } catch (const std::exception& error) {
      if (file_failed(error)) return false;
      log_.error("an item could not be processed nor kept", {{"why", std::string_view(error.what())}});
      items.erase(items.begin());
    }
  }
  again_ = false;
  return true;
}

/// One transaction over the first items; they are erased once it is durable.
void Desk::commit(std::vector<Item>& items, std::size_t most, Effects& effects) {
  const auto started = clock_.steady();
  std::size_t done = 0;
  storage::Transaction transaction(stores_.database);
  while (done < std::min(most, items.size())) {
    process(items[done], effects);
    ++done;
    if (clock_.steady() - started >= turn_time) break;
  }
  const bool answering = std::any_of(effects.calls.begin(), effects.calls.end(),
                                     [](const OutgoingCall& call) { return std::holds_alternative<Send>(call.what); });
  const bool quiet = quiet_.at(zone_.at(now_).time_of_day());
  effects.take({.calls = {}, .parcels = outbox_.leave(now_, clock_.steady(), quiet, answering), .charges = {}});
  effects.take({.calls = {}, .parcels = catch_up_.leave(now_), .charges = {}});
  const auto committing = clock_.steady();
  transaction.commit();
  commit_time_ = clock_.steady() - committing;
  outbox_.left();
  catch_up_.left();
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(done));
  again_ = false;
  file_ = warned_ = storage::FileState::good;
  last_commit_ = now_;
}

/// What was purged leaves the file as well, and its log: at the first tick, which a kill may have come before, and
/// after each purge, until no reader needs the log any more.
void Desk::sweep() {
  if (!leftovers_) return;
  try {
    leftovers_ = !stores_.database.compact();
  } catch (const storage::Error& error) {
    complain("what was purged still stands in the file; that is tried again", 0, error);
    if (error.file() == storage::FileState::damaged) file_failed(error);
  }
}

/// Whether `act` went well. A fault of ours is logged; a broken disk ends the whole turn.
bool Desk::attempt(const std::string& name, const std::function<void()>& act) {
  try {
    act();
    return true;
  } catch (const storage::Error& error) {
    if (error.file() != storage::FileState::good || !stores_.database.in_transaction()) throw;
    log_.error("a step failed and was undone", {{"step", name}, {"why", std::string_view(error.what())}});
  } catch (const std::exception& error) {
    log_.error("a step failed and was undone", {{"step", name}, {"why", std::string_view(error.what())}});
  }
  return false;
}

/// The same in a savepoint: a fault undoes this step alone.
bool Desk::step(const std::string& name, Effects& effects, const std::function<Effects()>& act) {
  return attempt(name, [&] {
    storage::Savepoint savepoint(stores_.database);
    Effects own = act();
    savepoint.keep();
    effects.take(std::move(own));
  });
}

void Desk::process(const Item& item, Effects& effects) {
  const auto replying = [&](const std::string& name, auto reply) {
    return step(name, effects, [&] {
      Effects own;
      carry_out(reply(), nullptr, own, 0);
      return own;
    });
  };
  if (const auto* message = std::get_if<Message>(&item)) {
    const storage::MessageKey key = key_of(*message);
    if (dated_well(*message)) return hear(*message, key, effects);
    Message dated = *message;  // counts as said when it came
    dated.sent = dated.received = now_;
    hear(dated, key, effects);
  } else if (const auto* result = std::get_if<CallResult>(&item)) {
    settle(*result, effects);
  } else if (std::holds_alternative<Tick>(item)) {
    catch_up_.tick(now_);
    for (const storage::Parcel& parcel : outbox_.shed(now_)) tell_fate(parcel, effects);
    const Scheduler::Step run = [&](const std::string& name, const std::function<Reply()>& act) {
      return replying(name, act);
    };
    if (!time_.doubts() && scheduler_.purge(now_, run)) leftovers_ = true;
    ticked_ = true;
    // What is due waits for a line and for what was said meanwhile: no count is told that a look-up will change.
    if (!lines_.empty() && !catch_up_.busy()) scheduler_.run(now_, run, time_.doubts());
  } else if (const auto* recall = std::get_if<Recall>(&item)) {
    for (Feature* feature : features_) {
      replying("recall", [&] { return feature->recalled(*recall, zone_.at(now_)); });
    }
  } else if (const auto* friendship = std::get_if<Friendship>(&item)) {
    if (friendship->accepted) {
      befriended(friendship->account, friendship->user, effects);
    } else if (stores_.members.by_account(friendship->user)) {
      effects.calls.push_back({.what = AcceptFriend{friendship->flag}, .account = friendship->account});
    }
  } else if (const auto* standing = std::get_if<Standing>(&item)) {
    if (const auto stopped = outbox_.stand(*standing, now_)) tell(*stopped);
  } else if (const auto* up = std::get_if<LinkUp>(&item)) {
    meet(*up, effects);
  } else if (const auto* list = std::get_if<Friends>(&item)) {
    outbox_.learn(list->account, list->friends);
    learn(list->friends, effects);
  } else if (const auto* down = std::get_if<LinkDown>(&item)) {
    lines_.erase(down->account);
    outbox_.down(down->account);
    catch_up_.down(down->account, down->deaf_since.value_or(now_));
  }
}

/// Whether a message can have been said when it says: not in the future, nor longer ago than messages are told late.
/// While our own clock is in doubt, the platform's is a witness.
bool Desk::dated_well(const Message& message) const {
  const auto ahead = message.sent - now_;
  const bool late = -ahead > longest_way && !message.recovered;  // how far back a history counts is looked at later
  return !late && (time_.doubts() ? ahead <= strange_date : ahead <= clock_slack);
}

void Desk::hear(const Message& message, const storage::MessageKey& key, Effects& effects) {
  if (message.user == message.account) {
    if (const auto parcel = outbox_.seen(message, now_)) tell_fate(*parcel, effects);
    return;
  }
  if (lines_.contains(message.user)) return;  // another account of ours
  if (message.place == Place::group) {
    outbox_.heard(message.account, message.room, now_);
    if (heard_by_another(key)) return;
  }
  if (message.recovered) {
    // A history reaches further back than the gap, and than the marks of what was seen.
    const auto gap = stores_.gaps.find(message.account, message.room);
    if (!gap || message.sent < std::max(gap->from, now_ - recoverable) || stores_.inbox.has_twin(key)) return;
  }
  if (stores_.inbox.look(key, now_) == storage::Sight::seen) {
    if (!again_) return;
    Reply stored;
    stored.actions = json::actions(stores_.inbox.answer(key).value_or(""));
    carry_out(stored, &message, effects, 0);
    return;
  }
  if (message.place == Place::direct && !message.temporary) befriended(message.account, message.user, effects);
  std::string said;
  if (!answer(message, effects, said)) {
    said.clear();
    effects.calls.push_back(say(message, plain(text::apology)));
  }
  stores_.inbox.mark(key, now_, said.empty() ? std::nullopt : std::optional(said));
}

/// Whether another account of ours stands in the room too and heard it before, under an id of its own.
bool Desk::heard_by_another(storage::MessageKey key) const {
  const std::string own = std::move(key.account);
  return std::any_of(lines_.begin(), lines_.end(), [&](const auto& line) {
    key.account = line.first;
    return line.first != own && stores_.inbox.has_twin(key);
  });
}

/// What comes of a message: an answer in one step, and the care for somebody in need in another, so that a fault of the
/// one takes nothing from the other. False when the answer failed and that is to be said.
bool Desk::answer(const Message& message, Effects& effects, std::string& said) {
  const Context context = router_.context(message, can(message.account), now_);
  if (!Router::listens(message, context)) return true;
  std::vector<Choice> choices;
  std::optional<Concern> concern;
  const std::string name = "message " + message.id;
  bool fine = attempt(name, [&] { choices = router_.understand(message, context); });
  fine = attempt(name, [&] { concern = router_.concern(message, context, choices); }) && fine;
  if (fine && !step(name, effects, [&] { return respond(message, context, choices, concern, said); })) {
    fine = false;
    // What was stated about health is not lost with what else was said beside it.
    if (choices.size() > 1) {
      for (const Choice& choice : choices) {
        if (choice.states_health())
          step(name, effects, [&] { return respond(message, context, {&choice, 1}, concern, said); });
      }
    }
  }
  // What was understood of the speaker's health is lost with the step that failed.
  if (!fine && !concern) attempt(name, [&] { concern = router_.concern(message, context, {}); });
  if (!concern) return fine;
  step(name, effects, [&] {
    Effects own;
    carry_out(concern->act(context), &message, own, 0);
    return own;
  });
  return fine || (concern->hush && message.place == Place::group);
}

/// What the features say to a message; `said` is the volatile part of it, as it stands beside the message's mark.
Desk::Effects Desk::respond(const Message& message, const Context& context, std::span<const Choice> choices,
                            const std::optional<Concern>& concern, std::string& said) {
  Effects effects;
  Router::Answer answer = router_.answer(message, context, choices, concern, budget_, clock_.steady());
  if (concern && concern->hush && message.place == Place::group) {
    std::erase_if(answer.reply.actions, [](const Action& action) {
      return std::holds_alternative<React>(action) || std::holds_alternative<Say>(action);
    });
  }
  if (answer.hold)
    crowded_out_ += static_cast<std::uint64_t>(stores_.inbox.hold(message.user, message.room, json::of(message), now_));
  carry_out(answer.reply, &message, effects, 0);
  if (answer.price > 0) effects.charges.emplace_back(message.user, answer.price);
  said = json::of(answer.reply.actions);
  return effects;
}

void Desk::carry_out(const Reply& reply, const Message* answered, Effects& effects, int depth) {
  std::vector<Fact> facts = reply.facts;
  if (answered != nullptr && answered->recovered && now_ - answered->sent > old_words) answered = nullptr;
  for (const Action& action : reply.actions) {
    if (const auto* react = std::get_if<React>(&action)) {
      if (answered != nullptr && answered->place == Place::group) nod(*answered, react->emoji, effects);
    } else if (const auto* words = std::get_if<Say>(&action)) {
      if (answered != nullptr) effects.calls.push_back(say(*answered, words->content));
    } else if (const auto* to_one = std::get_if<Whisper>(&action)) {
      whisper(*to_one);
    } else if (const auto* to_group = std::get_if<Post>(&action)) {
      outbox_.add(*to_group, now_);
    } else if (const auto* back = std::get_if<Retract>(&action)) {
      for (const storage::Parcel& dropped : outbox_.retract(back->about, now_)) facts.push_back(fate_of(dropped));
    }
  }
  if (facts.empty()) return;
  if (depth >= fact_depth) throw std::logic_error("facts lead to facts without end");
  const Moment now = zone_.at(now_);
  for (const Fact& fact : facts) {
    for (Feature* feature : features_) carry_out(feature->on(fact, now), answered, effects, depth + 1);
  }
}

/// A reaction, or the same sign in words where that is wished.
void Desk::nod(const Message& message, const std::string& emoji, Effects& effects) const {
  if (ack_ == Ack::reply) {
    const Part whose =
        platform(message.account).quote ? Part{Part::Kind::quote, message.id} : Part{Part::Kind::mention, message.user};
    effects.calls.push_back(say(message, {whose, {Part::Kind::text, emoji}}));
  } else if (platform(message.account).react) {
    effects.calls.push_back(
        {.what = ReactTo{message.place, message.room, message.id, emoji}, .account = message.account});
  }
}

void Desk::whisper(const Whisper& whisper) {
  const Person& to = whisper.to;
  if (to.account.empty()) return;
  const Reach reach = stores_.members.reach(to.account);
  const bool care = whisper.priority == storage::Priority::care;
  if (reach == Reach::friendly || (care && reach == Reach::unknown)) {
    outbox_.add(to.account, whisper, now_);
  } else if (!care && !whisper.discreet) {
    ask_for_friendship(to);
  }
}

/// Whether the account can be whispered to has changed; whoever waited for one of the staff hears of it.
void Desk::reach(const std::string& account, Reach reach, Effects& effects) {
  if (stores_.members.reach(account) == reach) return;
  stores_.members.set_reach(account, reach);
  if (reach == Reach::refused) return;
  const auto person = stores_.members.by_account(account);
  if (person && person->staff) tell(Reachable{*person}, effects);
}

/// Somebody out of reach is asked in the class group, once a day and without a value or a reason.
void Desk::ask_for_friendship(const Person& person) {
  if (person.account.empty() || person.class_id == 0) return;
  const auto home = stores_.members.class_by_id(person.class_id);
  if (!home || home->group.empty()) return;
  const Moment now = zone_.at(now_);
  const storage::Occurrence asked{.job = fmt::format("befriend/{}", person.id), .key = iso(now.day()), .due = now.utc};
  if (!stores_.schedule.claim(asked, now.utc)) return;
  outbox_.add({.group = home->group,
               .content = {{Part::Kind::mention, person.account}, {Part::Kind::text, text::befriend}},
               .priority = storage::Priority::ladder},
              now_);
}

/// What the account's gateway can; gateways that name their account differently in events have one line only.
Capabilities Desk::platform(const std::string& account) const {
  auto line = lines_.find(account);
  if (line == lines_.end()) line = lines_.begin();
  if (line == lines_.end()) return {};
  Capabilities can = line->second;
  can.react = can.react && outbox_.reacts(line->first, now_);
  return can;
}

Capabilities Desk::can(const std::string& account) const {
  Capabilities can = platform(account);
  can.react = can.react || ack_ == Ack::reply;
  return can;
}

std::vector<std::string> Desk::doubts(const std::string& account) const {
  std::vector<std::string> all;
  const Outbox::Ids ids = outbox_.ids(account);
  if (ids != Outbox::Ids::good) all.emplace_back(ids == Outbox::Ids::same ? "same_ids" : "no_ids");
  if (!outbox_.reacts(account, now_)) all.emplace_back("no_reactions");
  return all;
}

void Desk::meet(const LinkUp& link, Effects& effects) {
  lines_[link.account] = link.can;
  outbox_.up(link, now_, clock_.steady());
  learn(link.friends.value_or(std::vector<std::string>{}), effects);
  const auto doubts = outbox_.in_doubt(link.account);
  for (const auto& [group, since] : doubts) {
    if (link.can.history) {
      catch_up_.look({.account = link.account, .room = group, .from = since, .to = now_, .due = now_, .away = false});
      continue;
    }
    for (const storage::Parcel& parcel : outbox_.looked(link.account, group, since, false, now_))
      tell_fate(parcel, effects);
  }
  const auto away_since = catch_up_.up(link, now_);
  if (!away_since) return;
  stores_.inbox.gap(*away_since, now_, 0, "the line was down");
  for (const Class& klass : stores_.members.classes()) {
    const bool stands_there =
        link.groups.empty() || std::find(link.groups.begin(), link.groups.end(), klass.group) != link.groups.end();
    if (klass.group.empty() || !stands_there) continue;
    const storage::Gap gap{
        .account = link.account, .room = klass.group, .from = *away_since, .to = now_, .due = now_, .away = true};
    if (link.can.history)
      catch_up_.look(gap);
    else
      leave_hole(gap, now_, false, effects);
  }
}

void Desk::befriended(const std::string& account, const std::string& person, Effects& effects) {
  if (stores_.members.by_account(person)) {
    outbox_.befriended(account, person);
    met_[person] = now_;
  }
  reach(person, Reach::friendly, effects);
}

/// Who can be whispered to, by a list that came and those that other lines have: who is in none is a stranger, unless
/// he was just heard as a friend; without a list nobody is, and what was refused before may be tried again.
void Desk::learn(const std::vector<std::string>& friends, Effects& effects) {
  std::erase_if(met_, [&](const auto& met) { return now_ - met.second > lately; });
  for (const std::string& account : friends) reach(account, Reach::friendly, effects);
  const auto judge = [&](const std::vector<Person>& people) {
    for (const Person& person : people) {
      if (person.account.empty()) continue;
      const Reach told = outbox_.reach(person.account);
      const bool friendly = stores_.members.reach(person.account) == Reach::friendly;
      if (told == Reach::friendly || (friendly && (told == Reach::unknown || met_.contains(person.account)))) continue;
      reach(person.account, told, effects);
    }
  };
  for (const Class& klass : stores_.members.classes()) {
    judge(stores_.members.students(klass.id));
    for (const Role role : {Role::counsellor, Role::class_teacher})
      judge(stores_.members.holders(role, klass.id, now_));
  }
  for (const Role role : {Role::office, Role::leader, Role::keeper}) judge(stores_.members.holders(role, 0, now_));
}

/// What was said in a group until then is lost, and what its people said in private is in any case, for no history
/// tells it: whoever waits for something there is told.
void Desk::leave_hole(const storage::Gap& gap, std::optional<Utc> until, bool doubtful, Effects& effects) {
  const bool only_private = !until || *until - gap.from < short_gap;
  const Utc to = only_private ? gap.to : *until;
  const bool matters = to - gap.from >= (only_private || doubtful ? few_letters : short_gap);
  if (until || matters) stores_.gaps.hole(gap.room, gap.from, gap.to);
  if (matters) tell(HistoryLost{gap.room, gap.from, to, only_private}, effects);
}

void Desk::settle(const CallResult& result, Effects& effects) {
  if (const auto looked = catch_up_.settle(result, now_)) {
    const storage::Gap& gap = looked->gap;
    for (const storage::Parcel& parcel : outbox_.looked(gap.account, gap.room, gap.from, looked->ours, now_))
      tell_fate(parcel, effects);
    if (gap.away) leave_hole(gap, looked->hole, looked->doubtful, effects);
    return;
  }
  const Outbox::Settlement settlement = outbox_.settle(result, now_);
  if (settlement.stopped) tell(*settlement.stopped);
  if (settlement.disbelieved) disbelieve(result.account);
  if (settlement.reactions_off)
    log_.warning("the gateway refuses our reactions: what they would say is counted out in words instead",
                 {{"account", result.account}});
  if (!settlement.parcel) return;
  const storage::Parcel& parcel = *settlement.parcel;
  if (parcel.doubt != storage::Doubt::none) {
    catch_up_.look({.account = parcel.account,
                    .room = parcel.target,
                    .from = outbox_.in_doubt(parcel.account).at(parcel.target),
                    .to = now_,
                    .due = now_ + look_after,
                    .away = false});
    return;
  }
  if (result.stranger && !parcel.group) {
    outbox_.refused(parcel.account, parcel.target);
    if (const auto person = stores_.members.by_account(parcel.target)) {
      stores_.members.set_reach(parcel.target, Reach::refused);
      if (parcel.priority != storage::Priority::care) ask_for_friendship(*person);
    }
  }
  tell_fate(parcel, effects);
}

/// Tells the features what became of words that said what they were about.
void Desk::tell_fate(const storage::Parcel& parcel, Effects& effects) {
  if (!parcel.about.empty()) tell(fate_of(parcel), effects);
}

void Desk::tell(const Fact& fact, Effects& effects) {
  step("fact", effects, [&] {
    Effects own;
    carry_out({.facts = {fact}}, nullptr, own, 0);
    return own;
  });
}

/// Tells those who can do something about it: the keepers, and of a class group its counsellors.
void Desk::tell(const Stopped& stopped) {
  log_.warning("sends come to nothing and are held back",
               {{"where", std::string_view(stopped.group.empty() ? "account" : "group")}});
  const std::string until = wording::hour_minute(zone_.at(stopped.until).time_of_day());
  std::vector<Person> people = stores_.members.holders(Role::keeper, 0, now_);
  std::string words = text::silenced(until);
  if (!stopped.group.empty()) {
    const auto klass = stores_.members.class_of_group(stopped.group);
    const std::string name = klass ? klass->name : fmt::format(text::no_class, stopped.group);
    words = stopped.until - now_ > out_for_good ? text::removed(name) : text::muted(name, until);
    for (Person& person : klass ? stores_.members.holders(Role::counsellor, klass->id, now_) : std::vector<Person>{})
      people.push_back(std::move(person));
  }
  tell(people, words);
}

/// The gateway says "sent" and gives no id that would show it: the keepers look for themselves, once a day at most.
void Desk::disbelieve(const std::string& account) {
  const bool same = outbox_.ids(account) == Outbox::Ids::same;
  log_.warning(same ? "the gateway gives one and the same id to all that is sent: whether it arrives nobody knows"
                    : "the gateway gives no id to what is sent: whether it arrives nobody knows",
               {{"account", account}});
  const Moment now = zone_.at(now_);
  const storage::Occurrence told{.job = "ids/" + account, .key = iso(now.day()), .due = now.utc};
  if (!stores_.schedule.claim(told, now.utc)) return;
  tell(stores_.members.holders(Role::keeper, 0, now_), same ? text::same_ids : text::no_ids);
}

/// Who holds two roles hears it once.
void Desk::tell(const std::vector<Person>& people, const std::string& words) {
  std::set<std::int64_t> told;
  for (const Person& person : people) {
    if (told.insert(person.id).second) whisper({person, plain(words)});
  }
}

void Desk::bury(const Item& item, const std::exception& error) {
  const auto* message = std::get_if<Message>(&item);
  storage::Transaction transaction(stores_.database);
  stores_.inbox.dead_letter(message != nullptr ? json::of(*message) : "{}", error.what(), now_);
  const storage::Occurrence today{.job = "house/buried", .key = iso(zone_.at(now_).day()), .due = now_};
  if (stores_.schedule.claim(today, now_)) tell(stores_.members.holders(Role::keeper, 0, now_), text::buried);
  transaction.commit();
}

void Desk::lost(std::uint64_t events) {
  log_.error("events were dropped: the queue was full", {{"events", static_cast<std::int64_t>(events)}});
  storage::Transaction transaction(stores_.database);
  stores_.inbox.gap(last_commit_, time_.time(), static_cast<std::int64_t>(events), "queue full");
  transaction.commit();
}

void Desk::send(Effects effects) {
  const auto now = clock_.steady();
  for (const auto& [user, price] : effects.charges) budget_.charge(user, price, now);
  auto calls = outbox_.release(std::move(effects.calls), now_, now);
  calls.insert(calls.end(), std::make_move_iterator(effects.parcels.begin()),
               std::make_move_iterator(effects.parcels.end()));
  calls_ += calls.size();
  if (!calls.empty()) gateway_.submit(std::move(calls));
}

}  // namespace banwei
