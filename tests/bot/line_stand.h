// A stand to test the link on: a gateway that can be told to misbehave, a network that can, and the bot's end in its
// thread. Invariant: each has one io_context in one thread; what a test looks at is behind that object's mutex.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "bot/gateway/link.h"
#include "bot/net/server.h"

namespace banwei::test {

inline constexpr std::chrono::seconds patience{30};  // No test needs it unless it fails.

/// A OneBot 11 gateway that answers everything well, unless told otherwise.
class FakeGateway {
 public:
  using SocketPtr = std::shared_ptr<net::Socket>;
  using Responder = std::function<void(const SocketPtr&, const nlohmann::json& frame)>;

  explicit FakeGateway(std::uint16_t port = 0);
  ~FakeGateway();

  std::uint16_t port() const { return port_; }
  std::string url() const { return "ws://127.0.0.1:" + std::to_string(port_) + "/"; }

  void start();

  /// Set before start(); run on the gateway's thread.
  std::function<int(const net::Request&)> accept;
  std::function<void(const SocketPtr&)> opened;
  Responder on_send;      // For send_group_msg and send_private_msg.
  Responder on_greeting;  // For get_login_info and its like.

  void answer(const SocketPtr& socket, const nlohmann::json& frame);  // It answers as a good gateway does.
  void say(std::string frame);                                        // Every socket that is open gets it.
  void on_thread(std::function<void(const std::vector<SocketPtr>&)> act);

  std::vector<nlohmann::json> sends() const;   // The frames of sends, in order.
  std::vector<nlohmann::json> frames() const;  // The frames of everything.
  std::vector<nlohmann::json> frames(const std::string& action) const;
  std::string authorization() const;  // The newest upgrade brought it.
  bool wait(const std::function<bool()>& until);

 private:
  void received(const SocketPtr& socket, const std::string& text);

  boost::asio::io_context io_{1};
  net::Server server_;
  std::uint16_t port_;
  std::vector<SocketPtr> sockets_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<nlohmann::json> sends_;
  std::vector<nlohmann::json> frames_;
  std::string authorization_;
  int messages_ = 0;
  std::thread thread_;
};

/// A TCP forwarder between the link and the gateway, where the network's faults are made.
class Network {
 public:
  explicit Network(std::uint16_t gateway);
  ~Network();

  void start();

  std::string url() const { return "ws://127.0.0.1:" + std::to_string(port_) + "/"; }

  void freeze(bool frozen);                 // Nothing gets through, nothing is closed.
  void cut();                               // Every connection, at once.
  void cut_after(std::size_t bytes);        // Cuts when that many more have gone to the bot.
  void trickle(bool on) { trickle_ = on; }  // One byte at a time goes towards the bot.
  void inject(const std::string& bytes);    // Towards the bot, between two frames.
  std::function<bool(int number)> refuse;   // Set before start(): it closes this connection as soon as it comes.

  int accepted() const { return accepted_; }
  std::size_t bytes_up() const { return up_; }      // The bot wrote so many.
  std::size_t bytes_down() const { return down_; }  // It was sent so many, injected ones left out.
  int most_at_once() const { return most_; }

 private:
  struct Pair;
  void accept();
  void pump(const std::shared_ptr<Pair>& pair, bool down);
  void forward(const std::shared_ptr<Pair>& pair, bool down, std::size_t size);
  void end(const std::shared_ptr<Pair>& pair);

  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_;
  std::uint16_t gateway_;
  std::vector<std::shared_ptr<Pair>> pairs_;
  bool frozen_ = false;
  std::ptrdiff_t left_ = -1;
  std::atomic<bool> trickle_{false};
  std::atomic<std::size_t> up_{0};
  std::atomic<std::size_t> down_{0};
  std::atomic<int> accepted_{0};
  std::atomic<int> most_{0};
  int open_ = 0;
  std::thread thread_;
};

/// The bot's end: a link in its thread, and all that came of it.
class Caller {
 public:
  explicit Caller(LinkOptions options);
  explicit Caller(FakeGateway& gateway);  // It starts the gateway.
  ~Caller();

  /// Stops the link and waits until its io_context has run dry.
  void stop();
  Link& link() { return *link_; }
  void destroy();   // On the io thread, without stop().
  void catch_up();  // Returns when the io thread has done what it was given before.

  bool wait(const std::function<bool(const Caller&)>& until);
  bool wait_up(std::size_t times = 1) {
    return wait([times](const Caller& caller) { return caller.ups.size() >= times; });
  }
  bool wait_down(std::size_t times = 1) {
    return wait([times](const Caller& caller) { return caller.downs.size() >= times; });
  }
  int told(std::string_view word) const;  // So many lines of the log hold it.
  const CallResult* result(std::uint64_t tag) const;
  bool logged(std::string_view word) const;
  /// Submits a group message and waits for what becomes of it.
  CallResult send(std::uint64_t tag, const std::string& text);

  // Looked at inside wait(), or after stop().
  std::vector<LinkUp> ups;
  std::vector<LinkDown> downs;
  std::vector<Friends> lists;  // The lists of friends that came later.
  std::vector<Message> messages;
  std::vector<MuteChange> mute_changes;
  std::vector<std::string> order;  // "up", "down", "message", in the order they came
  std::vector<CallResult> results;
  std::vector<std::string> log;

 private:
  void note(Event event);

  boost::asio::io_context io_{1};
  SystemClock clock_;
  Log log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<Link> link_;
  std::thread thread_;
};

LinkOptions quick(std::string url);
std::string group_message(int id, const std::string& text);
OutgoingCall to_group(std::uint64_t tag, const std::string& text);

}  // namespace banwei::test
