// What systemd is told, in the bytes of its protocol.
#include "bot/notify.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace banwei {
namespace {

/// The other end of a notification.
class Manager {
 public:
  explicit Manager(const std::string& name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), size), 0);
    std::string shown = name;
    if (shown.front() == '\0') shown.front() = '@';
    setenv("NOTIFY_SOCKET", shown.c_str(), 1);
  }
  ~Manager() {
    unsetenv("NOTIFY_SOCKET");
    close(socket_);
  }
  std::string heard() const {
    char text[256];
    const auto size = recv(socket_, text, sizeof text, 0);
    return size < 0 ? "" : std::string(text, static_cast<std::size_t>(size));
  }

 private:
  int socket_ = -1;
};

TEST(Notify, SpeaksToAnAbstractName) {
  const Manager manager(std::string(1, '\0') + "banwei-notify-" + std::to_string(getpid()));
  const Notify notify;
  notify.ready();
  notify.alive();
  notify.status("working");
  EXPECT_EQ(manager.heard(), "READY=1");
  EXPECT_EQ(manager.heard(), "WATCHDOG=1");
  EXPECT_EQ(manager.heard(), "STATUS=working");
}

TEST(Notify, SpeaksToAPathAndNeverWaits) {
  const std::string path = testing::TempDir() + "notify-" + std::to_string(getpid());
  const Manager manager(path);
  const Notify notify;
  for (int i = 0; i < 10'000; ++i) notify.alive();  // Nobody reads them.
  EXPECT_EQ(manager.heard(), "WATCHDOG=1");
  unlink(path.c_str());
}

TEST(Notify, WithoutAManagerItDoesNothing) {
  unsetenv("NOTIFY_SOCKET");
  const Notify alone;
  alone.ready();
  setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1);
  const Notify lost;
  lost.stopping();
  setenv("NOTIFY_SOCKET", std::string(200, 'x').c_str(), 1);
  const Notify long_winded;
  long_winded.reloading();
  unsetenv("NOTIFY_SOCKET");
}

}  // namespace
}  // namespace banwei
