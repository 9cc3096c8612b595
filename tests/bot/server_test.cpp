// The web server against a client that writes raw bytes, so that what no library would send is sent too.
#include "bot/net/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace banwei::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A server in a thread of its own, stopped and joined at the end of the test.
class ServerTest : public testing::Test {
 protected:
  explicit ServerTest(Limits limits = {}) : server_(io_, "127.0.0.1", 0, limits) {
    server_.serve("/hello", [](const Request& request) {
      return Response{.body = request.method + " " + request.query + " " + request.body};
    });
    server_.serve("/files/*", [](const Request& request) { return Response{.body = request.path}; });
    server_.serve("/files/special", [](const Request&) { return Response{.body = "exact"}; });
    server_.serve("/throws", [](const Request&) -> Response { throw std::runtime_error("secret"); });
    server_.serve_socket("/ws",
                         {.accept = [](const Request& request) { return request.authorization == "yes" ? 101 : 401; },
                          .opened = [](const std::shared_ptr<Socket>& socket, const Request&) { socket->send("hi"); },
                          .received = {},
                          .closed = {}});
    const auto counting = [this](std::function<void(const std::shared_ptr<Socket>&)> opened) {
      return SocketHandler{
          .accept = {},
          .opened = [opened](const std::shared_ptr<Socket>& socket, const Request&) { opened(socket); },
          .received = {},
          .closed = [this](const std::shared_ptr<Socket>&) { ++closed_; }};
    };
    server_.serve_socket("/many", counting([](const std::shared_ptr<Socket>& socket) {
                           for (int i = 0; i < 4'001; ++i) socket->send("x");
                         }));
    server_.serve_socket("/heavy", counting([](const std::shared_ptr<Socket>& socket) {
                           for (int i = 0; i < 17; ++i) socket->send(std::string(1 << 20, 'x'));
                         }));
    server_.serve_socket("/enough", counting([](const std::shared_ptr<Socket>& socket) {
                           for (int i = 0; i < 4'000; ++i) socket->send("x");
                           socket->close(1008);
                         }));
    server_.serve_socket("/fault",
                         counting([](const std::shared_ptr<Socket>&) { throw std::runtime_error("secret"); }));
    server_.start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~ServerTest() override {
    asio::post(io_, [this] { server_.stop(); });
    thread_.join();
  }

  tcp::socket connect() {
    tcp::socket socket(client_io_);
    socket.connect({asio::ip::make_address("127.0.0.1"), server_.port()});
    return socket;
  }

  /// Sends the bytes and reads until the server closes.
  std::string exchange(const std::string& bytes) {
    tcp::socket socket = connect();
    boost::system::error_code ec;
    asio::write(socket, asio::buffer(bytes), ec);
    socket.shutdown(tcp::socket::shutdown_send, ec);
    std::string all;
    asio::read(socket, asio::dynamic_buffer(all), ec);
    return all;
  }

  bool wait_closed(int count) {
    for (int i = 0; i < 1'000 && closed_ < count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return closed_ == count;
  }

  asio::io_context io_{1};
  asio::io_context client_io_{1};
  Server server_;
  std::atomic<int> closed_{0};
  std::thread thread_;
};

std::string status_of(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

TEST_F(ServerTest, GetIsAnsweredWithItsQuery) {
  const std::string answer = exchange("GET /hello?a=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find("\r\n\r\nGET a=1 "), std::string::npos);
}

TEST_F(ServerTest, TwoRequestsShareOneConnection) {
  const std::string answer = exchange(
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab"
      "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\ncd");
  EXPECT_NE(answer.find("POST  ab"), std::string::npos);
  EXPECT_NE(answer.find("POST  cd"), std::string::npos);
}

TEST_F(ServerTest, HeadHasTheLengthAndNoBody) {
  const std::string answer = exchange("HEAD /files/special HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(answer.find("Content-Length: 5"), std::string::npos);
  EXPECT_EQ(answer.find("exact"), std::string::npos);
}

TEST_F(ServerTest, AnExactPathBeatsAPrefix) {
  EXPECT_NE(exchange("GET /files/special HTTP/1.1\r\n\r\n").find("exact"), std::string::npos);
  EXPECT_NE(exchange("GET /files/a/b HTTP/1.1\r\n\r\n").find("\r\n\r\n/files/a/b"), std::string::npos);
}

TEST_F(ServerTest, WhatCannotBeServedIsSaid) {
  EXPECT_EQ(status_of(exchange("GET /none HTTP/1.1\r\n\r\n")), "HTTP/1.1 404 Not Found");
  EXPECT_EQ(status_of(exchange("DELETE /hello HTTP/1.1\r\n\r\n")), "HTTP/1.1 405 Method Not Allowed");
  EXPECT_EQ(status_of(exchange("GET /ws HTTP/1.1\r\n\r\n")), "HTTP/1.1 426 Upgrade Required");
  EXPECT_EQ(status_of(exchange("\x16\x03\x01 nonsense\r\n\r\n")), "HTTP/1.1 400 Bad Request");
}

TEST_F(ServerTest, AHandlersFaultIsNotShown) {
  const std::string answer = exchange("GET /throws HTTP/1.1\r\n\r\n");
  EXPECT_EQ(status_of(answer), "HTTP/1.1 500 Internal Server Error");
  EXPECT_EQ(answer.find("secret"), std::string::npos);
}

TEST_F(ServerTest, AHeaderOverEightKibibytesIsRefused) {
  const std::string answer = exchange("GET /hello HTTP/1.1\r\nX: " + std::string(9'000, 'a') + "\r\n\r\n");
  EXPECT_EQ(status_of(answer), "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST_F(ServerTest, ABodyOverOneMebibyteIsRefused) {
  const std::string declared =
      exchange("POST /hello HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'a'));
  EXPECT_EQ(status_of(declared), "HTTP/1.1 413 Payload Too Large");
  std::string chunked = "POST /hello HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 17; ++i) chunked += "10000\r\n" + std::string(65'536, 'a') + "\r\n";
  EXPECT_EQ(status_of(exchange(chunked + "0\r\n\r\n")), "HTTP/1.1 413 Payload Too Large");
}

TEST_F(ServerTest, ABodyOfExactlyOneMebibyteIsTaken) {
  const std::string body(1'048'576, 'a');
  const std::string answer = exchange("POST /hello HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n" + body);
  EXPECT_EQ(status_of(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find(body), std::string::npos);
}

class ServerForFiles : public ServerTest {
 protected:
  ServerForFiles() : ServerTest({.body = 2 << 20}) {}
};

TEST_F(ServerForFiles, TakesWhatItWasMadeToTakeAndNoMore) {
  const std::string post = "POST /hello HTTP/1.1\r\nContent-Length: ";
  EXPECT_EQ(status_of(exchange(post + "2097152\r\n\r\n" + std::string(2 << 20, 'a'))), "HTTP/1.1 200 OK");
  EXPECT_EQ(status_of(exchange(post + "2097153\r\n\r\n")), "HTTP/1.1 413 Payload Too Large");
}

TEST_F(ServerTest, WhoAsksIsAnsweredHoweverManyAreSilent) {
  std::vector<tcp::socket> held;
  for (int i = 0; i < 400; ++i) held.push_back(connect());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(status_of(exchange("GET /hello HTTP/1.1\r\n\r\n")), "HTTP/1.1 200 OK");
  asio::write(held.back(), asio::buffer(std::string("GET /hello HTTP/1.1\r\n\r\n")));
  std::string answer(15, ' ');
  asio::read(held.back(), asio::buffer(answer));
  EXPECT_EQ(answer, "HTTP/1.1 200 OK") << "the newest have their turn";
  boost::system::error_code ec;
  EXPECT_EQ(asio::read(held.front(), asio::buffer(answer), ec), 0U) << "the oldest made room";
}

TEST_F(ServerTest, TheAddressWithMostConnectionsMakesRoom) {
  tcp::socket neighbour(client_io_);
  neighbour.open(tcp::v4());
  neighbour.bind({asio::ip::make_address("127.0.0.2"), 0});
  neighbour.connect({asio::ip::make_address("127.0.0.1"), server_.port()});
  std::vector<tcp::socket> held;
  for (int i = 0; i < 200; ++i) held.push_back(connect());
  EXPECT_EQ(status_of(exchange("GET /hello HTTP/1.1\r\n\r\n")), "HTTP/1.1 200 OK");
  asio::write(neighbour, asio::buffer(std::string("GET /hello HTTP/1.1\r\n\r\n")));
  std::string answer(15, ' ');
  asio::read(neighbour, asio::buffer(answer));
  EXPECT_EQ(answer, "HTTP/1.1 200 OK") << "it came first and is alone";
}

std::string upgrade(const std::string& path, const std::string& authorization) {
  return "GET " + path +
         " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: " + authorization + "\r\n\r\n";
}

TEST_F(ServerTest, AWebsocketIsTakenOrRefusedByItsHandler) {
  const std::string taken = exchange(upgrade("/ws", "yes"));
  EXPECT_EQ(status_of(taken), "HTTP/1.1 101 Switching Protocols");
  EXPECT_NE(taken.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
  EXPECT_NE(taken.find("\x81\x02hi"), std::string::npos);
  EXPECT_EQ(status_of(exchange(upgrade("/ws", "no"))), "HTTP/1.1 401 Unauthorized");
  EXPECT_EQ(status_of(exchange(upgrade("/other", "yes"))), "HTTP/1.1 404 Not Found");
}

/// What comes after the header of the answer.
std::string frames_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

TEST_F(ServerTest, ASocketThatIsSentTooMuchIsDropped) {
  EXPECT_LT(frames_of(exchange(upgrade("/many", ""))).size(), 4'001U * 3);
  EXPECT_LT(frames_of(exchange(upgrade("/heavy", ""))).size(), 16U << 20);
  EXPECT_TRUE(wait_closed(2));
}

TEST_F(ServerTest, ASocketGetsAllThatIsQueuedBeforeTheClose) {
  tcp::socket socket = connect();
  asio::write(socket, asio::buffer(upgrade("/enough", "")));
  std::string all;
  boost::system::error_code ec;
  const std::string close("\x88\x02\x03\xf0", 4);
  while (!ec && all.find(close) == std::string::npos)
    asio::read(socket, asio::dynamic_buffer(all), asio::transfer_at_least(1), ec);
  const std::string frames = frames_of(all);
  ASSERT_EQ(frames.size(), 4'000 * 3 + close.size());
  EXPECT_EQ(frames.substr(0, 3), "\x81\x01x");
}

TEST_F(ServerTest, AFaultInACallbackCostsItsSocketOnly) {
  exchange(upgrade("/fault", ""));
  EXPECT_TRUE(wait_closed(1));
  EXPECT_EQ(status_of(exchange("GET /hello HTTP/1.1\r\n\r\n")), "HTTP/1.1 200 OK");
}

TEST_F(ServerTest, AMessageOverOneMebibyteEndsTheSocket) {
  // A frame's header that promises 1 MiB and one byte is enough.
  const std::string frame("\x81\xff\0\0\0\0\0\x10\0\x01mask", 14);
  tcp::socket socket = connect();
  asio::write(socket, asio::buffer(upgrade("/ws", "yes")));
  std::string all;
  while (all.find("hi") == std::string::npos) asio::read(socket, asio::dynamic_buffer(all), asio::transfer_at_least(1));
  boost::system::error_code ec;
  asio::write(socket, asio::buffer(frame), ec);
  const std::string close("\x88\x02\x03\xf1", 4);  // 1009
  while (!ec && all.find(close) == std::string::npos)
    asio::read(socket, asio::dynamic_buffer(all), asio::transfer_at_least(1), ec);
  EXPECT_NE(all.find(close), std::string::npos);
}

TEST(ServerStart, AnAddressThatCannotBeHadIsExplained) {
  asio::io_context io;
  EXPECT_THROW(Server(io, "localhost", 0), std::runtime_error);
  Server first(io, "127.0.0.1", 0);
  first.start();
  try {
    Server second(io, "127.0.0.1", first.port());
    FAIL() << "the port was given out twice";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("choose another"), std::string::npos);
  }
}

}  // namespace
}  // namespace banwei::net
