// The listener: who may come in, which line is whose, and the lines of those who are in.
#include "bot/gateway/acceptor.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

#include "bot/gateway/session.h"
#include "bot/net/address.h"
#include "bot/net/listen.h"
#include "bot/net/server.h"
#include "bot/net/token.h"

namespace banwei {

namespace asio = boost::asio;
using SocketPtr = std::shared_ptr<net::Socket>;

namespace {

constexpr std::chrono::minutes told_again{1};
constexpr std::chrono::minutes contest{1};  // Two lines of one account within it are two entries of a gateway.

class SocketWire final : public net::Wire {
 public:
  explicit SocketWire(SocketPtr socket) : socket_(std::move(socket)) {}
  void write(std::vector<std::string> frames) override {
    for (std::string& frame : frames) socket_->send(std::move(frame));
  }
  void close() override { socket_->close(1001); }
  void cut() override { socket_->drop(); }

 private:
  SocketPtr socket_;
};

std::string header(const net::Request& request, const char* name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string() : found->second;
}

bool account_like(const std::string& text) {
  return !text.empty() && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// go-cqhttp's Universal, NapCat's and LLBot's too. A socket for events alone takes no call, one for calls hears
/// nobody.
bool universal(std::string role) {
  std::transform(role.begin(), role.end(), role.begin(), [](unsigned char c) { return std::tolower(c); });
  return role.empty() || role == "universal";
}

}  // namespace

class Acceptor::Listener : public std::enable_shared_from_this<Acceptor::Listener> {
 public:
  Listener(asio::io_context& io, AcceptorOptions options, const Clock& clock, Log& log, Sink sink)
      : io_(io),
        options_(std::move(options)),
        listen_(net::listen_of(options_.listen, !options_.token.empty(), options_.insecure)),
        clock_(clock),
        log_(log),
        sink_(std::move(sink)),
        server_(io, listen_.address.to_string(), listen_.port,
                {.connections = 2 * options_.accounts,
                 .sockets = 2 * options_.accounts,
                 .message = options_.frame_limit,
                 .request = options_.handshake,
                 .idle = options_.idle}) {
    net::check_token(options_.token);
  }

  void start() {
    if (net::network_of(listen_.address) != net::Network::loopback) {
      log_.warning("gateways dial us without TLS from other machines, which only a network that you trust excuses",
                   {{"listen", options_.listen}});
    }
    const auto each = [weak = weak_from_this()](void (Session::*act)()) {
      return [weak, act](const SocketPtr& socket) {
        const auto self = weak.lock();
        if (const auto session = self ? self->session_of(socket) : nullptr) ((*session).*act)();
      };
    };
    const auto weak = weak_from_this();
    server_.serve_socket("*", {.accept =
                                   [weak](const net::Request& request) {
                                     const auto self = weak.lock();
                                     return self ? self->admit(request) : net::Admission(503);
                                   },
                               .opened =
                                   [weak](const SocketPtr& socket, const net::Request& request) {
                                     if (const auto self = weak.lock())
                                       self->opened(socket, header(request, "x-self-id"));
                                   },
                               .received =
                                   [weak](const SocketPtr& socket, std::string text) {
                                     const auto self = weak.lock();
                                     if (const auto session = self ? self->session_of(socket) : nullptr)
                                       session->on_text(text);
                                   },
                               .closed =
                                   [weak](const SocketPtr& socket) {
                                     if (const auto self = weak.lock()) self->closed(socket);
                                   },
                               .drained = each(&Session::on_written),
                               .alive = each(&Session::on_alive)});
    server_.when_crowded([weak] {
      if (const auto self = weak.lock()) self->crowded();
    });
    server_.start();
    log_.info("gateways may dial us", {{"listen", options_.listen}, {"port", server_.port()}});
  }

  void take(std::vector<OutgoingCall> calls) {
    for (OutgoingCall& call : calls) {
      auto line = lines_.find(call.account);
      if (line == lines_.end() && lines_.size() == 1) line = lines_.begin();
      if (line != lines_.end()) {
        line->second->take(std::move(call));
      } else if (sink_.result) {
        sink_.result(
            {.tag = call.tag, .outcome = Outcome::unsent, .why = "the line is down", .kind = call.what.index()});
      }
    }
  }

  void stop() {
    if (std::exchange(stopping_, true)) return;
    for (const auto& [socket, session] : std::map(sessions_)) session->stop();
    if (sessions_.empty()) server_.stop();
  }

  void abandon() {
    stopping_ = true;
    sink_ = {};
    lines_.clear();
    for (const auto& [socket, session] : std::exchange(sessions_, {})) session->abandon();
    server_.stop();
  }

  std::uint16_t port() const { return server_.port(); }
  const std::string& refused() const { return refused_; }

 private:
  net::Admission admit(const net::Request& request) {
    if (stopping_) return {503, "The bot is stopping.\n"};
    if (!options_.token.empty()) {
      const std::string query = net::query_token(request.query);
      std::string_view token = net::bearer(request.authorization);
      if (token.empty() && options_.accept_query_token) token = query;
      if (token.empty() && !query.empty())
        return refuse(401, "The access token came in the URL: set accept_query_token = true to take it there.");
      if (token.empty())
        return refuse(401,
                      "The access token is missing: put it into the gateway's settings, the same as in the bot's "
                      "token_file (or BANWEI_TOKEN).");
      if (!net::same_token(options_.token, token))
        return refuse(403,
                      "The access token is not the bot's: make the gateway's the same as the one in the bot's "
                      "token_file (or BANWEI_TOKEN).");
    }
    const std::string account = header(request, "x-self-id");
    if (!account_like(account)) return refuse(400, "The header X-Self-ID must name the account that dials.");
    if (!universal(header(request, "x-client-role"))) {
      return refuse(400, "One websocket must carry both events and calls: set the gateway's role to Universal.");
    }
    if (!lines_.contains(account) && lines_.size() >= options_.accounts) {
      return refuse(503, "Too many accounts are connected.");
    }
    if (contested(account)) return {409, "Another line of this account has just come: one entry is enough.\n"};
    return 101;
  }

  /// Two entries of a gateway for one account would take its line from each other for ever. Who comes while the line
  /// that has just replaced another lives waits until it does not; one that is but half open is found out at once.
  bool contested(const std::string& account) {
    const auto line = lines_.find(account);
    const auto until = contested_.find(account);
    if (line == lines_.end() || until == contested_.end() || until->second.first < clock_.steady()) return false;
    until->second.first = clock_.steady() + contest;
    if (!std::exchange(until->second.second, true)) {
      log_.error("an account dials us twice: delete one of its two entries in the gateway's settings",
                 {{"account", account}});
    }
    line->second->prove();
    return true;
  }

  void crowded() {
    if (const auto now = clock_.steady(); !crowd_told_ || now - *crowd_told_ > told_again) {
      crowd_told_ = now;
      log_.warning("too many connect and show no token: those that wait longest are closed",
                   {{"listen", options_.listen}});
    }
  }

  net::Admission refuse(int status, const std::string& sentence) {
    const auto now = clock_.steady();
    refused_ = sentence;
    if (!told_ || now - *told_ > told_again) {
      told_ = now;
      log_.warning("a gateway that dialled us was refused", {{"status", status}, {"why", sentence}});
    }
    return {status, sentence + "\n"};
  }

  void opened(const SocketPtr& socket, const std::string& account) {
    if (const auto older = lines_.find(account); older != lines_.end()) {
      log_.warning("the account has dialled again; the older line is closed", {{"account", account}});
      const auto session = older->second;
      contested_[account] = {clock_.steady() + contest, false};
      lines_.erase(older);
      session->retire("a newer line has taken its place");
    }
    SessionOptions options{.protocol = options_.protocol,
                           .gateway = "account " + account,
                           .account = account,
                           .idle = options_.idle,
                           .quiet = options_.quiet,
                           .call_timeout = options_.call_timeout};
    const auto session =
        std::make_shared<Session>(io_, std::make_shared<SocketWire>(socket), std::move(options), clock_, log_, sink_);
    sessions_[socket] = lines_[account] = session;
    refused_.clear();
    session->start();
  }

  void closed(const SocketPtr& socket) {
    const auto session = session_of(socket);
    if (!session) return;
    sessions_.erase(socket);
    const auto line = lines_.find(session->account());
    if (line != lines_.end() && line->second == session) {
      contested_.erase(line->first);
      lines_.erase(line);
    }
    session->over("the gateway closed the line");
    if (!stopping_) {
      log_.warning("no line to the gateway", {{"account", session->account()}, {"why", session->why()}});
    } else if (sessions_.empty()) {
      server_.stop();
    }
  }

  std::shared_ptr<Session> session_of(const SocketPtr& socket) const {
    const auto found = sessions_.find(socket);
    return found == sessions_.end() ? nullptr : found->second;
  }

  asio::io_context& io_;
  const AcceptorOptions options_;
  const net::Listen listen_;
  const Clock& clock_;
  Log& log_;
  Sink sink_;
  net::Server server_;
  std::map<SocketPtr, std::shared_ptr<Session>> sessions_;  // Every line that is open has one.
  std::map<std::string, std::shared_ptr<Session>> lines_;   // By account, its newest line.
  /// By account that a newer line was taken in for: until when the next one is not, and whether that was logged.
  std::map<std::string, std::pair<Clock::Steady, bool>> contested_;
  std::optional<Clock::Steady> told_;  // When the last refusal was logged.
  std::optional<Clock::Steady> crowd_told_;
  std::string refused_;
  bool stopping_ = false;
};

Acceptor::Acceptor(asio::io_context& io, AcceptorOptions options, const Clock& clock, Log& log, Sink sink)
    : io_(io), listener_(std::make_shared<Listener>(io, std::move(options), clock, log, std::move(sink))) {}

Acceptor::~Acceptor() { listener_->abandon(); }

void Acceptor::start() { listener_->start(); }

void Acceptor::stop() {
  asio::post(io_, [listener = listener_] { listener->stop(); });
}

void Acceptor::submit(std::vector<OutgoingCall> calls) {
  asio::post(io_, [listener = listener_, calls = std::move(calls)]() mutable { listener->take(std::move(calls)); });
}

std::uint16_t Acceptor::port() const { return listener_->port(); }

const std::string& Acceptor::refused() const { return listener_->refused(); }

}  // namespace banwei
