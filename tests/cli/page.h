// What the real binary serves over HTTP on this machine.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <string>

namespace banwei::cli {

struct Page {
  int status = 0;  // 0: nobody answered
  std::string type;
  std::string body;
};

inline Page get(std::uint16_t port, const std::string& path) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::write(socket, asio::buffer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
  std::string all;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(all), end);
  if (all.size() < 12) return {};
  const std::size_t type = all.find("Content-Type: ") + 14;
  return {.status = std::stoi(all.substr(9, 3)),
          .type = all.substr(type, all.find('\r', type) - type),
          .body = all.substr(all.find("\r\n\r\n") + 4)};
}

/// The port that the newest bot of a log says health and metrics are served at.
inline std::uint16_t health_port(const std::string& log) {
  const std::size_t line = log.rfind("health and metrics are served");
  constexpr std::string_view key = R"("port":)";
  const std::size_t at = line == std::string::npos ? line : log.find(key, line);
  return at == std::string::npos ? std::uint16_t{0}
                                 : static_cast<std::uint16_t>(std::stoi(log.substr(at + key.size())));
}

}  // namespace banwei::cli
