// sandbox: the real bot before a gateway of its own, with two demo classes and a chat page.
#include "bot/sandbox/sandbox.h"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "bot/app.h"
#include "bot/cli/verbs.h"
#include "bot/sandbox/clock.h"
#include "bot/sandbox/demo.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_reader.h"

namespace banwei::cli {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace text {

constexpr Sentence started{"沙盒已启动，用浏览器打开 http://127.0.0.1:{}/ （Ctrl+C 结束）",
                           "the sandbox is ready: open http://127.0.0.1:{}/ (Ctrl+C ends it)"};
constexpr Sentence database{"数据库在 {}", "its database: {}"};
constexpr Sentence verbs{"别的命令也能看它：banwei status --config {}",
                         "other verbs see it, too: banwei status --config {}"};
constexpr auto config =
    "# 沙盒的数据库，给别的命令用：banwei status --config 这个文件\n[storage]\ndatabase = \"banwei.db\"\n";

}  // namespace text

int sandbox(std::uint16_t port, const std::string& data, Voice& voice) {
  fs::create_directories(data);
  Config config;
  config.database = (fs::path(data) / "banwei.db").string();
  config.settings.care.hotline = "12356";
  config.pace = RateLimits::off();  // Nobody there is bothered, and whoever tries it waits for answers.
  sandbox::SandboxOptions options;
  options.fresh = !fs::exists(config.database);
  sandbox::SandboxClock clock;
  {
    const DatabaseLock lock(config.database);
    storage::Database connection(config.database, storage::Database::Access::write);
    storage::Stores stores(connection);
    // It stands where it was left, also when the program was killed after the clock had been moved ahead.
    for (const auto& left : {stores.inbox.latest(), stores.schedule.horizon()})
      if (left && *left > clock.wall()) clock.move_to(*left);
    // They have been there for long when the sandbox is new: nobody is welcomed.
    const Utc since = clock.wall() - std::chrono::days{stores.members.classes().empty() ? 30 : 0};
    for (const std::string_view roster : {sandbox::demo_students(), sandbox::demo_staff()})
      members::import_roster(stores, members::read_roster(roster), since);
  }
  Log log(Log::Level::error);  // What would be told to an admin only puzzles whoever tries it.
  asio::io_context io{1};
  net::Server server(io, "127.0.0.1", port);
  options.move_clock = [&clock](Utc to) { clock.move_to(to); };
  sandbox::Sandbox gateway(server, io, clock, sandbox::demo_campus(), std::move(options));
  server.start();
  config.gateway_url = "ws://127.0.0.1:" + std::to_string(server.port()) + sandbox::Sandbox::onebot_path;
  App app(io, config, clock, log);
  app.show([&](const Message& message, const nlohmann::ordered_json& why) {
    asio::post(io, [&gateway, id = message.id, lines = why.at("lines").get<std::vector<std::string>>()] {
      gateway.explain(id, lines);
    });
  });
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    app.stop();
    gateway.stop();
    server.stop();
  });
  app.start();
  voice.say(text::started, server.port());
  voice.say(text::database, fs::absolute(config.database).string());
  const fs::path named = fs::path(data) / "config.toml";
  if (!fs::exists(named)) std::ofstream(named) << text::config;
  voice.say(text::verbs, fs::absolute(named).string());
  voice.out().flush();
  io.run();
  return exit_fine;
}

}  // namespace banwei::cli
