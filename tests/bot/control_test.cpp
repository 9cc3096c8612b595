// The control socket: one line in, one out, and nobody can hurt it.
#include "bot/control.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <filesystem>
#include <future>
#include <thread>
#include <vector>

namespace banwei {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

/// A socket that says what a well-behaved caller would not.
class Raw {
 public:
  explicit Raw(const std::string& path) : socket_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  ~Raw() { close(socket_); }

  bool connected() const { return connected_; }

  /// Sends it all and reads until the other end hangs up.
  std::string ask(std::string_view text) {
    while (!text.empty()) {
      const auto sent = send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    std::string answer;
    char part[4096];
    for (;;) {
      const auto size = recv(socket_, part, sizeof part, 0);
      if (size <= 0) return answer;
      answer.append(part, static_cast<std::size_t>(size));
    }
  }

 private:
  int socket_;
  bool connected_ = false;
};

class ControlTest : public testing::Test {
 protected:
  ControlTest() {
    std::string name = (std::filesystem::temp_directory_path() / "banwei-control-XXXXXX").string();
    folder = mkdtemp(name.data());
    database = folder + "/banwei.db";
  }
  ~ControlTest() override {
    stop();
    std::filesystem::remove_all(folder);
  }

  void start() {
    std::map<std::string, Control::Verb, std::less<>> verbs;
    verbs["echo"] = [](const json& request, const Control::Respond& answer) {
      answer({{"said", request.value("words", "")}});
      answer({{"said", "twice"}});  // It does not count.
    };
    verbs["never"] = [this](const json&, const Control::Respond&) { asked.set_value(); };
    verbs["later"] = [this](const json&, Control::Respond answer) {
      other = std::thread([answer = std::move(answer)] { answer({{"said", "from elsewhere"}}); });
    };
    control.emplace(io, database, std::move(verbs), log);
    thread = std::thread([this] { io.run(); });
  }

  void stop() {
    if (thread.joinable()) {
      asio::post(io, [this] {
        control->stop();
        guard.reset();
      });
      thread.join();
    }
    if (other.joinable()) other.join();
  }

  std::string path() const { return database + ".sock"; }

  std::string folder;
  std::string database;
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  Log log{Log::Out{[](Log::Level, std::string_view) {}}};
  std::optional<Control> control;
  std::thread thread;
  std::thread other;
  std::promise<void> asked;  // For the verb that is never answered.
};

TEST_F(ControlTest, NobodyListens) {
  EXPECT_FALSE(ask_daemon(database, {{"verb", "echo"}}));
  std::filesystem::create_directories(path());
  EXPECT_FALSE(ask_daemon(database, {{"verb", "echo"}}));
}

TEST_F(ControlTest, AQuestionIsAnswered) {
  start();
  const auto answer = ask_daemon(database, {{"verb", "echo"}, {"words", "多行\n的话"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->dump(), R"({"said":"多行\n的话"})");
  EXPECT_EQ(ask_daemon(database, {{"verb", "later"}})->at("said"), "from elsewhere");
  const std::string large(2U << 20U, 'x');
  EXPECT_EQ(ask_daemon(database, {{"verb", "echo"}, {"words", large}})->at("said"), large);
}

TEST_F(ControlTest, ItIsForItsUserAlone) {
  start();
  struct stat status {};
  ASSERT_EQ(stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(ControlTest, NonsenseIsRefusedAndHurtsNobody) {
  start();
  for (const char* line : {"\n", "hello\n", "[]\n", "{}\n", "{\"verb\":7}\n", "{\"verb\":\"fly\"}\n", "\xff\xfe\n"}) {
    const json answer = json::parse(Raw(path()).ask(line));
    EXPECT_TRUE(answer.contains("error")) << line;
  }
  EXPECT_TRUE(ask_daemon(database, {{"verb", "fly"}})->contains("error"));
  // The line never ends: it is cut off, whether the answer still gets through or not.
  (void)Raw(path()).ask(std::string(Control::line_limit + (1U << 20U), 'x'));
  (void)Raw(path()).ask(std::string(1000, '[') + "\n");
  EXPECT_TRUE(ask_daemon(database, {{"verb", "echo"}}));
}

TEST_F(ControlTest, CallersAreBounded) {
  start();
  std::vector<std::unique_ptr<Raw>> silent;
  for (int i = 0; i < 8; ++i) silent.push_back(std::make_unique<Raw>(path()));
  EXPECT_EQ(Raw(path()).ask(""), "");  // It is hung up on at once.
  silent.clear();
  for (int tries = 0; tries < 100; ++tries) {
    try {
      if (ask_daemon(database, {{"verb", "echo"}})) return;
    } catch (const std::runtime_error&) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});  // It has not seen them go yet.
    }
  }
  FAIL() << "room for callers never came back";
}

TEST_F(ControlTest, ASocketThatADeadProcessLeftIsReplaced) {
  {
    const int dead = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path().c_str());
    ASSERT_EQ(bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    close(dead);
  }
  EXPECT_FALSE(ask_daemon(database, {{"verb", "echo"}}));
  start();
  EXPECT_TRUE(ask_daemon(database, {{"verb", "echo"}}));
}

TEST_F(ControlTest, StopHangsUpAndTakesTheSocketAway) {
  start();
  std::thread caller([this] { EXPECT_THROW((void)ask_daemon(database, {{"verb", "never"}}), std::runtime_error); });
  asked.get_future().wait();
  stop();
  caller.join();
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(ControlTest, APathThatIsTooLongIsTold) {
  database = folder + "/" + std::string(200, 'x');
  EXPECT_THROW(start(), std::runtime_error);
  EXPECT_THROW((void)ask_daemon(database, {}), std::runtime_error);
}

}  // namespace
}  // namespace banwei
