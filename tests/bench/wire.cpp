// Beast shakes hands; the frames are read and written here, for Beast would cost the generator a system call each.
#include "tests/bench/wire.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/websocket.hpp>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace banwei::bench {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;

namespace {

constexpr unsigned text_frame = 1;
constexpr unsigned close_frame = 8;
constexpr unsigned ping_frame = 9;
constexpr unsigned pong_frame = 10;
constexpr std::size_t read_size = 256 << 10;
constexpr std::size_t compact_at = 1 << 20;

pollfd watch(int file, short events) { return {.fd = file, .events = events, .revents = 0}; }

std::uint64_t big_endian(const char* bytes, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < count; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

/// In place, eight bytes at a time.
void unmask(char* bytes, std::size_t size, const char* mask) {
  char twice[8];
  std::memcpy(twice, mask, 4);
  std::memcpy(twice + 4, mask, 4);
  std::uint64_t key = 0;
  std::memcpy(&key, twice, 8);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + i, 8);
    word ^= key;
    std::memcpy(bytes + i, &word, 8);
  }
  for (; i < size; ++i) bytes[i] = static_cast<char>(bytes[i] ^ mask[i % 4]);
}

}  // namespace

struct Wire::Line {
  asio::io_context io{1};
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::unique_ptr<websocket::stream<tcp::socket>> stream;
};

Wire::Wire() : line_(std::make_unique<Line>()) {}
Wire::~Wire() = default;

std::uint16_t Wire::port() const { return line_->acceptor.local_endpoint().port(); }

void Wire::accept(std::chrono::seconds longest) {
  pollfd ready = watch(line_->acceptor.native_handle(), POLLIN);
  const int wait = static_cast<int>(std::chrono::milliseconds(longest).count());
  if (poll(&ready, 1, wait) != 1) throw std::runtime_error("the bot does not dial");
  line_->stream = std::make_unique<websocket::stream<tcp::socket>>(line_->acceptor.accept());
  line_->stream->next_layer().set_option(tcp::no_delay(true));
  line_->stream->accept();  // The bot says nothing before the answer, so that no frame is left in the stream.
  socket_ = line_->stream->next_layer().native_handle();
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
  open_ = true;
  out_.clear();
  in_.clear();
  out_done_ = in_done_ = 0;
}

void Wire::send(std::string_view text) { frame(text_frame, text); }

void Wire::frame(unsigned opcode, std::string_view payload) {
  out_ += static_cast<char>(0x80U | opcode);
  const std::size_t size = payload.size();
  const unsigned bytes = size < 126 ? 0 : size <= 0xFFFF ? 2 : 8;
  out_ += static_cast<char>(bytes == 0 ? size : bytes == 2 ? 126 : 127);
  for (unsigned i = bytes; i > 0; --i) out_ += static_cast<char>(size >> (8 * (i - 1)) & 0xFFU);
  out_ += payload;
}

void Wire::pass(std::chrono::nanoseconds longest, const OnText& on_text) {
  write();
  if (!open_) return;
  const bool full = out_done_ < out_.size();
  pollfd ready = watch(socket_, static_cast<short>(full ? POLLIN | POLLOUT : POLLIN));
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(longest);
  const timespec wait{.tv_sec = whole.count(), .tv_nsec = (longest - whole).count()};
  if (ppoll(&ready, 1, &wait, nullptr) <= 0) return;
  read();
  while (const std::size_t size = take_frame(on_text)) in_done_ += size;
  if (in_done_ == in_.size()) in_.clear(), in_done_ = 0;
  write();
}

void Wire::write() {
  while (open_ && out_done_ < out_.size()) {
    const ssize_t written = ::write(socket_, out_.data() + out_done_, out_.size() - out_done_);
    if (written < 0) {
      if (errno != EAGAIN && errno != EINTR) open_ = false;
      break;
    }
    out_done_ += static_cast<std::size_t>(written);
  }
  if (out_done_ == out_.size() || out_done_ > compact_at) out_.erase(0, out_done_), out_done_ = 0;
}

void Wire::read() {
  in_.erase(0, in_done_);
  in_done_ = 0;
  const std::size_t had = in_.size();
  in_.resize(had + read_size);
  const ssize_t got = ::read(socket_, in_.data() + had, read_size);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) open_ = false;
  in_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
}

/// The size of the whole frame that has come; 0 when there is none yet.
std::size_t Wire::take_frame(const OnText& on_text) {
  char* const head = in_.data() + in_done_;
  const std::size_t come = in_.size() - in_done_;
  if (come < 6) return 0;
  const unsigned opcode = static_cast<unsigned char>(head[0]) & 0x0FU;
  const unsigned small = static_cast<unsigned char>(head[1]) & 0x7FU;
  const std::size_t length_bytes = small == 126 ? 2 : small == 127 ? 8 : 0;
  const std::size_t before = 2 + length_bytes + 4;
  if (come < before) return 0;
  const std::size_t size = length_bytes == 0 ? small : big_endian(head + 2, length_bytes);
  if (come < before + size) return 0;
  unmask(head + before, size, head + before - 4);
  const std::string_view payload(head + before, size);
  const bool last = (static_cast<unsigned char>(head[0]) & 0x80U) != 0;
  if (opcode == ping_frame) {
    frame(pong_frame, payload);
  } else if (opcode == close_frame) {
    frame(close_frame, payload);
    write();
    open_ = false;
  } else if (opcode <= text_frame) {
    if (last && fragments_.empty()) {
      on_text(payload);
    } else {
      fragments_ += payload;
      if (last) on_text(std::exchange(fragments_, {}));
    }
  }
  return before + size;
}

}  // namespace banwei::bench
