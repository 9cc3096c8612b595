// One open websocket, whoever opened it, and whoever speaks over it.
// Invariant: all of it happens on the thread of the io_context; after cut() nothing is written any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace banwei::net {

class Wire {
 public:
  virtual ~Wire() = default;
  virtual void write(std::vector<std::string> frames) = 0;  // The next frames may be given after on_written().
  virtual void close() = 0;                                 // Sends a close frame that says "going away".
  virtual void cut() = 0;  // Ends it at once, for a frozen peer answers no close frame.
};

/// Whoever speaks over a wire is told this by it.
class WireUser {
 public:
  virtual ~WireUser() = default;
  virtual void on_alive() = 0;                         // A frame came, or a ping, or the answer to ours.
  virtual void on_text(std::string_view text) = 0;     // One whole text frame came.
  virtual void on_written() = 0;                       // All that the last write() was given has left.
  virtual void on_broken(const std::string& why) = 0;  // Nothing can be written any more.
};

}  // namespace banwei::net
