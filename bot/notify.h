// Tells systemd how the service fares, by the protocol of sd_notify(3).
// Invariant: without NOTIFY_SOCKET it does nothing, and it never waits.
#pragma once

#include <string>
#include <string_view>

namespace banwei {

class Notify {
 public:
  Notify();
  Notify(const Notify&) = delete;
  Notify& operator=(const Notify&) = delete;
  ~Notify();

  void ready() const { send("READY=1"); }
  void reloading() const { send("RELOADING=1"); }
  void stopping() const { send("STOPPING=1"); }
  void alive() const { send("WATCHDOG=1"); }
  void status(std::string_view words) const { send("STATUS=" + std::string(words)); }

 private:
  void send(std::string_view state) const;
  int socket_ = -1;
};

}  // namespace banwei
