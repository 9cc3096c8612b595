// The session: callbacks throughout, no coroutine and no Beast.
#include "bot/gateway/session.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

namespace banwei {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds greeting_time{10};  // A gateway that works answers every question of the greeting by then.
constexpr int friends_patience = 4;   // Real gateways take over 10 s for it at times, so it has so many times as long.
constexpr std::chrono::minutes friends_again_most{30};
constexpr seconds proof_time{5};   // A line that another would replace must answer by then.
constexpr seconds on_the_way{10};  // What comes so soon after the account was logged out may be older.
constexpr int heard_enough{3};     // So many messages after that show that the account is online all the same.
constexpr seconds flush_time{1};   // So long after stop() what waits may leave and be answered; then the line closes.
constexpr seconds cut_time{2};     // So long after stop() the line is cut, however far it has come.
constexpr std::size_t held_limit = 1'000;
constexpr std::size_t batch_frames = 256;       // So many frames are written at once at most,
constexpr std::size_t batch_bytes = 128 << 10;  // No further frame joins them beyond so many bytes.
constexpr int looked_at = 20;   // So many of the newest messages of each room show whether one is missing.
constexpr int on_its_way = 15;  // An event may come by this part of `quiet` later than the history shows it.
constexpr std::size_t sent_file_limit = 8 << 20;  // In bytes, before the protocol encodes them.

/// Why the platform cannot do that, null when it can.
const char* impossible(const OutgoingCall& call, const Capabilities& can) {
  if (const auto* react = std::get_if<ReactTo>(&call.what)) {
    if (react->place == Place::direct) return "there are no reactions in private";
    if (!can.react) return "this gateway knows no reactions";
  } else if (const auto* send = std::get_if<Send>(&call.what)) {
    if (!send->group && !can.whisper) return "this gateway knows no private messages";
    const bool mentions = std::any_of(send->content.begin(), send->content.end(), [](const Part& part) {
      return part.kind == Part::Kind::mention || part.kind == Part::Kind::mention_all;
    });
    if (mentions && !can.mention) return "this gateway can mention nobody";
  } else if (const auto* file = std::get_if<SendFile>(&call.what)) {
    if (!can.file) return "this gateway takes no files from us";
    if (file->bytes.size() > sent_file_limit) return "the file is over 8 MiB";
  } else if (std::holds_alternative<Delete>(call.what)) {
    if (!can.recall) return "this gateway takes nothing back";
  } else if (std::holds_alternative<FetchHistory>(call.what)) {
    if (!can.history) return "this gateway knows no history";
  }
  return nullptr;
}

CallResult result_of(Calls::End end, const CallAnswer* answer) {
  CallResult result;
  switch (end) {
    case Calls::End::answered:
      result.outcome = answer->ok || answer->nothing_there ? Outcome::sent
                       : answer->ambiguous                 ? Outcome::unknown
                                                           : Outcome::refused;
      result.message = answer->message_id;
      if (!answer->ok) result.why = "retcode " + std::to_string(answer->code) + ": " + answer->why;
      result.stranger = answer->stranger;
      break;
    case Calls::End::late:
      result.why = "no answer in time";
      break;
    case Calls::End::lost:
      result.why = "the line was lost before the answer";
      break;
    case Calls::End::unwritten:
      result.outcome = Outcome::unsent;
      result.why = "it was never written";
      break;
  }
  return result;
}

}  // namespace

Session::Session(boost::asio::io_context& io, std::shared_ptr<net::Wire> wire, SessionOptions options,
                 const Clock& clock, Log& log, Sink sink)
    : io_(io),
      wire_(std::move(wire)),
      options_(std::move(options)),
      clock_(clock),
      log_(log),
      sink_(std::move(sink)),
      conversation_(options_.protocol()),
      calls_(std::make_shared<Calls>(io, clock, options_.queue_limit)),
      watchdog_(io),
      end_(io),
      friends_timer_(io),
      account_(options_.account),
      friends_pause_(options_.friends_again),
      last_event_(clock.steady()) {}

void Session::start() {
  watch();
  greet(State::greeting);
}

/// Beast's idle timer is the first to see a frozen gateway; this one depends on nothing in Beast. It counts its looks
/// and no time: a bot that was held up itself, or a machine that slept, is no silence of the gateway.
void Session::watch() {
  const milliseconds pause = std::min(options_.idle, options_.quiet) / 4;
  watchdog_.expires_after(pause);
  watchdog_.async_wait([weak = weak_from_this(), pause](boost::system::error_code ec) {
    const auto self = ec ? nullptr : weak.lock();
    if (!self || self->state_ >= State::dropped) return;
    const auto now = self->clock_.steady();
    if (++self->silent_looks_ * pause > self->options_.idle * 5 / 4) {
      return self->drop("no sign of life from the gateway");
    }
    const auto missed = self->hearing_.missed_since();
    if (missed && now - *missed > self->options_.quiet / on_its_way) {
      self->deaf_since_ = self->hearing_.newest();
      return self->drop("the gateway lives but brings no messages");
    }
    if (now - self->last_event_ > self->options_.quiet) self->test_self();
    self->watch();
  });
}

/// Gateways have sent heartbeats for hours and nothing else. A quiet night looks the same, so the gateway is asked.
void Session::test_self() {
  if (state_ != State::up && state_ != State::offline) return;
  last_event_ = clock_.steady();
  const Question status = conversation_->status();
  ask(status, [this, status](const CallAnswer* answer) {
    if (!answer) return drop("the gateway answers no self-test");
    Findings found;
    status.read(*answer, found);
    on_heartbeat({.online = found.online});
  });
  ask(conversation_->self_test(), [this](const CallAnswer* answer) {
    if (!answer) return drop("the gateway answers no self-test");
    if (!answer->ok && !answer->unknown_action) drop("the gateway's self-test failed: " + answer->why);
  });
  test_hearing();
}

/// Some answer every call and bring no event any more: what stands in a history and never came gives them away.
void Session::test_hearing() {
  if (state_ != State::up || !conversation_->can().history) return;
  for (const Hearing::Room& room : hearing_.rooms()) {
    const std::string echo = calls_->echo();
    std::string frame = conversation_->encode({.what = FetchHistory{room.name, looked_at}}, echo);
    begin(echo, std::move(frame), options_.call_timeout, [this](Calls::End, const CallAnswer* answer) {
      if (!answer || !answer->ok || state_ != State::up) return;
      for (const Message& said : past(*answer).messages) {
        if (said.user != account_) hearing_.on_history(said.sent);
      }
    });
  }
}

// --- up and down --------------------------------------------------------------------------------------------------

void Session::greet(State state) {
  state_ = state;
  const std::vector<Question> questions = conversation_->greet();
  greeting_ = {.open = static_cast<int>(questions.size()) + 1, .wants_friends = true};
  for (const Question& question : questions) {
    ask(question, [this, question](const CallAnswer* answer) {
      if (answer) question.read(*answer, greeting_.found);
      greeted(answer != nullptr);
    });
  }
  ask_friends();
  await_friends(std::min<milliseconds>(greeting_time, options_.call_timeout), &Session::friends_late);
}

// --- who can be whispered to --------------------------------------------------------------------------------------

void Session::ask_friends() {
  ask(conversation_->friends(), friends_patience * options_.call_timeout,
      [this](const CallAnswer* answer) { on_friends(answer); });
}

void Session::await_friends(milliseconds time, void (Session::*then)()) {
  friends_timer_.expires_after(time);
  friends_timer_.async_wait([weak = weak_from_this(), then](boost::system::error_code ec) {
    const auto self = ec ? nullptr : weak.lock();
    if (self && self->state_ < State::dropped) ((*self).*then)();
  });
}

/// The line need not wait for it; the call does.
void Session::friends_late() {
  if (std::exchange(greeting_.wants_friends, false)) greeted(false);
}

/// An empty list proves nothing: gateways have it while the account's own is on its way.
void Session::on_friends(const CallAnswer* answer) {
  Findings found;
  if (answer) conversation_->friends().read(*answer, found);
  auto& friends = found.friends;
  const bool awaited = std::exchange(greeting_.wants_friends, false);
  if (friends && !friends->empty()) {
    friends_timer_.cancel();
    friends_pause_ = options_.friends_again;
    if (std::exchange(friends_doubted_, false) && !awaited) {
      log_.info("the friend list has come",
                {{"gateway", options_.gateway}, {"friends", static_cast<std::int64_t>(friends->size())}});
    }
  } else if (state_ < State::dropped) {
    if (!friends) doubt_friends(!answer ? "no answer" : answer->ok ? "it is no list" : answer->why);
    await_friends(friends_pause_, &Session::ask_friends);
    friends_pause_ = std::min<milliseconds>(2 * friends_pause_, friends_again_most);
  }
  if (awaited && greets()) {
    greeting_.found.friends = std::move(friends);
    greeted(answer != nullptr);
  } else if (friends && announced_) {
    emit(Friends{account_, std::move(*friends)});
  }
}

void Session::doubt_friends(const std::string& why) {
  if (std::exchange(friends_doubted_, true)) return;
  log_.warning("the friend list did not come and is asked for again; whether somebody can be whispered to is tried out",
               {{"gateway", options_.gateway}, {"answer", why}});
}

void Session::ask(const Question& question, Then then) {
  ask(question, std::min<milliseconds>(greeting_time, options_.call_timeout), std::move(then));
}

void Session::ask(const Question& question, milliseconds time, Then then) {
  const std::string echo = calls_->echo();
  begin(echo, conversation_->encode(question, echo), time,
        [this, then = std::move(then)](Calls::End, const CallAnswer* answer) {
          if (answer && answer->token_refused) refuse_token();
          then(answer);
        });
}

void Session::greeted(bool answered) {
  greeting_.answered = greeting_.answered || answered;
  if (!greets() || --greeting_.open > 0) return;
  if (greeting_.answered) return go_up();
  // LLBot opens the socket at any path and is silent at most; a path for events alone takes no calls.
  drop("the gateway answers no call at this path: most gateways want the path /");
}

void Session::go_up() {
  if (!greets()) return;
  state_ = State::up;
  announced_ = true;
  logged_out_.reset();
  up_since_ = last_event_ = clock_.steady();
  Findings& found = greeting_.found;
  if (options_.account.empty() && !found.account.empty()) account_ = found.account;
  alias_ = found.account == account_ ? "" : found.account;
  hearing_.on_link_up(found.groups);
  if (!found.friends) doubt_friends("not yet");
  log_.info("line up", {{"gateway", options_.gateway},
                        {"app", conversation_->gateway()},
                        {"friends", static_cast<std::int64_t>(found.friends ? found.friends->size() : 0)}});
  emit(LinkUp{account_, conversation_->can(), std::move(found.friends), std::move(found.groups)});
  for (Event& held : std::exchange(held_, {})) deliver(std::move(held));
}

void Session::go_down(const std::string& why, bool logged_out) {
  hearing_.on_anything();
  if (!std::exchange(announced_, false)) return;
  emit(LinkDown{.why = why, .account = account_, .logged_out = logged_out, .deaf_since = deaf_since_});
}

// --- what comes in ------------------------------------------------------------------------------------------------

void Session::on_text(std::string_view text) {
  on_alive();
  Frame frame = conversation_->decode(text, clock_.wall());
  if (auto* said = std::get_if<Message>(&frame)) {
    on_message(std::move(*said));
  } else if (auto* recall = std::get_if<Recall>(&frame)) {
    deliver(std::move(*recall));
  } else if (auto* friendship = std::get_if<Friendship>(&frame)) {
    deliver(std::move(*friendship));
  } else if (auto* change = std::get_if<MuteChange>(&frame)) {
    deliver(std::move(*change));
  } else if (auto* invite = std::get_if<GroupInvite>(&frame)) {
    deliver(std::move(*invite));
  } else if (auto* member = std::get_if<MemberChange>(&frame)) {
    deliver(std::move(*member));
  } else if (const auto* reply = std::get_if<CallAnswer>(&frame)) {
    on_answer(*reply);
  } else if (const auto* beat = std::get_if<Heartbeat>(&frame)) {
    on_heartbeat(*beat);
  } else if (const auto* hello = std::get_if<Hello>(&frame)) {
    if (account_.empty()) account_ = hello->account;
  } else if (const auto* ignored = std::get_if<Ignored>(&frame)) {
    log_.debug("frame ignored", {{"why", ignored->why}});
  }
}

void Session::on_message(Message said) {
  if (account_.empty()) account_ = said.account;
  if (said.account.empty()) said.account = account_;
  const bool own = said.user == said.account || said.user == account_;
  if (own && said.place == Place::direct) return;
  if (!own) hearing_.on_message(said);
  if (state_ == State::offline) heard_while_offline();
  deliver(std::move(said));
}

/// Gateways have said offline while the account heard and talked on. That it was logged out is more than a habit: what
/// was on its way then proves nothing, so the gateway is asked, and more has to come.
void Session::heard_while_offline() {
  if (logged_out_) {
    if (clock_.steady() - logged_out_->since > on_the_way) ++logged_out_->heard;
    if (logged_out_->heard < heard_enough) {
      if (std::exchange(logged_out_->asked, true)) return;
      const Question status = conversation_->status();
      return ask(status, [this, status](const CallAnswer* answer) {
        if (logged_out_) logged_out_->asked = false;
        if (!answer) return;
        Findings found;
        status.read(*answer, found);
        on_heartbeat({.online = found.online});
      });
    }
  }
  heartbeats_lie_ = true;
  greet(State::returning);
}

/// What comes to an account that is said to be offline is not kept back for that.
void Session::deliver(Event one) {
  last_event_ = clock_.steady();
  hearing_.on_anything();
  if (greets() || state_ == State::dropped) {
    held_.push_back(std::move(one));
    if (held_.size() >= held_limit) go_up();
    return;
  }
  if (auto* said = std::get_if<Message>(&one)) {
    claim(*said);
  } else if (!account_.empty()) {
    std::visit([this](auto& what) { what.account = account_; }, one);
  }
  emit(std::move(one));
}

/// A line has one account, by whichever of its names it is called: onebots says one in events and another when asked.
void Session::claim(Message& said) const {
  if (account_.empty() || (said.account == account_ && alias_.empty())) return;
  const std::string called = std::exchange(said.account, account_);
  const auto ours = [&](const std::string& name) { return !name.empty() && (name == called || name == alias_); };
  if (ours(said.user)) said.user = account_;
  for (Part& part : said.content) {
    if (part.kind == Part::Kind::mention && ours(part.value)) part.value = account_;
  }
}

void Session::on_heartbeat(const Heartbeat& beat) {
  if (beat.certain) {
    heartbeats_lie_ = false;
    logged_out_ = LoggedOut{clock_.steady()};
  }
  if (!beat.online || heartbeats_lie_) return;
  if (!*beat.online && state_ == State::up) {
    log_.error("the gateway says the account is offline; log in to it again", {{"gateway", options_.gateway}});
    state_ = State::offline;
    go_down("the account is offline", true);
  } else if (*beat.online && state_ == State::offline) {
    greet(State::returning);
  }
}

void Session::on_answer(const CallAnswer& one) {
  if (calls_->answered(one)) return;
  if (one.echo.empty() && !announced_ && one.token_refused) return refuse_token();
  log_.debug("an answer to no call of ours");
}

void Session::refuse_token() {
  token_refused_ = true;
  why_ = "the gateway refuses the token";
  drop(why_);
}

// --- what goes out ------------------------------------------------------------------------------------------------

void Session::take(OutgoingCall call) {
  const auto give_back = [&](Outcome outcome, std::string why) {
    report({.tag = call.tag, .outcome = outcome, .why = std::move(why), .kind = call.what.index()});
    if (auto event = in_vain(call)) emit(std::move(*event));
  };
  if (const char* why = impossible(call, conversation_->can())) return give_back(Outcome::refused, why);
  if (state_ == State::stopping) return give_back(Outcome::unsent, why_);
  if (state_ != State::up) return give_back(Outcome::unsent, "the line is down");
  if (calls_->full()) return give_back(Outcome::unsent, "too many calls wait to be written");
  const bool history = std::holds_alternative<FetchHistory>(call.what);
  const bool file = std::holds_alternative<SendFile>(call.what) || std::holds_alternative<GetFile>(call.what);
  const std::string echo = calls_->echo();
  begin(echo, conversation_->encode(call, echo), file ? options_.file_timeout : options_.call_timeout,
        [this, history, tag = call.tag, kind = call.what.index(), asked_for = in_vain(call)](Calls::End end,
                                                                                             const CallAnswer* answer) {
          CallResult result = result_of(end, answer);
          result.tag = tag;
          result.account = account_;
          result.kind = kind;
          if (history && answer) {
            History past = this->past(*answer);
            result.history = std::move(past.messages);
            result.jump = past.jump;
          }
          report(std::move(result));
          if (asked_for) tell(*asked_for, answer);
        });
}

/// The list or the file that was asked for, or that it did not come.
void Session::tell(Event asked_for, const CallAnswer* answer) {
  if (auto* list = std::get_if<GroupMembers>(&asked_for); list && answer) {
    auto members = conversation_->members(*answer);
    list->listed = members.has_value();
    list->members = std::move(members).value_or(std::vector<GroupMembers::Member>{});
    std::erase_if(list->members, [&](const auto& member) { return member.user == account_ || member.user == alias_; });
  } else if (auto* file = std::get_if<SentFile>(&asked_for); file && answer) {
    auto bytes = conversation_->file(*answer);
    file->came = bytes.has_value();
    file->content = std::move(bytes).value_or("");
  }
  std::visit([this](auto& what) { what.account = account_; }, asked_for);
  emit(std::move(asked_for));
}

History Session::past(const CallAnswer& answer) {
  History history = conversation_->history(answer, clock_.wall());
  for (Message& said : history.messages) {
    claim(said);
    if (said.user != account_) hearing_.spoken(said.room, said.sent);
  }
  return history;
}

void Session::begin(const std::string& echo, std::string frame, milliseconds time, Calls::Then then) {
  calls_->add(echo, std::move(frame), time, [this, then = std::move(then)](Calls::End end, const CallAnswer* answer) {
    const auto self = shared_from_this();
    then(end, answer);
    if (state_ == State::stopping) pump();
  });
  pump_soon();
}

/// Once what else is begun now is begun too: all of it leaves together.
void Session::pump_soon() {
  if (pump_ != Pump::idle) return;
  pump_ = Pump::posted;
  boost::asio::post(io_, [self = shared_from_this()] {
    if (self->pump_ == Pump::posted) self->pump_ = Pump::idle;
    self->pump();
  });
}

void Session::pump() {
  if (pump_ == Pump::writing || state_ >= State::closing) return;
  std::vector<std::string> frames;
  std::size_t bytes = 0;
  while (frames.size() < batch_frames && bytes < batch_bytes) {
    auto frame = calls_->next();
    if (!frame) break;
    bytes += frame->size();
    frames.push_back(std::move(*frame));
  }
  if (!frames.empty()) {
    pump_ = Pump::writing;
    return wire_->write(std::move(frames));
  }
  if (state_ == State::stopping && calls_->empty()) close_politely();
}

void Session::on_written() {
  pump_ = Pump::idle;
  pump();
}

void Session::close_politely() {
  if (state_ != State::stopping) return;
  state_ = State::closing;
  wire_->close();
}

void Session::emit(Event one) {
  if (sink_.event) sink_.event(std::move(one));
}

void Session::report(CallResult result) {
  if (sink_.result) sink_.result(std::move(result));
}

// --- the end ------------------------------------------------------------------------------------------------------

void Session::prove() {
  if (std::exchange(proving_, true)) return;
  ask(conversation_->status(), std::min<milliseconds>(proof_time, options_.call_timeout),
      [this](const CallAnswer* answer) {
        proving_ = false;
        if (!answer) drop("the gateway no longer answers here");
      });
}

void Session::drop(const std::string& why) {
  if (state_ >= State::dropped) return;
  state_ = State::dropped;
  if (why_.empty()) why_ = why;
  wire_->cut();
}

void Session::over(const std::string& why) {
  if (why_.empty()) why_ = why;
  state_ = State::over;
  watchdog_.cancel();
  end_.cancel();
  friends_timer_.cancel();
  for (Event& held : std::exchange(held_, {})) emit(std::move(held));
  go_down(why_, false);
  calls_->end();
  wire_.reset();
}

void Session::stop() {
  if (state_ >= State::stopping) return;
  state_ = State::stopping;
  if (why_.empty()) why_ = "the bot is stopping";
  end_.expires_after(flush_time);
  end_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
    if (ec) return;
    self->close_politely();
    self->end_.expires_after(cut_time - flush_time);
    self->end_.async_wait([self](boost::system::error_code error) {
      if (!error) self->drop("the gateway did not answer the close");
    });
  });
  pump();
}

void Session::retire(const std::string& why) {
  why_ = why;
  go_down(why, false);
  stop();
}

void Session::abandon() {
  sink_ = {};
  drop("");
  over("");
}

}  // namespace banwei
