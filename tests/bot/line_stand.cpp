// The gateway, the network and the bot's end that the link's tests are made of.
#include "tests/bot/line_stand.h"

#include <algorithm>
#include <future>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "bot/gateway/onebot11/conversation.h"
#include "tests/json.h"

namespace banwei::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using nlohmann::json;

namespace {

/// Runs it on the thread of `io` and waits until it is done.
template <class Act>
void on_thread_of(asio::io_context& io, Act act) {
  std::packaged_task<void()> task(std::move(act));
  const auto done = task.get_future();
  asio::post(io, std::move(task));
  done.wait();
}

}  // namespace

// --- the gateway --------------------------------------------------------------------------------------------------

FakeGateway::FakeGateway(std::uint16_t port) : server_(io_, "127.0.0.1", port), port_(server_.port()) {
  server_.serve_socket("*", {.accept =
                                 [this](const net::Request& request) {
                                   {
                                     const std::lock_guard lock(mutex_);
                                     authorization_ = request.authorization;
                                   }
                                   changed_.notify_all();
                                   return accept ? accept(request) : 101;
                                 },
                             .opened =
                                 [this](const SocketPtr& socket, const net::Request&) {
                                   sockets_.push_back(socket);
                                   if (opened) opened(socket);
                                 },
                             .received = [this](const SocketPtr& socket, std::string text) { received(socket, text); },
                             .closed = [this](const SocketPtr& socket) { std::erase(sockets_, socket); }});
}

void FakeGateway::start() {
  server_.start();
  thread_ = std::thread([this] { io_.run(); });
}

FakeGateway::~FakeGateway() {
  asio::post(io_, [this] {
    sockets_.clear();
    server_.stop();
  });
  if (thread_.joinable()) thread_.join();
}

void FakeGateway::received(const SocketPtr& socket, const std::string& text) {
  const json frame = test::parsed(text);
  const std::string action = frame["action"];
  {
    const std::lock_guard lock(mutex_);
    frames_.push_back(frame);
  }
  changed_.notify_all();
  if (action.rfind("send_", 0) == 0) {
    {
      const std::lock_guard lock(mutex_);
      sends_.push_back(frame);
    }
    changed_.notify_all();
    return on_send ? on_send(socket, frame) : answer(socket, frame);
  }
  if (on_greeting) return on_greeting(socket, frame);
  answer(socket, frame);
}

void FakeGateway::answer(const SocketPtr& socket, const json& frame) {
  const std::string action = frame["action"];
  json data;
  if (action == "get_login_info") data = {{"user_id", 2854200865}, {"nickname", "班委"}};
  if (action == "get_friend_list") data = json::array({{{"user_id", 10001}}, {{"user_id", 10002}}});
  if (action == "get_group_list") data = json::array({{{"group_id", 100001}}});
  if (action == "get_version_info") data = {{"app_name", "NapCat.Onebot"}};
  if (action.rfind("send_", 0) == 0) data = {{"message_id", 1000 + ++messages_}};
  socket->send(json({{"status", "ok"}, {"retcode", 0}, {"data", data}, {"echo", frame["echo"]}}).dump());
}

void FakeGateway::say(std::string frame) {
  on_thread([frame = std::move(frame)](const std::vector<SocketPtr>& sockets) {
    for (const SocketPtr& socket : sockets) socket->send(frame);
  });
}

void FakeGateway::on_thread(std::function<void(const std::vector<SocketPtr>&)> act) {
  asio::post(io_, [this, act = std::move(act)] { act(sockets_); });
}

std::vector<json> FakeGateway::sends() const {
  const std::lock_guard lock(mutex_);
  return sends_;
}

std::vector<json> FakeGateway::frames() const {
  const std::lock_guard lock(mutex_);
  return frames_;
}

std::vector<json> FakeGateway::frames(const std::string& action) const {
  std::vector<json> found = frames();
  std::erase_if(found, [&](const json& frame) { return frame["action"] != action; });
  return found;
}

std::string FakeGateway::authorization() const {
  const std::lock_guard lock(mutex_);
  return authorization_;
}

bool FakeGateway::wait(const std::function<bool()>& until) {
  std::mutex own;
  std::unique_lock lock(own);
  const auto step = std::chrono::milliseconds{20};
  for (auto waited = std::chrono::milliseconds{0}; waited < patience; waited += step) {
    if (until()) return true;
    changed_.wait_for(lock, step);
  }
  return until();
}

// --- the network --------------------------------------------------------------------------------------------------

struct Network::Pair {
  explicit Pair(asio::io_context& io) : bot(io), gateway(io) {}
  tcp::socket bot;
  tcp::socket gateway;
  std::array<char, 16 << 10> up;
  std::array<char, 16 << 10> down;
  std::size_t held_up = 0;  // Bytes that were read and wait for the thaw.
  std::size_t held_down = 0;
  bool ended = false;
};

Network::Network(std::uint16_t gateway)
    : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}),
      port_(acceptor_.local_endpoint().port()),
      gateway_(gateway) {}

void Network::start() {
  accept();
  thread_ = std::thread([this] { io_.run(); });
}

Network::~Network() {
  asio::post(io_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (const auto& pair : std::vector(pairs_)) end(pair);
  });
  if (thread_.joinable()) thread_.join();
}

void Network::accept() {
  acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
    if (ec) return;
    const int number = ++accepted_;
    ++open_;
    most_ = std::max(most_.load(), open_);
    auto pair = std::make_shared<Pair>(io_);
    pair->bot = std::move(socket);
    pairs_.push_back(pair);
    accept();
    boost::system::error_code refused;
    if (!refuse || !refuse(number)) {
      pair->gateway.connect({asio::ip::make_address("127.0.0.1"), gateway_}, refused);
      if (!refused) {
        pair->bot.set_option(tcp::no_delay(true), refused);
        pair->gateway.set_option(tcp::no_delay(true), refused);
        pump(pair, true);
        return pump(pair, false);
      }
    }
    end(pair);
  });
}

void Network::pump(const std::shared_ptr<Pair>& pair, bool down) {
  tcp::socket& from = down ? pair->gateway : pair->bot;
  auto& bytes = down ? pair->down : pair->up;
  const std::size_t most = down && trickle_ ? 1 : bytes.size();
  from.async_read_some(asio::buffer(bytes.data(), most),
                       [this, pair, down](boost::system::error_code ec, std::size_t size) {
                         if (ec || pair->ended) return end(pair);
                         if (!frozen_) return forward(pair, down, size);
                         (down ? pair->held_down : pair->held_up) = size;
                       });
}

void Network::forward(const std::shared_ptr<Pair>& pair, bool down, std::size_t size) {
  const bool last = down && left_ >= 0 && static_cast<std::ptrdiff_t>(size) >= left_;
  if (last) size = static_cast<std::size_t>(left_);
  if (down && left_ >= 0) left_ -= static_cast<std::ptrdiff_t>(size);
  tcp::socket& to = down ? pair->bot : pair->gateway;
  asio::async_write(to, asio::buffer((down ? pair->down : pair->up).data(), size),
                    [this, pair, down, last](boost::system::error_code error, std::size_t size) {
                      if (last) left_ = -1;
                      (down ? down_ : up_) += size;
                      if (error || last || pair->ended) return end(pair);
                      pump(pair, down);
                    });
}

void Network::end(const std::shared_ptr<Pair>& pair) {
  if (std::exchange(pair->ended, true)) return;
  --open_;
  boost::system::error_code ignored;
  pair->bot.close(ignored);
  pair->gateway.close(ignored);
  std::erase(pairs_, pair);
}

void Network::freeze(bool frozen) {
  on_thread_of(io_, [this, frozen] {
    frozen_ = frozen;
    if (frozen) return;
    for (const auto& pair : std::vector(pairs_)) {
      if (const std::size_t size = std::exchange(pair->held_down, 0); size > 0) forward(pair, true, size);
      if (const std::size_t size = std::exchange(pair->held_up, 0); size > 0) forward(pair, false, size);
    }
  });
}

void Network::cut() {
  on_thread_of(io_, [this] {
    for (const auto& pair : std::vector(pairs_)) end(pair);
  });
}

void Network::inject(const std::string& bytes) {
  on_thread_of(io_, [this, bytes] {
    for (const auto& pair : pairs_) asio::write(pair->bot, asio::buffer(bytes));
  });
}

void Network::cut_after(std::size_t bytes) {
  on_thread_of(io_, [this, bytes] { left_ = static_cast<std::ptrdiff_t>(bytes); });
}

// --- the bot's end ------------------------------------------------------------------------------------------------

Caller::Caller(FakeGateway& gateway) : Caller((gateway.start(), quick(gateway.url()))) {}

Caller::Caller(LinkOptions options)
    : log_([this](Log::Level, std::string_view line) {
        const std::lock_guard lock(mutex_);
        log.emplace_back(line);
        changed_.notify_all();
      }) {
  link_ = std::make_unique<Link>(io_, std::move(options), clock_, log_,
                                 Sink{[this](Event event) { note(std::move(event)); },
                                      [this](CallResult result) {
                                        const std::lock_guard lock(mutex_);
                                        results.push_back(std::move(result));
                                        changed_.notify_all();
                                      }});
  link_->start();
  thread_ = std::thread([this] { io_.run(); });
}

Caller::~Caller() { stop(); }

void Caller::stop() {
  if (!thread_.joinable()) return;
  if (link_) link_->stop();
  thread_.join();
}

void Caller::catch_up() {
  on_thread_of(io_, [] {});
}

void Caller::destroy() {
  asio::post(io_, [this] { link_.reset(); });
  thread_.join();
}

void Caller::note(Event event) {
  const std::lock_guard lock(mutex_);
  if (auto* up = std::get_if<LinkUp>(&event)) {
    ups.push_back(std::move(*up));
    order.push_back("up");
  } else if (auto* down = std::get_if<LinkDown>(&event)) {
    downs.push_back(std::move(*down));
    order.push_back("down");
  } else if (auto* list = std::get_if<Friends>(&event)) {
    lists.push_back(std::move(*list));
    order.push_back("friends");
  } else if (auto* message = std::get_if<Message>(&event)) {
    messages.push_back(std::move(*message));
    order.push_back("message");
  } else if (auto* change = std::get_if<MuteChange>(&event)) {
    mute_changes.push_back(std::move(*change));
    order.push_back("mute change");
  } else {
    order.push_back("other");
  }
  changed_.notify_all();
}

bool Caller::wait(const std::function<bool(const Caller&)>& until) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return until(*this); });
}

const CallResult* Caller::result(std::uint64_t tag) const {
  const auto found =
      std::find_if(results.begin(), results.end(), [tag](const CallResult& one) { return one.tag == tag; });
  return found == results.end() ? nullptr : &*found;
}

int Caller::told(std::string_view word) const {
  return static_cast<int>(std::count_if(log.begin(), log.end(),
                                        [&](const std::string& line) { return line.find(word) != std::string::npos; }));
}

bool Caller::logged(std::string_view word) const {
  return std::any_of(log.begin(), log.end(),
                     [&](const std::string& line) { return line.find(word) != std::string::npos; });
}

CallResult Caller::send(std::uint64_t tag, const std::string& text) {
  link_->submit({to_group(tag, text)});
  CallResult found;
  found.why = "no result ever came";
  wait([&](const Caller& caller) {
    const CallResult* one = caller.result(tag);
    if (one) found = *one;
    return one != nullptr;
  });
  return found;
}

LinkOptions quick(std::string url) {
  LinkOptions options;
  options.protocol = onebot11::converse;
  options.url = std::move(url);
  options.token = "s3cret-token";
  options.backoff_first = std::chrono::milliseconds{10};
  options.backoff_most = std::chrono::milliseconds{100};
  return options;
}

std::string group_message(int id, const std::string& text) {
  return json({{"post_type", "message"},
               {"message_type", "group"},
               {"sub_type", "normal"},
               {"time", 1584056400},
               {"self_id", 2854200865},
               {"group_id", 100001},
               {"user_id", 10001},
               {"message_id", id},
               {"message", json::array({{{"type", "text"}, {"data", {{"text", text}}}}})},
               {"sender", {{"nickname", "张三"}}}})
      .dump();
}

OutgoingCall to_group(std::uint64_t tag, const std::string& text) {
  return {.tag = tag, .what = Send{true, "100001", plain(text)}};
}

}  // namespace banwei::test
