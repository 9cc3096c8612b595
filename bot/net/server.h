// A small HTTP and websocket server on one io_context: the sandbox's page, and any gateway's side of a websocket.
// Invariant: Beast is not visible here; every request has a size limit and a time-out, every socket a bounded queue.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

namespace banwei::net {

struct Request {
  std::string method;
  std::string path;   // Up to the '?'.
  std::string query;  // After the '?', undecoded.
  std::string host;
  std::string origin;
  std::string authorization;
  std::string body;
  std::unordered_map<std::string, std::string> headers{};  // The names are in lower case.
};

struct Response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};  // Those beside Content-Type.
};

/// One websocket that is open. Kept alive by whoever holds it; all calls on the server's thread.
class Socket {
 public:
  virtual ~Socket() = default;
  virtual void send(std::string text) = 0;  // A peer that reads too slowly for the bound is dropped.
  virtual void send_binary(std::string bytes) = 0;
  virtual void close(std::uint16_t code = 1000) = 0;  // Sends a close frame once all else has left.
  virtual void drop() = 0;                            // Ends it at once, without a close frame.
};

/// The status for an upgrade, 101 to take it, and what is said to whoever is refused.
struct Admission {
  Admission(int code, std::string words = "The websocket was refused.\n") : status(code), sentence(std::move(words)) {}
  int status;
  std::string sentence;
};

/// What a path does with a websocket.
struct SocketHandler {
  std::function<Admission(const Request&)> accept;
  std::function<void(const std::shared_ptr<Socket>&, const Request&)> opened;
  std::function<void(const std::shared_ptr<Socket>&, std::string text)> received;
  std::function<void(const std::shared_ptr<Socket>&)> closed;
  std::function<void(const std::shared_ptr<Socket>&)> drained{};  // All that was sent has been written.
  std::function<void(const std::shared_ptr<Socket>&)> alive{};    // A ping came, or the answer to ours.
};

struct Limits {
  std::size_t connections = 64;               // Beyond so many HTTP connections whoever waits longest makes room.
  std::size_t sockets = 256;                  // Beyond so many websockets nobody is let in.
  std::size_t message = 1 << 20;              // In bytes, of a message that comes in,
  std::size_t body = 1 << 20;                 // and of a request.
  std::chrono::milliseconds request{30'000};  // The next request must have come by then, and its body as long after it.
  std::chrono::milliseconds idle{60'000};     // A websocket that gave no sign of life for so long is dropped.
};

class Server {
 public:
  using Handle = std::function<Response(const Request&)>;

  /// Listens on `address`:`port`; port 0 takes a free one. Throws std::runtime_error with a sentence that says what to
  /// do.
  Server(boost::asio::io_context& io, const std::string& address, std::uint16_t port, Limits limits = {});
  ~Server();

  void serve(std::string path, Handle handle);  // All paths are named before start().
  void serve_socket(std::string path, SocketHandler handler);
  void when_crowded(std::function<void()> told);  // `told` is called each time that somebody had to make room.
  void start();
  void stop();  // Closes the listener and every connection.
  std::uint16_t port() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace banwei::net
