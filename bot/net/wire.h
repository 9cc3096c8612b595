// One open websocket, whoever opened it, as a session sees it.
// Invariant: all of it happens on the thread of the io_context; after cut() nothing is written any more.
#pragma once

#include <string>
#include <vector>

namespace banwei {

class Wire {
 public:
  virtual ~Wire() = default;
  virtual void write(std::vector<std::string> frames) = 0;  // in their order; the next ones after Session::written()
  virtual void close() = 0;                                 // politely, as one who goes away
  virtual void cut() = 0;                                   // at once: a peer that is frozen answers no close frame
};

}  // namespace banwei
