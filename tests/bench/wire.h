// A gateway's side of one websocket, as cheap as it can be, for it shares the cores with what it measures.
// Invariant: what is sent leaves in one write for many frames, and nothing here waits but accept() and pass().
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace banwei::bench {

class Wire {
 public:
  Wire();  // It listens on a free port of the loopback.
  ~Wire();

  std::uint16_t port() const;

  /// Waits for the bot to dial, and upgrades. A line before it is hung up. Throws std::runtime_error after `longest`.
  void accept(std::chrono::seconds longest);
  bool open() const { return open_; }

  /// Adds a text frame to what leaves with the next pass().
  void send(std::string_view text);

  using OnText = std::function<void(std::string_view text)>;
  /// Writes what waits, then waits up to `longest` for the bot and takes in all that it has sent. `on_text` may send().
  void pass(std::chrono::nanoseconds longest, const OnText& on_text);

 private:
  struct Line;
  void frame(unsigned opcode, std::string_view payload);
  void write();
  void read();
  std::size_t take_frame(const OnText& on_text);

  std::unique_ptr<Line> line_;
  int socket_ = -1;
  bool open_ = false;
  std::string out_;  // What waits begins at out_done_.
  std::size_t out_done_ = 0;
  std::string in_;  // What has come begins at in_done_.
  std::size_t in_done_ = 0;
  std::string fragments_;
};

}  // namespace banwei::bench
