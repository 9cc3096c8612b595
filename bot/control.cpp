#include "bot/control.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <set>
#include <stdexcept>

namespace banwei {

namespace asio = boost::asio;
using Local = asio::local::stream_protocol;
using nlohmann::json;
using nlohmann::ordered_json;

namespace text {

constexpr Sentence long_path{"{} 这个路径太长，建不了套接字：把数据库移到路径短一些的地方",
                             "{} is too long a path for a socket: move the database to a shorter one"};
constexpr Sentence no_socket{"{} 建不了：{}", "{} cannot be made: {}"};
constexpr Sentence too_long{"请求太长", "the request is too long"};
constexpr Sentence unlike{R"(请求要写成 {{"verb": NAME}})", R"(a request is {{"verb": NAME}})"};
constexpr Sentence no_verb{"运行中的 banwei 不认识这个命令：它旧一些，请重启它",
                           "this banwei knows no such verb: restart the older one"};
constexpr Sentence of_another{"运行中的 banwei 属于另一个用户：请用那个用户或 root 再试一次",
                              "the running banwei belongs to another user: try again as that user or as root"};
constexpr Sentence no_answer{"运行中的 banwei 没有回答：看它的日志（journalctl -u banwei）",
                             "the running banwei does not answer: see its log (journalctl -u banwei)"};

}  // namespace text

namespace {

constexpr std::chrono::seconds patience{60};  // Either side gives a whole request so long.
constexpr std::size_t caller_limit = 8;

std::string socket_path(const std::string& database) {
  std::string path = database + ".sock";
  if (path.size() >= sizeof(sockaddr_un::sun_path)) throw Explained(text::long_path, path);
  return path;
}

/// Whether the other end runs as this user or as root.
bool trusted(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == geteuid();
}

}  // namespace

ordered_json refusal(const Phrase& why) { return {{"error", why.english}, {"error_zh", why.chinese}}; }

Phrase refused(const json& answer) { return {answer.value("error_zh", ""), answer.value("error", "")}; }

class Control::Listener : public std::enable_shared_from_this<Control::Listener> {
 public:
  Listener(asio::io_context& io, std::string path, std::map<std::string, Verb, std::less<>> verbs, Log& log)
      : io_(io), path_(std::move(path)), verbs_(std::move(verbs)), log_(log), acceptor_(io) {
    unlink(path_.c_str());
    try {
      acceptor_.open();
      acceptor_.bind(Local::endpoint(path_));
      if (chmod(path_.c_str(), 0600) != 0)
        throw std::runtime_error(std::strerror(errno));  // This stands before anybody can connect.
      acceptor_.listen(static_cast<int>(caller_limit));
    } catch (const std::exception& error) {
      throw Explained(text::no_socket, path_, error.what());
    }
  }

  void accept() {
    acceptor_.async_accept([self = shared_from_this()](const boost::system::error_code& error, Local::socket socket) {
      if (!self->acceptor_.is_open()) return;
      if (!error) self->receive(std::move(socket));
      self->accept();
    });
  }

  void stop() {
    if (!acceptor_.is_open()) return;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    unlink(path_.c_str());
    while (!callers_.empty()) end(*callers_.begin());
  }

 private:
  struct Caller {
    Caller(asio::io_context& io, Local::socket accepted) : socket(std::move(accepted)), timer(io) {}
    Local::socket socket;
    asio::steady_timer timer;
    std::string buffer;
    bool answered = false;
  };

  void receive(Local::socket socket) {
    if (!trusted(socket.native_handle())) return log_.warning("a stranger knocked at the control socket");
    if (callers_.size() >= caller_limit) return;
    const auto caller = std::make_shared<Caller>(io_, std::move(socket));
    callers_.insert(caller);
    caller->timer.expires_after(patience);
    caller->timer.async_wait([self = shared_from_this(), caller](const boost::system::error_code& error) {
      if (!error) self->end(caller);
    });
    asio::async_read_until(
        caller->socket, asio::dynamic_buffer(caller->buffer, line_limit), '\n',
        [self = shared_from_this(), caller](const boost::system::error_code& error, std::size_t size) {
          if (error == asio::error::not_found) return self->answer(caller, refusal(phrase(text::too_long)));
          if (error) return self->end(caller);
          self->obey(caller, std::string_view(caller->buffer).substr(0, size));
        });
  }

  void obey(const std::shared_ptr<Caller>& caller, std::string_view line) {
    const json request = json::parse(line, nullptr, false);
    const auto name = request.is_object() ? request.find("verb") : request.end();
    if (!request.is_object() || name == request.end() || !name->is_string())
      return answer(caller, refusal(phrase(text::unlike)));
    const auto verb = verbs_.find(name->get_ref<const std::string&>());
    if (verb == verbs_.end()) return answer(caller, refusal(phrase(text::no_verb)));
    verb->second(request, [weak = weak_from_this(), caller, &io = io_](const ordered_json& reply) {
      asio::post(io, [weak, caller, reply] {
        if (const auto self = weak.lock()) self->answer(caller, reply);
      });
    });
  }

  void answer(const std::shared_ptr<Caller>& caller, const ordered_json& reply) {
    if (std::exchange(caller->answered, true) || !callers_.contains(caller)) return;
    caller->buffer = reply.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    asio::async_write(
        caller->socket, asio::buffer(caller->buffer),
        [self = shared_from_this(), caller](const boost::system::error_code&, std::size_t) { self->end(caller); });
  }

  void end(const std::shared_ptr<Caller>& caller) {
    const auto kept = callers_.extract(caller);  // `caller` may be the set's own
    boost::system::error_code ignored;
    caller->timer.cancel();
    caller->socket.close(ignored);
  }

  asio::io_context& io_;
  const std::string path_;
  const std::map<std::string, Verb, std::less<>> verbs_;
  Log& log_;
  Local::acceptor acceptor_;
  std::set<std::shared_ptr<Caller>> callers_;
};

Control::Control(asio::io_context& io, const std::string& database, std::map<std::string, Verb, std::less<>> verbs,
                 Log& log)
    : listener_(std::make_shared<Listener>(io, socket_path(database), std::move(verbs), log)) {
  listener_->accept();
}

Control::~Control() { listener_->stop(); }

void Control::stop() { listener_->stop(); }

std::optional<json> ask_daemon(const std::string& database, const json& request) {
  asio::io_context io{1};
  Local::socket socket(io);
  boost::system::error_code error;
  socket.connect(Local::endpoint(socket_path(database)), error);
  if (error == asio::error::access_denied) throw Explained(text::of_another);
  if (error) return std::nullopt;
  std::string line = request.dump() + "\n";
  std::string reply;
  asio::async_write(socket, asio::buffer(line), [&](const boost::system::error_code& unsent, std::size_t) {
    error = unsent;
    if (unsent) return;
    asio::async_read_until(socket, asio::dynamic_buffer(reply, Control::line_limit), '\n',
                           [&](const boost::system::error_code& unread, std::size_t) { error = unread; });
  });
  io.run_for(patience);
  const json answer = json::parse(reply, nullptr, false);
  if (error || !answer.is_object()) throw Explained(text::no_answer);
  return answer;
}

}  // namespace banwei
