// The one file where Beast's server side is instantiated. Callbacks throughout: no step here needs a coroutine.
// Invariant: all of it runs on the thread of the io_context, so nothing is locked, and no callback's exception gets
// out.
#include "bot/net/server.h"

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "storage/bilingual.h"

namespace banwei::net {

namespace text {

constexpr Sentence no_address{"“{}”不是能监听的 IP 地址，请用 127.0.0.1",
                              "\"{}\" is no IP address to listen on; use 127.0.0.1"};
constexpr Sentence busy{"{}:{} 监听不了（{}）：结束占着这个端口的程序，或换一个端口",
                        "cannot listen on {}:{} ({}); end the program that uses the port, or choose another"};

}  // namespace text

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using std::chrono::seconds;

constexpr std::uint32_t header_limit = 8 << 10;
constexpr std::size_t queue_messages = 4'000;
constexpr std::size_t queue_bytes = 16 << 20;
constexpr seconds write_time{30};
constexpr seconds linger_time{2};
constexpr seconds handshake_time{10};

/// Whatever holds a TCP connection and can be cut off when the server stops.
class Live {
 public:
  virtual ~Live() = default;
  virtual void cut() = 0;
};

/// Whoever is connected and is not being answered: it has asked for nothing yet, or has its answer.
struct Waiting {
  std::string peer;
  std::weak_ptr<Live> who;
};

/// What is served and who is connected; shared by the listener and every connection.
struct Site {
  explicit Site(Limits bounds) : limits(bounds) {}

  /// Ends the one that has waited longest of the address that has most of them, so that nobody who asks is kept out by
  /// those who do not; false when all are being answered.
  bool make_room() {
    std::unordered_map<std::string, std::size_t> counts;
    std::size_t most = 0;
    for (const auto& [since, one] : waiting) most = std::max(most, ++counts[one.peer]);
    const auto oldest = std::find_if(waiting.begin(), waiting.end(),
                                     [&](const auto& entry) { return counts[entry.second.peer] == most; });
    if (oldest == waiting.end()) return false;
    const auto who = oldest->second.who.lock();
    waiting.erase(oldest);
    if (who) who->cut();
    if (crowded) crowded();
    return true;
  }

  const Limits limits;
  std::vector<std::pair<std::string, Server::Handle>> pages;
  std::vector<std::pair<std::string, SocketHandler>> sockets;
  std::unordered_map<const Live*, std::weak_ptr<Live>> live;
  std::map<std::uint64_t, Waiting> waiting;  // The key counts up, so the first has waited longest.
  std::uint64_t waits = 0;
  std::function<void()> crowded;
  std::size_t http_open = 0;
  std::size_t sockets_open = 0;
  bool stopped = false;
};

/// The entry for a path: an exact one, else the longest of those that end in "*".
template <class Entry>
const Entry* find_route(const std::vector<std::pair<std::string, Entry>>& routes, std::string_view path) {
  const Entry* best = nullptr;
  std::size_t length = 0;
  for (const auto& [pattern, entry] : routes) {
    if (pattern == path) return &entry;
    if (pattern.empty() || pattern.back() != '*') continue;
    const std::string_view stem = std::string_view(pattern).substr(0, pattern.size() - 1);
    if (path.substr(0, stem.size()) != stem || (best && stem.size() < length)) continue;
    best = &entry;
    length = stem.size();
  }
  return best;
}

std::string text_of(beast::string_view view) { return std::string(view.data(), view.size()); }

template <class Message>
Request request_of(const Message& message) {
  Request request;
  const std::string target = text_of(message.target());
  const std::size_t mark = target.find('?');
  request.method = text_of(message.method_string());
  request.path = target.substr(0, mark);
  if (mark != std::string::npos) request.query = target.substr(mark + 1);
  request.host = text_of(message[http::field::host]);
  request.origin = text_of(message[http::field::origin]);
  request.authorization = text_of(message[http::field::authorization]);
  for (const auto& field : message) {
    std::string name = text_of(field.name_string());
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.headers[name] = text_of(field.value());
  }
  return request;
}

class WebSocket final : public Socket, public Live, public std::enable_shared_from_this<WebSocket> {
 public:
  WebSocket(beast::tcp_stream stream, std::shared_ptr<Site> site, const SocketHandler& handler, Request request)
      : site_(std::move(site)), handler_(handler), request_(std::move(request)), ws_(std::move(stream)) {
    ++site_->sockets_open;
  }
  ~WebSocket() override {
    --site_->sockets_open;
    site_->live.erase(this);
  }

  template <class Message>
  void accept(const Message& upgrade) {
    beast::get_lowest_layer(ws_).expires_never();
    ws_.set_option(websocket::stream_base::timeout{handshake_time, site_->limits.idle, true});
    ws_.read_message_max(site_->limits.message);
    ws_.control_callback([this](websocket::frame_type, beast::string_view) { tell(handler_.alive); });
    ws_.async_accept(upgrade, [self = shared_from_this()](beast::error_code ec) {
      if (ec || self->site_->stopped) return;
      self->open_ = true;
      self->run([&] {
        if (self->handler_.opened) self->handler_.opened(self, self->request_);
      });
      self->read();
    });
  }

  void send(std::string text) override { push({false, std::move(text)}); }
  void send_binary(std::string bytes) override { push({true, std::move(bytes)}); }

  void close(std::uint16_t code) override {
    if (closing_) return;
    closing_ = true;
    close_code_ = code;
    pump();
  }

  void drop() override {
    closing_ = true;
    beast::get_lowest_layer(ws_).close();
  }

  void cut() override { drop(); }

 private:
  struct Outgoing {
    bool binary;
    std::string bytes;
  };

  void push(Outgoing message) {
    if (closing_ || !open_) return;
    queued_ += message.bytes.size();
    queue_.push_back(std::move(message));
    if (queue_.size() > queue_messages || queued_ > queue_bytes) return drop();
    pump();
  }

  void pump() {
    if (writing_ || !open_) return;
    if (queue_.empty()) {
      if (!closing_) return;
      writing_ = true;         // Nothing may be written after the close frame.
      ws_.control_callback();  // With a callback Beast 1.81 locks itself up when the other end closes too.
      ws_.async_close({close_code_}, [self = shared_from_this()](beast::error_code) {});
      return;
    }
    writing_ = true;
    ws_.binary(queue_.front().binary);
    ws_.async_write(asio::buffer(queue_.front().bytes),
                    [self = shared_from_this()](beast::error_code ec, std::size_t) { self->written(ec); });
  }

  void written(beast::error_code ec) {
    if (ec) return drop();
    writing_ = false;
    queued_ -= queue_.front().bytes.size();
    queue_.pop_front();
    pump();
    if (queue_.empty() && !closing_) tell(handler_.drained);
  }

  void read() {
    ws_.async_read(buffer_, [self = shared_from_this()](beast::error_code ec, std::size_t) { self->arrived(ec); });
  }

  void arrived(beast::error_code ec) {
    if (ec) {
      open_ = false;
      closing_ = true;
      return tell(handler_.closed);
    }
    if (ws_.got_text() && handler_.received) {
      run([this] { handler_.received(shared_from_this(), beast::buffers_to_string(buffer_.data())); });
    }
    buffer_.consume(buffer_.size());
    read();
  }

  void tell(const std::function<void(const std::shared_ptr<Socket>&)>& callback) {
    run([&] {
      if (callback) callback(shared_from_this());
    });
  }

  /// Runs a callback; one that throws costs its own connection and no other.
  template <class Callback>
  void run(Callback callback) {
    try {
      callback();
    } catch (...) {
      drop();
    }
  }

  std::shared_ptr<Site> site_;
  const SocketHandler& handler_;  // It lives in site_, which no longer changes once started.
  Request request_;
  websocket::stream<beast::tcp_stream, false> ws_;
  beast::flat_buffer buffer_;
  std::deque<Outgoing> queue_;
  std::size_t queued_ = 0;
  std::uint16_t close_code_ = websocket::close_code::normal;
  bool open_ = false;
  bool writing_ = false;
  bool closing_ = false;
};

class HttpConnection final : public Live, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(tcp::socket socket, std::shared_ptr<Site> site) : site_(std::move(site)), stream_(std::move(socket)) {
    beast::error_code gone;
    peer_ = stream_.socket().remote_endpoint(gone).address().to_string();
    ++site_->http_open;
  }
  ~HttpConnection() override {
    --site_->http_open;
    site_->waiting.erase(waits_);
    site_->live.erase(this);
  }

  void read() {
    if (site_->stopped) return;
    wait();
    parser_.emplace();
    parser_->header_limit(header_limit);
    parser_->body_limit(site_->limits.body);
    stream_.expires_after(site_->limits.request);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](beast::error_code ec, std::size_t) { self->got_header(ec); });
  }

  /// Answers with a sentence and ends the connection; what the peer still sends is not a request any more.
  void refuse(int status, std::string sentence) {
    keep_ = false;
    write({.status = status, .type = "text/plain; charset=utf-8", .body = std::move(sentence)});
  }

  void cut() override { stream_.close(); }

 private:
  void wait() {
    waits_ = ++site_->waits;
    site_->waiting[waits_] = {peer_, weak_from_this()};
  }

  void got_header(beast::error_code ec) {
    if (ec) return failed(ec);
    const auto& head = parser_->get();
    version_ = head.version();
    if (websocket::is_upgrade(head)) return upgrade();
    stream_.expires_after(site_->limits.request);
    if (head.version() >= 11 && beast::iequals(head[http::field::expect], "100-continue")) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      asio::async_write(stream_, asio::buffer(go_on),
                        [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (!error) self->read_body();
                        });
      return;
    }
    read_body();
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code ec, std::size_t) {
      if (ec) return self->failed(ec);
      self->answer();
    });
  }

  void failed(beast::error_code ec) {
    if (ec == http::error::header_limit) return refuse(431, "The request's header is over 8 KiB.\n");
    if (ec == http::error::body_limit) return refuse(413, "The request's body is too large.\n");
    if (ec == http::error::end_of_stream || ec == http::error::partial_message) return;
    if (ec.category() == beast::error_code(http::error::bad_target).category()) {
      return refuse(400, "This is not a request that HTTP/1.1 allows: " + ec.message() + ".\n");
    }
  }

  void upgrade() {
    Request request = request_of(parser_->get());
    const SocketHandler* handler = find_route(site_->sockets, request.path);
    if (!handler) return refuse(404, "No websocket is served at this path.\n");
    if (site_->sockets_open >= site_->limits.sockets)
      return refuse(503, "Too many websockets are open; try again later.\n");
    Admission admission(500);
    try {
      admission = handler->accept ? handler->accept(request) : Admission(101);
    } catch (...) {
    }
    if (admission.status != 101) return refuse(admission.status, std::move(admission.sentence));
    const auto message = parser_->release();
    const auto socket = std::make_shared<WebSocket>(std::move(stream_), site_, *handler, std::move(request));
    site_->live[socket.get()] = socket;
    socket->accept(message);
  }

  void answer() {
    http::request<http::string_body> message = parser_->release();
    keep_ = message.keep_alive();
    head_ = message.method() == http::verb::head;
    if (!head_ && message.method() != http::verb::get && message.method() != http::verb::post) {
      return write(
          {.status = 405, .type = "text/plain; charset=utf-8", .body = "Only GET, HEAD and POST are served.\n"});
    }
    Request request = request_of(message);
    if (head_) request.method = "GET";
    request.body = std::move(message.body());
    const Server::Handle* handle = find_route(site_->pages, request.path);
    if (!handle && find_route(site_->sockets, request.path)) {
      return write(
          {.status = 426, .type = "text/plain; charset=utf-8", .body = "This path serves a websocket only.\n"});
    }
    Response response{.status = 404, .type = "text/plain; charset=utf-8", .body = "Nothing is served at this path.\n"};
    try {
      if (handle) response = (*handle)(request);
    } catch (...) {
      response = {.status = 500, .type = "text/plain; charset=utf-8", .body = "The server failed on this request.\n"};
    }
    write(std::move(response));
  }

  void write(Response content) {
    site_->waiting.erase(waits_);
    if (content.status < 200 || content.status > 599) content.status = 500;
    response_.emplace(static_cast<http::status>(content.status), version_);
    response_->set(http::field::content_type, content.type);
    response_->set(http::field::cache_control, "no-store");
    response_->set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : content.headers) response_->set(name, value);
    if (content.status == 405) response_->set(http::field::allow, "GET, HEAD, POST");
    if (content.status == 426) response_->set(http::field::upgrade, "websocket");
    response_->keep_alive(keep_);
    response_->content_length(content.body.size());
    if (!head_) response_->body() = std::move(content.body);
    stream_.expires_after(write_time);
    http::async_write(stream_, *response_, [self = shared_from_this()](beast::error_code ec, std::size_t) {
      if (ec) return;
      if (self->keep_) return self->read();
      self->linger();
    });
  }

  /// Reads on for a moment before closing: a close with unread bytes would reset the connection and lose our answer.
  void linger() {
    wait();
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(linger_time);
    discard(2 * site_->limits.body);
  }

  void discard(std::size_t left) {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(64 << 10),
                            [self = shared_from_this(), left](beast::error_code ec, std::size_t got) {
                              if (!ec && got < left) self->discard(left - got);
                            });
  }

  std::shared_ptr<Site> site_;
  beast::tcp_stream stream_;
  std::string peer_;
  std::uint64_t waits_ = 0;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  unsigned version_ = 11;
  bool keep_ = false;
  bool head_ = false;
};

}  // namespace

class Server::State : public std::enable_shared_from_this<Server::State> {
 public:
  State(asio::io_context& io, const std::string& address, std::uint16_t port, Limits limits)
      : site(std::make_shared<Site>(limits)), acceptor(io), again_(io) {
    beast::error_code ec;
    const auto ip = asio::ip::make_address(address, ec);
    if (ec) throw Explained(text::no_address, address);
    const tcp::endpoint endpoint(ip, port);
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    if (!ec) acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    if (ec) {
      throw Explained(text::busy, address, port, ec.message());
    }
    port_ = acceptor.local_endpoint().port();
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](beast::error_code ec, tcp::socket socket) {
      if (self->site->stopped) return;
      if (ec) return self->accept_later();
      self->take(std::move(socket));
      self->accept();
    });
  }

  void stop() {
    if (site->stopped) return;
    site->stopped = true;
    beast::error_code ignored;
    acceptor.close(ignored);
    again_.cancel();
    const auto live = site->live;
    for (const auto& [key, weak] : live) {
      if (const auto one = weak.lock()) one->cut();
    }
  }

  std::uint16_t port() const { return port_; }

  std::shared_ptr<Site> site;
  tcp::acceptor acceptor;

 private:
  void take(tcp::socket socket) {
    const bool room = site->http_open < site->limits.connections || site->make_room();
    if (site->http_open >= 2 * site->limits.connections) return;  // Beyond twice the limit nobody is answered at all.
    beast::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto connection = std::make_shared<HttpConnection>(std::move(socket), site);
    site->live[connection.get()] = connection;
    if (!room) return connection->refuse(503, "Too many connections are open; try again later.\n");
    connection->read();
  }

  /// Out of descriptors, most likely: a moment's rest, for the error would come back at once.
  void accept_later() {
    again_.expires_after(std::chrono::milliseconds{100});
    again_.async_wait([self = shared_from_this()](beast::error_code) {
      if (!self->site->stopped) self->accept();
    });
  }

  asio::steady_timer again_;
  std::uint16_t port_ = 0;
};

Server::Server(asio::io_context& io, const std::string& address, std::uint16_t port, Limits limits)
    : state_(std::make_shared<State>(io, address, port, limits)) {}

Server::~Server() { stop(); }

void Server::serve(std::string path, Handle handle) {
  state_->site->pages.emplace_back(std::move(path), std::move(handle));
}

void Server::serve_socket(std::string path, SocketHandler handler) {
  state_->site->sockets.emplace_back(std::move(path), std::move(handler));
}

void Server::when_crowded(std::function<void()> told) { state_->site->crowded = std::move(told); }

void Server::start() { state_->accept(); }

void Server::stop() { state_->stop(); }

std::uint16_t Server::port() const { return state_->port(); }

}  // namespace banwei::net
