// The line to a OneBot 11 gateway. Coroutines dial and read, under the rules for g++ 12.2; calls, timers and writes are
// callbacks. Invariant: everything below Session runs on the thread of the io_context; `stream_` is the one line there
// is, or null.
#include "bot/gateway/link.h"

#include <cstdio>
#include <deque>
#include <random>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>

#include "bot/gateway/onebot11.h"
#include "bot/gateway/target.h"

namespace banwei {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Stream = websocket::stream<beast::tcp_stream, false>;

constexpr seconds dial_time{10};      // for each of: resolving, connecting, upgrading
constexpr seconds greeting_time{10};  // for who-am-I and the friends; the line is up without them
constexpr seconds flush_time{1};      // after stop(), for what waits and for answers; then the close
constexpr seconds cut_time{2};        // after stop(), for all of it
constexpr std::size_t held_limit = 1'000;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

void check_token(const std::string& token) {
  for (const char c : token) {
    if (c < 0x21 || c > 0x7E)
      throw std::invalid_argument("the gateway's token holds a blank or a sign that fits no header");
  }
}

std::string random_word() {
  std::random_device device;
  const std::uint64_t word = static_cast<std::uint64_t>(device()) << 32 | device();
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(word));
  return text;
}

}  // namespace

class Link::Session : public std::enable_shared_from_this<Link::Session> {
 public:
  Session(asio::io_context& io, LinkOptions options, const Clock& clock, Log& log, OnEvent on_event, OnResult on_result)
      : io_(io),
        options_(std::move(options)),
        target_(target_of(options_.url)),
        clock_(clock),
        log_(log),
        on_event_(std::move(on_event)),
        on_result_(std::move(on_result)),
        nonce_(random_word()),
        dice_(std::random_device{}()),
        resolver_(io),
        guard_(io),
        retry_(io),
        watchdog_(io),
        end_(io) {
    check_token(options_.token);
  }

  asio::awaitable<void> run(std::shared_ptr<Session> self);  // which keeps all of this alive until the loop ends
  void take(std::vector<OutgoingCall> calls);
  void stop();
  void abandon();

 private:
  /// A call whose answer is awaited. `round` tells a timer that was set again from one that has fired already.
  struct Call {
    explicit Call(asio::io_context& io) : timer(io) {}
    std::uint64_t tag = 0;
    std::string frame;
    bool written = false;
    std::function<void(const onebot11::Answer*)> then;  // instead of a CallResult; null when there was no answer
    asio::steady_timer timer;
    unsigned round = 0;
  };

  asio::awaitable<void> line(std::shared_ptr<Stream> stream);
  asio::awaitable<bool> dial(std::shared_ptr<Stream> stream);
  void prepare(Stream& stream);
  void declined(beast::error_code ec, const websocket::response_type& response);
  void ended(beast::error_code ec, const Stream& stream);
  void end_line();
  void drop(const std::string& why);
  void watch();

  void greet();
  void ask(std::string_view action, std::function<void(const onebot11::Answer*)> then);
  void greeted();
  void go_up();
  void go_down(const std::string& why);

  void heard(std::string_view text);
  void event(Event event);
  void message(Message message);
  void heartbeat(const onebot11::Heartbeat& beat);
  void answered(const onebot11::Answer& answer);
  void token_refused();

  void take_one(OutgoingCall call);
  std::string next_echo() { return nonce_ + "-" + std::to_string(++calls_made_); }
  void begin(std::string echo, std::shared_ptr<Call> call);
  void arm(const std::string& echo, Call& call, milliseconds time);
  void timed_out(const std::string& echo, unsigned round);
  void finish(const std::string& echo, const onebot11::Answer* answer, Outcome outcome, const std::string& why);
  void pump();
  void close_politely();
  void emit(Event event);
  void report(CallResult result);

  asio::io_context& io_;
  const LinkOptions options_;
  const Target target_;
  const Clock& clock_;
  Log& log_;
  OnEvent on_event_;
  OnResult on_result_;
  const std::string nonce_;  // another run's answers are not ours
  std::uint64_t calls_made_ = 0;
  std::minstd_rand dice_;

  tcp::resolver resolver_;
  asio::steady_timer guard_;  // of the resolver, which has no time-out of its own
  asio::steady_timer retry_;
  asio::steady_timer watchdog_;
  asio::steady_timer end_;
  std::shared_ptr<Stream> stream_;
  Clock::Steady last_heard_;
  bool open_ = false;  // frames may be written
  bool writing_ = false;
  bool closing_ = false;  // the close frame is on its way; nothing follows it
  bool stopping_ = false;

  std::deque<std::string> queue_;  // echoes of frames to be written; those of ended calls are skipped
  std::unordered_map<std::string, std::shared_ptr<Call>> calls_;

  int greetings_ = 0;  // greeting calls without an answer yet
  LinkUp greeting_;
  std::vector<Event> held_;  // what came before the line was up
  std::string account_;
  bool up_ = false;
  Clock::Steady up_since_;
  bool was_up_ = false;          // in the life of this stream
  bool heartbeats_lie_ = false;  // likewise
  bool rejected_ = false;        // likewise
  bool token_told_ = false;
  std::string why_;
};

// --- dialling -----------------------------------------------------------------------------------------------------

asio::awaitable<void> Link::Session::run([[maybe_unused]] std::shared_ptr<Session> self) {
  milliseconds delay = options_.backoff_first;
  while (!stopping_) {
    auto stream = std::make_shared<Stream>(io_);
    co_await line(std::move(stream));
    end_line();
    if (stopping_) break;
    if (was_up_ && clock_.steady() - up_since_ > delay) delay = options_.backoff_first;
    if (rejected_) delay = options_.backoff_most;
    const milliseconds wait(std::uniform_int_distribution<std::int64_t>(delay.count() / 2, delay.count())(dice_));
    log_.warning("no line to the gateway",
                 {{"gateway", target_.authority}, {"why", why_}, {"again_in_ms", wait.count()}});
    delay = std::min(delay * 2, options_.backoff_most);
    retry_.expires_after(wait);
    co_await retry_.async_wait(as_result);
  }
  end_.cancel();
}

asio::awaitable<void> Link::Session::line(std::shared_ptr<Stream> stream) {
  stream_ = stream;
  was_up_ = false;
  heartbeats_lie_ = false;
  rejected_ = false;
  why_.clear();
  const bool connected = co_await dial(stream);
  if (!connected || stopping_) co_return;
  open_ = true;
  last_heard_ = clock_.steady();
  watch();
  greet();
  beast::flat_buffer buffer;
  for (;;) {
    const auto [ec, size] = co_await stream->async_read(buffer, as_result);
    if (ec) {
      ended(ec, *stream);
      break;
    }
    last_heard_ = clock_.steady();
    if (stream->got_text()) heard({static_cast<const char*>(buffer.data().data()), size});
    buffer.consume(buffer.size());
  }
}

asio::awaitable<bool> Link::Session::dial(std::shared_ptr<Stream> stream) {
  beast::error_code no_address;
  const auto address = asio::ip::make_address(target_.host, no_address);
  tcp::resolver::results_type endpoints;
  if (!no_address) {
    const tcp::endpoint endpoint(address, target_.port);
    endpoints = tcp::resolver::results_type::create(endpoint, target_.host, "");
  } else {
    guard_.expires_after(dial_time);
    guard_.async_wait([self = shared_from_this()](beast::error_code ec) {
      if (!ec) self->resolver_.cancel();
    });
    const std::string port = std::to_string(target_.port);
    const auto [ec, found] = co_await resolver_.async_resolve(target_.host, port, as_result);
    guard_.cancel();
    if (ec) {
      why_ = "the gateway's name was not found: " + ec.message();
      co_return false;
    }
    endpoints = found;
  }
  if (stopping_) co_return false;
  auto& lowest = beast::get_lowest_layer(*stream);
  lowest.expires_after(dial_time);
  const auto [refused, endpoint] = co_await lowest.async_connect(endpoints, as_result);
  if (refused) {
    why_ = "the gateway cannot be reached: " + refused.message();
    co_return false;
  }
  if (stopping_) co_return false;
  prepare(*stream);
  websocket::response_type response;
  const auto [ec] = co_await stream->async_handshake(response, target_.authority, target_.path, as_result);
  if (ec) {
    declined(ec, response);
    co_return false;
  }
  co_return true;
}

/// Time-outs and headers, all of them before the upgrade. From here the websocket's clock rules, not TCP's.
void Link::Session::prepare(Stream& stream) {
  auto& lowest = beast::get_lowest_layer(stream);
  lowest.expires_never();
  beast::error_code ignored;
  lowest.socket().set_option(tcp::no_delay(true), ignored);
  stream.set_option(websocket::stream_base::timeout{dial_time, options_.idle, true});
  stream.set_option(websocket::stream_base::decorator([token = options_.token](websocket::request_type& request) {
    request.set(beast::http::field::user_agent, "banwei");
    if (!token.empty()) request.set(beast::http::field::authorization, "Bearer " + token);
  }));
  stream.read_message_max(options_.frame_limit);
  stream.control_callback([this](websocket::frame_type, beast::string_view) { last_heard_ = clock_.steady(); });
}

void Link::Session::declined(beast::error_code ec, const websocket::response_type& response) {
  if (ec != websocket::error::upgrade_declined) {
    why_ = "the gateway speaks no websocket here: " + ec.message();
    return;
  }
  const unsigned status = response.result_int();
  why_ = "the gateway answered the upgrade with HTTP " + std::to_string(status);
  if (status == 401 || status == 403) token_refused();
}

void Link::Session::ended(beast::error_code ec, const Stream& stream) {
  if (ec == websocket::error::closed && stream.reason().code == websocket::close_code::policy_error) token_refused();
  if (!why_.empty()) return;
  if (ec == websocket::error::closed) {
    why_ = "the gateway closed the line with code " + std::to_string(stream.reason().code);
  } else if (ec == beast::error::timeout) {
    why_ = "no sign of life from the gateway";
  } else {
    why_ = "the line broke: " + ec.message();
  }
}

void Link::Session::end_line() {
  watchdog_.cancel();
  beast::get_lowest_layer(*stream_).close();
  stream_.reset();
  open_ = false;
  writing_ = false;
  closing_ = false;
  greetings_ = 0;
  queue_.clear();
  for (Event& held : std::exchange(held_, {})) emit(std::move(held));
  go_down(why_);
  std::vector<std::string> echoes;
  for (const auto& [echo, call] : calls_) echoes.push_back(echo);
  for (const std::string& echo : echoes) finish(echo, nullptr, Outcome::unknown, "the line was lost before the answer");
}

/// Cuts the TCP connection itself: a peer that is frozen answers no close frame.
void Link::Session::drop(const std::string& why) {
  if (!stream_) return;
  if (why_.empty()) why_ = why;
  open_ = false;
  beast::get_lowest_layer(*stream_).close();
}

/// Beast's idle timer is the first to see a frozen gateway; this one depends on nothing in Beast.
void Link::Session::watch() {
  watchdog_.expires_after(options_.idle / 4);
  watchdog_.async_wait([self = shared_from_this(), line = stream_](beast::error_code ec) {
    if (ec || line != self->stream_) return;
    if (self->clock_.steady() - self->last_heard_ > self->options_.idle * 5 / 4) {
      return self->drop("no sign of life from the gateway");
    }
    self->watch();
  });
}

// --- up and down --------------------------------------------------------------------------------------------------

void Link::Session::greet() {
  greetings_ = 3;
  greeting_ = {};
  ask("get_login_info", [this](const onebot11::Answer* answer) {
    if (answer) greeting_.account = onebot11::login(answer->data);
    greeted();
  });
  ask("get_friend_list", [this](const onebot11::Answer* answer) {
    if (answer) greeting_.friends = onebot11::friends(answer->data);
    greeted();
  });
  ask("get_version_info", [this](const onebot11::Answer* answer) {
    const std::string app = answer ? onebot11::app_name(answer->data) : "";
    greeting_.can.react = app != "go-cqhttp" && app != "Lagrange.OneBot" && app != "onebots";
    log_.info("the gateway answers", {{"gateway", target_.authority}, {"app", app}});
    greeted();
  });
}

void Link::Session::ask(std::string_view action, std::function<void(const onebot11::Answer*)> then) {
  std::string echo = next_echo();
  auto call = std::make_shared<Call>(io_);
  call->frame = onebot11::encode_action(action, echo);
  call->then = std::move(then);
  begin(std::move(echo), std::move(call));
}

void Link::Session::greeted() {
  if (greetings_ > 0 && --greetings_ == 0) go_up();
}

void Link::Session::go_up() {
  greetings_ = 0;
  if (up_ || !open_ || rejected_ || stopping_) return;
  up_ = true;
  was_up_ = true;
  up_since_ = clock_.steady();
  token_told_ = false;
  if (!greeting_.account.empty()) account_ = greeting_.account;
  greeting_.account = account_;
  log_.info("line up", {{"friends", static_cast<std::int64_t>(greeting_.friends.size())}});
  emit(std::move(greeting_));
  for (Event& held : std::exchange(held_, {})) event(std::move(held));
}

void Link::Session::go_down(const std::string& why) {
  if (!std::exchange(up_, false)) return;
  emit(LinkDown{why});
}

// --- what comes in ------------------------------------------------------------------------------------------------

void Link::Session::heard(std::string_view text) {
  onebot11::Frame frame = onebot11::decode(text, clock_.wall());
  if (auto* said = std::get_if<Message>(&frame)) {
    message(std::move(*said));
  } else if (auto* recall = std::get_if<Recall>(&frame)) {
    if (recall->account.empty()) recall->account = account_;
    event(std::move(*recall));
  } else if (auto* friendship = std::get_if<Friendship>(&frame)) {
    if (friendship->account.empty()) friendship->account = account_;
    event(std::move(*friendship));
  } else if (const auto* answer = std::get_if<onebot11::Answer>(&frame)) {
    answered(*answer);
  } else if (const auto* beat = std::get_if<onebot11::Heartbeat>(&frame)) {
    heartbeat(*beat);
  } else if (const auto* lifecycle = std::get_if<onebot11::Lifecycle>(&frame)) {
    if (account_.empty()) account_ = lifecycle->self_id;
  } else if (const auto* ignored = std::get_if<onebot11::Ignored>(&frame)) {
    log_.debug("frame ignored", {{"why", ignored->why}});
  }
}

void Link::Session::message(Message said) {
  if (said.account.empty()) said.account = account_;
  if (said.user == said.account) return;
  if (!up_ && greetings_ == 0) {
    heartbeats_lie_ = true;  // gateways have said offline while the account heard and talked on
    greet();
  }
  event(std::move(said));
}

void Link::Session::event(Event one) {
  if (up_) return emit(std::move(one));
  held_.push_back(std::move(one));
  if (held_.size() >= held_limit) go_up();
}

/// The gateway may live while the account is logged out of the platform; calls would only fail.
void Link::Session::heartbeat(const onebot11::Heartbeat& beat) {
  if (!beat.online || heartbeats_lie_) return;
  if (!*beat.online && up_) {
    log_.error("the gateway says the account is offline; log in to it again", {{"gateway", target_.authority}});
    go_down("the account is offline");
  } else if (*beat.online && !up_ && greetings_ == 0) {
    greet();
  }
}

void Link::Session::answered(const onebot11::Answer& answer) {
  const auto found = calls_.find(answer.echo);
  const bool refused =
      answer.retcode == 1401 || answer.retcode == 1403 || answer.retcode == 401 || answer.retcode == 403;
  if (found == calls_.end()) {
    if (refused && answer.echo.empty() && !up_) return token_refused();
    log_.debug("an answer to no call of ours");
    return;
  }
  if (found->second->then && refused) token_refused();
  if (answer.ok) return finish(answer.echo, &answer, Outcome::sent, "");
  const std::string why = "retcode " + std::to_string(answer.retcode) + ": " + answer.why;
  finish(answer.echo, &answer, answer.ambiguous ? Outcome::unknown : Outcome::refused, why);
}

void Link::Session::token_refused() {
  rejected_ = true;
  why_ = "the gateway refuses the token";
  if (!std::exchange(token_told_, true)) {
    log_.error("the gateway refuses our token: make [gateway] token the same as in the gateway's own settings",
               {{"gateway", target_.authority}});
  }
  drop(why_);
}

// --- what goes out ------------------------------------------------------------------------------------------------

void Link::Session::take(std::vector<OutgoingCall> calls) {
  for (OutgoingCall& call : calls) take_one(std::move(call));
}

void Link::Session::take_one(OutgoingCall outgoing) {
  const auto give_back = [&](Outcome outcome, const char* why) {
    report({.tag = outgoing.tag, .outcome = outcome, .message = {}, .why = why});
  };
  const auto* react = std::get_if<ReactTo>(&outgoing.what);
  if (react && react->place == Place::direct) return give_back(Outcome::refused, "there are no reactions in private");
  if (!up_ || !open_) return give_back(Outcome::unsent, "the line is down");
  if (stopping_) return give_back(Outcome::unsent, "the bot is stopping");
  if (queue_.size() >= options_.queue_limit) return give_back(Outcome::unsent, "too many calls wait to be written");
  std::string echo = next_echo();
  auto call = std::make_shared<Call>(io_);
  call->tag = outgoing.tag;
  call->frame = onebot11::encode(outgoing, echo);
  begin(std::move(echo), std::move(call));
}

void Link::Session::begin(std::string echo, std::shared_ptr<Call> call) {
  arm(echo, *call, options_.call_timeout);
  queue_.push_back(echo);
  calls_.emplace(std::move(echo), std::move(call));
  pump();
}

void Link::Session::arm(const std::string& echo, Call& call, milliseconds time) {
  call.timer.expires_after(time);
  call.timer.async_wait([self = shared_from_this(), echo, round = ++call.round](beast::error_code ec) {
    if (!ec) self->timed_out(echo, round);
  });
}

void Link::Session::timed_out(const std::string& echo, unsigned round) {
  const auto found = calls_.find(echo);
  if (found == calls_.end() || found->second->round != round) return;
  finish(echo, nullptr, Outcome::unknown, "no answer in time");
}

/// Ends a call, once: the first of answer, time-out and lost line takes it out of `calls_`.
void Link::Session::finish(const std::string& echo, const onebot11::Answer* answer, Outcome outcome,
                           const std::string& why) {
  const auto found = calls_.find(echo);
  if (found == calls_.end()) return;
  const std::shared_ptr<Call> call = found->second;
  calls_.erase(found);
  call->timer.cancel();
  if (call->then) {
    call->then(answer);
  } else {
    CallResult result{.tag = call->tag,
                      .outcome = outcome,
                      .message = answer ? answer->message_id : "",
                      .why = why,
                      .stranger = answer != nullptr && answer->stranger};
    if (!call->written) {
      result.outcome = Outcome::unsent;
      result.why = "it was never written";
    }
    report(std::move(result));
  }
  if (stopping_) pump();
}

void Link::Session::pump() {
  if (writing_ || closing_ || !open_) return;
  std::shared_ptr<Call> call;
  std::string echo;
  while (!call && !queue_.empty()) {
    echo = std::move(queue_.front());
    queue_.pop_front();
    if (const auto found = calls_.find(echo); found != calls_.end()) call = found->second;
  }
  if (!call) {
    if (stopping_ && calls_.empty()) close_politely();
    return;
  }
  writing_ = true;
  call->written = true;
  arm(echo, *call, call->then ? std::min<milliseconds>(greeting_time, options_.call_timeout) : options_.call_timeout);
  stream_->text(true);
  const auto buffer = asio::buffer(call->frame);
  stream_->async_write(buffer, [self = shared_from_this(), line = stream_, call](beast::error_code ec, std::size_t) {
    if (line != self->stream_) return;
    self->writing_ = false;
    if (ec) return self->drop("the line broke: " + ec.message());
    self->pump();
  });
}

void Link::Session::close_politely() {
  if (closing_ || !open_) return;
  closing_ = true;
  stream_->async_close({websocket::close_code::going_away},
                       [self = shared_from_this(), line = stream_](beast::error_code) {});
}

void Link::Session::emit(Event one) {
  if (on_event_) on_event_(std::move(one));
}

void Link::Session::report(CallResult result) {
  if (result.tag != 0 && on_result_) on_result_(std::move(result));
}

// --- the end ------------------------------------------------------------------------------------------------------

void Link::Session::stop() {
  if (std::exchange(stopping_, true)) return;
  why_ = "the bot is stopping";
  retry_.cancel();
  resolver_.cancel();
  guard_.cancel();
  if (!stream_) return;
  if (!open_) return drop(why_);
  end_.expires_after(flush_time);
  end_.async_wait([self = shared_from_this()](beast::error_code ec) {
    if (ec) return;
    self->close_politely();
    self->end_.expires_after(cut_time - flush_time);
    self->end_.async_wait([self](beast::error_code error) {
      if (!error) self->drop("the gateway did not answer the close");
    });
  });
  pump();
}

void Link::Session::abandon() {
  on_event_ = nullptr;
  on_result_ = nullptr;
  stopping_ = true;
  retry_.cancel();
  resolver_.cancel();
  guard_.cancel();
  end_.cancel();
  drop("");
}

Link::Link(asio::io_context& io, LinkOptions options, const Clock& clock, Log& log, OnEvent on_event,
           OnResult on_result)
    : io_(io),
      session_(
          std::make_shared<Session>(io, std::move(options), clock, log, std::move(on_event), std::move(on_result))) {}

Link::~Link() { session_->abandon(); }

void Link::start() {
  auto running = session_->run(session_);
  asio::co_spawn(io_, std::move(running), [](std::exception_ptr fault) {
    if (fault) std::rethrow_exception(fault);
  });
}

void Link::stop() {
  asio::post(io_, [session = session_] { session->stop(); });
}

void Link::submit(std::vector<OutgoingCall> calls) {
  asio::post(io_, [session = session_, calls = std::move(calls)]() mutable { session->take(std::move(calls)); });
}

}  // namespace banwei
