// A websocket client of a few lines for tests: it shares the test's thread with the server's io_context and blocks
// nothing. Invariant: no wait lasts over two seconds, so a frame that never comes fails a test and does not hang it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace banwei::net {

class SocketClient {
 public:
  using Io = boost::asio::io_context;
  static constexpr int patience = 2000;  // In turns of a millisecond.

  /// `headers` are whole lines with their ends; a Host line among them replaces ours.
  SocketClient(Io& server, std::uint16_t port, const std::string& path, const std::string& headers = {})
      : server_(server), socket_(server) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
    socket_.non_blocking(true);
    const std::string host =
        headers.find("Host:") == std::string::npos ? "Host: 127.0.0.1:" + std::to_string(port) + "\r\n" : "";
    write("GET " + path + " HTTP/1.1\r\n" + host +
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
          headers + "\r\n");
    wait([this] { return in_.find("\r\n\r\n") != std::string::npos; });
    if (in_.size() > 12) status_ = std::stoi(in_.substr(9, 3));
    if (status_ == 101) in_.erase(0, in_.find("\r\n\r\n") + 4);
  }

  int status() const { return status_; }

  /// With `closes`, the close frame follows in the same write.
  void send(const std::string& text, bool closes = false) {
    std::string frame = "\x81";
    if (text.size() < 126) {
      frame += static_cast<char>(0x80 | text.size());
    } else {
      frame += static_cast<char>(0x80 | 126);
      frame += static_cast<char>(text.size() >> 8);
      frame += static_cast<char>(text.size() & 0xFF);
    }
    frame += std::string(4, '\0') + text;  // A mask of zeros changes nothing.
    if (closes) frame += "\x88\x80" + std::string(4, '\0');
    write(frame);
  }

  /// The next text frame; nothing after the close or when none comes in time.
  std::optional<std::string> next(int turns = patience) {
    std::optional<std::string> text;
    wait([&] { return (text = take()).has_value() || ended_; }, turns);
    return text;
  }

  /// Whether the server has ended the connection.
  bool ended() {
    while (take()) {
    }
    wait([this] { return ended_ || closed_; });
    return ended_ || closed_;
  }

 private:
  template <class Done>
  void wait(Done done, int turns = patience) {
    for (int turn = 0; turn < turns && !done(); ++turn) {
      if (server_.stopped()) server_.restart();
      server_.run_for(std::chrono::milliseconds{1});
      char chunk[4096];
      boost::system::error_code error;
      while (const std::size_t got = socket_.read_some(boost::asio::buffer(chunk), error)) in_.append(chunk, got);
      if (error && error != boost::asio::error::would_block) ended_ = true;
    }
  }

  std::optional<std::string> take() {
    while (in_.size() >= 2) {
      std::size_t header = 2;
      std::uint64_t size = static_cast<unsigned char>(in_[1]) & 0x7F;
      const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
      if (in_.size() < header + extra) return std::nullopt;
      if (extra != 0) size = 0;
      for (std::size_t i = 0; i < extra; ++i) size = size << 8 | static_cast<unsigned char>(in_[header + i]);
      header += extra;
      if (in_.size() < header + size) return std::nullopt;
      const int code = in_[0] & 0x0F;
      const bool last = (in_[0] & 0x80) != 0;
      if (code == 8) closed_ = true;
      if (code <= 1) pieces_ += in_.substr(header, size);
      in_.erase(0, header + size);
      if (code <= 1 && last) return std::exchange(pieces_, {});
    }
    return std::nullopt;
  }

  void write(const std::string& bytes) {
    boost::system::error_code ignored;
    boost::asio::write(socket_, boost::asio::buffer(bytes), ignored);
  }

  Io& server_;
  boost::asio::ip::tcp::socket socket_;
  std::string in_;
  std::string pieces_;  // A message that came in several frames is put together here.
  int status_ = 0;
  bool ended_ = false;
  bool closed_ = false;
};

}  // namespace banwei::net
