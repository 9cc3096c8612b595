// The reconnector: open, listen until the line ends, wait, again. Its one coroutine follows the rules for g++ 12.2.
#include "bot/gateway/link.h"

#include <algorithm>
#include <random>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "bot/gateway/session.h"
#include "bot/net/dialled.h"
#include "bot/net/target.h"
#include "bot/net/token.h"

namespace banwei {

namespace asio = boost::asio;
using std::chrono::milliseconds;

class Link::Reconnector : public std::enable_shared_from_this<Link::Reconnector> {
 public:
  Reconnector(asio::io_context& io, LinkOptions options, const Clock& clock, Log& log, Sink sink)
      : io_(io),
        options_(std::move(options)),
        target_(net::dial_target(options_.url, !options_.token.empty(), options_.insecure)),
        clock_(clock),
        log_(log),
        sink_(std::move(sink)),
        dice_(std::random_device{}()),
        retry_(io) {
    net::check_token(options_.token);
  }

  asio::awaitable<void> run([[maybe_unused]] std::shared_ptr<Reconnector> self) {  // It keeps this alive until the end.
    milliseconds delay = options_.backoff_first;
    while (!stopping_) {
      wire_ = net::dial(io_, dial_options());
      co_await line();
      wire_.reset();
      if (stopping_) break;
      if (up_since_ && clock_.steady() - *up_since_ > delay) delay = options_.backoff_first;
      if (slow_) delay = options_.backoff_most;
      const milliseconds wait(std::uniform_int_distribution<std::int64_t>(delay.count() / 2, delay.count())(dice_));
      log_.warning("no line to the gateway",
                   {{"gateway", target_.authority}, {"why", why_}, {"again_in_ms", wait.count()}});
      delay = std::min(delay * 2, options_.backoff_most);
      retry_.expires_after(wait);
      co_await retry_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }

  void take(std::vector<OutgoingCall> calls) {
    for (OutgoingCall& call : calls) {
      if (session_) {
        session_->take(std::move(call));
      } else if (sink_.result) {
        sink_.result(
            {.tag = call.tag, .outcome = Outcome::unsent, .why = "the line is down", .kind = call.what.index()});
      }
    }
  }

  void stop() {
    if (std::exchange(stopping_, true)) return;
    retry_.cancel();
    if (session_) return session_->stop();
    if (wire_) wire_->cut();
  }

  void abandon() {
    stopping_ = true;
    sink_ = {};
    retry_.cancel();
    if (session_) session_->abandon();
    if (wire_) wire_->cut();
  }

 private:
  asio::awaitable<void> line() {
    up_since_.reset();
    const std::shared_ptr<net::Dialled> wire = wire_;
    const bool open = co_await wire->open();
    bool refused = wire->token_refused;
    why_ = wire->why;
    if (wire->exposed && !std::exchange(exposure_told_, true)) {
      log_.warning(
          "ws:// carries the token and every reading in the open, which only a network that you trust excuses; "
          "wss:// does not",
          {{"gateway", target_.authority}});
    }
    if (open && !stopping_) {
      session_ = std::make_shared<Session>(io_, wire, session_options(), clock_, log_, sink_);
      session_->start();
      co_await wire->listen(session_);
      session_->over(wire->why);
      refused = wire->token_refused || session_->token_refused();
      why_ = refused ? "the gateway refuses the token" : session_->why();
      up_since_ = session_->up_since();
      session_.reset();
    }
    slow_ = refused || wire->mendable;
    if (up_since_) told_.clear();
    if (refused) {
      tell("the gateway refuses our token: make the one in token_file (or BANWEI_TOKEN) the same as in its settings");
    } else if (wire->mendable) {
      tell(why_);
    }
  }

  /// What only the admin can mend is said once as an error; the attempts go on as warnings.
  void tell(const std::string& what) {
    if (std::exchange(told_, what) != what) log_.error(what, {{"gateway", target_.authority}});
  }

  net::DialOptions dial_options() const {
    return {.target = target_,
            .token = options_.token,
            .ca_file = options_.ca_file,
            .insecure = options_.insecure,
            .idle = options_.idle,
            .frame_limit = options_.frame_limit};
  }

  SessionOptions session_options() const {
    return {.protocol = options_.protocol,
            .gateway = target_.authority,
            .idle = options_.idle,
            .quiet = options_.quiet,
            .call_timeout = options_.call_timeout,
            .friends_again = options_.friends_again,
            .queue_limit = options_.queue_limit};
  }

  asio::io_context& io_;
  const LinkOptions options_;
  const net::Target target_;
  const Clock& clock_;
  Log& log_;
  Sink sink_;
  std::minstd_rand dice_;
  asio::steady_timer retry_;
  std::shared_ptr<net::Dialled> wire_;
  std::shared_ptr<Session> session_;
  bool stopping_ = false;
  bool slow_ = false;
  bool exposure_told_ = false;
  std::optional<Clock::Steady> up_since_;  // Unset when the last line never came up.
  std::string why_;
  std::string told_;
};

Link::Link(asio::io_context& io, LinkOptions options, const Clock& clock, Log& log, Sink sink)
    : io_(io), reconnector_(std::make_shared<Reconnector>(io, std::move(options), clock, log, std::move(sink))) {}

Link::~Link() { reconnector_->abandon(); }

void Link::start() {
  auto running = reconnector_->run(reconnector_);
  asio::co_spawn(io_, std::move(running), [](std::exception_ptr fault) {
    if (fault) std::rethrow_exception(fault);
  });
}

void Link::stop() {
  asio::post(io_, [reconnector = reconnector_] { reconnector->stop(); });
}

void Link::submit(std::vector<OutgoingCall> calls) {
  asio::post(io_,
             [reconnector = reconnector_, calls = std::move(calls)]() mutable { reconnector->take(std::move(calls)); });
}

}  // namespace banwei
