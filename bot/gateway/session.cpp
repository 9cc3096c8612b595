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

constexpr seconds greeting_time{10};  // for who-am-I, the friends and the groups
constexpr int friends_patience = 4;   // times as long as any other call: real gateways take over 10 s at times
constexpr std::chrono::minutes friends_again_most{30};
constexpr seconds proof_time{5};   // for a line that another would replace
constexpr seconds on_the_way{10};  // what comes so soon after the account was logged out may be older
constexpr int heard_enough{3};     // messages after that show that the account is online all the same
constexpr seconds flush_time{1};   // after stop(), for what waits and for answers; then the close
constexpr seconds cut_time{2};     // after stop(), for all of it
constexpr std::size_t held_limit = 1'000;
constexpr std::size_t batch_frames = 256;       // that are written at once
constexpr std::size_t batch_bytes = 128 << 10;  // of them, but for the last
constexpr std::size_t rooms_most = 3;           // that a test of the hearing looks at
constexpr int looked_at = 20;                   // messages of each
constexpr std::chrono::minutes slack{2};        // between our clock and the platform's, and between two quick messages
constexpr int on_its_way = 15;                  // this part of `quiet` may lie between a history and the event
constexpr std::size_t file_limit = 8 << 20;     // bytes; a third more as base64

/// The gateway does not know the action; that it said so shows that it lives. onebots says -1 to everything it
/// dislikes.
bool unknown_action(const onebot11::Answer& answer) {
  return answer.retcode == 1404 || answer.retcode == 404 || answer.retcode == -1;
}

bool refuses_token(const onebot11::Answer& answer) {
  return !answer.ok &&
         (answer.retcode == 1401 || answer.retcode == 1403 || answer.retcode == 401 || answer.retcode == 403);
}

CallResult result_of(Calls::End end, const onebot11::Answer* answer) {
  CallResult result;
  switch (end) {
    case Calls::End::answered:
      result.outcome = answer->ok ? Outcome::sent : answer->ambiguous ? Outcome::unknown : Outcome::refused;
      result.message = answer->message_id;
      if (!answer->ok) result.why = "retcode " + std::to_string(answer->retcode) + ": " + answer->why;
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
                 const Clock& clock, Log& log, OnEvent on_event, OnResult on_result)
    : io_(io),
      wire_(std::move(wire)),
      options_(std::move(options)),
      clock_(clock),
      log_(log),
      on_event_(std::move(on_event)),
      on_result_(std::move(on_result)),
      calls_(std::make_shared<Calls>(io, clock, options_.queue_limit)),
      watchdog_(io),
      end_(io),
      friends_timer_(io),
      account_(options_.account),
      friends_pause_(options_.friends_again),
      last_event_(clock.steady()) {}

void Session::start() {
  watch();
  greet();
}

/// Beast's idle timer is the first to see a frozen gateway; this one depends on nothing in Beast. It counts its looks
/// and no time: a bot that was held up itself, or a machine that slept, is no silence of the gateway.
void Session::watch() {
  const milliseconds pause = std::min(options_.idle, options_.quiet) / 4;
  watchdog_.expires_after(pause);
  watchdog_.async_wait([weak = weak_from_this(), pause](boost::system::error_code ec) {
    const auto self = ec ? nullptr : weak.lock();
    if (!self || !self->open_) return;
    const auto now = self->clock_.steady();
    if (++self->silent_looks_ * pause > self->options_.idle * 5 / 4) {
      return self->drop("no sign of life from the gateway");
    }
    if (self->missed_ && now - *self->missed_ > self->options_.quiet / on_its_way) {
      self->deaf_since_ = self->newest_;
      return self->drop("the gateway lives but brings no messages");
    }
    if (now - self->last_event_ > self->options_.quiet) self->test_self();
    self->watch();
  });
}

/// Gateways have sent heartbeats for hours and nothing else. A quiet night looks the same, so the gateway is asked.
void Session::test_self() {
  if (greetings_ > 0) return;
  last_event_ = clock_.steady();
  ask("get_status", [this](const onebot11::Answer* answer) {
    if (!answer) return drop("the gateway answers no self-test");
    heartbeat({onebot11::online(answer->data)});
  });
  ask("get_login_info", [this](const onebot11::Answer* answer) {
    if (!answer) return drop("the gateway answers no self-test");
    if (!answer->ok && !unknown_action(*answer)) drop("the gateway's self-test failed: " + answer->why);
  });
  test_hearing();
}

/// Some answer every call and bring no event any more: what stands in a history and never came gives them away.
void Session::test_hearing() {
  if (!up_ || !dialect_.can.history) return;
  for (const Room& room : rooms_) {
    const std::string echo = calls_->echo();
    std::string frame = onebot11::encode({.what = FetchHistory{room.name, looked_at}}, echo, dialect_);
    begin(echo, std::move(frame), options_.call_timeout, [this](Calls::End, const onebot11::Answer* answer) {
      if (!answer || !answer->ok || !up_) return;
      for (const Message& said : past(answer->data).messages) {
        if (said.user != account_ && said.sent > newest_ + slack && !missed_) missed_ = clock_.steady();
      }
    });
  }
}

// --- up and down --------------------------------------------------------------------------------------------------

void Session::greet() {
  greetings_ = 4;
  greeting_answered_ = false;
  greeting_ = {};
  ask("get_login_info", [this](const onebot11::Answer* answer) {
    if (answer) greeting_.account = onebot11::login(answer->data);
    greeted(answer);
  });
  friends_awaited_ = true;
  ask_friends();
  await_friends(std::min<milliseconds>(greeting_time, options_.call_timeout), &Session::friends_late);
  ask("get_group_list", [this](const onebot11::Answer* answer) {
    if (answer) greeting_.groups = onebot11::groups(answer->data);
    greeted(answer);
  });
  ask("get_version_info", [this](const onebot11::Answer* answer) {
    const std::string app = answer ? onebot11::app_name(answer->data) : "";
    dialect_ = onebot11::dialect_of(app);
    greeting_.can = dialect_.can;
    if (answer) log_.info("the gateway answers", {{"gateway", options_.gateway}, {"app", app}});
    greeted(answer);
  });
}

// --- who can be whispered to --------------------------------------------------------------------------------------

void Session::ask_friends() {
  ask("get_friend_list", friends_patience * options_.call_timeout,
      [this](const onebot11::Answer* answer) { friends_came(answer); });
}

void Session::await_friends(milliseconds time, void (Session::*then)()) {
  friends_timer_.expires_after(time);
  friends_timer_.async_wait([weak = weak_from_this(), then](boost::system::error_code ec) {
    const auto self = ec ? nullptr : weak.lock();
    if (self && self->open_) ((*self).*then)();
  });
}

/// The line need not wait for it; the call does.
void Session::friends_late() {
  if (std::exchange(friends_awaited_, false)) greeted(false);
}

/// An empty list proves nothing: gateways have it while the account's own is on its way.
void Session::friends_came(const onebot11::Answer* answer) {
  auto friends = answer && answer->ok ? onebot11::friends(answer->data) : std::nullopt;
  const bool awaited = std::exchange(friends_awaited_, false);
  if (friends && !friends->empty()) {
    friends_timer_.cancel();
    friends_pause_ = options_.friends_again;
    if (std::exchange(friends_doubted_, false) && !awaited) {
      log_.info("the friend list has come",
                {{"gateway", options_.gateway}, {"friends", static_cast<std::int64_t>(friends->size())}});
    }
  } else if (open_) {
    if (!friends) doubt_friends(!answer ? "no answer" : answer->ok ? "it is no list" : answer->why);
    await_friends(friends_pause_, &Session::ask_friends);
    friends_pause_ = std::min<milliseconds>(2 * friends_pause_, friends_again_most);
  }
  if (awaited && greetings_ > 0) {
    greeting_.friends = std::move(friends);
    greeted(answer != nullptr);
  } else if (friends && up_) {
    emit(Friends{account_, std::move(*friends)});
  }
}

void Session::doubt_friends(const std::string& why) {
  if (std::exchange(friends_doubted_, true)) return;
  log_.warning("the friend list did not come and is asked for again; whether somebody can be whispered to is tried out",
               {{"gateway", options_.gateway}, {"answer", why}});
}

void Session::ask(std::string_view action, Then then) {
  ask(action, std::min<milliseconds>(greeting_time, options_.call_timeout), std::move(then));
}

void Session::ask(std::string_view action, milliseconds time, Then then) {
  const std::string echo = calls_->echo();
  std::string frame = onebot11::encode_action(action, echo);
  begin(echo, std::move(frame), time, [this, then = std::move(then)](Calls::End, const onebot11::Answer* answer) {
    if (answer && refuses_token(*answer)) refuse_token();
    then(answer);
  });
}

void Session::greeted(bool answered) {
  greeting_answered_ = greeting_answered_ || answered;
  if (greetings_ == 0 || --greetings_ > 0) return;
  if (greeting_answered_ || up_) return go_up();
  // LLBot opens the socket at any path and is silent at most; a path for events alone takes no calls.
  drop("the gateway answers no call at this path: most gateways want the path /");
}

void Session::go_up() {
  greetings_ = 0;
  if (up_ || !open_ || token_refused_ || stopping_) return;
  up_ = true;
  was_up_ = true;
  logged_out_.reset();
  up_since_ = last_event_ = clock_.steady();
  if (options_.account.empty() && !greeting_.account.empty()) account_ = greeting_.account;
  alias_ = greeting_.account == account_ ? "" : greeting_.account;
  greeting_.account = account_;
  newest_ = std::max(newest_, clock_.wall());
  for (const std::string& group : greeting_.groups) spoken(group, {});
  if (!greeting_.friends) doubt_friends("not yet");
  log_.info("line up", {{"gateway", options_.gateway},
                        {"friends", static_cast<std::int64_t>(greeting_.friends ? greeting_.friends->size() : 0)}});
  emit(std::move(greeting_));
  for (Event& held : std::exchange(held_, {})) event(std::move(held));
}

void Session::go_down(const std::string& why, bool logged_out) {
  missed_.reset();
  if (!std::exchange(up_, false)) return;
  emit(LinkDown{.why = why, .account = account_, .logged_out = logged_out, .deaf_since = deaf_since_});
}

// --- what comes in ------------------------------------------------------------------------------------------------

void Session::on_text(std::string_view text) {
  on_alive();
  onebot11::Frame frame = onebot11::decode(text, clock_.wall());
  if (auto* said = std::get_if<Message>(&frame)) {
    message(std::move(*said));
  } else if (auto* recall = std::get_if<Recall>(&frame)) {
    event(std::move(*recall));
  } else if (auto* friendship = std::get_if<Friendship>(&frame)) {
    event(std::move(*friendship));
  } else if (auto* standing = std::get_if<Standing>(&frame)) {
    event(std::move(*standing));
  } else if (const auto* reply = std::get_if<onebot11::Answer>(&frame)) {
    answer(*reply);
  } else if (const auto* beat = std::get_if<onebot11::Heartbeat>(&frame)) {
    heartbeat(*beat);
  } else if (const auto* lifecycle = std::get_if<onebot11::Lifecycle>(&frame)) {
    if (account_.empty()) account_ = lifecycle->self_id;
  } else if (const auto* ignored = std::get_if<onebot11::Ignored>(&frame)) {
    log_.debug("frame ignored", {{"why", ignored->why}});
  }
}

void Session::message(Message said) {
  if (account_.empty()) account_ = said.account;
  if (said.account.empty()) said.account = account_;
  const bool own = said.user == said.account || said.user == account_;
  if (own && said.place == Place::direct) return;
  if (!own) newest_ = std::max(newest_, said.sent);
  if (!own && said.place == Place::group) spoken(said.room, said.sent);
  if (!up_ && greetings_ == 0 && !stopping_) {
    heard_while_offline();
  }
  event(std::move(said));
}

/// Gateways have said offline while the account heard and talked on. That it was logged out is more than a habit: what
/// was on its way then proves nothing, so the gateway is asked, and more has to come.
void Session::heard_while_offline() {
  if (logged_out_) {
    if (clock_.steady() - *logged_out_ > on_the_way) ++heard_offline_;
    if (heard_offline_ < heard_enough) {
      if (std::exchange(asked_status_, true)) return;
      return ask("get_status", [this](const onebot11::Answer* answer) {
        asked_status_ = false;
        if (answer) heartbeat({onebot11::online(answer->data)});
      });
    }
  }
  heartbeats_lie_ = true;
  greet();
}

void Session::event(Event one) {
  last_event_ = clock_.steady();
  missed_.reset();
  // Until the line is up; what comes to an account that is said to be offline is not kept back for that.
  if (!up_ && !stopping_ && (greetings_ > 0 || !was_up_)) {
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

void Session::spoken(const std::string& room, Utc when) {
  auto known = std::find_if(rooms_.begin(), rooms_.end(), [&](const Room& one) { return one.name == room; });
  if (known == rooms_.end() && rooms_.size() < rooms_most) known = rooms_.insert(known, {room, when});
  if (known == rooms_.end()) {
    known = std::min_element(rooms_.begin(), rooms_.end(),
                             [](const Room& a, const Room& b) { return a.spoken < b.spoken; });
    if (known->spoken >= when) return;
    known->name = room;
  }
  known->spoken = std::max(known->spoken, when);
}

/// The gateway may live while the account is logged out of the platform; calls would only fail.
void Session::heartbeat(const onebot11::Heartbeat& beat) {
  if (beat.certain) {
    heartbeats_lie_ = false;
    logged_out_ = clock_.steady();
    heard_offline_ = 0;
  }
  if (!beat.online || heartbeats_lie_) return;
  if (!*beat.online && up_) {
    log_.error("the gateway says the account is offline; log in to it again", {{"gateway", options_.gateway}});
    go_down("the account is offline", true);
  } else if (*beat.online && !up_ && greetings_ == 0) {
    greet();
  }
}

void Session::answer(const onebot11::Answer& one) {
  if (calls_->answered(one)) return;
  if (one.echo.empty() && !up_ && refuses_token(one)) return refuse_token();
  log_.debug("an answer to no call of ours");
}

void Session::refuse_token() {
  token_refused_ = true;
  why_ = "the gateway refuses the token";
  drop(why_);
}

// --- what goes out ------------------------------------------------------------------------------------------------

void Session::take(OutgoingCall call) {
  const auto give_back = [&](Outcome outcome, const char* why) {
    report({.tag = call.tag, .outcome = outcome, .why = why, .kind = call.what.index()});
  };
  if (const auto* react = std::get_if<ReactTo>(&call.what)) {
    if (react->place == Place::direct) return give_back(Outcome::refused, "there are no reactions in private");
    if (!dialect_.can.react) return give_back(Outcome::refused, "this gateway knows no reactions");
  }
  const auto* file = std::get_if<SendFile>(&call.what);
  if (file && !dialect_.can.file) return give_back(Outcome::refused, "this gateway takes no files from us");
  if (file && file->bytes.size() > file_limit) return give_back(Outcome::refused, "the file is over 8 MiB");
  const bool history = std::holds_alternative<FetchHistory>(call.what);
  if (history && !dialect_.can.history) return give_back(Outcome::refused, "this gateway knows no history");
  if (!up_ || !open_) return give_back(Outcome::unsent, "the line is down");
  if (stopping_) return give_back(Outcome::unsent, "the bot is stopping");
  if (calls_->full()) return give_back(Outcome::unsent, "too many calls wait to be written");
  const std::string echo = calls_->echo();
  std::string frame = onebot11::encode(call, echo, dialect_);
  begin(echo, std::move(frame), file ? options_.file_timeout : options_.call_timeout,
        [this, history, tag = call.tag, kind = call.what.index()](Calls::End end, const onebot11::Answer* answer) {
          CallResult result = result_of(end, answer);
          result.tag = tag;
          result.account = account_;
          result.kind = kind;
          if (history && answer) {
            onebot11::History past = this->past(answer->data);
            result.history = std::move(past.messages);
            result.jump = past.jump;
          }
          if (history && answer && onebot11::says_nothing_there(*answer)) result.outcome = Outcome::sent;
          report(std::move(result));
        });
}

onebot11::History Session::past(std::string_view data) {
  onebot11::History history = onebot11::history(data, clock_.wall());
  for (Message& said : history.messages) {
    claim(said);
    if (said.user != account_) spoken(said.room, said.sent);
  }
  return history;
}

void Session::begin(const std::string& echo, std::string frame, milliseconds time, Calls::Then then) {
  calls_->add(echo, std::move(frame), time,
              [this, then = std::move(then)](Calls::End end, const onebot11::Answer* answer) {
                const auto self = shared_from_this();
                then(end, answer);
                if (stopping_) pump();
              });
  pump_soon();
}

/// Once what else is begun now is begun too: all of it leaves together.
void Session::pump_soon() {
  if (writing_ || std::exchange(pumping_, true)) return;
  boost::asio::post(io_, [self = shared_from_this()] {
    self->pumping_ = false;
    self->pump();
  });
}

void Session::pump() {
  if (writing_ || closing_ || !open_) return;
  std::vector<std::string> frames;
  std::size_t bytes = 0;
  while (frames.size() < batch_frames && bytes < batch_bytes) {
    auto frame = calls_->next();
    if (!frame) break;
    bytes += frame->size();
    frames.push_back(std::move(*frame));
  }
  if (!frames.empty()) {
    writing_ = true;
    return wire_->write(std::move(frames));
  }
  if (stopping_ && calls_->empty()) close_politely();
}

void Session::on_written() {
  writing_ = false;
  pump();
}

void Session::close_politely() {
  if (std::exchange(closing_, true) || !open_) return;
  wire_->close();
}

void Session::emit(Event one) {
  if (on_event_) on_event_(std::move(one));
}

void Session::report(CallResult result) {
  if (on_result_) on_result_(std::move(result));
}

// --- the end ------------------------------------------------------------------------------------------------------

void Session::prove() {
  if (std::exchange(proving_, true)) return;
  ask("get_status", std::min<milliseconds>(proof_time, options_.call_timeout), [this](const onebot11::Answer* answer) {
    proving_ = false;
    if (!answer) drop("the gateway no longer answers here");
  });
}

void Session::drop(const std::string& why) {
  if (!std::exchange(open_, false)) return;
  if (why_.empty()) why_ = why;
  wire_->cut();
}

void Session::over(const std::string& why) {
  if (why_.empty()) why_ = why;
  open_ = false;
  watchdog_.cancel();
  end_.cancel();
  friends_timer_.cancel();
  greetings_ = 0;
  for (Event& held : std::exchange(held_, {})) emit(std::move(held));
  go_down(why_, false);
  calls_->end();
  wire_.reset();
}

void Session::stop() {
  if (std::exchange(stopping_, true)) return;
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
  on_event_ = nullptr;
  on_result_ = nullptr;
  stopping_ = true;
  drop("");
  over("");
}

}  // namespace banwei
